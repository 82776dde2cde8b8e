/** Actions and managed policies lead to AWS's pages, ARNs to what the same template calls so. */
import * as vscode from "vscode";

import { label } from "../escape/label";
import { selector, sourceOf, toRange } from "./documents";
import type { EngineLoader } from "./engine";
import { isEnabled } from "./settings";

export function registerLinks(engine: EngineLoader): vscode.Disposable {
  return vscode.languages.registerDocumentLinkProvider(selector, {
    async provideDocumentLinks(document) {
      if (!isEnabled("links", document)) return [];
      const { understanding } = await engine();
      return (await understanding.linksOf(sourceOf(document))).map(({ range, target, tooltip }) => {
        const to =
          "url" in target
            ? vscode.Uri.parse(target.url, true)
            : document.uri.with({ fragment: `L${target.at.start.line},${target.at.start.column}` });
        const link = new vscode.DocumentLink(toRange(range), to);
        link.tooltip = label(tooltip);
        return link;
      });
    },
  });
}
