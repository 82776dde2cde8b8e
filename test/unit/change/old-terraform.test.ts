/** Documents of Terraform as they were written before 0.12: lists in brackets, and blocks as arguments. */
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

/** What stands in a statement, with all its blocks, and the forms in which they were written. */
const statement = (actions: string, who: string, key: string) => `actions   = ${actions}
    resources = ["arn:aws:s3:::a/*"]
    principals {
      type        = "AWS"
      identifiers = ["${who}"]
    }
    condition {
      test     = "StringEquals"
      variable = "${key}"
      values   = ["o-1"]
    }`;
const inBlocks = (statements: readonly string[]) =>
  document("x").replace(/ {2}statement \{\nx\n {2}\}/, () =>
    statements.map((one) => `  statement {\n    ${one}\n  }`).join("\n"),
  );
const asMaps = (statement: string) => statement.replace(/(principals|condition) \{/g, "$1 = {");
const asLists = (statement: string) => statement.replace(/(principals|condition) \{([^}]*)\}/g, "$1 = [{$2}]");
const inQuotes = (statement: string) => asMaps(statement).replace(/^( *)(\w+)( *=)/gm, '$1"$2"$3');
const listed = (statements: readonly string[]) =>
  document("x").replace(
    / {2}statement \{\nx\n {2}\}/,
    () => `  statement = [${statements.map((one) => `{\n    ${one}\n  }`).join(", ")}]`,
  );
const repeated = (statements: readonly string[]) => inBlocks(statements).replaceAll("statement {", "statement = {");
const [gets, both] = ['["s3:GetObject"]', '["s3:GetObject", "s3:DeleteObject"]'];
const organization = "aws:PrincipalOrgID";
const inOrganization = ` where StringEquals ${organization} o-1`;

const formerBlocks: readonly Row[] = (
  [
    ["principals and conditions as maps", (all: readonly string[]) => inBlocks(all.map(asMaps))],
    ["principals and conditions as lists", (all: readonly string[]) => inBlocks(all.map(asLists))],
    ["a list of statements", (all: readonly string[]) => listed(all.map(asMaps))],
    ["a list of statements with lists", (all: readonly string[]) => listed(all.map(asLists))],
    ["statements as maps", (all: readonly string[]) => repeated(all.map(asMaps))],
    ["keys in quotes", (all: readonly string[]) => listed(all.map(inQuotes))],
  ] as const
).flatMap(([title, write]): Row[] => {
  const base = statement(gets, root, organization);
  const other = statement('["s3:PutObject"]', account, organization);
  const former = write([base, other]);
  return [
    [`${title}, in blocks`, former, inBlocks([base, other]), []],
    [`${title}, out of blocks`, inBlocks([base, other]), former, []],
    [
      `${title}, another action`,
      former,
      write([statement(both, root, organization), other]),
      [removes + inOrganization],
    ],
    [
      `${title}, an action less`,
      write([statement(both, root, organization), other]),
      former,
      [`-${removes}${inOrganization}`],
    ],
    [
      `${title}, a statement more`,
      write([base]),
      former,
      [`${name} s3:PutObject on arn:aws:s3:::a/* by ${account}${inOrganization}`],
    ],
    [`${title}, everybody`, former, write([statement(gets, "*", organization), other]), [toAll + inOrganization]],
    [
      `${title}, another key of a condition`,
      former,
      write([base, statement('["s3:PutObject"]', account, "aws:SourceOrgID")]),
      [
        `${name} s3:PutObject on arn:aws:s3:::a/* by ${account} where StringEquals aws:SourceOrgID o-1`,
        `-${name} s3:PutObject on arn:aws:s3:::a/* by ${account}${inOrganization}`,
      ],
    ],
  ];
});

const rows: readonly Row[] = [
  ...bracketed,
  ...formerBlocks,
  [
    "statements that a variable gives",
    document("x").replace(/statement \{\nx\n {2}\}/, 'statement = "${var.v}"'),
    document("x").replace(/statement \{\nx\n {2}\}/, 'statement = "${var.w}"'),
    ["?aws_s3_bucket_policy.p resource"],
  ],
  [
    "the same statements that a variable gives",
    document("x").replace(/statement \{\nx\n {2}\}/, 'statement = "${var.v}"'),
    document("x").replace(/statement \{\nx\n {2}\}/, 'statement = ["${var.v}"]'),
    [],
  ],
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
