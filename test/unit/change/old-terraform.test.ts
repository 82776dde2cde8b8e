/** Documents of Terraform as they were written before 0.12: lists in brackets. */
import assert from "node:assert/strict";

import { diffTrees } from "../../support/diff-trees";

const document = (body: string, top = "") => `${top}
data "aws_iam_policy_document" "d" {
  statement {
${body}
  }
}
resource "aws_s3_bucket_policy" "p" {
  bucket = "a"
  policy = "\${data.aws_iam_policy_document.d.json}"
}
`;
const whom = (said: string) => `    principals {\n      type        = "AWS"\n      identifiers = ${said}\n    }`;
const written = ({
  actions = '["s3:GetObject"]',
  resources = '["arn:aws:s3:::a/*"]',
  who = '["arn:aws:iam::111122223333:root"]',
  more = "",
}) => `    actions   = ${actions}\n    resources = ${resources}\n${whom(who)}\n${more}`;
const variable = (value: string) => `variable "v" {\n  type    = "list"\n  default = ${value}\n}\n`;
const local = (value: string) => `locals {\n  v = ${value}\n}\n`;
const asked = (said: string) => ({
  more: `    condition {\n      test     = "StringLike"\n      variable = "s3:prefix"\n      values   = ${said}\n    }`,
});
const root = "arn:aws:iam::111122223333:root";
const account = "arn:aws:iam::444455556666:root";
const name = "aws_s3_bucket_policy.p resource:";
const [removes, toAll, toAccount] = [
  `${name} s3:DeleteObject on arn:aws:s3:::a/* by ${root}`,
  `${name} s3:GetObject on arn:aws:s3:::a/* by *`,
  `${name} s3:GetObject on arn:aws:s3:::a/* by ${account}`,
];

type Row = readonly [title: string, before: string, after: string, lines: readonly string[]];

/** Lists in brackets, by what they hold before and after, and what is written. */
const bracketed: readonly Row[] = (
  [
    [
      "actions",
      ['["s3:GetObject"]', '["s3:GetObject", "s3:DeleteObject"]'],
      (said: string) => ({ actions: said }),
      removes,
    ],
    ["identifiers", [`["${root}"]`, '["*"]'], (said: string) => ({ who: said }), toAll],
    [
      "identifiers, one more",
      [`["${root}"]`, `["${root}", "${account}"]`],
      (said: string) => ({ who: said }),
      toAccount,
    ],
    [
      "resources",
      ['["arn:aws:s3:::a/x/*"]', '["arn:aws:s3:::a/x/*", "arn:aws:s3:::a/y/*"]'],
      (said: string) => ({ resources: said }),
      `${name} s3:GetObject on arn:aws:s3:::a/y/* by ${root}`,
    ],
    [
      "values of a condition",
      ['["x"]', '["x", "y"]'],
      (said: string) => ({ actions: '["s3:ListBucket"]', resources: '["arn:aws:s3:::a"]', ...asked(said) }),
      `${name} s3:ListBucket on arn:aws:s3:::a by ${root} where StringLike s3:prefix x, y`,
    ],
  ] as const
).flatMap(([title, [old, current], write, line]) =>
  (
    [
      ["a variable", variable, '["${var.v}"]'],
      ["a local", local, '["${local.v}"]'],
      [
        "a local of another in brackets",
        (value: string) => `${local('["${local.w}"]')}locals { w = ${value} }\n`,
        '["${local.v}"]',
      ],
      ["a local in the form of today", local, "[local.v]"],
    ] as const
  ).flatMap(([by, given, said]): Row[] => {
    const [one, other] = [old, current].map((value) => document(written(write(said)), given(value)));
    return [
      [`${title} by ${by}, more`, one!, other!, [line]],
      [`${title} by ${by}, less`, other!, one!, [`-${line}`]],
      [`${title} by ${by}, written out`, one!, document(written(write(old))), []],
      [`${title} by ${by}, without the brackets`, one!, one!.replace(said, said.replace(/^\[(.*)\]$/, "$1")), []],
    ];
  }),
);

const rows: readonly Row[] = [
  ...bracketed,
  [
    "a list in brackets beside a text",
    document(written({ actions: '["s3:PutObject", "${var.v}"]' }), variable('["s3:GetObject"]')),
    document(written({ actions: '["s3:PutObject", "${var.v}"]' }), variable('["s3:GetObject", "s3:DeleteObject"]')),
    [removes],
  ],
  [
    "a text in brackets",
    document(written({ actions: '["${var.v}"]' }), variable('"s3:GetObject"')),
    document(written({ actions: '["${var.v}"]' }), variable('"s3:DeleteObject"')),
    [removes, `-${removes.replace("Delete", "Get")}`],
  ],
  [
    "a list in brackets of which nobody knows what it holds",
    document(written({ actions: '["${var.v}"]' }), 'variable "v" {\n  type = "list"\n}\n'),
    document(written({ actions: '["${var.v}"]' }), 'variable "v" {\n  type = list(string)\n}\n'),
    [],
  ],
];

describe("documents in the language of before 0.12", () => {
  for (const [title, before, after, lines] of rows)
    it(title, async () => assert.deepEqual(await diffTrees({ "main.tf": before }, { "main.tf": after }), lines));
});
