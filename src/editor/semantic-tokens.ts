/** What the names and values of policies are, for colours. */
import * as vscode from "vscode";

import { tokenTypes } from "../language/tokens/tokens";
import { isChecked, sourceOf, toSpan } from "./documents";
import type { EngineLoader } from "./engine";
import { isEnabled } from "./settings";

/**
 * VS Code takes the tokens of the providers with the best score alone, and those of a whole document before those of what
 * is in sight. A selector of every language has the least score there is: a language that has tokens of its own keeps them.
 */
const leastScore: vscode.DocumentSelector = "*";

export function registerSemanticTokens(engine: EngineLoader): vscode.Disposable {
  const register = (): vscode.Disposable =>
    vscode.languages.registerDocumentRangeSemanticTokensProvider(
      leastScore,
      {
        async provideDocumentRangeSemanticTokens(document, range) {
          if (!isChecked(document)) return null;
          if (!isEnabled("semanticTokens", document)) return new vscode.SemanticTokens(new Uint32Array());
          const { understanding } = await engine();
          const numbers = await understanding.tokensOf(sourceOf(document), toSpan(document, range));
          return new vscode.SemanticTokens(Uint32Array.from(numbers));
        },
      },
      new vscode.SemanticTokensLegend([...tokenTypes]),
    );
  let registered = register();
  return vscode.Disposable.from(
    { dispose: () => registered.dispose() },
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (!event.affectsConfiguration("planeguard.semanticTokens")) return;
      // VS Code asks a new provider about what is in sight.
      registered.dispose();
      registered = register();
    }),
  );
}
