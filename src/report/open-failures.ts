import { type Accepted, type CheckResult, checkSeverities, isInForce } from "../account/posture";

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

/** Who accepted it, until when and why, in a sentence. */
export function acceptedWords({ by, reason, until, lapsed }: Accepted): string {
  return lapsed ? `What ${by} accepted lapsed on ${until}: ${reason}` : `Accepted by ${by} until ${until}: ${reason}`;
}
