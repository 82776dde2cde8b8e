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

const resource = (type: string, body: Given): Given => ({ resource: { [type]: { a: body } } });
const bounded = (permissions_boundary: string | null): Given => ({
  resource: {
    aws_iam_role: { r: { name: "r", permissions_boundary } },
    aws_iam_role_policy_attachment: { a: { role: "${aws_iam_role.r.name}", policy_arn: aws("AdministratorAccess") } },
  },
});

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
  [
    "a boundary that goes",
    bounded("arn:aws:iam::aws:policy/IAMReadOnlyAccess"),
    bounded(null),
    ["aws_iam_role.r identity: * on *"],
  ],
  ["a boundary that stands elsewhere and goes", bounded("${var.b}"), bounded(null), ["?aws_iam_role.r identity"]],
  ["another boundary of elsewhere", bounded("${var.b}"), bounded("${var.c}"), ["?aws_iam_role.r identity"]],
  ["the same boundary", bounded("${var.b}"), { ...bounded("${var.b}"), output: {} }, []],
  [
    "a policy of a bucket",
    {},
    resource("aws_s3_bucket_policy", { policy: "${var.p}" }),
    ["?aws_s3_bucket_policy.a resource"],
  ],
  [
    "a policy in a role",
    {},
    resource("aws_iam_role", { inline_policy: [{ name: "p", policy: "${var.p}" }] }),
    ["?aws_iam_role.a identity"],
  ],
  ["a permission", {}, resource("aws_lambda_permission", { principal: "*" }), ["?aws_lambda_permission.a identity"]],
  [
    "the same permission",
    resource("aws_lambda_permission", { principal: "*" }),
    { ...resource("aws_lambda_permission", { principal: "*" }), output: {} },
    [],
  ],
  [
    "an ACL for everybody",
    {},
    resource("aws_s3_bucket_acl", { acl: "public-read" }),
    ["?aws_s3_bucket_acl.a identity"],
  ],
  ["an ACL for its owner", {}, resource("aws_s3_bucket_acl", { acl: "private" }), []],
  [
    "a module that is given policies",
    {},
    { module: { m: { source: "x/y/aws", policies: ["${aws_iam_policy.p.arn}"] } } },
    ["?module.m identity"],
  ],
  ["a module that is given tags", {}, { module: { m: { source: "x/y/aws", tags: { a: "b" } } } }, []],
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
