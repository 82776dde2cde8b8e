/**
 * The controls of the CIS AWS Foundations Benchmark by version; 7.0.0 stands at each check. The numbers of version 3.0.0 and
 * 5.0.0 were compared with those that AWS's documentation names at the controls of Security Hub (November 2026); where
 * Security Hub has no control, or the documentation was not found to name both, they are not confirmed.
 */

export interface Control {
  /** In short. */
  readonly title: string;
  readonly v3: string;
  /** null: the version has it no more. */
  readonly v5: string | null;
  /** Ids of checks; none: see `why`. */
  readonly checks: readonly string[];
  /** Why no check is about it. */
  readonly why?: string;
  /** What of it the checks are about, where they are not about all. */
  readonly part?: string;
}

/** By the number in version 3.0.0: the control of Security Hub at which AWS's documentation names it and that of version 5.0.0. */
const confirmed: Readonly<Record<string, string>> = {
  "1.4": "IAM.4",
  "1.5": "IAM.9",
  "1.6": "IAM.6",
  "1.8": "IAM.15",
  "1.9": "IAM.16",
  "1.10": "IAM.5",
  "1.12": "IAM.22",
  "1.14": "IAM.3",
  "1.15": "IAM.2",
  "1.17": "IAM.18",
  "1.19": "IAM.26",
  "1.20": "IAM.28",
  "1.22": "IAM.27",
  "3.3": "Config.1",
  "3.6": "KMS.4",
  "3.7": "EC2.6",
  "3.8": "S3.22",
  "3.9": "S3.23",
  "5.1": "EC2.21",
  "5.4": "EC2.2",
  "5.6": "EC2.8",
};

/** The control of Security Hub that confirms the numbers of a control; null where none does. */
export function confirmedBy({ v3 }: Control): string | null {
  return Object.hasOwn(confirmed, v3) ? confirmed[v3]! : null;
}

const storage = "It is about data and encryption at rest, not about who administers the account.";

export const controls: readonly Control[] = [
  { title: "Contact details are current", v3: "1.1", v5: "1.1", checks: ["contacts/information", "contacts/read"] },
  { title: "A security contact is set", v3: "1.2", v5: "1.2", checks: ["contacts/security"] },
  {
    title: "Security questions are set",
    v3: "1.3",
    v5: null,
    checks: [],
    why: "AWS has retired the questions, and no call tells of them.",
  },
  { title: "Root has no access key", v3: "1.4", v5: "1.3", checks: ["root/access-keys"] },
  { title: "Root has MFA", v3: "1.5", v5: "1.4", checks: ["root/mfa"] },
  { title: "Root has hardware MFA", v3: "1.6", v5: "1.5", checks: ["root/hardware-mfa"] },
  { title: "Root is not used day to day", v3: "1.7", v5: "1.6", checks: ["root/last-use"] },
  { title: "Passwords have 14 characters", v3: "1.8", v5: "1.7", checks: ["password-policy/length"] },
  { title: "Passwords do not come back", v3: "1.9", v5: "1.8", checks: ["password-policy/reuse"] },
  { title: "Users with a password have MFA", v3: "1.10", v5: "1.9", checks: ["users/console-mfa"] },
  { title: "No key is made with the user", v3: "1.11", v5: "1.10", checks: ["users/initial-keys"] },
  { title: "Unused credentials are disabled", v3: "1.12", v5: "1.11", checks: ["users/unused-credentials"] },
  { title: "A user has one active key", v3: "1.13", v5: "1.12", checks: ["users/two-active-keys"] },
  { title: "Keys are rotated", v3: "1.14", v5: "1.13", checks: ["users/access-key-age"] },
  { title: "Permissions come through groups", v3: "1.15", v5: "1.14", checks: ["users/direct-policies"] },
  { title: "No policy allows everything", v3: "1.16", v5: "1.15", checks: ["policies/full-administrator"] },
  { title: "A role for AWS Support exists", v3: "1.17", v5: "1.16", checks: ["policies/support-role"] },
  { title: "Instances have roles", v3: "1.18", v5: "1.17", checks: ["instances/roles"] },
  {
    title: "No expired certificate is kept in IAM",
    v3: "1.19",
    v5: "1.18",
    checks: ["single-sign-on/server-certificates"],
  },
  {
    title: "Access Analyzer is on in every Region",
    v3: "1.20",
    v5: "1.19",
    checks: ["access-analyzer/external-access"],
  },
  { title: "Users are managed centrally", v3: "1.21", v5: "1.20", checks: ["single-sign-on/in-use"] },
  { title: "CloudShell is restricted", v3: "1.22", v5: "1.21", checks: ["policies/cloudshell"] },
  { title: "S3 buckets, EBS, RDS and EFS", v3: "2", v5: "2", checks: [], why: storage },
  { title: "CloudTrail is on in every Region", v3: "3.1", v5: "3.1", checks: ["cloudtrail/all-regions"] },
  { title: "Log files are validated", v3: "3.2", v5: "3.2", checks: ["cloudtrail/log-validation"] },
  {
    title: "AWS Config is on in every Region",
    v3: "3.3",
    v5: "3.3",
    checks: ["config/recording", "config/all-types", "config/global-types", "config/delivery"],
  },
  { title: "The trail's bucket has an access log", v3: "3.4", v5: "3.4", checks: ["cloudtrail/bucket-access-logging"] },
  { title: "Log files are encrypted by KMS", v3: "3.5", v5: "3.5", checks: ["cloudtrail/encryption"] },
  {
    title: "KMS keys are rotated",
    v3: "3.6",
    v5: "3.6",
    checks: ["cloudtrail/key-rotation"],
    part: "Of the keys that trails and event data stores use: the others are about data, not about who administers the account.",
  },
  { title: "VPCs have flow logs", v3: "3.7", v5: "3.7", checks: ["network/flow-logs"] },
  { title: "Writes of objects are recorded", v3: "3.8", v5: "3.8", checks: ["cloudtrail/object-writes"] },
  { title: "Reads of objects are recorded", v3: "3.9", v5: "3.9", checks: ["cloudtrail/object-reads"] },
  { title: "Refused calls are monitored", v3: "4.1", v5: "4.1", checks: ["monitoring/unauthorized-calls"] },
  { title: "Sign-ins without MFA are monitored", v3: "4.2", v5: "4.2", checks: ["monitoring/sign-in-without-mfa"] },
  { title: "Use of root is monitored", v3: "4.3", v5: "4.3", checks: ["monitoring/root-use"] },
  { title: "Changes of IAM are monitored", v3: "4.4", v5: "4.4", checks: ["monitoring/iam-changes"] },
  { title: "Changes of CloudTrail are monitored", v3: "4.5", v5: "4.5", checks: ["monitoring/trail-changes"] },
  { title: "Failed sign-ins are monitored", v3: "4.6", v5: "4.6", checks: ["monitoring/sign-in-failures"] },
  { title: "Deletion of keys is monitored", v3: "4.7", v5: "4.7", checks: ["monitoring/key-deletion"] },
  {
    title: "Changes of bucket policies are monitored",
    v3: "4.8",
    v5: "4.8",
    checks: ["monitoring/bucket-policy-changes"],
  },
  { title: "Changes of AWS Config are monitored", v3: "4.9", v5: "4.9", checks: ["monitoring/config-changes"] },
  {
    title: "Changes of security groups are monitored",
    v3: "4.10",
    v5: "4.10",
    checks: ["monitoring/security-group-changes"],
  },
  {
    title: "Changes of network ACLs are monitored",
    v3: "4.11",
    v5: "4.11",
    checks: ["monitoring/network-acl-changes"],
  },
  { title: "Changes of gateways are monitored", v3: "4.12", v5: "4.12", checks: ["monitoring/gateway-changes"] },
  { title: "Changes of routes are monitored", v3: "4.13", v5: "4.13", checks: ["monitoring/route-changes"] },
  { title: "Changes of VPCs are monitored", v3: "4.14", v5: "4.14", checks: ["monitoring/vpc-changes"] },
  {
    title: "Changes of the organization are monitored",
    v3: "4.15",
    v5: "4.15",
    checks: ["monitoring/organization-changes"],
  },
  { title: "Security Hub is on", v3: "4.16", v5: "4.16", checks: ["securityhub/enabled"] },
  { title: "No network ACL is open to administer", v3: "5.1", v5: "5.2", checks: ["network/open-network-acl"] },
  {
    title: "No security group is open to administer, by IPv4",
    v3: "5.2",
    v5: "5.3",
    checks: ["network/open-ssh", "network/open-rdp"],
  },
  {
    title: "No security group is open to administer, by IPv6",
    v3: "5.3",
    v5: "5.4",
    checks: ["network/open-ssh", "network/open-rdp"],
  },
  { title: "Default security groups have no rules", v3: "5.4", v5: "5.5", checks: ["network/default-group"] },
  {
    title: "Routes of peered VPCs are narrow",
    v3: "5.5",
    v5: "5.6",
    checks: [],
    why: "Only those who made the network know how narrow it is meant to be: it is checked by hand.",
  },
  { title: "Instances ask for a token (IMDSv2)", v3: "5.6", v5: "5.7", checks: ["instances/metadata-tokens"] },
];

/** The controls of CIS that a check is about, by version; `v7` as the check itself has it. */
export function cisOf(
  id: string,
  v7: readonly string[],
): Readonly<Record<"3.0.0" | "5.0.0" | "7.0.0", readonly string[]>> {
  const own = controls.filter(({ checks }) => checks.includes(id));
  return {
    "3.0.0": own.map(({ v3 }) => v3),
    "5.0.0": own.flatMap(({ v5 }) => v5 ?? []),
    "7.0.0": v7,
  };
}
