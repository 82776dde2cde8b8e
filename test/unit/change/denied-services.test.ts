/** A Deny of a resource that is about services of AWS, which have only what the policies of resources allow them. */
import assert from "node:assert/strict";

import { diffTrees } from "../../support/diff-trees";

const statement = (effect: string, type: string, who: string) =>
  `  statement {\n    effect = ${effect}\n    actions = ["s3:PutObject"]\n    resources = ["arn:aws:s3:::b/*"]\n    principals {\n      type = "${type}"\n      identifiers = ["${who}"]\n    }\n  }\n`;
const bucket = (...statements: readonly string[]) =>
  `variable "on" {\n  default = false\n}\nresource "aws_s3_bucket" "b" {\n  bucket = "b"\n}\nresource "aws_s3_bucket_policy" "b" {\n  bucket = aws_s3_bucket.b.id\n  policy = data.aws_iam_policy_document.d.json\n}\ndata "aws_iam_policy_document" "d" {\n${statements.join("")}}\n`;
const [either, deny, allow] = ['var.on ? "Allow" : "Deny"', '"Deny"', '"Allow"'];
const user = "arn:aws:iam::111111111111:user/logs";
const account = "arn:aws:iam::${data.aws_redshift_service_account.main.id}:user/logs";
const puts = (who: string) => `aws_s3_bucket_policy.b resource: s3:PutObject on arn:aws:s3:::b/* by ${who}`;
const [ofOne, ofOther] = ["Service redshift.amazonaws.com", "Service logging.s3.amazonaws.com"];
const service = (effect: string, name = "redshift") => statement(effect, "Service", `${name}.amazonaws.com`);
const rest = statement(allow, "AWS", "arn:aws:iam::222222222222:root");

const rows: readonly (readonly [title: string, before: string, after: string, lines: readonly string[]])[] = [
  [
    "another service, or none",
    bucket(service(either)),
    bucket(service(either, "logging.s3")),
    [puts(ofOther), `-${puts(ofOne)}`],
  ],
  [
    "a service for an account of AWS, or none",
    bucket(statement(either, "AWS", account)),
    bucket(service(either)),
    [puts(ofOne), `-${puts(account)}`],
  ],
  ["a service that is denied", bucket(rest), bucket(rest, service(deny)), []],
  ["a service that is no longer denied", bucket(rest, service(deny)), bucket(rest), []],
  [
    "a service that is no longer denied what it is allowed",
    bucket(service(allow), service(deny)),
    bucket(service(allow)),
    [puts(ofOne)],
  ],
  ["a user that is no longer denied", bucket(rest, statement(deny, "AWS", user)), bucket(rest), [puts(user)]],
  ["a user that is denied", bucket(rest), bucket(rest, statement(deny, "AWS", user)), [`-${puts(user)}`]],
  [
    "everybody who is no longer denied",
    bucket(rest, statement(deny, "*", "*")),
    bucket(rest),
    [puts("*"), puts("arn:aws:iam::222222222222:root")],
  ],
];

describe("what is denied to services", () => {
  for (const [title, before, after, lines] of rows)
    it(`${title}: ${lines.join() || "nothing"}`, async () =>
      assert.deepEqual([...(await diffTrees({ "main.tf": before }, { "main.tf": after }))].sort(), [...lines].sort()));
});
