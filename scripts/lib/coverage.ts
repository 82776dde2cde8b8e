/** What the rules cover: the codes of IAM Access Analyzer, and which rules come with a fix, as their fixtures prove. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { presets, presetSeverity } from "../../src/analysis/control/control";
import type { FixKind } from "../../src/analysis/finding";
import type { Rule } from "../../src/analysis/rules/rule";
import { fixedAcrossFiles } from "../../src/report/no-fix";
import { analysisOf } from "../../test/support/fixed-fixtures";
import { readFixtures } from "../../test/support/fixtures";

/** A check of Access Analyzer's. */
export interface AnalyzerCode {
  readonly code: string;
  readonly kind: string;
  readonly title: string;
}

/** All codes of Access Analyzer's policy validation. */
export function analyzerCodes(): readonly AnalyzerCode[] {
  const [, ...lines] = readFileSync(join(__dirname, "../access-analyzer-checks.tsv"), "utf8").trim().split("\n");
  return lines.map((line) => {
    const [code = "", kind = "", title = ""] = line.split("\t");
    return { code, kind, title };
  });
}

/** By rule id: the kinds of the fixes that the fixtures of the rule are offered; of those across files, that they are suggestions. */
export function fixKinds(): Promise<ReadonlyMap<string, ReadonlySet<FixKind>>> {
  return (known ??= fixKindsOfFixtures());
}

let known: ReturnType<typeof fixKindsOfFixtures> | undefined;

async function fixKindsOfFixtures(): Promise<ReadonlyMap<string, ReadonlySet<FixKind>>> {
  const kinds = new Map(Object.keys(fixedAcrossFiles).map((id) => [id, new Set<FixKind>(["suggestion"])]));
  for (const fixture of readFixtures()) {
    if (fixture.kind !== "found") continue;
    const { ruleId } = fixture;
    const { findings } = await analysisOf(fixture);
    const own = kinds.get(ruleId) ?? new Set();
    kinds.set(ruleId, own);
    for (const finding of findings) if (finding.ruleId === ruleId) for (const fix of finding.fixes) own.add(fix.kind);
  }
  return kinds;
}

type Kinds = Awaited<ReturnType<typeof fixKinds>>;

function fixesOf({ id }: Rule, kinds: Kinds): string {
  return (["safe", "suggestion"] as const).filter((kind) => kinds.get(id)?.has(kind)).join(", ");
}

export const heading = (title: string, about: string): string =>
  `<!-- Written by \`npm run generate\`. -->\n# ${title}\n\n${about}\n\n`;
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n") + "\n";

/** docs/access-analyzer.md: which rule says what a check of Access Analyzer says. */
export function analyzerTable(rules: readonly Rule[], kinds: Kinds): string {
  const rows = analyzerCodes().map(({ code, kind }) => {
    const carriers = rules.filter((rule) => rule.accessAnalyzer === code);
    const links = carriers.map(({ id }) => `[\`${id}\`](rules/${id}.md)`).join(", ");
    return [
      `\`${code}\``,
      kind,
      links,
      [...new Set(carriers.map((rule) => fixesOf(rule, kinds)).filter((text) => text !== ""))].join(", "),
    ];
  });
  return (
    heading(
      "Access Analyzer’s checks",
      "Each check of IAM Access Analyzer’s policy validation, the rule that says the same offline, and the kind of its fixes.",
    ) + table(["Code", "Kind", "Rule", "Fix"], rows)
  );
}

/** docs/fixes.md: how many rules have a fix, and which have none. */
export function fixTable(rules: readonly Rule[], kinds: Kinds): string {
  const families = [...new Set(rules.map(({ id }) => id.slice(0, id.indexOf("/"))))];
  const count = (some: readonly Rule[], fits: (fixes: string) => boolean) =>
    some.filter((rule) => fits(fixesOf(rule, kinds))).length;
  const row = (name: string, some: readonly Rule[]) => {
    const fixed = count(some, (fixes) => fixes !== "");
    return [
      name,
      String(some.length),
      String(fixed),
      String(count(some, (fixes) => fixes.startsWith("safe"))),
      `${Math.floor((100 * fixed) / some.length)} %`,
    ];
  };
  const rows = [
    ...families.map((family) =>
      row(
        family,
        rules.filter(({ id }) => id.startsWith(`${family}/`)),
      ),
    ),
    row("all", rules),
  ];
  const without = rules.filter((rule) => fixesOf(rule, kinds) === "").map(({ id }) => `- [\`${id}\`](rules/${id}.md)`);
  return (
    heading(
      "Fixes",
      "How many rules offer a fix, as their fixtures prove. A safe fix never allows more; a suggestion shows what it changes.",
    ) +
    table(["Family", "Rules", "With a fix", "A safe one", "Share"], rows) +
    `\nWithout one, as only the author knows what is meant:\n\n${without.join("\n")}\n`
  );
}

/** docs/configuration.md: what the presets make of the rules that they do not share. */
export function presetTable(rules: readonly Rule[]): string {
  const rows = rules
    .filter((rule) => presetSeverity(rule, "strict") !== rule.severity)
    .map((rule) => [`[\`${rule.id}\`](rules/${rule.id}.md)`, ...presets.map((preset) => presetSeverity(rule, preset))]);
  return table(["Rule", ...presets.map((preset) => `\`${preset}\``)], rows).trimEnd();
}
