/** Reading rows of the credential report, with the odd values that its columns may have. */
import type { CredentialReport } from "../sections/iam";

/** When something happened: `never` where the report says that it did not, `unknown` where it cannot be read. */
export type Moment = number | "never" | "unknown";

export type Row = Readonly<Record<string, string>>;

export interface ReportedKey {
  readonly number: 1 | 2;
  /** null: the report does not say. */
  readonly active: boolean | null;
  readonly rotated: Moment;
  readonly used: Moment;
}

const day = 24 * 60 * 60 * 1000;
const nothingRecorded = new Set(["n/a", "no_information", "not_supported"]);

export function rootRow(report: CredentialReport): Row | undefined {
  return report.rows.find((row) => row.user === "<root_account>");
}

export function userRows(report: CredentialReport): Row[] {
  return report.rows.filter((row) => row.user !== "<root_account>");
}

/** `true` and `false` are known; `not_supported`, `N/A` and an absent column are not. */
export function flag(row: Row, column: string): boolean | null {
  const value = row[column]?.toLowerCase();
  return value === "true" ? true : value === "false" ? false : null;
}

export function moment(row: Row, column: string): Moment {
  const value = row[column];
  if (value === undefined) return "unknown";
  if (nothingRecorded.has(value.toLowerCase())) return "never";
  const time = Date.parse(value);
  return Number.isNaN(time) ? "unknown" : time;
}

export function keysOf(row: Row): ReportedKey[] {
  return ([1, 2] as const).map((number) => ({
    number,
    active: flag(row, `access_key_${number}_active`),
    rotated: moment(row, `access_key_${number}_last_rotated`),
    used: moment(row, `access_key_${number}_last_used_date`),
  }));
}

/** Days as people count them: whole ones. */
export function daysSince(time: number, now: Date): number {
  return Math.max(0, Math.floor((now.getTime() - time) / day));
}

export function olderThan(time: number, days: number, now: Date): boolean {
  return now.getTime() - time > days * day;
}

/** The ARN, or the name where the report has none. */
export function userId(row: Row): string {
  return row.arn || row.user || "a user without a name";
}
