/** `planeguard rehearse`: what an SCP or RCP would take away, before anybody attaches it. */
import { version } from "../../package.json";
import { catalogDate } from "../catalog/generated/about";
import { deliver } from "./deliver";
import { exitCodeOf } from "./stop";
import { ExitCode, type Terminal } from "./terminal";

export interface RehearseOptions {
  readonly policyType: "auto" | "scp" | "rcp";
  readonly trail?: string;
  readonly snapshot?: string;
  readonly format: "text" | "json";
  readonly output?: string;
}

/** Exits with 1 where somebody would lose something, and with 2 where something could not be read. */
export async function rehearse(file: string, options: RehearseOptions, terminal: Terminal): Promise<ExitCode> {
  const { rehearsalJson, rehearsalText, rehearse: rehearsed } = await import("../workspace/engine");
  const { folder, signal } = terminal;
  const { policyType, trail, snapshot, format, output } = options;
  const asked = { file, folder, trail, snapshot, signal, policyType: policyType === "auto" ? undefined : policyType };
  const report = await rehearsed(asked);
  const stop = terminal.stop.signal;
  if (stop !== null) return exitCodeOf(stop);
  if (typeof report === "string") {
    terminal.err(`planeguard: ${file}: ${report}\n`);
    return ExitCode.unusable;
  }
  const text =
    format === "json"
      ? rehearsalJson(report, { name: "planeguard", version, catalogDate })
      : rehearsalText(report, { colour: terminal.colour && output === undefined });
  if (!deliver([{ text, file: output }], terminal) || report.problems.length > 0) return ExitCode.unusable;
  const { holders, calls } = report;
  return holders.losing.length > 0 || (calls && calls.denied.length + calls.unknown.length > 0)
    ? ExitCode.found
    : ExitCode.clean;
}
