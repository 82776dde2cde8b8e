/** What Terraform in its JSON syntax attaches, and documents in it. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

type Given = Readonly<Record<string, unknown>>;

const aws = (name: string): string => `arn:aws:iam::aws:policy/${name}`;
const attachment = (policy_arn: string, more: Given = {}): Given => ({
  resource: { aws_iam_role_policy_attachment: { a: { role: "${aws_iam_role.r.name}", policy_arn, ...more } } },
});
const document = (...actions: readonly string[]): Given => ({
  data: { aws_iam_policy_document: { d: { statement: [{ actions, resources: ["*"] }] } } },
});
const given = (policy: string): Given => ({ resource: { aws_iam_role_policy: { a: { role: "r", policy } } } });

const rows: readonly (readonly [title: string, before: Given, after: Given, lines: readonly string[]])[] = [
  ["a managed policy", {}, attachment(aws("AdministratorAccess")), ["aws_iam_role.r identity: * on *"]],
  [
    "of a role itself",
    { resource: [{ aws_iam_role: { r: { managed_policy_arns: [] } } }] },
    { resource: [{ aws_iam_role: { r: { managed_policy_arns: [aws("AdministratorAccess")] } } }] },
    ["aws_iam_role.r identity: * on *"],
  ],
  ["one of the account", {}, attachment("${aws_iam_policy.p.arn}"), ["?aws_iam_role_policy_attachment.a identity"]],
  [
    "one that is there as often as something says",
    {},
    attachment(aws("AdministratorAccess"), { count: "${var.n}" }),
    ["?aws_iam_role_policy_attachment.a identity"],
  ],
  ["a document", document("s3:GetObject"), document("s3:*"), ["?data.aws_iam_policy_document.d identity"]],
  [
    "a policy that is named",
    given('${file("a.json")}'),
    given('${file("b.json")}'),
    ["?aws_iam_role_policy.a identity"],
  ],
  ["the same", attachment("${aws_iam_policy.p.arn}"), { ...attachment("${aws_iam_policy.p.arn}"), output: {} }, []],
  ["something else", document("s3:GetObject"), { ...document("s3:GetObject"), locals: { a: 1 } }, []],
  ["one that has gone", attachment(aws("AdministratorAccess")), {}, ["-aws_iam_role.r identity: * on *"]],
];

describe("Terraform in JSON", () => {
  for (const [title, before, after, lines] of rows)
    it(title, async () =>
      assert.deepEqual(await diffTexts("main.tf.json", JSON.stringify(before), JSON.stringify(after)), lines),
    );
});
