/** What AWS does not offer in a partition: a check that asks for it does not apply there, and says where that is written. */
import { tableOf } from "../../analysis/table";
import type { AccountIdentity, Evaluation } from "../posture";

interface Limit {
  /** Begins with the partition in words. */
  readonly reason: string;
  readonly source: string;
  /** Ids of checks. */
  readonly checks: readonly string[];
}

const limits: Readonly<Record<string, readonly Limit[]>> = tableOf({
  "aws-us-gov": [
    {
      reason: "AWS GovCloud (US) lets nobody sign in to the console as root, and gives root no MFA device.",
      source: "https://docs.aws.amazon.com/govcloud-us/latest/UserGuide/govcloud-iam.html",
      checks: ["root/mfa", "root/hardware-mfa"],
    },
    {
      reason:
        "AWS GovCloud (US) is billed and paid through the standard account it belongs to, which is where its costs are watched.",
      source: "https://docs.aws.amazon.com/govcloud-us/latest/UserGuide/usage-and-payment.html",
      checks: ["billing/alarm", "billing/budget", "billing/anomaly-monitor", "billing/anomaly-alert"],
    },
  ],
  "aws-cn": [
    {
      reason: "In AWS's Regions in China there is no root user: every user is an IAM user.",
      source: "https://docs.amazonaws.cn/en_us/aws/latest/userguide/iam.html",
      checks: [
        "root/mfa",
        "root/hardware-mfa",
        "root/access-keys",
        "root/last-use",
        "root/custody",
        "root/central-management",
        "monitoring/root-use",
      ],
    },
    {
      reason: "In AWS's Regions in China users of IAM have virtual MFA devices only, which can be phished.",
      source: "https://docs.amazonaws.cn/en_us/aws/latest/userguide/iam.html",
      checks: ["administrators/phishing-resistant-mfa"],
    },
  ],
});

/** Why a check does not apply in the partition of the account; null: it does. */
export function limitOf(check: string, { partition }: AccountIdentity): Evaluation | null {
  const limit = limits[partition]?.find(({ checks }) => checks.includes(check));
  if (!limit) return null;
  return {
    verdict: "not-applicable",
    reason: limit.reason,
    resources: [],
    evidence: [
      { call: "sts:GetCallerIdentity", field: "partition of Arn", value: partition, region: null },
      { call: "sts:GetCallerIdentity", field: "source", value: limit.source, region: null },
    ],
    missingActions: [],
  };
}
