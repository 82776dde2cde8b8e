/** What only some of the keys of a role with `for_each` have, and all have now: `diff` of two folders of Terraform. */
import assert from "node:assert/strict";

import { diffTrees } from "../../support/diff-trees";

const role = (over: string, more = "") => `variable "services" { type = map(object({ kind = string })) }
variable "others" { type = set(string) }
${more}
resource "aws_iam_role" "pipe" {
  for_each           = ${over}
  name               = "pipe-\${each.key}"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "codepipeline.amazonaws.com" } }] })
}
`;
const inline = (name: string, over: string, actions: string, key = "each.key") => `
resource "aws_iam_role_policy" "${name}" {
  ${over === "" ? "" : `for_each = ${over}`}
  role   = aws_iam_role.pipe[${key}].name
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = [${actions}], Resource = "*" }] })
}
`;
const attached = (name: string, over: string, key = "each.key", policy = "AdministratorAccess") => `
resource "aws_iam_role_policy_attachment" "${name}" {
  ${over === "" ? "" : `for_each = ${over}`}
  role       = aws_iam_role.pipe[${key}].name
  policy_arn = "arn:aws:iam::aws:policy/${policy}"
}
`;
const [both, a, b] = ['toset(["a", "b"])', 'toset(["a"])', 'toset(["b"])'];
const [reads, iam] = ['"s3:GetObject"', '"iam:*"'];
const rolling = '{ for k, v in var.services : k => v if v.kind == "rolling" }';
const more = "aws_iam_role.pipe identity: iam:*";
const admin = "aws_iam_role.pipe identity: *";

type Row = readonly [title: string, before: string, after: string, lines: readonly string[]];

/** Each the other way round as well. */
const moved: readonly (readonly [title: string, before: string, after: string, newly: readonly string[]])[] = [
  [
    "keys that are written out",
    role(both!) + inline("p", both!, reads!) + inline("q", a!, iam!),
    role(both!) + inline("p", both!, `${reads}, ${iam}`) + inline("q", a!, iam!),
    [more],
  ],
  [
    "one key in place",
    role("var.services") + attached("a", "", '"ops"'),
    role("var.services") + attached("a", "var.services"),
    [admin],
  ],
  [
    "a filter",
    role("var.services") + inline("p", "var.services", reads!) + inline("q", rolling, iam!),
    role("var.services") + inline("p", "var.services", `${reads}, ${iam}`),
    [more],
  ],
  [
    "a filter of a local",
    role("var.services", `locals {\n  some = ${rolling}\n}`) +
      inline("q", "local.some", iam!) +
      inline("p", "var.services", reads!),
    role("var.services") + inline("p", "var.services", `${reads}, ${iam}`),
    [more],
  ],
  [
    "a filter, by what stands in it",
    role("var.services") + inline("q", rolling, iam!, "each.value.kind") + inline("p", "var.services", reads!),
    role("var.services") + inline("p", "var.services", `${reads}, ${iam}`),
    [more],
  ],
  [
    "two keys of three",
    role('toset(["a", "b", "c"])') + inline("p", both!, iam!) + inline("q", 'toset(["a", "b", "c"])', reads!),
    role('toset(["a", "b", "c"])') + inline("q", 'toset(["a", "b", "c"])', `${reads}, ${iam}`),
    ['aws_iam_role.pipe["c"] identity: iam:*'],
  ],
];

const alike: readonly Row[] = [
  [
    "keys in another order",
    role(both!) + inline("p", both!, iam!),
    role(both!) + inline("p", 'toset(["b", "a"])', iam!),
    [],
  ],
  [
    "a loop for one by one",
    role(both!) + attached("a", "", '"a"') + attached("b", "", '"b"'),
    role(both!) + attached("c", both!),
    [],
  ],
  [
    "two loops for one",
    role(both!) + inline("p", a!, iam!) + inline("q", b!, iam!),
    role(both!) + inline("p", both!, iam!),
    [],
  ],
  [
    "a local in between",
    role(both!, `locals {\n  all = ${both}\n}`) + inline("p", "toset(local.all)", iam!),
    role(both!) + inline("q", both!, iam!),
    [],
  ],
  [
    "the same part with another policy",
    role("var.services") + attached("a", "", '"ops"') + attached("b", "var.services", "each.key", "ReadOnlyAccess"),
    role("var.services") + attached("c", "", '"ops"') + attached("b", "var.services", "each.key", "ReadOnlyAccess"),
    [],
  ],
  [
    "one key with more",
    role("var.services") + inline("p", "", reads!, '"ops"'),
    role("var.services") + inline("p", "", `${reads}, ${iam}`, '"ops"'),
    [more],
  ],
  [
    "an action that all have had before one has it",
    role(both!) + inline("p", both!, iam!),
    role(both!) + inline("p", both!, iam!) + inline("q", a!, '"iam:PassRole"'),
    [],
  ],
];

describe("what some keys of a role have", () => {
  const rows: readonly Row[] = [
    ...moved.flatMap(([title, before, after, newly]): Row[] => [
      [title, before, after, newly],
      [`${title}, the other way round`, after, before, newly.map((one) => `-${one}`)],
    ]),
    ...alike,
  ];
  for (const [title, before, after, lines] of rows)
    it(title, async () => {
      const found = await diffTrees({ "main.tf": before }, { "main.tf": after });
      assert.deepEqual(
        found.map((line) => line.replace(" on *", "")),
        lines,
      );
    });
});
