import assert from "node:assert/strict";

import { report, rootRow, snapshotOf, verdictOf } from "./support";

const bare = snapshotOf({
  "iam/account-summary": { AccountMFAEnabled: 0, AccountAccessKeysPresent: 1, AccountPasswordPresent: 1 },
  "iam/virtual-mfa-devices": [],
  "iam/credential-report": report(rootRow({ password_last_used: "2026-06-14T00:00:00+00:00" })),
});
const inPartition = (partition: string) => ({ ...bare, account: { ...bare.account, partition } });

/** What AWS does not offer there cannot be wrong there; what it offers can. */
const cases: readonly [string, string, string][] = [
  ["aws", "root/mfa", "fail"],
  ["aws", "root/hardware-mfa", "fail"],
  ["aws", "root/access-keys", "fail"],
  ["aws", "root/custody", "attest"],
  ["aws-us-gov", "root/mfa", "not-applicable"],
  ["aws-us-gov", "root/hardware-mfa", "not-applicable"],
  // Keys of root can be asked for there.
  ["aws-us-gov", "root/access-keys", "fail"],
  ["aws-us-gov", "root/custody", "attest"],
  ["aws-us-gov", "billing/budget", "not-applicable"],
  ["aws-us-gov", "billing/alarm", "not-applicable"],
  ["aws-us-gov", "billing/anomaly-monitor", "not-applicable"],
  ["aws-us-gov", "billing/anomaly-alert", "not-applicable"],
  ["aws-cn", "billing/budget", "attest"],
  ["aws-eusc", "billing/alarm", "attest"],
  ["aws-cn", "root/mfa", "not-applicable"],
  ["aws-cn", "root/hardware-mfa", "not-applicable"],
  ["aws-cn", "root/access-keys", "not-applicable"],
  ["aws-cn", "root/last-use", "not-applicable"],
  ["aws-cn", "root/custody", "not-applicable"],
  ["aws-cn", "monitoring/root-use", "not-applicable"],
  ["aws-eusc", "root/mfa", "fail"],
  ["constructor", "root/mfa", "fail"],
];

describe("what a partition does not offer", () => {
  for (const [partition, check, verdict] of cases)
    it(`${partition} ${check}: ${verdict}`, () => {
      const result = verdictOf(check, inPartition(partition));
      assert.equal(result.verdict, verdict, result.reason);
      const source = result.evidence.find(({ field }) => field === "source");
      assert.equal(source !== undefined, verdict === "not-applicable");
      if (source) assert.match(source.value, /^https:\/\/docs\.(?:aws\.amazon\.com|amazonaws\.cn)\//);
    });
});
