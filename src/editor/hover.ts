/** Hovers in policies, and the rules of the findings under the mouse. */
import * as vscode from "vscode";

import type { Analyses } from "./analyses";
import { selector, sourceOf, toRange } from "./documents";
import type { EngineLoader } from "./engine";
import { knowledgePage, rulePage } from "./rule-link";
import { isEnabled } from "./settings";

export function registerHover(analyses: Analyses, engine: EngineLoader): vscode.Disposable {
  return vscode.languages.registerHoverProvider(selector, {
    async provideHover(document, position) {
      if (!isEnabled("hover", document)) return null;
      const { understanding, rulesAt } = await engine();
      const offset = document.offsetAt(position);
      const [hover, { findings }] = await Promise.all([
        understanding.hoverAt(sourceOf(document), offset),
        analyses.of(document),
      ]);
      const sections = [
        ...(hover
          ? [
              [...hover.sections, ...hover.links.map(({ title, page }) => `[${title}](${knowledgePage(page)})`)].join(
                "\n\n",
              ),
            ]
          : []),
        ...rulesAt(findings, offset).map(
          ({ ruleId, title, why }) => `**${title}** · [${ruleId}](${rulePage(ruleId)})\n\n${why}`,
        ),
      ];
      return sections.length === 0
        ? null
        : new vscode.Hover(
            sections.map((text) => new vscode.MarkdownString(text)),
            hover ? toRange(hover.range) : undefined,
          );
    },
  });
}
