/** Documents of Terraform that one module is given: they are compared, and reported, as what that module has. */
import assert from "node:assert/strict";

import { diffTrees } from "../../support/diff-trees";

const call = (policy: string, name = "m") =>
  `module "${name}" {\n  source = "registry.example/team/queue/aws"\n  name = "${name}"\n  ${policy}\n}\n`;
const statement = (action: string) =>
  `  statement {\n    actions = ["${action}"]\n    resources = ["*"]\n    principals {\n      type = "AWS"\n      identifiers = ["arn:aws:iam::111111111111:root"]\n    }\n  }\n`;
const document = (name: string, ...actions: readonly string[]) =>
  `data "aws_iam_policy_document" "${name}" {\n${actions.map(statement).join("")}}\n`;
const takes = (name: string, of = "m") => call(`policy = data.aws_iam_policy_document.${name}.json`, of);
const inPlace = (...actions: readonly string[]) =>
  call(
    `policy = jsonencode({ Statement = [${actions.map((one) => `{ Effect = "Allow", Action = "${one}", Resource = "*", Principal = { AWS = "arn:aws:iam::111111111111:root" } }`).join(", ")}] })`,
  );
const [send, receive, purge] = ["sqs:SendMessage", "sqs:ReceiveMessage", "sqs:PurgeQueue"] as const;
const line = (action: string, name = "module.m") =>
  `${name} resource: ${action} on * by arn:aws:iam::111111111111:root`;
const own = (name: string) =>
  `resource "aws_sqs_queue_policy" "q" {\n  queue_url = "q"\n  policy = data.aws_iam_policy_document.${name}.json\n}\n`;
const output = (name: string) => `output "o" {\n  value = data.aws_iam_policy_document.${name}.json\n}\n`;

const rows: readonly (readonly [title: string, before: string, after: string, lines: readonly string[]])[] = [
  ["a document in place of a text", inPlace(send), takes("d") + document("d", send), []],
  ["a text in place of a document", takes("d") + document("d", send), inPlace(send), []],
  ["a document with more than the text", inPlace(send), takes("d") + document("d", send, purge), [line(purge)]],
  ["a document with less than the text", inPlace(send, purge), takes("d") + document("d", send), [`-${line(purge)}`]],
  [
    "a document with something else",
    inPlace(send),
    takes("d") + document("d", receive),
    [line(receive), `-${line(send)}`],
  ],
  ["one more in a document", takes("d") + document("d", send), takes("d") + document("d", send, purge), [line(purge)]],
  [
    "a document of another name with more",
    takes("d") + document("d", send),
    takes("e") + document("e", send, purge),
    [line(purge)],
  ],
  ["a document of another name", takes("d") + document("d", send), takes("e") + document("e", send), []],
  [
    "two of other names",
    takes("a") + takes("b", "n") + document("a", send) + document("b", receive),
    takes("c") + takes("d", "n") + document("c", send) + document("d", receive, purge),
    [line(purge, "module.n")],
  ],
  ["a new document", call(""), takes("d") + document("d", send), [line(send)]],
  [
    "a document that an output has, too",
    takes("d") + output("d") + document("d", send),
    takes("d") + output("d") + document("d", send, purge),
    [line(purge, "data.aws_iam_policy_document.d")],
  ],
  [
    "a document that a resource had",
    own("d") + call("") + document("d", send),
    takes("d") + document("d", send),
    ["?module.m resource"],
  ],
  ["a text that is new", call(""), inPlace(send), [line(send)]],
  [
    "a text that leaves open what it allows",
    call(""),
    inPlace(send).replace('"sqs:SendMessage"', "var.action"),
    ["?module.m resource"],
  ],
  [
    "a text beside a policy by its name",
    call(""),
    inPlace(send).replace("  policy", "  policy_arns = [aws_iam_policy.p.arn]\n  policy"),
    [line(send), "?module.m identity"],
  ],
];

describe("documents that a module is given", () => {
  for (const [title, before, after, lines] of rows)
    it(`${title}: ${lines.join() || "nothing"}`, async () =>
      assert.deepEqual([...(await diffTrees({ "main.tf": before }, { "main.tf": after }))].sort(), [...lines].sort()));
});
