/** What expressions of Terraform give where it matters which part of them is there: `diff` of two folders. */
import assert from "node:assert/strict";

import { diffTrees, type TreeFiles } from "../../support/diff-trees";

const variable = (name: string, value: string, more = "") => `variable "${name}" {\n  default = ${value}\n${more}}\n`;
const trust = `assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }] })`;
const role = (more = "") => `resource "aws_iam_role" "r" {\n  name = "r"\n  ${trust}\n  ${more}\n}\n`;
const statement = (action: string, resource: string, more = "") =>
  `  statement {\n    actions = ["${action}"]\n    resources = [${resource}]\n${more}  }\n`;
const document = (body: string, name = "d") => `data "aws_iam_policy_document" "${name}" {\n${body}}\n`;
const json = (name: string) => `data.aws_iam_policy_document.${name}.json`;
const ofRole = (policy: string) =>
  `${role()}resource "aws_iam_role_policy" "p" {\n  role = aws_iam_role.r.id\n  policy = ${policy}\n}\n`;
const managed = (body: string) => `${document(body)}resource "aws_iam_policy" "p" {\n  policy = ${json("d")}\n}\n`;
const said = (action: string, resource: string) =>
  `jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "${action}", Resource = ${resource} }] })`;
const objects = (bucket: string) => `"arn:aws:s3:::${bucket}/*"`;

/** Objects of which a `dynamic` block makes statements. */
const ofObjects = (actions: string, over: string) =>
  `${variable("arn", '"k"')}locals {
  logs = {
    actions   = [${actions}]
    resources = ["arn:aws:logs:us-east-1:111122223333:log-group:g:*"]
  }
  keys = {
    actions   = ["kms:Decrypt"]
    resources = [var.arn]
  }
}
${managed(`  dynamic "statement" {
    for_each = ${over}
    content {
      actions   = statement.value.actions
      resources = statement.value.resources
    }
  }
`)}`;
const chosenObjects = 'concat([local.logs], var.arn != "" ? [local.keys] : [])';

/** A module that makes statements, with conditions where it is given some. */
const ofCalls = (given: string): TreeFiles => ({
  "main.tf": `module "m" {\n  source = "./m"\n  all = {${given}}\n}\n`,
  "m/main.tf": `${variable("all", "{}")}${managed(`  dynamic "statement" {
    for_each = var.all
    content {
      actions   = try(statement.value.actions, null)
      resources = coalesce(try(statement.value.on, null), ["arn:aws:s3:::all"])
      dynamic "condition" {
        for_each = try(statement.value.conditions, [])
        content {
          test     = condition.value.test
          variable = condition.value.variable
          values   = condition.value.values
        }
      }
    }
  }
`)}`,
});
const invoked = (given: string): TreeFiles => ({
  "main.tf": `module "m" {\n  source = "./m"\n  by = {${given}}\n}\n`,
  "m/main.tf": `${variable("by", "{}")}resource "aws_lambda_permission" "p" {
  for_each       = var.by
  function_name  = "f"
  action         = "lambda:InvokeFunction"
  principal      = each.value.service
  source_arn     = try(each.value.arn, null)
  source_account = try(each.value.account, null)
}
`,
});
const fromBuckets = ' a = { service = "s3.amazonaws.com", arn = "arn:aws:s3:::a" }';

/** A key that a policy is about where there is one. */
const keyed = (policy: string) => variable("arn", "null") + ofRole(policy);
const ofKeys = `jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "logs:PutLogEvents", Resource = "*" }, { Effect = "Allow", Action = "kms:Decrypt", Resource = var.arn }] })`;
const withKeys = (over: string) =>
  document(
    `${statement("logs:PutLogEvents", '"*"')}  dynamic "statement" {\n    for_each = ${over}\n    content {\n      actions = ["kms:Decrypt"]\n      resources = [statement.value]\n    }\n  }\n`,
  );

/** A policy that is one of two. */
const chosen = (policy: string, other = "s3:PutObject") =>
  variable("on", "null").replace("  default = null\n", "  type = bool\n") +
  document(statement("s3:GetObject", objects("a")), "a") +
  document(statement(other, objects("a")), "b") +
  ofRole(policy);
const either = `var.on ? ${json("a")} : ${json("b")}`;

const group = 'resource "aws_cloudwatch_log_group" "g" {\n  count = 1\n  name = "g"\n}\n';
const logs = (arn: string) =>
  `${group}resource "aws_iam_policy" "p" {\n  policy = ${said("logs:PutLogEvents", `"\${${arn}}:*"`)}\n}\n`;
const ofOne = [
  'element(concat(aws_cloudwatch_log_group.g[*].arn, [""]), 0)',
  'element(concat(aws_cloudwatch_log_group.g.*.arn, list("")), 0)',
  'try(aws_cloudwatch_log_group.g[0].arn, "")',
  'concat(aws_cloudwatch_log_group.g[*].arn, [""])[0]',
  "element(aws_cloudwatch_log_group.g[*].arn, 0)",
  "one(aws_cloudwatch_log_group.g[*].arn)",
  "aws_cloudwatch_log_group.g[0].arn",
];

const trusted = (...identifiers: string[]) =>
  document(
    `  statement {\n    actions = ["sts:AssumeRole"]\n    principals {\n      type = "AWS"\n      identifiers = [${identifiers.join(", ")}]\n    }\n  }\n`,
  ) + `resource "aws_iam_role" "r" {\n  assume_role_policy = ${json("d")}\n}\n`;
const [old, other] = ['"arn:aws:iam::${data.aws_ssm_parameter.id.value}:root"', "one(data.aws_iam_roles.all.arns)"];

const tagged = `    condition {\n      test = "StringLike"\n      variable = "aws:RequestTag/team"\n      values = ["a"]\n    }\n`;
const volumes = (on: string, more = "") => managed(statement("ec2:CreateVolume", on, tagged) + more);
const [volume, snapshot] = ['"arn:aws:ec2:*:*:volume/*"', '"arn:aws:ec2:*:*:snapshot/*"'];

/** What a module is given that has a type. */
const typed = (given: string, type: string): TreeFiles => ({
  "main.tf": `module "m" {\n  source = "./m"\n  cfg = ${given}\n}\n`,
  "m/main.tf": `variable "cfg" {\n  type = ${type}\n}\nresource "aws_iam_user_policy_attachment" "a" {\n  count = var.cfg.admin ? 1 : 0\n  user = "bob"\n  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"\n}\n`,
});
const optionally = (value: string) => `object({ name = string, admin = optional(bool, ${value}) })`;
const limited = (value: string) =>
  `${variable("cfg", value)}${role("permissions_boundary = try(var.cfg.boundary, null)")}resource "aws_iam_role_policy_attachment" "a" {\n  role = aws_iam_role.r.name\n  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"\n}\n`;

/** A document that takes over a Deny, which one of its own statements replaces if it has its Sid. */
const guarded = (source: string, sid = "All", action = "s3:*") =>
  `${document(`  source_policy_documents = [${source}]\n${statement(action, '"*"', `    sid = "${sid}"\n`)}`)}resource "aws_iam_user_policy" "p" {\n  user = "bob"\n  policy = ${json("d")}\n}\n`;
const guard = (sid: string) =>
  `{ Version = "2012-10-17", Statement = [{ Sid = "${sid}", Effect = "Deny", Action = "s3:DeleteObject", Resource = "*" }] }`;
const guardText = (sid: string) => guard(sid).replaceAll(/(\w+) = /g, '"$1": ');
const ofFile = (sid: string, more = ""): TreeFiles => ({
  "main.tf": guarded('file("${path.module}/g.json")') + more,
  "g.json": guardText(sid),
});
const unguarded = "user bob identity: s3:DeleteObject on *";

const [p, r] = ["aws_iam_policy.p identity", "aws_iam_role.r identity"];

/** The lines begin so, each once. */
type Row = readonly [title: string, before: TreeFiles | string, after: TreeFiles | string, lines: readonly string[]];

const rows: readonly Row[] = [
  [
    "the first of what is counted, where it was one",
    managed(
      statement(
        "logs:PutLogEvents",
        '"arn:aws:logs:us-east-1:111122223333:log-group:/x/${aws_lambda_function.f.function_name}:*"',
      ),
    ),
    managed(
      statement(
        "logs:PutLogEvents",
        '"arn:aws:logs:us-east-1:111122223333:log-group:/x/${aws_lambda_function.f[0].function_name}:*"',
      ),
    ),
    [],
  ],
  [
    "the second of what is counted, where it was the first",
    managed(statement("sqs:SendMessage", "aws_sqs_queue.q[0].arn")),
    managed(statement("sqs:SendMessage", "aws_sqs_queue.q[1].arn")),
    [`?${p}`],
  ],
  [
    "another of those that are made for each",
    managed(statement("sqs:SendMessage", 'aws_sqs_queue.q["jobs"].arn')),
    managed(statement("sqs:SendMessage", '"${aws_sqs_queue.q["all"].arn}"')),
    [
      `${p}: sqs:SendMessage on \${aws_sqs_queue.q["all"].arn}`,
      `-${p}: sqs:SendMessage on \${aws_sqs_queue.q["jobs"].arn}`,
    ],
  ],
  [
    "another of them by its name in an ARN",
    managed(statement("s3:GetObject", '"arn:aws:s3:::${aws_s3_bucket.b["a"].id}/*"')),
    managed(statement("s3:GetObject", '"${aws_s3_bucket.b["b"].arn}/*"')),
    [
      `${p}: s3:GetObject on \${aws_s3_bucket.b["b"].arn}/*`,
      `-${p}: s3:GetObject on arn:aws:s3:::\${aws_s3_bucket.b["a"].id}/*`,
    ],
  ],
  [
    "the same of them by its name in an ARN",
    managed(statement("s3:GetObject", '"arn:aws:s3:::${aws_s3_bucket.b["a"].id}/*"')),
    managed(statement("s3:GetObject", '"${aws_s3_bucket.b["a"].arn}/*"')),
    [],
  ],
  [
    "one of several where there was one",
    managed(statement("sqs:SendMessage", "aws_sqs_queue.q.arn")),
    managed(statement("sqs:SendMessage", 'aws_sqs_queue.q["jobs"].arn')),
    [`?${p}`],
  ],
  [
    "roles without one of them",
    `locals {\n  roles = [aws_iam_role.a.arn, aws_iam_role.b.arn]\n}\n${managed(statement("sts:AssumeRole", "").replace("[]", "setsubtract(local.roles, [aws_iam_role.a.arn])"))}`,
    `locals {\n  all = [aws_iam_role.a.arn, aws_iam_role.b.arn, aws_iam_role.c.arn]\n}\n${managed(statement("sts:AssumeRole", "").replace("[]", "setsubtract(local.all, [aws_iam_role.a.arn])"))}`,
    [`${p}: sts:AssumeRole on \${aws_iam_role.c.arn}`],
  ],
  [
    "an action more in one of two objects, of which a condition decides about the other",
    ofObjects('"logs:PutLogEvents"', chosenObjects),
    ofObjects('"logs:PutLogEvents", "logs:CreateLogStream"', chosenObjects),
    [`${p}: logs:CreateLogStream on arn:aws:logs:us-east-1:111122223333:log-group:g:*`],
  ],
  [
    "such objects in another order",
    ofObjects('"logs:PutLogEvents"', chosenObjects),
    ofObjects('"logs:PutLogEvents"', 'concat(var.arn != "" ? [local.keys] : [], [local.logs])'),
    [],
  ],
  [
    "one of them that is there always now, which allows nothing without its ARN",
    ofObjects('"logs:PutLogEvents"', chosenObjects),
    ofObjects('"logs:PutLogEvents"', "[local.logs, local.keys]"),
    [],
  ],
  [
    "a statement more without the conditions that others have",
    ofCalls(""),
    ofCalls(` a = { actions = ["s3:GetObject"], on = ["arn:aws:s3:::b/*"] }`),
    ["module.m.aws_iam_policy.p identity: s3:GetObject on arn:aws:s3:::b/*"],
  ],
  [
    "a statement more with one",
    ofCalls(""),
    ofCalls(
      ` a = { actions = ["s3:ListBucket"], conditions = [{ test = "StringLike", variable = "s3:prefix", values = ["x"] }] }`,
    ),
    ["module.m.aws_iam_policy.p identity: s3:ListBucket on arn:aws:s3:::all where StringLike s3:prefix x"],
  ],
  [
    "a permission without an account",
    invoked(fromBuckets),
    invoked(`${fromBuckets}, b = { service = "mq.amazonaws.com", arn = "arn:aws:mq:us-east-1:111122223333:broker:b" }`),
    [
      'module.m.aws_lambda_permission.p["b"] resource: lambda:InvokeFunction by Service mq.amazonaws.com where ArnLike aws:SourceArn arn:aws:mq:us-east-1:111122223333:broker:b',
    ],
  ],
  [
    "a choice of two policies that becomes a dynamic block",
    keyed(`var.arn == null ? ${said("logs:PutLogEvents", '"*"')} : ${ofKeys}`),
    keyed(json("d")) + withKeys("var.arn == null ? [] : [var.arn]"),
    [],
  ],
  [
    "the other way round",
    keyed(json("d")) + withKeys("var.arn != null ? [var.arn] : []"),
    keyed(`var.arn != null ? ${ofKeys} : ${said("logs:PutLogEvents", '"*"')}`),
    [],
  ],
  [
    "a dynamic block by the opposite",
    keyed(json("d")) + withKeys("var.arn == null ? [] : [var.arn]"),
    keyed(json("d")) + withKeys("var.arn == null ? [var.arn] : []"),
    [`-${r}: kms:Decrypt on \${var.arn}`],
  ],
  [
    "a policy that becomes one of two",
    chosen(json("a")),
    chosen(either),
    [`${r}: s3:PutObject on arn:aws:s3:::a/*`, `-${r}: s3:GetObject on arn:aws:s3:::a/*`],
  ],
  [
    "one of two that is the only one",
    chosen(either),
    chosen(json("a")),
    [`${r}: s3:GetObject on arn:aws:s3:::a/*`, `-${r}: s3:PutObject on arn:aws:s3:::a/*`],
  ],
  [
    "an action more in one of two",
    chosen(either),
    chosen(either, "s3:DeleteObject"),
    [`${r}: s3:DeleteObject on arn:aws:s3:::a/*`, `-${r}: s3:PutObject on arn:aws:s3:::a/*`],
  ],
  ["one of two, written with other blanks", chosen(either), chosen(`(var.on\n ? ${json("a")}\n : ${json("b")})`), []],
  ...ofOne.slice(1).map((arn, at): Row => [`${arn} in place of the like`, logs(ofOne[at]!), logs(arn), []]),
  [
    "the one of another",
    logs(ofOne[0]!),
    logs(ofOne[0]!.replace("group.g", "group.h")),
    [
      `${p}: logs:PutLogEvents on \${aws_cloudwatch_log_group.h.arn}:*`,
      `-${p}: logs:PutLogEvents on \${aws_cloudwatch_log_group.g.arn}:*`,
    ],
  ],
  [
    "a principal more beside one that nobody knows",
    trusted(old, other),
    trusted(old, '"arn:aws:iam::111122223333:role/new"', other),
    ["aws_iam_role.r trust: sts:AssumeRole by arn:aws:iam::111122223333:role/new"],
  ],
  [
    "another one that nobody knows",
    trusted(old, other),
    trusted(old, "one(data.aws_iam_roles.admins.arns)"),
    [
      "aws_iam_role.r trust: sts:AssumeRole by ${data.aws_iam_roles.admins.arns}",
      "-aws_iam_role.r trust: sts:AssumeRole by ${data.aws_iam_roles.all.arns}",
    ],
  ],
  [
    "all that is asked about, by its types, and more",
    volumes('"*"'),
    volumes(volume, statement("ec2:CreateVolume", snapshot)),
    [`${p}: ec2:CreateVolume on arn:aws:ec2:*:*:snapshot/*`],
  ],
  ["all by its types", volumes('"*"'), volumes(`${volume}, ${snapshot}`), []],
  [
    "only one of its types",
    volumes('"*"'),
    volumes(volume),
    [`-${p}: ec2:CreateVolume on * where StringLike aws:RequestTag/team a`],
  ],
  [
    "an attribute that its type gives",
    typed('{ name = "a" }', optionally("false")),
    typed('{ name = "b" }', optionally("false")),
    [],
  ],
  [
    "an attribute that a call gives now",
    typed('{ name = "a" }', optionally("false")),
    typed('{ name = "a", admin = true }', optionally("false")),
    ["user bob identity: *"],
  ],
  [
    "a statement in place of a Deny that is written",
    guarded(`jsonencode(${guard("Guard")})`),
    guarded(`jsonencode(${guard("Guard")})`, "Guard"),
    [unguarded],
  ],
  [
    "one in place of a Deny in a text",
    guarded(`<<-END\n${guardText("Guard")}\nEND\n`),
    guarded(`<<-END\n${guardText("Guard")}\nEND\n`, "Guard"),
    [unguarded],
  ],
  ["one in place of a Deny in a file", ofFile("Guard"), ofFile("All"), [unguarded]],
  ["the same where the module is touched as well", ofFile("Guard"), ofFile("All", "\n"), [unguarded]],
  ["another name of such a Deny", ofFile("Guard"), ofFile("Other"), []],
  [
    "a Deny that moves into a document",
    guarded(`jsonencode(${guard("Guard")})`),
    guarded(json("g")) + document(statement("s3:DeleteObject", '"*"', '    sid = "Guard"\n    effect = "Deny"\n'), "g"),
    [],
  ],
  [
    "a boundary that an object has no more",
    limited('{ boundary = "arn:aws:iam::aws:policy/ReadOnlyAccess" }'),
    limited("{}"),
    [`${r}: *`],
  ],
  [
    "another attribute of such an object",
    limited('{ boundary = "arn:aws:iam::aws:policy/ReadOnlyAccess" }'),
    limited('{ boundary = "arn:aws:iam::aws:policy/ReadOnlyAccess", name = "x" }'),
    [],
  ],
];

const filesOf = (side: TreeFiles | string): TreeFiles => (typeof side === "string" ? { "main.tf": side } : side);

describe("values of Terraform", () => {
  for (const [title, before, after, lines] of rows)
    it(title, async () => {
      const found = await diffTrees(filesOf(before), filesOf(after));
      assert.deepEqual(
        [
          ...new Set(
            found.map((line) => line.replace(/: [\w:*]+(?:, [\w:*]+)+, …/, ": s3:*, …").replace(/: \* on \*$/, ": *")),
          ),
        ],
        lines,
      );
    });
});
