/** What the names and values of policies are, for colours. */
import * as vscode from "vscode";

import { type TokenType, tokenTypes } from "../language/tokens/tokens";
import { isChecked, sourceOf, toSpan } from "./documents";
import type { EngineLoader } from "./engine";
import { isEnabled } from "./settings";

/**
 * VS Code takes the tokens of the providers with the best score alone, and those of a whole document before those of what
 * is in sight. A selector of every language has the least score there is: a language that has tokens of its own keeps them.
 */
const leastScore: vscode.DocumentSelector = "*";
/** Their tokens come with VS Code, some seconds after ours would: what is seen must not change its colours then. */
const withOwnTokens = new Set(["javascript", "javascriptreact", "typescript", "typescriptreact"]);
/** Types of our own, where themes have no colour for the protocol's that is seen (`semanticTokenTypes` in the manifest). */
const ownTypes: Partial<Record<TokenType, string>> = { regexp: "policyWildcard", operator: "policyOperator" };

export function registerSemanticTokens(engine: EngineLoader): vscode.Disposable {
  const register = (): vscode.Disposable =>
    vscode.languages.registerDocumentRangeSemanticTokensProvider(
      leastScore,
      {
        async provideDocumentRangeSemanticTokens(document, range) {
          if (!isChecked(document) || withOwnTokens.has(document.languageId)) return null;
          if (!isEnabled("semanticTokens", document)) return new vscode.SemanticTokens(new Uint32Array());
          const { understanding } = await engine();
          const numbers = await understanding.tokensOf(sourceOf(document), toSpan(document, range));
          return new vscode.SemanticTokens(Uint32Array.from(numbers));
        },
      },
      new vscode.SemanticTokensLegend(tokenTypes.map((type) => ownTypes[type] ?? type)),
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
