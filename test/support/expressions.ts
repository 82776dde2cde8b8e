/** Every regular expression of the sources, as the compiler reads them, and what an analyser says of its time. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { check } from "recheck";
import ts from "typescript";

import { root, sourceFiles } from "../unit/architecture/sources";

export interface Expression {
  readonly source: string;
  readonly flags: string;
  /** `src/a.ts:12`, wherever it stands. */
  readonly places: readonly string[];
}

/** An expression that is put together while the program runs. */
export interface MadeExpression {
  readonly place: string;
  readonly text: string;
}

/** `/a+/g`, as it stands in the code. */
export const written = ({ source, flags }: Pick<Expression, "source" | "flags">): string => `/${source}/${flags}`;

export function expressionsOf(file: string, text: string): { literals: Expression[]; made: MadeExpression[] } {
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const literals: Expression[] = [];
  const made: MadeExpression[] = [];
  const visit = (node: ts.Node): void => {
    const place = () => `${file}:${tree.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf("/");
      literals.push({ source: node.text.slice(1, end), flags: node.text.slice(end + 1), places: [place()] });
    }
    if (ts.isNewExpression(node) || ts.isCallExpression(node)) {
      const [pattern, flags] = node.arguments ?? [];
      if (ts.isIdentifier(node.expression) && node.expression.text === "RegExp") {
        if (pattern && ts.isStringLiteralLike(pattern) && (!flags || ts.isStringLiteralLike(flags)))
          literals.push({ source: pattern.text, flags: flags?.text ?? "", places: [place()] });
        else made.push({ place: place(), text: node.getText().replace(/\s+/g, " ") });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return { literals, made };
}

/** Those of `src`, each literal once. */
export function sourceExpressions(): { literals: Expression[]; made: MadeExpression[] } {
  const all = sourceFiles().map((file) => expressionsOf(file, readFileSync(join(root, file), "utf8")));
  const literals = new Map<string, Expression>();
  for (const one of all.flatMap((found) => found.literals)) {
    const places = [...(literals.get(written(one))?.places ?? []), ...one.places];
    literals.set(written(one), { ...one, places });
  }
  return { literals: [...literals.values()], made: all.flatMap((found) => found.made) };
}

/**
 * Whether it is proven that the time grows with the length of the text and no faster, wherever the search begins. An
 * expression takes no longer than its alternatives one after another, and these are proven sooner than all at once.
 */
export async function isProvenLinear({ source, flags }: Expression, timeout: number): Promise<boolean> {
  for (const alternative of alternativesOf(source)) {
    const { status } = await check(alternative, flags, { checker: "automaton", timeout });
    if (status !== "safe") return false;
  }
  return true;
}

/** What stands between the `|` that are in no group and no class. */
export function alternativesOf(source: string): string[] {
  const alternatives: string[] = [];
  let depth = 0;
  let inClass = false;
  let start = 0;
  for (let at = 0; at < source.length; at++) {
    const character = source[at]!;
    if (character === "\\") at++;
    else if (inClass) inClass = character !== "]";
    else if (character === "[") inClass = true;
    else if (character === "(") depth++;
    else if (character === ")") depth--;
    else if (character === "|" && depth === 0) {
      alternatives.push(source.slice(start, at));
      start = at + 1;
    }
  }
  return [...alternatives, source.slice(start)];
}

/** What was proven already, one a line (`npm run prove-expressions`): proving them all takes minutes. */
export const provenFile = join(__dirname, "proven-expressions.txt");

export function readProven(): ReadonlySet<string> {
  return new Set(readFileSync(provenFile, "utf8").split("\n").filter(Boolean));
}
