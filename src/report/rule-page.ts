/** The documentation page of a rule: the same text for `docs/rules/`, `planeguard explain` and the editor. */
import type { Rule } from "../analysis/rules/rule";
import { recommendation } from "../guidance/recommendations";
import { aboutFixes } from "./no-fix";

/** Markdown. */
export function renderRulePage(rule: Rule): string {
  const { why, avoid, prefer, links = [] } = rule.documentation;
  const served = recommendation(rule.recommendation);
  return [
    `# ${rule.title}`,
    "",
    `\`${rule.id}\` · ${rule.severity} · confidence ${rule.confidence}${rule.accessAnalyzer ? ` · Access Analyzer \`${rule.accessAnalyzer}\`` : ""}`,
    "",
    `Serves recommendation ${served.number}: ${served.title}.`,
    "",
    ...(rule.kind === "policy" || rule.kind === "attachment" || rule.kind === "unit"
      ? [
          "In tests and in documentation it is reported one step lower, unless `tests` in planeguard.json is `same`.",
          "",
        ]
      : []),
    "## Why",
    "",
    why,
    "",
    "## Avoid",
    "",
    fenced(avoid),
    "",
    "## Prefer",
    "",
    fenced(prefer),
    "",
    "## Fix",
    "",
    aboutFixes(rule.id),
    ...moreLinks([...links, ...served.links]),
    "",
  ].join("\n");
}

function fenced({ language, code }: { language: string; code: string }): string {
  return `\`\`\`${language === "dotenv" ? "ini" : language}\n${code.trimEnd()}\n\`\`\``;
}

/** The "Read more" section, or nothing where there is no link. */
export function moreLinks(links: readonly string[]): string[] {
  return links.length === 0 ? [] : ["", "## Read more", "", ...[...new Set(links)].map((link) => `- <${link}>`)];
}
