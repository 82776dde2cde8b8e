/** `planeguard posture --format json`, schema 1 for one account and 2 for several (shared with scripts: fields may be added, none changes its meaning). */
import type { Posture } from "../account/posture";
import { json } from "../escape/json";
import type { AccountReport } from "./account-report";

export interface Tool {
  readonly name: string;
  readonly version: string;
  readonly catalogDate: string;
}

export function postureJson(posture: Posture, tool: Tool): string {
  return `${json({ schema: 1, tool, ...fieldsOf(posture) })}\n`;
}

/** Each account as schema 1 has it, with the key by which it was asked for; one that was not read has no `account` and no checks. */
export function accountsJson(accounts: readonly AccountReport[], tool: Tool): string {
  const listed = accounts.map(({ key, name, posture, failure }) => ({
    key,
    name,
    failure,
    ...(posture ? fieldsOf(posture) : { account: null, checks: [] }),
  }));
  return `${json({ schema: 2, tool, accounts: listed })}\n`;
}

function fieldsOf({
  account,
  demo,
  profile,
  collectedAt,
  calls,
  durationMs,
  checks,
  coverage,
  permissions,
  failures,
}: Posture): object {
  return { account, demo, profile, collectedAt, calls, durationMs, checks, coverage, permissions, failures };
}
