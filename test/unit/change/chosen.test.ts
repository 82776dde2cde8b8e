/** Terraform: what a condition, a loop or a dynamic block decides in a policy, however deep it stands there. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

const role = (statements: string, top = "") => `${top}
resource "aws_iam_role_policy" "p" {
  role   = "r"
  policy = jsonencode({ Version = "2012-10-17", Statement = ${statements} })
}
`;
const actions = (expression: string, top: string) =>
  role(`[{ Effect = "Allow", Action = ${expression}, Resource = "*" }]`, top);
const read = '"s3:GetObject"';
const variable = (value: string, name = "x") => `variable "${name}" {\n  default = ${value}\n}`;
const local = (value: string) => `locals {\n  e = ${value}\n}`;
const documented = (resources: string, top: string, count = "") => `${top}
data "aws_iam_policy_document" "d" {
  statement {
    actions   = ["s3:GetObject"]
    resources = ${resources}
  }
}
resource "aws_iam_role_policy" "p" {
  ${count}
  role   = "r"
  policy = data.aws_iam_policy_document.d.json
}
`;
const dynamic = (top: string) => `${top}
data "aws_iam_policy_document" "d" {
  dynamic "statement" {
    for_each = var.x ? [1] : []
    content {
      actions   = ["s3:GetObject"]
      resources = ["*"]
    }
  }
}
`;

/** More, less, not known, or as before. */
type Said = "r" | "-" | "?" | null;

/** How what chooses is written, with what it names on the two sides. */
type Row = readonly [title: string, write: (top: string) => string, before: string, after: string, said: Said];

const more = `concat([${read}], var.x ? ["s3:PutObject"] : [])`;
const [off, on] = [variable("false"), variable("true")];
const whole = `concat([{ Effect = "Allow", Action = ${read}, Resource = "*" }], var.x ? [{ Effect = "Allow", Action = "*", Resource = "*" }] : [])`;
const merging = `[merge({ Effect = "Allow", Action = ${read}, Resource = "*" }, var.x ? { Condition = { Bool = { "aws:MultiFactorAuthPresent" = "true" } } } : {})]`;
const inLocal = (top: string) => actions("local.acts", `${top}\nlocals {\n  acts = ${more}\n}`);

const rows: readonly Row[] = [
  ["statements", (top) => role(whole, top), off, on, "r"],
  ["statements, and another variable", (top) => role(whole, top), off, `${off}\n${variable("1", "y")}`, null],
  ["actions", (top) => actions(more, top), off, on, "r"],
  ["actions, and the default is written otherwise", (top) => actions(more, top), off, variable("  false # no"), null],
  [
    "actions by a comparison",
    (top) => actions(`concat([${read}], var.x == "prod" ? ["s3:PutObject"] : [])`, top),
    variable('"dev"'),
    variable('"prod"'),
    "r",
  ],
  [
    "actions by a local",
    (top) => actions(`concat([${read}], local.e ? ["s3:*"] : [])`, top),
    local("false"),
    local("true"),
    "r",
  ],
  [
    "a condition within a condition",
    (top) => actions(`concat([${read}], var.y ? (var.x ? ["s3:*"] : ["s3:PutObject"]) : [])`, top),
    off,
    on,
    "r",
  ],
  ["actions of a local", inLocal, off, on, "r"],
  ["a list in a list", (top) => actions(`flatten([${read}, var.x ? ["s3:*"] : []])`, top), off, on, "r"],
  ["an element that is merged", (top) => role(merging, top), off, on, "-"],
  ["an element that is merged, and another variable", (top) => role(merging, top), off, `${off}\n${local("1")}`, null],
  [
    "what a loop leaves out",
    (top) => actions(`[for one in [${read}, "s3:PutObject"] : one if var.x || one == ${read}]`, top),
    off,
    on,
    "r",
  ],
  [
    "resources of a document",
    (top) => documented('concat(["arn:aws:s3:::a/*"], var.x ? ["arn:aws:s3:::b/*"] : [])', top),
    off,
    on,
    "r",
  ],
  [
    "how often what takes a document is there",
    (top) => documented('["*"]', top, "count = var.x ? 1 : 0"),
    off,
    on,
    "r",
  ],
  ["a dynamic block, and another variable", dynamic, off, `${off}\n${variable("1", "y")}`, null],
  [
    "a condition that is written out",
    (top) => actions(`concat([${read}], ${top} ? ["s3:*"] : [])`, ""),
    "false",
    "true",
    "?",
  ],
  [
    "another condition",
    (top) => actions(`concat([${read}], ${top} ? ["s3:*"] : [])`, ""),
    'var.x == "a"',
    'var.x == "b"',
    "?",
  ],
  ["the same condition", (top) => actions(`concat([${read}], ${top} ? ["s3:*"] : [])`, ""), "var.x", "var.x  ", null],
];

describe("what Terraform chooses", () => {
  for (const [title, write, before, after, said] of rows)
    it(`${title}: ${said === "?" ? "not known" : said === null ? "nothing" : said === "r" ? "more" : "less"}`, async () => {
      const lines = await diffTexts("main.tf", write(before), write(after));
      assert.deepEqual([...new Set(lines.map((line) => line[0]))], said === null ? [] : [said]);
    });
});
