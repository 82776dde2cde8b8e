/** Hovers in policies, and the rules of the findings under the mouse. */
import * as vscode from "vscode";

import { joined } from "../escape/escaped";
import { type Markdown, md, ownMarkdown } from "../escape/markdown";
import type { Analyses } from "./analyses";
import { selector, sourceOf, toRange } from "./documents";
import type { EngineLoader } from "./engine";
import { language } from "./locale";
import { knowledgePage, rulePage } from "./rule-link";
import { isEnabled } from "./settings";
import { markdownString } from "./shown";

export function registerHover(analyses: Analyses, engine: EngineLoader): vscode.Disposable {
  return vscode.languages.registerHoverProvider(selector, {
    async provideHover(document, position) {
      if (!isEnabled("hover", document)) return null;
      const { callHoverAt, understanding, rulesAt } = await engine();
      const offset = document.offsetAt(position);
      const source = sourceOf(document);
      const [written, call, { findings }] = await Promise.all([
        understanding.hoverAt(source, offset),
        callHoverAt(source, offset),
        analyses.atOnce(document),
      ]);
      const hover = written ?? call;
      const sections = [
        ...(hover
          ? [
              joined(
                [
                  ...hover.sections.map(ownMarkdown),
                  ...hover.links.map(({ title, page }) => md`[${title}](${addressOf(knowledgePage(page))})`),
                ],
                "\n\n",
              ),
            ]
          : []),
        ...rulesAt(findings, offset, language).map(
          ({ ruleId, title, why }) =>
            md`**${title}** · [${ruleId}](${addressOf(rulePage(ruleId))})\n\n${ownMarkdown(why)}`,
        ),
      ];
      return sections.length === 0
        ? null
        : new vscode.Hover(sections.map(markdownString), hover ? toRange(hover.range) : undefined);
    },
  });
}

/** Its text is percent-encoded, brackets included. */
function addressOf(page: vscode.Uri): Markdown {
  return ownMarkdown(page.toString());
}
