/** Names grep well: no function is called what every second one could be called. */
import assert from "node:assert/strict";

import ts from "typescript";

import { sourceFiles } from "./sources";

const vague = new Set(["told", "lent", "lend", "settle", "rule"]);

/** The names of the functions and variables that a file declares, with their lines. */
function declaredIn(file: string): { readonly name: string; readonly line: number }[] {
  const text = ts.sys.readFile(file)!;
  const found: { name: string; line: number }[] = [];
  // To parse a file takes long: most have none of these words.
  if (![...vague].some((word) => new RegExp(`\\b${word}\\b`).test(text))) return found;
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const visit = (node: ts.Node): void => {
    const isNamed = ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node) || ts.isPropertyDeclaration(node);
    if (isNamed && node.name && ts.isIdentifier(node.name))
      found.push({
        name: node.name.text,
        line: source.getLineAndCharacterOfPosition(node.name.getStart()).line + 1,
      });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

describe("the names of functions", () => {
  it("say what they do", () => {
    const found = sourceFiles().flatMap((file) =>
      declaredIn(file).flatMap(({ name, line }) => (vague.has(name) ? [`${file}:${line} ${name}`] : [])),
    );
    assert.deepEqual(found, []);
  });
});
