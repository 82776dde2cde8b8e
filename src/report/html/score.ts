/** How well a recommendation is followed, as one number. */
import { type CheckResult, type CheckSeverity, isInForce, type Verdict } from "../../account/posture";

const weights: Readonly<Record<CheckSeverity, number>> = { critical: 10, high: 5, medium: 2, low: 1 };

/**
 * Percent of what was assessed that holds, without what somebody accepted, by severity (critical counts 10, high 5, medium 2, low 1); null where nothing was
 * assessed. Never 100 while something fails.
 */
export function scoreOf(checks: readonly CheckResult[]): number | null {
  const weightOf = (verdict: Verdict) =>
    checks
      .filter((check) => check.verdict === verdict && !(verdict === "fail" && isInForce(check.accepted)))
      .reduce((sum, { severity }) => sum + weights[severity], 0);
  const [held, failed] = [weightOf("pass"), weightOf("fail")];
  return held + failed === 0 ? null : Math.floor((100 * held) / (held + failed));
}

/** How many checks of each verdict. */
export function tally(checks: readonly CheckResult[]): Readonly<Record<Verdict, number>> {
  const counts: Record<Verdict, number> = { pass: 0, fail: 0, "not-assessed": 0, attest: 0, "not-applicable": 0 };
  for (const { verdict } of checks) counts[verdict]++;
  return counts;
}
