/** The 17 recommendations of "Defend the management plane", in today's means. Every rule and check serves one. */
export interface Recommendation {
  readonly id: RecommendationId;
  /** Its place in the guidance, from 1. */
  readonly number: number;
  /** Its title where there is little room. */
  readonly short: string;
  readonly title: string;
  readonly why: string;
  readonly links: readonly string[];
}

const records = {
  "root-mfa": {
    short: "MFA on the root user",
    title: "MFA on the root user, preferably a hardware key kept in a known place",
    why: "The root user can do everything and no policy of the account limits it. With MFA a stolen password alone opens nothing.",
    links: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/root-user-best-practices.html"],
  },
  "alternate-contacts": {
    short: "Alternate contacts",
    title: "Alternate contacts set and read (once: security challenge questions)",
    why: "AWS has retired challenge questions. The security, billing and operations contacts are how AWS reaches you about abuse, and how an account is recovered.",
    links: ["https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-update-contact-alternate.html"],
  },
  "separate-administrators": {
    short: "Named administrators",
    title: "A named administrator identity for each person, each with MFA; root for emergencies only",
    why: "Shared or unprotected administrators cannot be told apart in the logs and fall to one stolen password.",
    links: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html"],
  },
  "separate-accounts": {
    short: "Separate accounts",
    title: "Separate accounts for development, testing and production under one organization",
    why: "An account is the strongest boundary AWS has: what is broken in one stays in it.",
    links: [
      "https://docs.aws.amazon.com/whitepapers/latest/organizing-your-aws-environment/organizing-your-aws-environment.html",
    ],
  },
  "least-privilege": {
    short: "Least privilege",
    title: "Least privilege, with different credentials by job role",
    why: "Every permission that nobody needs is one that an intruder can use.",
    links: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege"],
  },
  "roles-for-workloads": {
    short: "Roles for workloads",
    title: "Roles for instances, functions and other components",
    why: "A role gives temporary credentials that AWS rotates: there is no key to leak, to store or to forget.",
    links: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_switch-role-ec2.html"],
  },
  "cross-account-roles": {
    short: "Roles across accounts",
    title: "Roles for access across accounts",
    why: "A role that names who may assume it, and under which external id, can be watched and withdrawn; a copied key cannot.",
    links: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html"],
  },
  "tag-restrictions": {
    short: "Restrictions by tags",
    title: "Restrictions on single objects by tags",
    why: "A condition on tags limits a permission to the objects that are meant, also to those that do not exist yet.",
    links: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/introduction_attribute-based-access-control.html"],
  },
  "split-administration": {
    short: "Split administration",
    title: "Administration split by Region and service",
    why: "An administrator of one Region or service cannot harm the others, nor can whoever steals that identity.",
    links: [
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_deny-requested-region.html",
    ],
  },
  "single-sign-on": {
    short: "Single sign-on",
    title: "Single sign-on where it suits (IAM Identity Center, SAML 2.0), knowing its limits",
    why: "People who leave lose their access with their directory account, and nobody holds a password of AWS.",
    links: ["https://docs.aws.amazon.com/singlesignon/latest/userguide/what-is.html"],
  },
  "no-embedded-keys": {
    short: "No keys in code",
    title: "No access key or secret key in code; roles and STS instead",
    why: "Keys in code are copied with it: to forks, images, backups and logs. Attackers scan for them and use them within minutes.",
    links: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html"],
  },
  cloudtrail: {
    short: "CloudTrail everywhere",
    title: "CloudTrail on in every Region",
    why: "Without a record of management calls nobody can tell what an intruder did, nor that there was one.",
    links: ["https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html"],
  },
  "billing-alarms": {
    short: "Billing alarms",
    title: "CloudWatch with billing alarms",
    why: "Stolen credentials are mostly used to spend money: an unusual bill is often the first sign.",
    links: [
      "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/monitor_estimated_charges_with_cloudwatch.html",
    ],
  },
  config: {
    short: "AWS Config recording",
    title: "AWS Config recording",
    why: "It tells what a resource looked like before and after a change, which the call log alone does not.",
    links: ["https://docs.aws.amazon.com/config/latest/developerguide/WhatIsConfig.html"],
  },
  "coverage-gaps": {
    short: "Known gaps in coverage",
    title: "The gaps of CloudTrail and Config by Region and service known",
    why: "An intruder works where nobody looks: a Region without a trail or a recorder is such a place.",
    links: ["https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-supported-regions.html"],
  },
  "log-analysis": {
    short: "Logs analysed",
    title: "Logs collected and analysed in log management or a SIEM",
    why: "A log that nobody reads warns nobody.",
    links: ["https://docs.aws.amazon.com/securityhub/latest/userguide/what-is-securityhub.html"],
  },
  "proxied-administration": {
    short: "Guarded access for administrators",
    title: "Administrators through a portal, privileged user management or Session Manager",
    why: "Access through one guarded door can be approved, recorded and closed; open ports and standing access cannot.",
    links: ["https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager.html"],
  },
} as const;

export type RecommendationId = keyof typeof records;

/** In the order of the guidance. */
export const recommendations: readonly Recommendation[] = Object.entries(records).map(([id, record], index) => ({
  id: id as RecommendationId,
  number: index + 1,
  ...record,
}));

export function recommendation(id: RecommendationId): Recommendation {
  return recommendations.find((one) => one.id === id)!;
}
