/** What a person reads is plain English: turns at which a native reader would stumble stand in no message, title or page. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

import ts from "typescript";

const root = join(__dirname, "../../..");

/** Each with what is written in its place. */
const banned: readonly (readonly [turn: RegExp, instead: string])[] = [
  [
    /(?<!here )\bis no (?:account id|action|answer|condition|date|element|id\b|kind|message|number|operator|partition|principal|Region|service|statement|valid|version|effect|day|ARN|role|user|managed|global|finding)\b/,
    "is not a …",
  ],
  [/\bthat is no (?!longer|more)/, "that is not a …"],
  [/\bis none of (?:the|a|its|yours)\b/, "is not one of …"],
  [/\bwhat is no (?!longer|more)/, "something that is not a …"],
  [/\b[Ff]or a person to say\b/, "to be confirmed"],
  [/\b\d+ holding\b|^holding$/, "passed"],
  [/\b[Ii]n what is\b/, "which …"],
  [/\bis of no use\b/, "has no effect, cannot be used"],
  [/\bgoes not\b|\bknows not\b|\bsays not\b/, "does not …"],
];

function* filesBelow(folder: string, ending: RegExp): Iterable<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true }))
    if (entry.isFile() && ending.test(entry.name)) yield join(entry.parentPath, entry.name);
}

/** The texts of a source file: strings and what stands between the holes of templates. Comments are for developers. */
function textsOf(file: string): { readonly text: string; readonly line: number }[] {
  const whole = readFileSync(file, "utf8");
  const texts: { text: string; line: number }[] = [];
  // To parse a file takes long: most have none of these turns. Those at the start or the end of a text are looked for in it.
  if (!banned.some(([turn]) => new RegExp(turn.source.replaceAll(/[$^]/g, "")).test(whole))) return texts;
  const source = ts.createSourceFile(file, whole, ts.ScriptTarget.Latest, true);
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteral(node) || ts.isTemplateLiteralToken(node))
      texts.push({ text: node.text, line: source.getLineAndCharacterOfPosition(node.getStart()).line + 1 });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return texts;
}

function linesOf(file: string): { readonly text: string; readonly line: number }[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .map((text, index) => ({ text, line: index + 1 }));
}

function found(file: string, texts: ReturnType<typeof linesOf>): string[] {
  return texts.flatMap(({ text, line }) =>
    banned
      .filter(([turn]) => turn.test(text))
      .map(([turn, instead]) => `${relative(root, file)}:${line}: ${turn.exec(text)![0]} → ${instead}`),
  );
}

describe("words", function () {
  this.timeout(120_000);

  it("of messages, titles and prompts are plain", () => {
    const files = [...filesBelow(join(root, "src"), /\.ts$/)];
    assert.ok(files.length > 300);
    assert.deepEqual(
      files.flatMap((file) => found(file, textsOf(file))),
      [],
    );
  });

  it("of the manifest and of what a person reads first are plain", () => {
    const files = [
      "package.nls.json",
      "README.md",
      "SECURITY.md",
      ...readdirSync(join(root, "docs"))
        .filter((name) => name.endsWith(".md"))
        .map((name) => `docs/${name}`),
    ];
    assert.deepEqual(
      files.map((name) => join(root, name)).flatMap((file) => found(file, linesOf(file))),
      [],
    );
  });

  it("are found where they are not", () => {
    assert.deepEqual(
      found(join(root, "a.ts"), [
        { text: "`s3:GetObjct` is no action of Amazon S3", line: 1 },
        { text: "There is no action to take, and what is no longer needed is gone.", line: 2 },
      ]).map((one) => one.slice(0, 6)),
      ["a.ts:1"],
    );
  });
});
