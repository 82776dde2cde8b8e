/** What Terraform moves into a module, and what it forgets with one. */
import assert from "node:assert/strict";

import { diffTrees } from "../../support/diff-trees";

const policy = (arn: string) =>
  `resource "aws_iam_policy" "p" {\n  name = "p"\n  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:ListBucket", Resource = ${arn} }] })\n}\n`;
const bucket = `resource "aws_s3_bucket" "b" {\n  bucket = "reports"\n}\n`;
const module = `module "b" {\n  source = "registry.example/team/bucket/aws"\n  name = "reports"\n}\n`;
const moved = (to = "module.b.aws_s3_bucket.this") => `moved {\n  from = aws_s3_bucket.b\n  to = ${to}\n}\n`;
const own = policy("aws_s3_bucket.b.arn");

const role = `resource "aws_iam_role" "r" {\n  name_prefix = "r"\n  assume_role_policy = "{}"\n}\nresource "aws_iam_role_policy" "p" {\n  role = aws_iam_role.r.id\n  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sqs:SendMessage", Resource = "*" }] })\n}\n`;
const call = `module "m" {\n  source = "./m"\n}\n`;
const removed = (destroy: boolean, from = "module.m") =>
  `removed {\n  from = ${from}\n  lifecycle {\n    destroy = ${destroy}\n  }\n}\n`;
const lost = ["-module.m.aws_iam_role.r identity: sqs:SendMessage on *"];
const newly = (name: string) => `aws_iam_policy.p identity: s3:ListBucket on \${${name}}`;
const both = [newly("module.b.arn"), `-${newly("aws_s3_bucket.b.arn")}`];

const taken = `resource "aws_iam_role" "t" {\n  name = "t"\n  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Service = "ec2.amazonaws.com" }, Action = "sts:AssumeRole" }] })\n}\n`;
const movedRole = (to: string, from = "aws_iam_role.t") =>
  `moved {\n  from = ${from}\n  to   = ${to}.aws_iam_role.x\n}\n`;
const gone = ["-aws_iam_role.t trust: sts:AssumeRole by Service ec2.amazonaws.com"];

const rows: readonly (readonly [title: string, before: string, after: string, lines: readonly string[]])[] = [
  ["a bucket", bucket + own, module + moved() + policy("module.b.arn"), []],
  ["a bucket, by an output of a longer name", bucket + own, module + moved() + policy("module.b.s3_bucket_arn"), []],
  [
    "a bucket in a text",
    bucket + policy('"${aws_s3_bucket.b.arn}/*"'),
    module + moved() + policy('"${module.b.arn}/*"'),
    [],
  ],
  [
    "a bucket, into another module",
    bucket + own,
    module + moved("module.c.aws_s3_bucket.this") + policy("module.b.arn"),
    both,
  ],
  ["a bucket that does not move", bucket + own, module + policy("module.b.arn"), both],
  [
    "a bucket, of a module with two",
    bucket + own,
    module + moved() + policy("module.b.arn") + policy("module.b.logs_arn").replace('"p" {', '"q" {'),
    [`aws_iam_policy.q identity: s3:ListBucket on \${module.b.logs_arn}`, ...both],
  ],
  ["a role that goes to a module of elsewhere", taken, module + movedRole("module.b"), []],
  ["a role that goes while another does that", taken, module + movedRole("module.b", "aws_iam_role.other"), gone],
  ["a role that a local module does not have", taken + call, call + movedRole("module.m"), gone],
  ["a module that is forgotten", call, removed(false), []],
  ["a module that is destroyed", call, removed(true), lost],
  ["another module that is forgotten", call, removed(false, "module.mm"), lost],
];

describe("what moves into a module, and what is forgotten with one", () => {
  for (const [title, before, after, lines] of rows)
    it(`${title}: ${lines.join() || "nothing"}`, async () => {
      const files = { "m/main.tf": role };
      const found = await diffTrees({ ...files, "main.tf": before }, { ...files, "main.tf": after });
      assert.deepEqual([...found].sort(), [...lines].sort());
    });
});
