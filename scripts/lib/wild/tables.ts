/** The tables that `npm run wild` prints. */
import { groupBy } from "../../../src/analysis/group-by";
import type { WildFile, WildFinding } from "../../wild";
import type { Place } from "./misspell";

const severities = ["error", "warning", "info", "hint"] as const;

function counted<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  return new Map([...groupBy(items, keyOf)].sort(([a, one], [b, two]) => two.length - one.length || (a < b ? -1 : 1)));
}

const columns = (...cells: readonly (string | number)[]): string =>
  cells.map((cell, index) => (index === 0 ? String(cell).padEnd(48) : String(cell).padStart(10))).join("");

export function byForm(files: readonly WildFile[]): string {
  const rows = [...counted(files, ({ form }) => form)].map(([form, group]) =>
    columns(
      form,
      group.length,
      group.reduce((sum, { policies }) => sum + policies, 0),
    ),
  );
  return `${columns("Form", "files", "policies")}\n${rows.join("\n")}\n`;
}

export function byRule(findings: readonly WildFinding[], policies: number): string {
  const rows = [...counted(findings, ({ rule }) => rule)].map(([rule, group]) =>
    columns(
      rule,
      ...severities.map((severity) => group.filter((one) => one.severity === severity).length || ""),
      ((group.length * 1000) / Math.max(1, policies)).toFixed(1),
    ),
  );
  return `${columns("Rule", ...severities, "‰")}\n${rows.join("\n")}\n`;
}

/** How many mistakes were found, by form, and some that were not. */
export function recall(places: readonly (Place & { readonly form: string; readonly found: boolean })[]): string {
  const rows = [...counted(places, ({ form }) => form)].map(([form, group]) => {
    const found = group.filter((place) => place.found).length;
    return columns(form, group.length, found, `${((found * 100) / group.length).toFixed(1)} %`);
  });
  const missed = places.filter(({ found }) => !found);
  const step = Math.max(1, Math.floor(missed.length / 25));
  const some = missed.filter((_, index) => index % step === 0).map((one) => `  ${one.file}:${one.line} ${one.action}`);
  return `${columns("Misspelt in", "places", "found", "")}\n${rows.join("\n")}\n\nNot found, some:\n${some.join("\n")}\n`;
}

export function numbered(title: string, findings: readonly WildFinding[]): string {
  const lines = findings.map(
    ({ file, line, severity, rule, message, text }, index) =>
      `${index + 1}. ${file}:${line} ${severity} ${rule}\n   ${text}\n   ${message}`,
  );
  return `${title}:\n${lines.join("\n")}\n`;
}
