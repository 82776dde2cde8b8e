/** Locals and variables that a folder of Terraform has in a file of JSON. */
import assert from "node:assert/strict";

import { valuesInHcl } from "../../../src/analysis/change/terraform/json-values";
import { diffTrees, type TreeFiles } from "../../support/diff-trees";

const folder = (named: string, values: unknown, more: TreeFiles = {}): TreeFiles => ({
  "a/main.tf": `resource "aws_iam_user_policy" "p" {\n  user   = "u"\n  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ${named}, Resource = "*" }] })\n}\n`,
  ...(values !== null && { "a/more.tf.json": JSON.stringify(values, null, 2) }),
  ...more,
});
const locals = (...actions: string[]) => ({ locals: { actions } });
const variables = (...actions: string[]) => ({ variable: { actions: { type: "list(string)", default: actions } } });
const [get, put] = ["s3:GetObject", "s3:PutObject"];
const local = (named: string, values: unknown) => folder("local.actions", values, { "a/l.tf": named });
const user = "user u identity";

type Row = readonly [title: string, before: TreeFiles, after: TreeFiles, lines: readonly string[]];

const rows: readonly Row[] = [
  [
    "a local that says more",
    folder("local.actions", locals(get)),
    folder("local.actions", locals(get, put)),
    [`${user}: ${put} on *`],
  ],
  [
    "a local that says less",
    folder("local.actions", locals(get, put)),
    folder("local.actions", locals(get)),
    [`-${user}: ${put} on *`],
  ],
  [
    "the same in another order",
    folder("local.actions", locals(get, put)),
    folder("local.actions", locals(put, get)),
    [],
  ],
  [
    "a default that says more",
    folder("var.actions", variables(get)),
    folder("var.actions", variables(get, put)),
    [`${user}: ${put} on *`],
  ],
  [
    "several objects",
    folder("local.actions", { locals: [locals(get).locals, { other: 1 }] }),
    folder("local.actions", { locals: [locals(put).locals, { other: 1 }] }),
    [`${user}: ${put} on *`, `-${user}: ${get} on *`],
  ],
  ["a local that nothing takes", folder(`"${get}"`, locals(get)), folder(`"${get}"`, locals(put)), []],
  [
    "a local that goes from a file to another",
    local(`locals {\n  actions = ["${get}"]\n}\n`, null),
    local("# none\n", locals(get)),
    [],
  ],
  [
    "a local of a module",
    { "main.tf": 'module "a" {\n  source = "./a"\n}\n', ...folder("local.actions", locals(get)) },
    { "main.tf": 'module "a" {\n  source = "./a"\n}\n', ...folder("local.actions", locals(get, put)) },
    [`${user}: ${put} on *`],
  ],
  [
    "a remark",
    folder("local.actions", { ...locals(get), "//": "a" }),
    folder("local.actions", { ...locals(get), "//": "b" }),
    [],
  ],
];

describe("values of Terraform in JSON", () => {
  for (const [title, before, after, lines] of rows)
    it(title, async () => assert.deepEqual(await diffTrees(before, after), lines));

  it("stand in the lines that they have", () =>
    assert.equal(
      valuesInHcl(
        '{\n  "locals": {\n    "a": [\n      1\n    ],\n    "b": "${local.a}"\n  },\n  "variable": { "c": { "default": 2 }, "d": {} }\n}',
      ),
      '\n\nlocals { a = [\n      1\n    ] }\nlocals { b = "${local.a}" }\n\nvariable "c" { default = 2 }',
    ));

  for (const [title, text] of [
    ["what is no JSON", '{ "locals": '],
    ["what has none", '{ "resource": {} }'],
    ["what only HCL would take for an escape", '{ "locals": { "a": "b\\/c" } }'],
    ["a name that is none", '{ "locals": { "a b": 1 } }'],
  ] as const)
    it(`are none of ${title}`, () => assert.equal(valuesInHcl(text), ""));
});
