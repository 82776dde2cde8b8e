import type { Finding, Problem } from '../analysis/finding';

/** What a check gives to a report, whatever its format. */
export interface CheckReport {
  readonly findings: readonly Finding[];
  readonly problems: readonly Problem[];
  readonly stats: { readonly files: number; readonly bytes: number; readonly policies: number; readonly durationMs: number };
}

/** Who made a report. */
export interface Tool {
  readonly name: 'planeguard';
  readonly version: string;
  /** Of the catalogue's data: `YYYY-MM-DD`. */
  readonly catalogDate: string;
}
