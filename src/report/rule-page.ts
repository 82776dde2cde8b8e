/** The documentation page of a rule: the same text for `docs/rules/`, `planeguard explain` and the editor. */
import type { Confidence } from "../analysis/finding";
import type { Rule } from "../analysis/rules/rule";
import { recommendation } from "../guidance/recommendations";
import { english, wordingIn } from "../wording/language";
import { literal, say, type Sentence } from "../wording/sentence";
import { aboutFixes } from "./no-fix";

const confidences: Readonly<Record<Confidence, Sentence>> = { high: say`high`, medium: say`medium`, low: say`low` };

/** Markdown. */
export function renderRulePage(rule: Rule, language = english): string {
  const { of, text } = wordingIn(language);
  const { why, avoid, prefer, links = [] } = rule.documentation;
  const served = recommendation(rule.recommendation);
  return [
    `# ${of(rule.title)}`,
    "",
    `\`${rule.id}\` · ${of(rule.severity)} · ${text`confidence ${confidences[rule.confidence]}`}${rule.accessAnalyzer ? ` · Access Analyzer \`${rule.accessAnalyzer}\`` : ""}`,
    "",
    text`Serves recommendation ${served.number}: ${literal(served.title)}.`,
    "",
    ...(rule.kind === "policy" || rule.kind === "attachment" || rule.kind === "unit"
      ? [
          text`In tests and in documentation it is reported one step lower, unless \`tests\` in planeguard.json is \`same\`.`,
          "",
        ]
      : []),
    `## ${text`Why`}`,
    "",
    of(why),
    "",
    `## ${text`Avoid`}`,
    "",
    fenced(avoid),
    "",
    `## ${text`Prefer`}`,
    "",
    fenced(prefer),
    "",
    `## ${text`Fix`}`,
    "",
    aboutFixes(rule.id, language),
    ...moreLinks([...links, ...served.links], language),
    "",
  ].join("\n");
}

function fenced({ language, code }: { language: string; code: string }): string {
  return `\`\`\`${language === "dotenv" ? "ini" : language}\n${code.trimEnd()}\n\`\`\``;
}

/** The "Read more" section, or nothing where there is no link. */
export function moreLinks(links: readonly string[], language = english): string[] {
  return links.length === 0
    ? []
    : ["", `## ${wordingIn(language).text`Read more`}`, "", ...[...new Set(links)].map((link) => `- <${link}>`)];
}
