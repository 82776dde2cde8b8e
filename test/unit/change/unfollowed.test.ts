/** What gives permissions and is not read where it stands: said, and never taken for the same. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

const cdk = (line: string) => `import * as s3 from "aws-cdk-lib/aws-s3";\n${line}\n`;
const filled = (given: string) => `resource "aws_iam_policy" "p" {
  policy = templatefile("\${path.module}/p.json", { b = ${given} })
}
`;
const come = "has come, and what it allows is not read.";
const gone = "has gone, and what it allows is not read.";
const other = "stands for has changed, and what is written with it was not compared.";

type Row = readonly [title: string, file: string, before: string, after: string, lines: readonly string[]];

const rows: readonly Row[] = [
  [
    "another grant",
    "s.ts",
    cdk("store.grantRead(job);"),
    cdk("store.grantReadWrite(job);"),
    [`!\`store.grantReadWrite(job)\` ${come}`, `!\`store.grantRead(job)\` ${gone}`],
  ],
  [
    "a new grant",
    "s.py",
    "import aws_cdk\n",
    "import aws_cdk\nstore.grant_read(job)\n",
    [`!\`store.grant_read(job)\` ${come}`],
  ],
  ["a grant in another place", "s.ts", cdk("a();\nstore.grantRead(job);"), cdk("store.grantRead( job );\na();"), []],
  ["a grant in a comment", "s.ts", cdk(""), cdk("// store.grantRead(job);"), []],
  ["a grant of others", "s.ts", "", "access.grantRole(user);\n", []],
  [
    "a constant for other files",
    "c.ts",
    'export const READS = ["s3:GetObject"];\n',
    'export const READS = ["s3:*"];\n',
    [`!What \`READS\` ${other}`],
  ],
  ["a constant of other things", "c.ts", 'export const KEYS = ["a:b"];\n', 'export const KEYS = ["a:c"];\n', []],
  [
    "what fills a template",
    "main.tf",
    filled('"a"'),
    filled('"*"'),
    [`!What \`templatefile("\${path.module}/p.json", { b = "*" })\` ${other}`],
  ],
  ["what fills a template, written otherwise", "main.tf", filled('"a"'), filled('  "a"  '), []],
];

describe("what is not read where it stands", () => {
  for (const [title, file, before, after, lines] of rows)
    it(`${title}: ${lines.join(" ") || "nothing"}`, async () =>
      assert.deepEqual(await diffTexts(file, before, after), lines));
});
