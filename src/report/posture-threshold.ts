/** What `planeguard posture --fail-on` makes of a posture. */
import { checkSeverities, type CheckSeverity, type Posture } from "../account/posture";
import { failsOpenly } from "./open-failures";

export const thresholds = ["critical", "high", "medium", "low", "fail", "not-assessed", "never"] as const;
export type Threshold = (typeof thresholds)[number];

export interface ThresholdOutcome {
  /** `unknown`: too little could be assessed to say. */
  readonly outcome: "reached" | "not-reached" | "unknown";
  /** Why it is not known, a sentence; null otherwise. */
  readonly reason: string | null;
}

/**
 * Of the checks that the threshold asks about: one that fails reaches it. Where more than half of those that an account's answers
 * decide could not be assessed, nothing is known: a pipeline that has lost its permissions must not stay green.
 */
export function reachesThreshold({ checks }: Pick<Posture, "checks">, threshold: Threshold): ThresholdOutcome {
  if (threshold === "never") return { outcome: "not-reached", reason: null };
  const least = checkSeverities.indexOf(threshold as CheckSeverity);
  const asked = least < 0 ? checks : checks.filter(({ severity }) => checkSeverities.indexOf(severity) <= least);
  const decided = asked.filter(({ verdict }) => ["pass", "fail", "not-assessed"].includes(verdict));
  const unknown = decided.filter(({ verdict }) => verdict === "not-assessed");
  if (unknown.length * 2 > decided.length)
    return {
      outcome: "unknown",
      reason: `${unknown.length} of ${decided.length} checks could not be assessed, more than half: whether anything fails is not known.`,
    };
  const reached = asked.some(failsOpenly) || (threshold === "not-assessed" && unknown.length > 0);
  return { outcome: reached ? "reached" : "not-reached", reason: null };
}
