/** What tells a finding from others in every run: for SARIF and for baselines alike. */
import type { Finding } from "../analysis/finding";
import type { TranslatedFinding } from "./check-report";

/**
 * A text for each finding that stays the same when lines move: where in the policy, and what is said; of the same in one
 * file, which one. Messages show no secret. `nameOf` gives a file the name that it has wherever the check is run.
 */
export function identitiesOf(
  findings: readonly (Finding & Partial<TranslatedFinding>)[],
  nameOf: (file: string) => string = (file) => file,
): string[] {
  const counts = new Map<string, number>();
  return findings.map(({ ruleId, file, policyPath, message, english = message }) => {
    const identity = [ruleId, nameOf(file), JSON.stringify(policyPath), english].join("\n");
    const count = counts.get(identity) ?? 0;
    counts.set(identity, count + 1);
    return `${identity}\n${count}`;
  });
}
