import type { CheckResult, Posture } from "../../src/account/posture";

/** One check that fails, for what is written of a posture. */
export const failingCheck: CheckResult = {
  id: "root/mfa",
  recommendation: "root-mfa",
  title: "The root user has MFA",
  severity: "critical",
  cis: ["2.5"],
  securityHub: ["IAM.9"],
  verdict: "fail",
  reason: "Root has no MFA.",
  resources: [],
  evidence: [{ call: "iam:GetAccountSummary", field: "AccountMFAEnabled", value: "0", region: null }],
  missingActions: [],
  remediation: [],
};

/** The posture of an account that has this check alone. */
export function madePosture(fields: Partial<Posture> = {}): Posture {
  return {
    account: { id: "111122223333", arn: "arn:aws:iam::111122223333:user/x", alias: null, partition: "aws" },
    demo: false,
    profile: "dev",
    collectedAt: "2026-06-15T12:00:00.000Z",
    calls: { total: 3, throttled: 0, denied: 0, failed: 0 },
    durationMs: 1200,
    checks: [failingCheck],
    coverage: { regions: [], incomplete: null },
    permissions: { allowed: [], denied: [], unknown: [] },
    failures: [],
    ...fields,
  };
}
