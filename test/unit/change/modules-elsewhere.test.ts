/** Modules of Terraform that stand in the repository on one side and elsewhere on the other, and what goes with a module. */
import assert from "node:assert/strict";

import { diffTrees, type TreeFiles } from "../../support/diff-trees";

const role = `resource "aws_iam_role" "r" {\n  name = "r"\n  assume_role_policy = "{}"\n}\nresource "aws_iam_role_policy" "p" {\n  role = aws_iam_role.r.id\n  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "sqs:SendMessage", Resource = "*" }] })\n}\n`;
const call = (source: string, more = "") => `module "m" {\n  source = "${source}"\n${more}}\n`;
const [local, registry, repository] = [
  call("../m"),
  call("registry.example/team/m/aws"),
  call("git::https://git.example/m?ref=v2"),
];
const withModule = (main: string): TreeFiles => ({ "m/main.tf": role, "app/main.tf": main });
const alone = (main: string): TreeFiles => ({ "app/main.tf": main });
const sends = "identity: sqs:SendMessage on *";
const [ofCall, ofFolder] = ["module.m.aws_iam_role.r", "aws_iam_role.r"];

const bucket = `resource "aws_s3_bucket" "b" {\n  bucket = "b"\n}\n`;
const denies = (name: string, policy = "p") =>
  `resource "aws_s3_bucket_policy" "${policy}" {\n  bucket = ${name}\n  policy = jsonencode({ Statement = [{ Effect = "Deny", Principal = "*", Action = "s3:PutObject", Resource = "*" }] })\n}\n`;
const output = `output "id" {\n  value = aws_s3_bucket.b.id\n}\n`;
const puts = "resource: s3:PutObject on * by *";
const counted = `module "n" {\n  source = "../n"\n  count = 1\n}\n${denies("module.n[0].id")}`;
const byLocal = `locals {\n  id = lower(aws_s3_bucket.b.id)\n}\n${bucket}${denies("local.id")}`;
const given = `variable "id" {}\n${denies("var.id")}`;
const switched = `variable "on" {\n  default = false\n}\n${denies("aws_s3_bucket.b.id").replace("{\n", "{\n  count = var.on ? 1 : 0\n")}`;
const queue = `resource "aws_sqs_queue" "q" {\n  name = "q"\n}\n`;
const denying = `resource "aws_sqs_queue_policy" "p" {\n  queue_url = aws_sqs_queue.q.id\n  policy = jsonencode({ Statement = [{ Effect = "Deny", Principal = "*", Action = "sqs:SendMessage", Resource = "*" }] })\n}\n`;
const moved = `moved {\n  from = aws_s3_bucket.b\n  to = aws_s3_bucket.c\n}\n`;

const rows: readonly (readonly [title: string, before: TreeFiles, after: TreeFiles, lines: readonly string[]])[] = [
  ["taken from elsewhere", withModule(local), withModule(registry), [`?${ofCall} identity`]],
  ["taken from a repository", withModule(local), withModule(repository), [`?${ofCall} identity`]],
  [
    "no longer taken from elsewhere",
    withModule(registry),
    withModule(local),
    [`?${ofCall} identity`, `${ofCall} ${sends}`],
  ],
  ["taken from elsewhere, and gone from here", withModule(local), alone(registry), [`?${ofFolder} identity`]],
  [
    "new here, in place of elsewhere",
    alone(registry),
    withModule(local),
    [`?${ofFolder} identity`, `${ofFolder} ${sends}`],
  ],
  [
    "one of several",
    withModule(call("../m", '  for_each = toset(["a"])\n')),
    withModule(call("registry.example/team/m/aws", '  for_each = toset(["a"])\n')),
    [`?module.m["a"].aws_iam_role.r identity`],
  ],
  ["another version of elsewhere", withModule(repository), withModule(repository.replace("v2", "v3")), []],
  ["no longer called", withModule(local), withModule(""), [`-${ofCall} ${sends}`]],
  [
    "no longer called beside one of elsewhere",
    withModule(local + registry.replace('"m"', '"n"')),
    withModule(registry.replace('"m"', '"n"')),
    [`-${ofCall} ${sends}`],
  ],
  ["newly called", withModule(""), withModule(local), [`${ofCall} ${sends}`]],
  ["gone from here", withModule(local), {}, [`-${ofFolder} ${sends}`]],

  [
    "a bucket that goes with its module",
    { "m/main.tf": bucket + denies("aws_s3_bucket.b.id"), "app/main.tf": local },
    { "m/main.tf": bucket + denies("aws_s3_bucket.b.id"), "app/main.tf": "" },
    [],
  ],
  [
    "a bucket of a module that goes with it",
    { "m/main.tf": bucket + output, "app/main.tf": local + denies("module.m.id") },
    { "m/main.tf": bucket + output, "app/main.tf": "" },
    [],
  ],
  [
    "a bucket of a counted module within one that goes",
    { "n/main.tf": bucket + output, "m/main.tf": counted, "app/main.tf": local },
    { "n/main.tf": bucket + output, "m/main.tf": counted, "app/main.tf": "" },
    [],
  ],
  [
    "a bucket by a local of a module that goes",
    { "m/main.tf": byLocal, "app/main.tf": local },
    { "m/main.tf": byLocal, "app/main.tf": "" },
    [],
  ],
  [
    "a bucket of a module that stays",
    { "m/main.tf": bucket + output, "app/main.tf": local + denies("module.m.id") },
    { "m/main.tf": bucket + output, "app/main.tf": local },
    [`aws_s3_bucket_policy.p ${puts}`],
  ],
  [
    "a bucket that stays where its policy goes with a module",
    { "m/main.tf": given, "app/main.tf": bucket + call("../m", "  id = aws_s3_bucket.b.id\n") },
    { "m/main.tf": given, "app/main.tf": bucket },
    [`module.m.aws_s3_bucket_policy.p ${puts}`],
  ],
  [
    "a bucket that is called otherwise as its policy goes",
    { "app/main.tf": bucket + denies("aws_s3_bucket.b.id") },
    { "app/main.tf": bucket.replace('"b" {', '"c" {') + moved },
    [`aws_s3_bucket_policy.p ${puts}`],
  ],
  [
    "a bucket of a module gets a policy that denies",
    { "m/main.tf": bucket + switched, "app/main.tf": local },
    { "m/main.tf": bucket + switched, "app/main.tf": call("../m", "  on = true\n") },
    [`-module.m.aws_s3_bucket_policy.p ${puts}`],
  ],
  [
    "a queue that stays, and nothing else",
    { "app/main.tf": queue + denying },
    { "app/main.tf": queue },
    ["aws_sqs_queue_policy.p resource: sqs:SendMessage on * by *"],
  ],
  ["a queue that goes with its policy", { "app/main.tf": queue + denying }, { "app/main.tf": "# nothing" }, []],
];

describe("modules that stand elsewhere on one side, and what goes with a module", () => {
  for (const [title, before, after, lines] of rows)
    it(`${title}: ${lines.join() || "nothing"}`, async () => {
      const found = (await diffTrees(before, after)).filter((line) => !/ trust/.test(line));
      assert.deepEqual([...found].sort(), [...lines].sort());
    });
});
