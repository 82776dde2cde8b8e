/** What is written otherwise in Terraform, or changes beside what a policy takes, and allows the same. */
import assert from "node:assert/strict";

import { diffTrees, type TreeFiles } from "../../support/diff-trees";

const policy = (action: string, resource: string) =>
  `jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "${action}", Resource = ${resource} }] })`;
const document = (resources: string, count = "") =>
  `data "aws_iam_policy_document" "d" {\n  ${count}\n  statement {\n    actions   = ["s3:GetObject"]\n    resources = ${resources}\n  }\n}\n`;
const ofRole = (given: string, count = "") =>
  `resource "aws_iam_role_policy" "p" {\n  ${count}\n  role   = "deploy"\n  policy = ${given}\n}\n`;
const taken = ofRole("data.aws_iam_policy_document.d.json");
const variables = 'variable "more" {\n  type = list(string)\n}\nvariable "on" {}\nvariable "also" {}\n';
const key = (given: string) => `resource "aws_kms_key" "k" {\n  policy = ${given}\n}\n`;
const template = (who: string) =>
  `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": ${who} }, "Action": "kms:Decrypt", "Resource": "*" }] }`;
const filled = key(`templatefile("\${path.module}/k.tpl", { who = jsonencode(var.more) })`);
const named = `data "aws_iam_policy_document" "k" {\n  statement {\n    actions = ["kms:Decrypt"]\n    resources = ["*"]\n    principals {\n      type = "AWS"\n      identifiers = var.more\n    }\n  }\n}\n${key("data.aws_iam_policy_document.k.json")}`;
const queue = (name: string) => `resource "aws_sqs_queue" "${name}" {\n  name = "${name}"\n}\n`;
const output = (value: string) => `output "o" {\n  value = ${value}\n}\n`;
const module = `module "m" {\n  source = "./m"\n}\n`;
const [either, alone] = ["count = var.on || var.also ? 1 : 0", "count = var.on ? 1 : 0"];
const jobs = "{\n    jobs = aws_sqs_queue.jobs\n  }";
const ofOutput = module + ofRole(policy("sqs:*", "module.m.o.jobs.arn"));
const queues = queue("jobs") + queue("mail");
const scheduling = (over: string) =>
  `resource "aws_batch_scheduling_policy" "s" {\n  for_each = ${over}\n  name = each.key\n}\n`;

const inFolder = (folder: string, action: string): TreeFiles => ({
  [`${folder}/main.tf`]: ofRole('file("p.json")'),
  [`${folder}/p.json`]: JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: action, Resource: "*" }],
  }),
});

const rows: readonly (readonly [title: string, before: TreeFiles, after: TreeFiles, lines: readonly string[]])[] = [
  [
    "a list that was filled into a text alone",
    { "main.tf": variables + document('"${concat(["arn:aws:s3:::b/*"], var.more)}"') + taken },
    { "main.tf": variables + document('concat(["arn:aws:s3:::b/*"], var.more)') + taken },
    [],
  ],
  [
    "a list that was filled into a text alone, with one more",
    { "main.tf": variables + document('"${concat(["arn:aws:s3:::b/*"], var.more)}"') + taken },
    { "main.tf": variables + document('concat(["arn:aws:s3:::b/*", "arn:aws:s3:::c/*"], var.more)') + taken },
    ["role deploy identity: s3:GetObject on arn:aws:s3:::c/*"],
  ],
  [
    "principals that a template took as JSON",
    { "main.tf": variables + filled, "k.tpl": template("${who}") },
    { "main.tf": variables + named },
    [],
  ],
  [
    "principals that a text took as JSON",
    { "main.tf": variables + key(`<<P\n${template("${jsonencode(var.more)}")}\nP`) },
    { "main.tf": variables + named },
    [],
  ],
  [
    "an output that was filled into a text alone",
    {
      "main.tf": module + ofRole(policy("sqs:*", "module.m.o")),
      "m/main.tf": queues + output('"${aws_sqs_queue.jobs.arn}"'),
    },
    {
      "main.tf": module + ofRole(policy("sqs:*", "module.m.o")),
      "m/main.tf": queues + output("aws_sqs_queue.jobs.arn"),
    },
    [],
  ],
  [
    "another key of an output",
    { "main.tf": ofOutput, "m/main.tf": queues + output(jobs) },
    { "main.tf": ofOutput, "m/main.tf": queues + output(jobs.replace("}", "  mail = aws_sqs_queue.mail\n  }")) },
    [],
  ],
  [
    "the key of an output that a policy takes",
    { "main.tf": ofOutput, "m/main.tf": queues + output(jobs) },
    { "main.tf": ofOutput, "m/main.tf": queues + output(jobs.replace("queue.jobs", "queue.mail")) },
    ["?role deploy identity"],
  ],
  [
    "a document that is there more often than what takes it",
    { "main.tf": variables + document('["*"]', alone) + ofRole("data.aws_iam_policy_document.d[0].json", alone) },
    { "main.tf": variables + document('["*"]', either) + ofRole("data.aws_iam_policy_document.d[0].json", alone) },
    [],
  ],
  [
    "a document that is there more often, if it is taken",
    { "main.tf": variables + document('["*"]', alone) + ofRole('try(data.aws_iam_policy_document.d[0].json, "{}")') },
    { "main.tf": variables + document('["*"]', either) + ofRole('try(data.aws_iam_policy_document.d[0].json, "{}")') },
    ["?data.aws_iam_policy_document.d identity"],
  ],
  [
    "how often there is a policy that is about schedules",
    { "main.tf": variables + scheduling("{ for one in var.more : one => one }") },
    { "main.tf": variables + scheduling('{ for one in var.more : one => one if one != "" }') },
    [],
  ],
  [
    "documents that say nothing, in another",
    { "main.tf": variables + document('["*"]') + taken },
    { "main.tf": variables + document('["*"]', 'source_policy_documents = ["{}"]') + taken },
    [],
  ],
  [
    "a document that says nothing beside one that does",
    { "main.tf": variables + document('["*"]') + taken },
    { "main.tf": variables + document('["*"]', `source_policy_documents = ["{}", ${policy("sqs:*", '"*"')}]`) + taken },
    ["role deploy identity: sqs:* on *"],
  ],
  ["a folder that takes in a file and is called otherwise", inFolder("one", "sqs:*"), inFolder("two", "sqs:*"), []],
  ["a new folder that takes in a file", {}, inFolder("one", "sqs:*"), ["role deploy identity: sqs:* on *"]],
];

describe("Terraform that is written otherwise", () => {
  for (const [title, before, after, lines] of rows)
    it(`${title}: ${lines.join() || "nothing"}`, async () => assert.deepEqual(await diffTrees(before, after), lines));
});
