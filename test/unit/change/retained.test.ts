/** What a document takes out, and AWS keeps. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

type Given = Readonly<Record<string, unknown>>;

const document = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "sqs:SendMessage", Resource: "*" }] };
const open = { Statement: [{ Effect: "Allow", Principal: { AWS: "111122223333" }, Action: "kms:*", Resource: "*" }] };
const template = (...resources: readonly Given[]): string =>
  JSON.stringify({ Resources: Object.assign({ T: { Type: "AWS::SNS::Topic" } }, ...resources) });
const key = (more: Given): Given => ({ K: { Type: "AWS::KMS::Key", ...more, Properties: { KeyPolicy: open } } });
const role = (
  more: Given,
  Properties: Given = { Policies: [{ PolicyName: "p", PolicyDocument: document }] },
): Given => ({
  R: { Type: "AWS::IAM::Role", ...more, Properties },
});
const retain = { DeletionPolicy: "Retain" };

const templates: readonly (readonly [title: string, before: string, after: string, lines: readonly string[]])[] = [
  ["a key that is retained", template(key(retain)), template(), []],
  ["a key that is deleted", template(key({})), template(), ["gone"]],
  ["a key whose deletion is decided otherwise", template(key({ DeletionPolicy: "Delete" })), template(), ["gone"]],
  ["a role that is retained", template(role(retain)), template(), []],
  [
    "a role that stays without its policy",
    template(role(retain)),
    template(role(retain, {})),
    ["-R identity: sqs:SendMessage on *"],
  ],
  ["a role that comes back", template(), template(role(retain)), ["R identity: sqs:SendMessage on *"]],
];

const own = `resource "aws_iam_role" "r" {
  name               = "r"
  assume_role_policy = "{}"
  inline_policy {
    name   = "p"
    policy = jsonencode(${JSON.stringify(document)})
  }
}
`;
const removed = (destroy: boolean): string =>
  `removed {\n  from = aws_iam_role.r\n  lifecycle {\n    destroy = ${destroy}\n  }\n}\n`;

describe("what is taken out of a document and stays in AWS", () => {
  for (const [title, before, after, lines] of templates)
    it(title, async () => {
      const said = await diffTexts("t.json", before, after);
      if (lines[0] === "gone") assert.equal(said.length > 0 && said.every((line) => line.startsWith("-K ")), true);
      else assert.deepEqual(said, lines);
    });
  it("a role that Terraform forgets", async () =>
    assert.deepEqual(await diffTexts("main.tf", own, removed(false)), []));
  it("a role that Terraform destroys", async () =>
    assert.deepEqual(await diffTexts("main.tf", own, removed(true)), [
      "-aws_iam_role.r identity: sqs:SendMessage on *",
    ]));
});
