/** One of several accounts in a report. */
import { checkSeverities, type CheckSeverity, type Posture } from "../account/posture";
import { openFailures } from "./open-failures";

export interface AccountReport {
  /** The profile's name, or the account's id within an organization. */
  readonly key: string;
  /** As the organization calls it. */
  readonly name: string | null;
  readonly posture: Posture | null;
  /** Why there is no posture, a sentence; null where there is one. */
  readonly failure: string | null;
}

/** How an account is called among others. */
export function nameOfAccount({ key, name, posture }: AccountReport): string {
  const id = posture?.account.id ?? key;
  const called = name ?? posture?.account.alias ?? (key === id ? null : key);
  return called === null ? id : `${called} (${id})`;
}

/** How many checks fail in an account, by severity. */
export function failuresBySeverity({ checks }: Posture): Readonly<Record<CheckSeverity, number>> {
  const failing = openFailures(checks);
  return Object.fromEntries(
    checkSeverities.map((severity) => [severity, failing.filter((check) => check.severity === severity).length]),
  ) as Record<CheckSeverity, number>;
}

/** A check that fails, with the accounts in which it does. */
export interface SharedFailure {
  readonly check: Posture["checks"][number];
  readonly accounts: readonly AccountReport[];
}

/** What fails in any of the accounts: the gravest first, then what fails in most of them. */
export function sharedFailures(accounts: readonly AccountReport[]): SharedFailure[] {
  const byId = new Map<string, { check: SharedFailure["check"]; accounts: AccountReport[] }>();
  for (const account of accounts)
    for (const check of openFailures(account.posture?.checks ?? [])) {
      const known = byId.get(check.id);
      if (known) known.accounts.push(account);
      else byId.set(check.id, { check, accounts: [account] });
    }
  return [...byId.values()].sort(
    (a, b) =>
      checkSeverities.indexOf(a.check.severity) - checkSeverities.indexOf(b.check.severity) ||
      b.accounts.length - a.accounts.length ||
      (a.check.id < b.check.id ? -1 : 1),
  );
}
