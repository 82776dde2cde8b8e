/** What stands for something in other files: said where it is used there, and never taken for the same. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";
import { diffTrees, type TreeFiles } from "../../support/diff-trees";

const filled = (given: string) => `resource "aws_iam_policy" "p" {
  policy = templatefile("\${path.module}/p.json", { b = ${given} })
}
`;
const other = "stands for has changed, and what is written with it was not compared.";
const uses = { "s.ts": 'import { READS } from "./c";\nuse(READS);\n' };
const python = { "s.py": "from c import READS\nuse(READS)\n" };
const constant = (value: string): TreeFiles => ({ "c.ts": `export const READS = ${value};\n` });

type Row = readonly [title: string, before: TreeFiles, after: TreeFiles, lines: readonly string[]];

const rows: readonly Row[] = [
  [
    "a constant that another file imports",
    { ...constant('["s3:GetObject"]'), ...uses },
    { ...constant('["s3:*"]'), ...uses },
    [`!What \`READS\` ${other}`],
  ],
  [
    "a list in a constant",
    { ...constant('{ all: ["s3:GetObject"] }'), ...uses },
    { ...constant('{ all: ["s3:*"] }'), ...uses },
    [`!What \`READS\` ${other}`],
  ],
  [
    "a constant of Python",
    { "c.py": 'READS = ["s3:GetObject"]\n', ...python },
    { "c.py": 'READS = ["s3:*"]\n', ...python },
    [`!What \`READS\` ${other}`],
  ],
  [
    "a constant of a class",
    { "c.ts": 'export class C { static readonly READS = ["s3:GetObject"]; }\n', "s.ts": "use(C.READS);\n" },
    { "c.ts": 'export class C { static readonly READS = ["s3:*"]; }\n', "s.ts": "use(C.READS);\n" },
    [`!What \`C.READS\` ${other}`],
  ],
  [
    "what a function gives",
    { "c.ts": 'export function reads() { return ["s3:GetObject"]; }\n', "s.ts": "use(reads());\n" },
    { "c.ts": 'export function reads() { return ["s3:*"]; }\n', "s.ts": "use(reads());\n" },
    [`!What \`reads\` ${other}`],
  ],
  [
    "another file",
    { "main.tf": filled('"a"').replace(/templatefile\(.*\)/, 'file("a.json")') },
    { "main.tf": filled('"a"').replace(/templatefile\(.*\)/, 'file("b.json")') },
    [`!What \`file("b.json")\` ${other}`],
  ],
  [
    "the same file in another folder",
    { "main.tf": filled('"a"').replace(/templatefile\(.*\)/, 'file("a.json")') },
    { "main.tf": filled('"a"').replace(/templatefile\(.*\)/, 'file("p/a.json")') },
    [],
  ],
  [
    "what a function does with them",
    { "c.py": 'def setup():\n    ask("s3:GetObject")\n', "s.py": "from c import setup\nsetup()\n" },
    { "c.py": 'def setup():\n    ask("s3:*")\n', "s.py": "from c import setup\nsetup()\n" },
    [],
  ],
  [
    "a constant of a test",
    { "c.test.ts": 'export const READS = ["s3:GetObject"];\n', ...uses },
    { "c.test.ts": 'export const READS = ["s3:*"];\n', ...uses },
    [],
  ],
  ["a constant that nobody uses", constant('["s3:GetObject"]'), constant('["s3:*"]'), []],
  ["the same constant", { ...constant('["s3:*"]'), ...uses }, { ...constant("['s3:*'] // all"), ...uses }, []],
  ["a constant of other things", { ...constant('["a:b"]'), ...uses }, { ...constant('["a:c"]'), ...uses }, []],
  [
    "what fills a template",
    { "main.tf": filled('"a"') },
    { "main.tf": filled('"*"') },
    [`!What \`templatefile("\${path.module}/p.json", { b = "*" })\` ${other}`],
  ],
  ["what fills a template, written otherwise", { "main.tf": filled('"a"') }, { "main.tf": filled('  "a"  ') }, []],
  [
    "a template in a comment",
    { "main.tf": `# ${filled('"a"').replaceAll("\n", "\n# ")}` },
    { "main.tf": `# ${filled('"b"').replaceAll("\n", "\n# ")}` },
    [],
  ],
];

describe("what stands for something elsewhere", () => {
  for (const [title, before, after, lines] of rows)
    it(`${title}: ${lines.join(" ") || "nothing"}`, async () =>
      assert.deepEqual(await diffTrees(before, after), lines));

  it("may be used by others where only two files are compared", async () =>
    assert.deepEqual(await diffTexts("c.ts", constant('["s3:GetObject"]')["c.ts"]!, constant('["s3:*"]')["c.ts"]!), [
      `!What \`READS\` ${other}`,
    ]));
});
