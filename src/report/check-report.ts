import type { Finding, Problem, SuppressedFinding } from "../analysis/finding";

/** What a check gives to a report, whatever its format. */
export interface CheckReport {
  readonly findings: readonly Finding[];
  /** What was found and is accepted: only SARIF holds it. */
  readonly suppressed: readonly SuppressedFinding[];
  readonly problems: readonly Problem[];
  /** Nothing in what was checked could say what is found. */
  readonly untrusted?: boolean | undefined;
  /** The signal that ended the check before everything was looked at: the report is not whole. */
  readonly stopped?: { readonly signal: string; readonly exitCode: number };
  readonly stats: {
    readonly files: number;
    readonly bytes: number;
    readonly policies: number;
    readonly suppressed: number;
    readonly durationMs: number;
  };
}

/** Who made a report. */
export interface Tool {
  readonly name: "planeguard";
  readonly version: string;
  /** Of the catalogue's data: `YYYY-MM-DD`. */
  readonly catalogDate: string;
}
