/** `planeguard needs`: what code calls, and what its role grants. */
import { version } from "../../package.json";
import { catalogDate } from "../catalog/generated/about";
import type { NeedsReport } from "../report/needs-report";
import { deliver } from "./deliver";
import { exitCodeOf } from "./stop";
import { ExitCode, type Terminal } from "./terminal";

/** Of how many places that could not be followed it tells. */
const mostPlaces = 50;

export interface NeedsOptions {
  readonly unit?: string;
  readonly format: "text" | "json" | "policy" | "terraform" | "cloudformation" | "cdk";
}

/** What is missing is no failure here: `check` finds it. */
export async function needs(paths: readonly string[], options: NeedsOptions, terminal: Terminal): Promise<ExitCode> {
  if (paths.includes("")) {
    terminal.err("planeguard: a path is empty; the current folder is .\n");
    return ExitCode.unusable;
  }
  const { needsOfPaths } = await import("../workspace/engine");
  const { unit } = options;
  const report = await needsOfPaths({ paths, folder: terminal.folder, unit, signal: terminal.signal });
  const { signal } = terminal.stop;
  if (signal !== null) return exitCodeOf(signal);
  const text = await written(report, options.format, terminal);
  if (!deliver([{ text }], terminal, paths)) return ExitCode.unusable;
  const isWritten = options.format !== "text" && options.format !== "json";
  if (isWritten) sayUnknown(report, terminal);
  for (const { file, message } of isWritten ? report.problems : []) terminal.err(`planeguard: ${file}: ${message}\n`);
  return report.problems.length > 0 ? ExitCode.unusable : ExitCode.clean;
}

/** What is called beside what is written: a policy has no place for it. */
function sayUnknown({ units }: NeedsReport, terminal: Terminal): void {
  const lines = new Set(
    units.flatMap(({ name, more, unknownCalls }) => [
      ...unknownCalls.map(({ file, range: { start }, reason }) => `${file}:${start.line}:${start.column}: ${reason}`),
      ...(more === null ? [] : [`${name}: It may call more: ${more}.`]),
    ]),
  );
  const shown = [...lines].slice(0, mostPlaces);
  for (const line of shown) terminal.err(`planeguard: ${line}\n`);
  if (lines.size > shown.length)
    terminal.err(`planeguard: ${lines.size - shown.length} more places could not be followed.\n`);
}

async function written(report: NeedsReport, format: NeedsOptions["format"], { colour }: Terminal): Promise<string> {
  if (format === "text") return (await import("../report/needs-text")).needsText(report, { colour });
  if (format === "json" || format === "policy") {
    const { needsJson, needsPolicy } = await import("../report/needs-json");
    return format === "json" ? needsJson(report, { name: "planeguard", version, catalogDate }) : needsPolicy(report);
  }
  const { needsCdk, needsCloudFormation, needsTerraform } = await import("../report/needs-code");
  return { terraform: needsTerraform, cloudformation: needsCloudFormation, cdk: needsCdk }[format](report);
}
