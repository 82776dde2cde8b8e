import assert from "node:assert/strict";

import type { CheckResult, CheckSeverity, Verdict } from "../../../src/account/posture";
import { reachesThreshold, type Threshold, thresholds } from "../../../src/report/posture-threshold";

/** `high fail` -> a check. */
function checksOf(words: readonly string[]): CheckResult[] {
  return words.map((word) => {
    const [severity, verdict] = word.split(" ") as [CheckSeverity, Verdict];
    return { severity, verdict } as CheckResult;
  });
}

const times = (count: number, word: string) => Array<string>(count).fill(word);

type Outcomes = Partial<Record<Threshold, "reached" | "unknown">>;

describe("--fail-on", () => {
  const cases: Readonly<Record<string, { readonly checks: readonly string[]; readonly outcomes: Outcomes }>> = {
    "an account in which all is well": { checks: times(5, "critical pass"), outcomes: {} },
    "no check at all": { checks: [], outcomes: {} },
    "a check of high severity that fails": {
      checks: ["critical pass", "high fail", "low pass"],
      outcomes: { high: "reached", medium: "reached", low: "reached", fail: "reached", "not-assessed": "reached" },
    },
    "a check of low severity that fails": {
      checks: ["critical pass", "high pass", "low fail"],
      outcomes: { low: "reached", fail: "reached", "not-assessed": "reached" },
    },
    "one check of three that could not be assessed": {
      checks: ["critical pass", "high pass", "low not-assessed"],
      outcomes: { "not-assessed": "reached" },
    },
    "half of the checks could not be assessed": {
      checks: [...times(5, "low pass"), ...times(5, "low not-assessed")],
      outcomes: { "not-assessed": "reached" },
    },
    "more than half could not": {
      checks: [...times(5, "low pass"), ...times(6, "low not-assessed")],
      outcomes: { low: "unknown", fail: "unknown", "not-assessed": "unknown" },
    },
    "most of the critical ones could not, and all others were": {
      checks: ["critical pass", ...times(2, "critical not-assessed"), ...times(9, "low pass")],
      outcomes: { critical: "unknown", high: "unknown", medium: "unknown", "not-assessed": "reached" },
    },
    "none could, but for what is for people to say and what does not apply": {
      checks: [...times(9, "high attest"), ...times(9, "high not-applicable"), "high not-assessed"],
      outcomes: { high: "unknown", medium: "unknown", low: "unknown", fail: "unknown", "not-assessed": "unknown" },
    },
    "one fails, and hardly another could be assessed": {
      checks: ["critical fail", ...times(9, "critical not-assessed")],
      outcomes: Object.fromEntries(thresholds.filter((one) => one !== "never").map((one) => [one, "unknown"])),
    },
  };
  for (const [name, { checks, outcomes }] of Object.entries(cases)) {
    for (const threshold of thresholds) {
      const wanted = outcomes[threshold] ?? "not-reached";
      it(`${threshold}, ${name}: ${wanted}`, () => {
        const { outcome, reason } = reachesThreshold({ checks: checksOf(checks) }, threshold);
        assert.equal(outcome, wanted);
        assert.equal(reason !== null, wanted === "unknown");
      });
    }
  }
});
