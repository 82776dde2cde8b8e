/** `planeguard config`: what governs a file and where that is said, for people and as JSON (schema 1). */
import type { Problem } from "../analysis/finding";
import { joined } from "../escape/escaped";
import { json } from "../escape/json";
import { line } from "../escape/terminal";
import type { Tool } from "./check-report";
import { plural } from "./counts";
import { styler } from "./style";

export interface SaidIn {
  readonly file: string;
  readonly line: number | null;
}

interface Settled<Value> {
  readonly value: Value;
  /** Null: the default. */
  readonly from: SaidIn | null;
}

export interface ConfigReport {
  readonly file: string;
  /** What is extended first; the last is the planeguard.json that governs. Empty: none does. */
  readonly sources: readonly string[];
  readonly excluded: boolean;
  readonly preset: Settled<string>;
  readonly tests: Settled<string>;
  readonly rules: readonly (Settled<string> & { readonly rule: string })[];
  readonly policyType: string | null;
  readonly trustedAccounts: readonly string[];
  /** For this file. */
  readonly suppressions: readonly {
    readonly rules: readonly string[];
    readonly reason: string;
    readonly until: string | null;
  }[];
  readonly baseline: string | null;
  readonly problems: readonly Problem[];
}

export function configJson(report: ConfigReport, tool: Tool): string {
  return `${json({ schema: 1, tool, ...report })}\n`;
}

export function configText(report: ConfigReport, options: { colour: boolean }): string {
  const style = styler(options.colour);
  const { file, sources, excluded, preset, tests, rules, policyType, trustedAccounts, suppressions, baseline } = report;
  const row = (name: string, value: string, from: SaidIn | null | undefined) =>
    line`  ${name.padEnd(40)} ${value.padEnd(12)} ${from === undefined ? "" : style.dim(from === null ? "default" : `${from.file}${from.line === null ? "" : `:${from.line}`}`)}`;
  const governs =
    sources.length === 0
      ? [line`No planeguard.json governs it: the defaults do.`]
      : [line`Governed by, the last deciding:`, ...sources.map((source) => line`  ${source}`)];
  return joined(
    [
      line`${style.bold(file)}`,
      ...governs,
      ...(excluded ? [line`It is excluded: nothing is looked for in it.`] : []),
      line``,
      row("preset", preset.value, preset.from),
      row("tests", tests.value, tests.from),
      ...rules.map(({ rule, value, from }) => row(rule, value, from)),
      ...(policyType === null ? [] : [row("policy type", policyType, undefined)]),
      ...trustedAccounts.map((id) => row("trusted account", id, undefined)),
      ...(baseline === null ? [] : [row("baseline", baseline, undefined)]),
      ...(suppressions.length === 0 ? [] : [line`  ${plural(suppressions.length, "suppression")} of findings in it`]),
      line``,
    ],
    "\n",
  ).text;
}
