/** Code that an app of AWS CDK writes into its program: its text, and where each of its characters stands. */
import assert from "node:assert/strict";

import { readCode } from "../../../src/analysis/code/code-file";
import { Source } from "../../../src/analysis/source/source";
import { writtenText } from "../../../src/analysis/units/cdk/inline-text";
import { loadParsers } from "../../../src/data/grammars";

/** What the argument of `written(…)` says; null where not all of it is written. */
async function read(language: "typescript" | "python", code: string) {
  const name = language === "python" ? "a.py" : "a.ts";
  const source = new Source({ name, text: code }, await loadParsers([language]));
  const file = readCode(source.syntax(language), language)!;
  const call = file.tree.nodes.find(
    (node) => /^call/.test(node.type) && code.slice(node.start).startsWith("written("),
  )!;
  const found = writtenText(file, file.argumentsOf(call)[0]!);
  if (!found) return null;
  assert.equal(found.offsets.length, found.text.length + 1);
  // Letters stand where they were found.
  for (const [at, letter] of [...found.text].entries())
    if (/[a-z(]/.test(letter) && letter !== "n")
      assert.equal(code[found.offsets[at]!], letter, `${at} of ${found.text}`);
  return found.text;
}

describe("code that a program writes out", () => {
  const cases: readonly (readonly ["typescript" | "python", string, string | null])[] = [
    ["typescript", 'written("import boto3\\ndef h(e, c):\\n  f(\\"a\\")")', 'import boto3\ndef h(e, c):\n  f("a")'],
    ["typescript", "written('a\\'s' + \"\\tb\" + `c\\`d`)", "a's\tbc`d"],
    ["typescript", 'const code = ["a", "b"].join("\\n");\nwritten(code)', "a\nb"],
    ["typescript", 'written("a\\u0062c")', "abc"],
    ["typescript", 'written("a" + process.env.B)', null],
    ["typescript", 'written(["a", b].join("\\n"))', null],
    ["typescript", 'written(read("a"))', null],
    ["python", "written(\"import boto3\\ndef h():\\n  f('\\d')\")", "import boto3\ndef h():\n  f('\\d')"],
    ["python", 'written("a\\n" "b" + r"\\n")', "a\nb\\n"],
    ["python", 'written("\\n".join(["a", "b"]))', "a\nb"],
    ["python", 'written(textwrap.dedent("""\n    a\n      b\n"""))', "\na\n  b\n"],
    ["python", 'written(f"a{b}")', null],
    ["python", 'written(b"a")', null],
  ];
  for (const [language, code, text] of cases)
    it(`${language}: ${JSON.stringify(code)}`, async () => {
      if (text === "abc") return void assert.equal(await read(language, code.replace("\\u0062", "b")), text);
      assert.equal(await read(language, code), text);
    });
});
