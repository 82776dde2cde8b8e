/** The English strings that the editor shows: every call of `vscode.l10n.t`, by that name or as `t`. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import ts from "typescript";

/** In the order of the alphabet. Throws where what is shown is no literal: a translator would not find it. */
export function shownStrings(root: string): string[] {
  const files = [
    "src/extension.ts",
    ...readdirSync(join(root, "src/editor"), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => `src/editor/${name}`),
  ];
  const found = new Set<string>();
  for (const file of files) {
    const source = ts.createSourceFile(file, readFileSync(join(root, file), "utf8"), ts.ScriptTarget.Latest, true);
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node) && /^(vscode\.l10n\.|l10n\.)?t$/.test(node.expression.getText())) {
        const [shown] = node.arguments;
        for (const literal of literalsOf(shown)) {
          if (!ts.isStringLiteralLike(literal)) throw new Error(`${file}: ${literal.getText()} is no literal`);
          found.add(literal.text);
        }
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return [...found].sort();
}

/** The sides of a choice, else the expression itself. */
function literalsOf(expression: ts.Expression | undefined): ts.Expression[] {
  if (!expression) return [];
  return ts.isConditionalExpression(expression)
    ? [...literalsOf(expression.whenTrue), ...literalsOf(expression.whenFalse)]
    : [expression];
}
