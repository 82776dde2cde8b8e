/** Policies that resources of Terraform are given and that nobody can read here. */
import assert from "node:assert/strict";

import { policyArguments } from "../../../src/analysis/locate/terraform/resources";
import { diffTexts } from "../../support/diff-texts";
import { diffTrees } from "../../support/diff-trees";

const variable = (name: string, value = "") => `variable "${name}" {\n  ${value && `default = ${value}`}\n}\n`;
const bucket = 'resource "aws_s3_bucket" "b" {\n  bucket = "b"\n}\n';
const onBucket = (policy: string, name = "p") =>
  `resource "aws_s3_bucket_policy" "${name}" {\n  bucket = aws_s3_bucket.b.id\n  policy = ${policy}\n}\n`;
const ofRole = (policy: string) => `resource "aws_iam_role_policy" "p" {\n  role   = "r"\n  policy = ${policy}\n}\n`;
const trust = (policy: string) => `resource "aws_iam_role" "r" {\n  assume_role_policy = ${policy}\n}\n`;
const json = (action: string) =>
  `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"${action}","Resource":"*"}]}`;
const heredoc = (text: string) => `<<JSON\n${text}\nJSON\n`;
const call = (given: string) => `module "m" {\n  source = "./m"\n  ${given}\n}\n`;

/** By resource type how a policy is written in it. */
const types = Object.entries(policyArguments).flatMap(([type, all = []]) =>
  all.map(({ path, policyType, resourceType }) => {
    const [first, second] = path.split(".") as [string, string?];
    const argument = second === undefined ? `${first} = var.p` : `${first} {\n    ${second} = var.p\n  }`;
    const isTold = policyType === "identity" && /Policy$/.test(resourceType);
    return { type, path, argument, isTold };
  }),
);

describe("a policy by a variable that a resource newly has", () => {
  for (const { type, path, argument } of types.filter((one) => !one.isTold))
    it(`${type} ${path}`, async () => {
      const lines = await diffTexts(
        "main.tf",
        variable("p"),
        `${variable("p")}resource "${type}" "x" {\n  ${argument}\n}\n`,
      );
      assert.deepEqual(
        lines.map((line) => line.slice(0, 2 + type.length)),
        [`?${type}.`],
      );
    });
});

const sources = (...all: string[]) =>
  `data "aws_iam_policy_document" "d" {\n  source_policy_documents = [${all.join(", ")}]\n}\n${ofRole("data.aws_iam_policy_document.d.json")}`;
const unread = "?aws_s3_bucket_policy.p resource";
const rows: readonly (readonly [title: string, before: string, after: string, lines: readonly string[]])[] = [
  ...[
    'templatefile("gone.tftpl", {})',
    'replace(jsonencode({ Version = "2012-10-17", Statement = [] }), "a", "b")',
    "module.other.json",
    "data.external.x.result.json",
    "jsonencode(var.p)",
    "try(var.p, null)",
    "var.on ? var.p : null",
    "data.aws_iam_policy_document.elsewhere.json",
    'lookup(var.p, "x")',
  ].map((policy) => [`newly ${policy}`, bucket, bucket + onBucket(policy), [unread]] as const),
  ["one in its place", bucket + onBucket("var.p"), bucket + onBucket("var.q"), [unread]],
  ["one that was read", bucket + onBucket(heredoc(json("s3:*"))), bucket + onBucket("var.p"), [unread]],
  [
    "a text that breaks off",
    bucket + onBucket(heredoc(json("s3:*"))),
    bucket + onBucket(heredoc(json("s3:*").slice(0, -2))),
    ["!This JSON cannot be read: a closing bracket is expected.", unread],
  ],
  ["a text that is none", bucket + onBucket(heredoc(json("s3:*"))), bucket + onBucket('"none"'), [unread]],
  [
    "the policy of a role that breaks off",
    ofRole(heredoc(json("s3:*"))),
    ofRole(heredoc(json("s3:*").slice(0, -2))),
    ["!This JSON cannot be read: a closing bracket is expected.", "?role r identity"],
  ],
  ["the policy of a role by a variable", ofRole(heredoc(json("s3:*"))), ofRole("var.p"), ["?role r identity"]],
  ["a trust by a variable", trust(heredoc(json("sts:AssumeRole"))), trust("var.p"), ["?aws_iam_role.r trust"]],
  ["one that is read now", bucket + onBucket("var.p"), bucket + onBucket(heredoc(json("s3:*"))), [unread]],
  ["the policy of a role that is read now", ofRole("var.p"), ofRole(heredoc(json("s3:*"))), ["?role r identity"]],
  ["a trust that is read now", trust("var.p"), trust(heredoc(json("sts:AssumeRole"))), ["?aws_iam_role.r trust"]],
  [
    "one that is read, beside one of a role that goes on as it was",
    ofRole("var.p"),
    ofRole("var.p") + ofRole(heredoc(json("sqs:*"))).replace('"p"', '"q"'),
    ["role r identity: sqs:* on * by *"],
  ],
  [
    "one that is read, where another bucket had one",
    bucket + onBucket("var.p"),
    `${bucket + onBucket("var.p")}resource "aws_s3_bucket_policy" "q" {\n  bucket = "q"\n  policy = ${heredoc(json("s3:PutObject"))}}\n`,
    ["aws_s3_bucket_policy.q resource: s3:PutObject on * by *"],
  ],
  ["the same", bucket + onBucket("var.p"), `${bucket + onBucket("var.p")}# more\n`, []],
  ["the same in a text", bucket + onBucket('"${var.p}"'), bucket + onBucket("var.p"), []],
  ["the same by a local", bucket + onBucket("var.p"), `locals {\n  p = var.p\n}\n${bucket}${onBucket("local.p")}`, []],
  ["a role's by a local", ofRole("var.p"), `locals {\n  p = var.p\n}\n${ofRole("local.p")}`, []],
  [
    "another one by the same local",
    `locals {\n  p = var.p\n}\n${bucket}${onBucket("local.p")}`,
    `locals {\n  p = var.q\n}\n${bucket}${onBucket("local.p")}`,
    [unread],
  ],
  ["the same with another name", bucket + onBucket("var.p"), bucket + onBucket("var.p", "q"), []],
  ["sources by texts", sources('"${var.p}"'), sources("var.p"), []],
  ["other sources by texts", sources('"${var.p}"'), sources('"${var.q}"'), ["?role r identity"]],
  ["one that goes", bucket + onBucket("var.p"), bucket, []],
  ["none", bucket, bucket + onBucket("null"), []],
  ["an empty one", bucket, bucket + onBucket('"{}"'), []],
  ["one that is never there", bucket, bucket + onBucket("var.p\n  count = 0"), []],
  ["one in some deployments", bucket + onBucket("var.p"), bucket + onBucket("var.p\n  count = var.on ? 1 : 0"), []],
  ["a policy of AWS IoT", "", 'resource "aws_iot_policy" "x" {\n  policy = var.p\n}\n', []],
  [
    "a policy of tags",
    "",
    'resource "aws_organizations_policy" "x" {\n  type    = "TAG_POLICY"\n  content = var.p\n}\n',
    [],
  ],
];

describe("policies of Terraform that nobody can read", () => {
  for (const [title, before, after, lines] of rows)
    it(title, async () => {
      const declared = ["p", "q", "on"].map((name) => variable(name)).join("");
      assert.deepEqual(await diffTexts("main.tf", declared + before, declared + after), lines);
    });

  const module = variable("policy", "null") + bucket + onBucket("var.policy");
  for (const given of ["var.p", 'templatefile("gone.tftpl", {})', "module.other.json"])
    it(`given to a local module: ${given}`, async () => {
      const told = "?module.m.aws_s3_bucket_policy.p resource";
      const side = (main: string) => ({ "main.tf": variable("p") + main, "m/main.tf": module });
      assert.deepEqual(await diffTrees(side(""), side(call(`policy = ${given}`))), [told]);
      assert.deepEqual(await diffTrees(side(call("")), side(call(`policy = ${given}`))), [told]);
      assert.deepEqual(await diffTrees(side(call(`policy = ${given}`)), side("")), []);
    });
});
