/** Data of Terraform that are called otherwise. */
import assert from "node:assert/strict";

import { diffTrees } from "../../support/diff-trees";

const data = (name: string, asks = 'bucket = "logs"', type = "aws_s3_bucket") =>
  `data "${type}" "${name}" {\n  ${asks}\n}\n`;
const reads = (name: string) =>
  `resource "aws_iam_role_policy" "p" {\n  role = "r"\n  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "\${${name}}/*" }] })\n}\n`;
const side = (name: string, asks?: string) => data(name, asks) + reads(`data.aws_s3_bucket.${name}.arn`);
const bounded = (name: string, asks = 'name = "limit"') =>
  `${data(name, asks, "aws_iam_policy")}resource "aws_iam_role" "r" {\n  name = "r"\n  assume_role_policy = "{}"\n  permissions_boundary = data.aws_iam_policy.${name}.arn\n}\nresource "aws_iam_role_policy" "p" {\n  role = aws_iam_role.r.id\n  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "*" }] })\n}\n`;
const line = (name: string) => `role r identity: s3:GetObject on \${data.aws_s3_bucket.${name}.arn}/*`;
const both = [line("b"), `-${line("a")}`];

const region = (name: string) => `data "aws_region" "${name}" {\n  provider = aws.${name}\n}\n`;
const place = (attribute: string, policy = "p", name = "here") =>
  `resource "aws_iam_role_policy" "${policy}" {\n  role = "${policy}"\n  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "sqs:SendMessage", Resource = "arn:aws:sqs:eu-west-1:\${local.accounts[data.aws_region.${name}.${attribute}]}:q" }] })\n}\n`;
const inRegion = (attribute: string, name = "here") => region("here") + region("other") + place(attribute, "p", name);
const sends = (attribute: string, role = "p", name = "here") =>
  `role ${role} identity: sqs:SendMessage on arn:aws:sqs:eu-west-1:\${local.accounts[data.aws_region.${name}.${attribute}]}:q`;
const inAccount = (attribute: string) =>
  `data "aws_caller_identity" "me" {}\nresource "aws_iam_role_policy" "p" {\n  role = "r"\n  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "sqs:SendMessage", Resource = "arn:aws:sqs:eu-west-1:111111111111:\${lower(data.aws_caller_identity.me.${attribute})}" }] })\n}\n`;
const ofAccount = (attribute: string) =>
  `role r identity: sqs:SendMessage on arn:aws:sqs:eu-west-1:111111111111:\${lower(data.aws_caller_identity.me.${attribute})}`;

const rows: readonly (readonly [title: string, before: string, after: string, lines: readonly string[]])[] = [
  ["another name", side("a"), side("b"), []],
  ["another name, set otherwise", side("a"), side("b", 'bucket   =   "logs" '), []],
  ["a boundary of another name", bounded("a"), bounded("b"), []],
  ["another boundary", bounded("a"), bounded("b", 'name = "other"'), ["?aws_iam_role.r identity"]],
  ["another bucket by another name", side("a"), side("b", 'bucket = "reports"'), both],
  ["one beside it", side("a"), data("a") + side("b"), both],
  ["one of two of the same", side("a") + data("c"), side("b") + data("d"), both],
  [
    "another name beside one of another type",
    side("a") + data("x", 'key_id = "k"', "aws_kms_key"),
    side("b") + data("a", 'key_id = "k"', "aws_kms_key"),
    [],
  ],
  ["a Region by its new attribute", inRegion("name"), inRegion("region"), []],
  ["a Region by its id", inRegion("region"), inRegion("id"), []],
  ["a Region by both attributes", inRegion("name"), inRegion("name") + place("region", "q"), [sends("region", "q")]],
  ["another Region", inRegion("name"), inRegion("name", "other"), [sends("name", "p", "other"), `-${sends("name")}`]],
  ["an account by its id", inAccount("account_id"), inAccount("id"), []],
  [
    "an account by who asks",
    inAccount("account_id"),
    inAccount("user_id"),
    [ofAccount("user_id"), `-${ofAccount("account_id")}`],
  ],
];

describe("data of another name", () => {
  for (const [title, before, after, lines] of rows)
    it(`${title}: ${lines.join() || "nothing"}`, async () =>
      assert.deepEqual([...(await diffTrees({ "main.tf": before }, { "main.tf": after }))].sort(), [...lines].sort()));
});
