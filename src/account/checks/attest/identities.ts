/** What only people can say of who may do what, with what the account says to help them. */
import type { Catalog } from "../../../catalog/catalog";
import type { Evidence } from "../../posture";
import { sectionOf, sectionsOf, type Snapshot } from "../../snapshot";
import { defineAttestation } from "../attestation";
import { userRows } from "../credential-report";
import { evidenceOf, isAnswered } from "../evaluation";
import { ownRoles } from "../policy-documents";
import { describeReach, isAdministrator, principalsOf } from "../principals";

const mostShown = 20;

/** The administrators, with when they were last used. */
function administrators(snapshot: Snapshot, catalog: Catalog | null): Evidence[] {
  const details = sectionOf(snapshot, "iam/authorization-details");
  const report = sectionOf(snapshot, "iam/credential-report");
  if (!isAnswered(details) || !catalog) return [];
  const rows = new Map(isAnswered(report) ? userRows(report.data).map((row) => [row.arn, row]) : []);
  return principalsOf(details.data, catalog)
    .filter(isAdministrator)
    .slice(0, mostShown)
    .map((one) => {
      const row = rows.get(one.holder.arn);
      const used =
        "lastUsedAt" in one.holder
          ? one.holder.lastUsedAt
          : [row?.password_last_used, row?.access_key_1_last_used_date, row?.access_key_2_last_used_date]
              .filter((date) => date && /^\d/.test(date))
              .sort()
              .at(-1);
      return evidenceOf(
        details,
        `${one.holder.kind} ${one.holder.name}`,
        `${describeReach(one)} Last used: ${used || "not recorded"}`,
      );
    });
}

function contacts(snapshot: Snapshot): Evidence[] {
  return sectionsOf(snapshot, "account/alternate-contacts")
    .filter(isAnswered)
    .map((section) =>
      evidenceOf(section, section.resource ?? "", section.data === null ? null : `…@${section.data.domain}`),
    );
}

function accounts(snapshot: Snapshot): Evidence[] {
  const section = sectionOf(snapshot, "organizations/accounts");
  return isAnswered(section)
    ? (section.data ?? [])
        .slice(0, mostShown)
        .map(({ id, name, status }) => evidenceOf(section, id, `${name} (${status})`))
    : [];
}

function roles(snapshot: Snapshot): Evidence[] {
  const section = sectionOf(snapshot, "iam/authorization-details");
  return isAnswered(section)
    ? [
        evidenceOf(
          section,
          "roles",
          ownRoles(section.data)
            .slice(0, mostShown)
            .map(({ name }) => name)
            .join(", ") || "none",
        ),
      ]
    : [];
}

const shared = { cis: [], securityHub: [] } as const;

export default [
  defineAttestation({
    ...shared,
    id: "contacts/read",
    title: "The mailboxes of the contacts are read",
    why: "AWS writes there about abuse, leaked keys and bills. If nobody reads the mailbox, you learn it from the damage.",
    severity: "medium",
    recommendation: "alternate-contacts",
    sections: ["account/alternate-contacts"],
    question:
      "Who reads the mailboxes of the security, billing and operations contacts and of the root user, also in holidays?",
    known: contacts,
    remediation: {
      console:
        "Make each a shared mailbox with at least two readers. Send a message to each once a quarter, and note who answered.",
    },
    links: ["https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-update-contact-alternate.html"],
  }),
  defineAttestation({
    ...shared,
    id: "users/named-administrators",
    title: "Every administrator is a named person",
    why: "Where several people share an identity, the log cannot tell them apart and nobody notices one too many.",
    severity: "medium",
    recommendation: "separate-administrators",
    sections: ["iam/authorization-details", "iam/credential-report"],
    needsCatalog: true,
    question:
      "Does every identity with administrator permissions belong to one named person, and is it taken away when they leave?",
    known: administrators,
    remediation: {
      console:
        "IAM Identity Center > Users: one identity for each person, an administrator permission set only for those who need it. List who they are and look at the list every quarter.",
    },
    links: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#bp-users-federation-idp"],
  }),
  defineAttestation({
    ...shared,
    id: "administrators/daily-use",
    title: "Administrators are used for administration only",
    why: "Whoever reads mail, browses and builds as an administrator carries the whole account with them all day.",
    severity: "medium",
    recommendation: "least-privilege",
    sections: ["iam/authorization-details", "iam/credential-report"],
    needsCatalog: true,
    question: "Do the people behind these administrators have another role for their daily work, and do they use that?",
    known: administrators,
    remediation: {
      console:
        "Give each person a role for the job (IAM Identity Center > Permission sets), and the administrator's for an hour when it is needed. CloudTrail tells which was used.",
    },
    links: ["https://docs.aws.amazon.com/singlesignon/latest/userguide/permissionsetsconcept.html"],
  }),
  defineAttestation({
    ...shared,
    id: "roles/jobs",
    title: "Roles follow the jobs that people have",
    why: "Permissions that grew with the years fit no job any more: nobody can say which of them somebody needs.",
    severity: "low",
    recommendation: "least-privilege",
    sections: ["iam/authorization-details"],
    question: "Is there a list that says which job each role is for, and does somebody look at it every year?",
    known: roles,
    remediation: {
      console:
        "Write down the jobs (network, database, security, billing, …), give each a role or permission set, and note the job as a tag of the role.",
    },
    links: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_job-functions.html"],
  }),
  defineAttestation({
    ...shared,
    id: "organizations/environments",
    title: "Development, testing and production are accounts of their own",
    why: "What is broken, stolen or deleted in one account stays in it. In a common account a test can end production.",
    severity: "medium",
    recommendation: "separate-accounts",
    sections: ["organizations/accounts"],
    question:
      "Which of the accounts are for development, for testing and for production, and does none of them serve two?",
    known: accounts,
    remediation: {
      console:
        "AWS Organizations > AWS accounts > Add an AWS account: one for each stage, in an organizational unit of its own. Move what is in the wrong one.",
    },
    links: [
      "https://docs.aws.amazon.com/whitepapers/latest/organizing-your-aws-environment/organizing-your-aws-environment.html",
    ],
  }),
  defineAttestation({
    ...shared,
    id: "split/intended",
    title: "Administration is divided by service and by Region as it is meant to be",
    why: "Whether somebody should administer databases only, or one Region only, stands in no policy of AWS: only you know the split that is meant.",
    severity: "low",
    recommendation: "split-administration",
    sections: ["organizations/delegated-administrators"],
    question: "Who administers which services in which Regions, and do their permissions end there?",
    known: (snapshot) => {
      const section = sectionOf(snapshot, "organizations/delegated-administrators");
      return isAnswered(section) ? (section.data ?? []).map(({ id, name }) => evidenceOf(section, id, name)) : [];
    },
    remediation: {
      console:
        "Write the split down. Make a role for each part (iam:*, rds:*, ec2:* with aws:RequestedRegion, …) and take the others' actions out of it.",
    },
    links: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_job-functions.html"],
  }),
  defineAttestation({
    ...shared,
    id: "tags/scheme",
    title: "The tags that decide access have a scheme",
    why: "A tag that is written in three ways protects a third of the objects.",
    severity: "low",
    recommendation: "tag-restrictions",
    question: "Which tags decide who may do what, which values may they have, and who may set them?",
    remediation: {
      console:
        "Write down the keys and values, enforce them with a tag policy (AWS Organizations > Policies > Tag policies), and deny untagged creation (aws:RequestTag, aws:TagKeys).",
    },
    links: ["https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_tag-policies.html"],
  }),
  defineAttestation({
    ...shared,
    id: "single-sign-on/provider-mfa",
    title: "The identity provider asks for MFA",
    why: "AWS sees only that the provider let somebody in. Whether a password alone was enough is told by the provider.",
    severity: "high",
    recommendation: "single-sign-on",
    sections: ["iam/saml-providers"],
    question: "Does the identity provider ask everybody who reaches AWS for a phishing-resistant second factor?",
    known: (snapshot) => {
      const section = sectionOf(snapshot, "iam/saml-providers");
      return isAnswered(section)
        ? section.data.map(({ arn, validUntil }) =>
            evidenceOf(section, arn.slice(arn.lastIndexOf("/") + 1), `valid until ${validUntil ?? "not said"}`),
          )
        : [];
    },
    remediation: {
      console:
        "In the identity provider: require MFA for the AWS application. In IAM Identity Center with its own directory: Settings > Authentication > Multi-factor authentication > every time.",
    },
    links: ["https://docs.aws.amazon.com/singlesignon/latest/userguide/enable-mfa.html"],
  }),
];
