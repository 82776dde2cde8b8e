/** What a variable, local or function of Terraform decides, and a change gives another value: `diff` of two folders. */
import assert from "node:assert/strict";

import { diffTrees, type TreeFiles } from "../../support/diff-trees";

const aws = (name: string) => `"arn:aws:iam::aws:policy/${name}"`;
const [admin, reads, none] = [aws("AdministratorAccess"), aws("ReadOnlyAccess"), aws("AWSDenyAll")];
const variable = (name: string, value: string) => `variable "${name}" {\n  default = ${value}\n}\n`;
const locals = (name: string, value: string) => `locals {\n  ${name} = ${value}\n}\n`;
const block = (type: string, name: string, ...lines: string[]) =>
  `resource "${type}" "${name}" {\n${lines.map((line) => `  ${line}\n`).join("")}}\n`;
const attached = (arn: string, more = "", name = "a") =>
  block("aws_iam_user_policy_attachment", name, 'user = "bob"', `policy_arn = ${arn}`, more);
const said = (resource: string, action = '"s3:GetObject"', more = "") =>
  `policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ${action}, Resource = ${resource}${more} }] })`;
const policy = (resource: string, action?: string) =>
  block("aws_iam_user_policy", "p", 'user = "bob"', said(resource, action));
/** As it was written before 0.12. */
const listed = (given: string) =>
  block(
    "aws_iam_user_policy",
    "p",
    'user = "bob"',
    `policy = <<EOF\n{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": ["\${join("\\",\\"", formatlist(${given}))}"] }] }\nEOF\n`,
  );
const counted = (count: string, top: string) => top + attached(admin, `count = ${count}`);
const on = (value: string) => variable("on", value);
const [isAdmin, bob, unread] = [
  "user bob identity: *",
  "user bob identity: s3:GetObject on",
  (by: string, of: string, what: string) =>
    `!The ${by} of ${of} has changed, and ${what} now is not known. What that allows was not compared.`,
];
const unreadCount = unread("count", "aws_iam_user_policy_attachment.a", "whether it is there");

/** A bucket that everybody may read. */
const open = (...more: string[]) =>
  block("aws_s3_bucket", "b", 'bucket = "b"') +
  block(
    "aws_s3_bucket_policy",
    "b",
    "bucket = aws_s3_bucket.b.id",
    said('"arn:aws:s3:::b/*"', undefined, ', Principal = "*"'),
  ) +
  block("aws_s3_bucket_public_access_block", "b", "bucket = aws_s3_bucket.b.id", ...more);
const document = (name: string, action: string) =>
  `data "aws_iam_policy_document" "${name}" {\n  statement {\n    actions = ["${action}"]\n    resources = ["*"]\n  }\n}\n`;
const limited = (boundary: string) =>
  block("aws_iam_user", "u", 'name = "u"', boundary) +
  block("aws_iam_user_policy", "p", "user = aws_iam_user.u.name", said('"*"'), "count = 1") +
  block("aws_iam_policy", "b", said('"*"', '"s3:PutObject"'));

type Sides = readonly [before: TreeFiles | string, after: TreeFiles | string];
type Row = readonly [title: string, ...sides: Sides, lines: readonly string[]];

const both = (write: (value: string) => TreeFiles | string, before: string, after: string): Sides => [
  write(before),
  write(after),
];

const rows: readonly Row[] = [
  ["a count by a variable", ...both((value) => counted("var.on ? 1 : 0", on(value)), "false", "true"), [isAdmin]],
  ["the same switched off", ...both((value) => counted("var.on ? 1 : 0", on(value)), "true", "false"), [`-${isAdmin}`]],
  [
    "a count by a local",
    ...both((value) => counted("local.on ? 1 : 0", locals("on", value)), "false", "true"),
    [isAdmin],
  ],
  ["a count by a name", ...both((value) => counted('var.on == "b" ? 1 : 0', on(value)), '"a"', '"b"'), [isAdmin]],
  [
    "a count by two",
    ...both((value) => counted("var.all && var.on ? 1 : 0", variable("all", "true") + on(value)), "false", "true"),
    [isAdmin],
  ],
  ["a count of a list", ...both((value) => counted("length(var.on) > 0 ? 1 : 0", on(value)), "[]", '["x"]'), [isAdmin]],
  ["a count as it is", ...both((value) => counted(value, ""), "0", "1"), [isAdmin]],
  ["a count that goes up", ...both((value) => counted(value, ""), "1", "2"), []],
  [
    "a count by another variable",
    ...both((value) => counted("var.on ? 1 : 0", on("true") + variable("z", value)), "1", "2"),
    [],
  ],
  ["a count, written otherwise", counted("var.on ? 1 : 0", on("true")), counted("var.on   ?  1:0", on("true")), []],
  [
    "a count by a file of variables",
    ...both(
      (value) => ({ "main.tf": counted("var.on ? 1 : 0", on("false")), "terraform.tfvars": `on = ${value}\n` }),
      "false",
      "true",
    ),
    [isAdmin],
  ],
  [
    "a count by a file of variables in JSON",
    ...both(
      (value) => ({ "main.tf": counted("var.on ? 1 : 0", on("false")), "terraform.tfvars.json": `{ "on": ${value} }` }),
      "false",
      "true",
    ),
    [isAdmin],
  ],
  [
    "a new folder below with variables of its own",
    { "env/main.tf": counted("1", "") },
    {
      "env/main.tf": counted("1", ""),
      "env/app/main.tf": variable("x", "1"),
      "env/app/x.auto.tfvars.json": '{ "x": 2 }',
    },
    [],
  ],
  [
    "such a folder that goes",
    {
      "env/main.tf": counted("1", ""),
      "env/app/main.tf": variable("x", "1"),
      "env/app/terraform.tfvars": "x = 2\n",
    },
    { "env/main.tf": counted("1", "") },
    [],
  ],
  [
    "a file of variables that goes",
    { "main.tf": counted("var.on ? 1 : 0", on("true")), "terraform.tfvars": "on = false\n" },
    { "main.tf": counted("var.on ? 1 : 0", on("true")) },
    [isAdmin],
  ],
  [
    "a count that nobody can compute",
    ...both((value) => counted(`var.on == "${value}" ? 1 : 0`, 'variable "on" {}\n'), "a", "b"),
    [unreadCount],
  ],
  [
    "a count by what nobody knows",
    ...both((value) => counted("local.on ? 1 : 0", locals("on", `terraform.workspace == "${value}"`)), "a", "b"),
    [unreadCount],
  ],
  [
    "a Deny that a count takes away",
    ...both((value) => on(value) + attached(admin) + attached(none, "count = var.on ? 1 : 0", "d"), "true", "false"),
    [isAdmin],
  ],
  [
    "a member of a group by a count",
    ...both(
      (value) =>
        on(value) +
        block("aws_iam_group", "g", 'name = "g"') +
        block("aws_iam_group_policy_attachment", "g", "group = aws_iam_group.g.name", `policy_arn = ${admin}`) +
        block(
          "aws_iam_user_group_membership",
          "m",
          "count = var.on ? 1 : 0",
          'user = "bob"',
          "groups = [aws_iam_group.g.name]",
        ),
      "false",
      "true",
    ),
    [isAdmin],
  ],
  [
    "a choice of two policies",
    ...both((value) => on(value) + attached(`var.on ? ${admin} : ${reads}`), "false", "true"),
    [isAdmin],
  ],
  [
    "a choice by a local",
    ...both(
      (value) => on(value) + locals("arn", `var.on == "b" ? ${admin} : ${reads}`) + attached("local.arn"),
      '"a"',
      '"b"',
    ),
    [isAdmin],
  ],
  [
    "a choice that does not change",
    ...both((value) => on("true") + variable("z", value) + attached(`var.on ? ${admin} : ${reads}`), "1", "2"),
    [],
  ],
  [
    "a choice by what others give",
    ...both((value) => on(value) + attached(`var.on == null ? ${admin} : ${reads}`), "null", '"a"'),
    [unread("policy_arn", "aws_iam_user_policy_attachment.a", "what it is")],
  ],
  [
    "a choice of two documents",
    ...both(
      (value) =>
        on(value) +
        document("a", "s3:GetObject") +
        document("b", "s3:PutObject") +
        block(
          "aws_iam_user_policy",
          "p",
          'user = "bob"',
          "policy = var.on ? data.aws_iam_policy_document.b.json : data.aws_iam_policy_document.a.json",
        ),
      "false",
      "true",
    ),
    ["user bob identity: s3:PutObject", "-user bob identity: s3:GetObject"],
  ],
  [
    "a choice of two actions",
    ...both((value) => on(value) + policy('"*"', 'var.on ? "*" : "s3:GetObject"'), "false", "true"),
    [isAdmin],
  ],
  [
    "a boundary that goes",
    ...both(
      (value) => on(value) + limited("permissions_boundary = var.on ? aws_iam_policy.b.arn : null"),
      "true",
      "false",
    ),
    ["aws_iam_user.u identity: s3:GetObject"],
  ],
  ["a boundary that is none", limited("permissions_boundary = null"), limited(""), []],
  [
    "a boundary by what others give",
    ...both((value) => on(value) + limited("permissions_boundary = var.on"), reads, "null"),
    [unread("permissions_boundary", "aws_iam_user.u", "what it is")],
  ],
  [
    "a bucket that a variable opens",
    ...both(
      (value) => on(value) + open("block_public_policy = var.on", "restrict_public_buckets = var.on"),
      "true",
      "false",
    ),
    ["aws_s3_bucket_policy.b resource: s3:GetObject on arn:aws:s3:::b/* by *"],
  ],
  [
    "a bucket that a count opens",
    ...both((value) => on(value) + open("count = var.on ? 1 : 0", "block_public_policy = true"), "true", "false"),
    ["aws_s3_bucket_policy.b resource: s3:GetObject on arn:aws:s3:::b/* by *"],
  ],
  [
    "a bucket that stays closed",
    ...both(
      (value) => on(value) + open("block_public_policy = var.on", "restrict_public_buckets = true"),
      "true",
      "false",
    ),
    [],
  ],
  ["a text by format", policy('format("arn:aws:s3:::%s/*", var.b)'), policy('"arn:aws:s3:::${var.b}/*"'), []],
  [
    "a text by format, of another",
    policy('format("arn:aws:s3:::%s/*", var.b)'),
    policy('format("arn:aws:s3:::%s/*", var.c)'),
    [`${bob} arn:aws:s3:::\${var.c}/*`, `-${bob} arn:aws:s3:::\${var.b}/*`],
  ],
  ["a text by join", policy('join("/", ["arn:aws:s3:::b", "*"])'), policy('"arn:aws:s3:::b/*"'), []],
  [
    "a text by replace",
    ...both((value) => locals("r", `replace("arn:aws:s3:::X/*", "X", "${value}")`) + policy("local.r"), "b", "*"),
    [`${bob} arn:aws:s3:::*/*`],
  ],
  [
    "texts that are joined in a heredoc, of a pattern with a variable",
    ...both(
      (value) => on(value) + listed('"arn:aws:s3:::${var.stage}-%s-%s/*", var.on, var.region'),
      '["a"]',
      '["a", "b"]',
    ),
    [`${bob} arn:aws:s3:::\${var.stage}-b-\${var.region}/*`],
  ],
  [
    "texts that are sorted, of which some are open",
    ...both(
      (value) => on(value) + policy('sort(formatlist("arn:aws:s3:::${var.stage}-%s/*", var.on))'),
      '["b"]',
      '["b", "a"]',
    ),
    [`${bob} arn:aws:s3:::\${var.stage}-a/*`],
  ],
  [
    "texts by formatlist",
    ...both((value) => on(value) + policy('formatlist("arn:aws:s3:::%s/*", var.on)'), '["a"]', '["a", "b"]'),
    [`${bob} arn:aws:s3:::b/*`],
  ],
];

const filesOf = (side: TreeFiles | string): TreeFiles => (typeof side === "string" ? { "main.tf": side } : side);

describe("what is computed in Terraform", () => {
  for (const [title, before, after, lines] of rows)
    it(title, async () => {
      const found = await diffTrees(filesOf(before), filesOf(after));
      assert.deepEqual(
        found.map((line) => line.replace(/: [\w:*]+(?:, [\w:*]+)+, …/, ": *").replace(" on *", "")),
        lines,
      );
    });
});
