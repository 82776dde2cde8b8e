/** Policies and their statements in the outline, and folding inside of texts, where the language itself has none. */
import * as vscode from "vscode";

import type { PolicySymbol } from "../language/outline";
import { selectorOf, sourceOf, toRange } from "./documents";
import type { EngineLoader } from "./engine";

/** JSON has symbols of its own. */
const withSymbols = selectorOf([
  "terraform",
  "hcl",
  "plaintext",
  "yaml",
  "javascript",
  "javascriptreact",
  "typescript",
  "typescriptreact",
  "python",
]);
/** Elsewhere VS Code folds by indentation, which a provider would take the place of. */
const withFolds = selectorOf(["javascript", "javascriptreact", "typescript", "typescriptreact"]);
/** Shows the keys of YAML as symbols. */
const yamlExtension = "redhat.vscode-yaml";

export function registerOutline(engine: EngineLoader): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.languages.registerDocumentSymbolProvider(
      withSymbols,
      {
        async provideDocumentSymbols(document) {
          if (document.languageId === "yaml" && vscode.extensions.getExtension(yamlExtension)) return [];
          const { understanding } = await engine();
          return (await understanding.symbolsOf(sourceOf(document))).map(toSymbol);
        },
      },
      { label: "Planeguard" },
    ),
    vscode.languages.registerFoldingRangeProvider(withFolds, {
      async provideFoldingRanges(document) {
        const { understanding } = await engine();
        const folds = await understanding.foldsOf(sourceOf(document));
        // The line with the closing bracket stays in sight.
        return folds.map(
          ({ start, end }) => new vscode.FoldingRange(start.line - 1, Math.max(start.line - 1, end.line - 2)),
        );
      },
    }),
  );
}

function toSymbol({ kind, name, detail, range, selection, children }: PolicySymbol): vscode.DocumentSymbol {
  const symbol = new vscode.DocumentSymbol(
    name,
    detail,
    kind === "policy" ? vscode.SymbolKind.Namespace : vscode.SymbolKind.Object,
    toRange(range),
    toRange(selection),
  );
  symbol.children = children.map(toSymbol);
  return symbol;
}
