/** How many actions a wildcard stands for, behind it. */
import * as vscode from "vscode";

import { label } from "../escape/label";
import { ownMarkdown } from "../escape/markdown";
import { selector, sourceOf, toSpan } from "./documents";
import type { EngineLoader } from "./engine";
import { isEnabled } from "./settings";
import { markdownString } from "./shown";

export function registerInlayHints(engine: EngineLoader): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  return vscode.Disposable.from(
    changed,
    vscode.workspace.onDidChangeConfiguration(
      (event) => event.affectsConfiguration("planeguard.inlayHints") && changed.fire(),
    ),
    vscode.languages.registerInlayHintsProvider(selector, {
      onDidChangeInlayHints: changed.event,
      async provideInlayHints(document, range) {
        if (!isEnabled("inlayHints", document)) return [];
        const { understanding } = await engine();
        const hints = await understanding.inlayHintsOf(sourceOf(document), toSpan(document, range));
        return hints.map(({ at, label: text, tooltip }) => {
          const hint = new vscode.InlayHint(new vscode.Position(at.line - 1, at.column - 1), label(text));
          hint.paddingLeft = true;
          hint.tooltip = markdownString(ownMarkdown(tooltip));
          return hint;
        });
      },
    }),
  );
}
