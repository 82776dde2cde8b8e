/** `planeguard config`: what governs a file, and why. */
import { relative, resolve } from "node:path";

import { version } from "../../package.json";
import { catalogDate } from "../catalog/generated/about";
import { configJson, type ConfigReport, configText, type SaidIn } from "../report/config-report";
import type { Decided, Origin } from "../workspace/configuration/layers";
import { ExitCode, type Terminal } from "./terminal";

export interface ConfigOptions {
  readonly config?: string;
  readonly format: "text" | "json";
}

/** 2 where something is wrong in what governs the file. */
export async function config(path: string, options: ConfigOptions, terminal: Terminal): Promise<ExitCode> {
  const { folder, colour, out, err } = terminal;
  const { Configurations } = await import("../workspace/engine");
  const named = (file: string) => relative(folder, file) || ".";
  const only = options.config === undefined ? undefined : resolve(folder, options.config);
  const found = await new Configurations({ config: only }).configurationFor(resolve(folder, path));
  const { decided, excluded, baseline } = found;
  const { policyType, control } = found.options;
  const saidIn = (from: Origin | null): SaidIn | null =>
    from?.file ? { file: named(from.file), line: from.place?.line ?? null } : null;
  const settled = <Value>({ value, from }: Decided<Value>) => ({ value, from: saidIn(from) });
  const report: ConfigReport = {
    file: path,
    sources: found.sources.map(named),
    excluded,
    preset: settled(decided.preset),
    tests: settled(decided.tests),
    rules: [...decided.rules].sort(([a], [b]) => (a < b ? -1 : 1)).map(([rule, one]) => ({ rule, ...settled(one) })),
    policyType: policyType ?? null,
    trustedAccounts: control?.trustedAccounts ?? [],
    suppressions: (control?.suppressions ?? []).map(({ rules, reason, until = null }) => ({ rules, reason, until })),
    baseline: baseline === null ? null : named(baseline.path),
    problems: found.problems.map((problem) => ({ ...problem, file: named(problem.file) })),
  };
  for (const { file, message, range } of report.problems)
    err(`planeguard: ${file}${range ? `:${range.start.line}:${range.start.column}` : ""}: ${message}\n`);
  out(
    options.format === "json"
      ? configJson(report, { name: "planeguard", version, catalogDate })
      : configText(report, { colour }),
  );
  return report.problems.length > 0 ? ExitCode.unusable : ExitCode.clean;
}
