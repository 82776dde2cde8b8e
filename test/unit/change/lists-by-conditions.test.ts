/** Lists and objects of Terraform in which a condition decides about a part: whatever it may be counts. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

const variable = (name: string, value = "") => `variable "${name}" {\n  ${value && `default = ${value}`}\n}\n`;
const declared = variable("on") + variable("x");
const account = '"111122223333"';
const statement = 'Effect = "Allow", Action = "s3:GetObject", Resource = "*"';
const inJson = (statements: string) =>
  `resource "aws_s3_bucket_policy" "p" {\n  bucket = "b"\n  policy = jsonencode({ Version = "2012-10-17", Statement = [${statements}] })\n}\n`;
const principals = (list: string) => inJson(`{ ${statement}, Principal = { AWS = ${list} } }`);
const inDocument = (list: string) =>
  `data "aws_iam_policy_document" "d" {\n  statement {\n    actions = ["s3:GetObject"]\n    resources = ["*"]\n    principals {\n      type = "AWS"\n      identifiers = ${list}\n    }\n  }\n}\nresource "aws_s3_bucket_policy" "p" {\n  bucket = "b"\n  policy = data.aws_iam_policy_document.d.json\n}\n`;
const told = (by: string) => `aws_s3_bucket_policy.p resource: s3:GetObject on * by ${by}`;

const lists = [
  `concat([${account}], var.on ? ["*"] : [])`,
  `flatten([${account}, var.on ? ["*"] : []])`,
  `setunion([${account}], var.on ? ["*"] : [])`,
  `compact([${account}, var.on ? "*" : ""])`,
  `coalescelist(var.on ? ["*"] : [], [${account}])`,
  `distinct(concat([${account}], var.on ? ["*"] : []))`,
  `tolist(toset(concat([${account}], var.on ? ["*"] : [])))`,
  `concat([${account}], var.on ? (var.x ? ["*"] : []) : [])`,
  `setsubtract([${account}, "*"], var.x)`,
  `setintersection([${account}, "*"], var.x)`,
];

describe("principals in a list of which a condition decides about a part", () => {
  for (const list of lists)
    it(list, async () => {
      for (const write of [principals, inDocument]) {
        const isSure = !/^set(?:subtract|intersection)/.test(list);
        const [before, after] = [declared + write(`[${account}]`), declared + write(list)];
        assert.ok((await diffTexts("main.tf", before, after)).includes(told("*")));
        if (isSure) assert.deepEqual(await diffTexts("main.tf", before, after), [told("*")]);
        assert.deepEqual(await diffTexts("main.tf", after, `${after}# the same\n`), []);
      }
    });
});

const given = (value: string) => variable("on", value) + variable("x");
const [off, on] = [given("false"), given("true")];
const optional = `concat([${account}], var.on ? ["*"] : [])`;
const condition = 'Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-1" } }';
const everybody = `${statement}, Principal = "*"`;
const merging = (base: string, more: string) => inJson(`{ ${base}, Principal = merge({ AWS = ${account} }, ${more}) }`);
const conditioned = (value: string) => inJson(`{ ${everybody}, Condition = ${value} }`);
const [org, secure] = [
  'StringEquals = { "aws:PrincipalOrgID" = "o-1" }',
  'Bool = { "aws:SecureTransport" = "true" }',
] as const;
const service = '{ Service = "ec2.amazonaws.com" }';
const unknown = "?aws_s3_bucket_policy.p resource";

const rows: readonly (readonly [title: string, before: string, after: string, lines: readonly string[]])[] = [
  [
    "a new variable that switches them off by default",
    variable("x") + principals(`[${account}]`),
    off + principals(optional),
    [told("*")],
  ],
  [
    "a new variable that puts others in their place",
    variable("x") + principals(`[${account}]`),
    off + principals(`var.on ? ["*"] : [${account}]`),
    [told("*")],
  ],
  [
    "a new variable that switches on by default what was there",
    variable("x") + principals(`[${account}]`),
    on + principals(`var.on ? [${account}] : []`),
    [],
  ],
  [
    "a new variable and a local",
    variable("x") + principals(`[${account}]`),
    `${off}locals {\n  them = ${optional}\n}\n${principals("local.them")}`,
    [told("*")],
  ],
  ["a default that switches them off", on + principals(optional), off + principals(optional), [`-${told("*")}`]],
  [
    "what is there in any case now",
    declared + principals(optional),
    declared + principals(`[${account}, "*"]`),
    [told("*")],
  ],
  [
    "what a condition decides now",
    declared + principals(`[${account}, "*"]`),
    declared + principals(optional),
    [`-${told("*")}`],
  ],
  [
    "the same in two lists",
    declared + principals(optional),
    declared + principals(`var.on ? [${account}, "*"] : [${account}]`),
    [],
  ],
  [
    "the same by a local",
    declared + principals(optional),
    `${declared}locals {\n  on = var.on\n}\n${principals(optional.replace("var.on", "local.on"))}`,
    [],
  ],
  [
    "another value that is asked for",
    declared + principals(optional.replace("var.on", 'var.x == "a"')),
    declared + principals(optional.replace("var.on", 'var.x == "b"')),
    [unknown],
  ],
  [
    "the same the other way round",
    declared + principals(`var.x == "a" ? [${account}, "*"] : [${account}]`),
    declared + principals(`var.x != "a" ? [${account}] : [${account}, "*"]`),
    [],
  ],
  [
    "a principal more by a condition, merged",
    declared + merging(statement, "{}"),
    declared + merging(statement, `var.on ? ${service} : {}`),
    [told("Service ec2.amazonaws.com")],
  ],
  [
    "such a one less",
    declared + merging(statement, `var.on ? ${service} : {}`),
    declared + merging(statement, "{}"),
    [`-${told("Service ec2.amazonaws.com")}`],
  ],
  [
    "others in their place by a condition",
    declared + merging(statement, "{}"),
    declared + merging(statement, 'var.on ? { AWS = "*" } : {}'),
    [told("*")],
  ],
  [
    "a statement without its condition in some deployments",
    declared + inJson(`{ ${everybody}, ${condition} }`),
    declared + inJson(`merge({ ${everybody} }, var.on ? { ${condition} } : {})`),
    [told("*")],
  ],
  [
    "a condition more in some deployments",
    declared + conditioned(`merge({ ${org}, ${secure} }, {})`),
    declared + conditioned(`merge({ ${org} }, var.on ? { ${secure} } : {})`),
    [told("* where StringEquals aws:PrincipalOrgID o-1")],
  ],
  [
    "a condition that some deployments had",
    declared + conditioned(`merge({ ${org} }, var.on ? { ${secure} } : {})`),
    declared + conditioned(`{ ${org} }`),
    [told("* where StringEquals aws:PrincipalOrgID o-1")],
  ],
  [
    "a key of a condition that some deployments had",
    declared +
      conditioned(
        '{ StringEquals = merge({ "aws:PrincipalOrgID" = "o-1" }, var.on ? { "aws:SourceAccount" = "1" } : {}) }',
      ),
    declared + conditioned(`{ ${org} }`),
    [told("* where StringEquals aws:PrincipalOrgID o-1")],
  ],
  [
    "a key of no meaning, merged",
    declared + inJson(`{ ${everybody} }`),
    declared + inJson(`merge({ ${everybody} }, { Sid = "a" })`),
    [],
  ],
];

describe("parts that a condition decides about", () => {
  for (const [title, before, after, lines] of rows)
    it(title, async () => assert.deepEqual(await diffTexts("main.tf", before, after), lines));
});
