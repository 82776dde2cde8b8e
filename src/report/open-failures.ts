import { type Accepted, type CheckResult, checkSeverities, type CheckSeverity, isInForce } from "../account/posture";

/** Whether it fails, and nobody has accepted that. */
export function failsOpenly({ verdict, accepted }: CheckResult): boolean {
  return verdict === "fail" && !isInForce(accepted);
}

/** The gravest first, and of these in the order of their ids. */
export function bySeverity(a: CheckResult, b: CheckResult): number {
  return checkSeverities.indexOf(a.severity) - checkSeverities.indexOf(b.severity) || (a.id < b.id ? -1 : 1);
}

/** What fails and is not accepted, the gravest first. */
export function openFailures(checks: readonly CheckResult[]): CheckResult[] {
  return checks.filter(failsOpenly).sort(bySeverity);
}

/** How many fail and are not accepted, of each severity that there is: the gravest first. */
export function countsBySeverity(checks: readonly CheckResult[]): { severity: CheckSeverity; count: number }[] {
  const failing = checks.filter(failsOpenly);
  return checkSeverities
    .map((severity) => ({ severity, count: failing.filter((check) => check.severity === severity).length }))
    .filter(({ count }) => count > 0);
}

/** Who accepted it, until when and why, in a sentence. */
export function acceptedWords({ by, reason, until, lapsed }: Accepted): string {
  return lapsed ? `What ${by} accepted lapsed on ${until}: ${reason}` : `Accepted by ${by} until ${until}: ${reason}`;
}
