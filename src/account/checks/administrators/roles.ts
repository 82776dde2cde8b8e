/** Roles that are administrators by what they may do: who comes by them. */
import type { RoleDetail } from "../../sections/iam";
import { sectionOf, type Snapshot } from "../../snapshot";
import { defineAdministratorCheck, type Judged } from "../administrator-check";
import { counted, isAnswered } from "../evaluation";
import { ownerSections, ownersIn } from "../known-accounts";
import { readDocument } from "../policy-documents";
import { trustedAccounts, trustedServices } from "../trust";
import outsideAccountsCommands from "./outside-accounts.sh";
import workloadsCommands from "./workloads.sh";

/** They run code of whoever deploys it. CloudFormation, which deploys as an administrator by design, is none of them. */
const runsCode = new Set([
  "ec2",
  "lambda",
  "edgelambda",
  "ecs-tasks",
  "tasks.apprunner",
  "glue",
  "sagemaker",
  "batch",
  "emr-serverless",
  "elasticmapreduce",
  "eks-auth",
  "pods.eks",
]);

const none = { verdict: "pass", reason: "No role is an administrator." } as const;
const unreadable: Judged = { verdict: "not-assessed", reason: "Its trust policy cannot be read." };

function trustOf(holder: RoleDetail, snapshot: Snapshot) {
  const details = sectionOf(snapshot, "iam/authorization-details");
  return isAnswered(details) ? readDocument(details.data, holder.trustPolicy, "trust") : null;
}

export default [
  defineAdministratorCheck({
    id: "administrators/workloads",
    kind: "role",
    recommendation: "roles-for-workloads",
    cis: [],
    securityHub: [],
    title: "No workload runs as an administrator",
    why: "A mistake in the code of one function or one instance is then a mistake with the whole account: its credentials can be read from inside.",
    severity: "high",
    remediation: {
      console:
        "IAM > Roles > (the role) > Last accessed, and IAM > Access Analyzer > Generate policy: see what it uses, attach a policy with that, then detach the administrator's.",
      cli: workloadsCommands,
    },
    links: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-policy-generation.html"],
    judge({ holder }, _now, snapshot) {
      const trust = trustOf(holder as RoleDetail, snapshot);
      if (!trust) return unreadable;
      const services = trustedServices(trust).filter((service) => runsCode.has(service));
      return services.length > 0
        ? { verdict: "fail", reason: `Code in ${services.join(", ")} has it.` }
        : { verdict: "pass", reason: "No service that runs code has it." };
    },
    words: {
      none,
      pass: (count) => `${counted(count, "role")} with an administrator's permissions, none that code runs with.`,
      fail: (count, of) =>
        `${count} of ${counted(of, "role")} with an administrator's permissions ${count === 1 ? "is one" : "are some"} that code runs with.`,
    },
  }),
  defineAdministratorCheck({
    id: "administrators/outside-accounts",
    kind: "role",
    recommendation: "cross-account-roles",
    cis: [],
    securityHub: [],
    title: "No account outside of the organization has an administrator's role",
    why: "Whoever takes over that account, or works there, owns this one; its MFA, logs and rules are not yours.",
    severity: "high",
    sections: ownerSections,
    remediation: {
      console:
        "IAM > Roles > (the role) > Permissions: attach what the other side needs (vendors publish it), and detach the administrator's policy. Accounts of your own that are in another organization: list them as trustedAccounts in planeguard.json.",
      cli: outsideAccountsCommands,
    },
    links: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html"],
    judge({ holder }, _now, snapshot) {
      const trust = trustOf(holder as RoleDetail, snapshot);
      if (!trust) return unreadable;
      const ownerOf = ownersIn(snapshot);
      const outside = trustedAccounts(trust).map(({ account }) => ({
        account,
        owner: ownerOf(account, holder.arn.split(":")[4] ?? ""),
      }));
      const strange = outside
        .filter(({ owner }) => owner.kind === "stranger" || owner.kind === "vendor")
        .map(({ account, owner }) => (owner.kind === "vendor" ? `${account} (${owner.name})` : account));
      if (strange.length > 0) return { verdict: "fail", reason: `Account ${strange.join(", ")} may assume it.` };
      const unclear = outside.find(({ owner }) => owner.kind === "unclear");
      return unclear
        ? {
            verdict: "not-assessed",
            reason: `Whether account ${unclear.account} belongs to the organization is not known.`,
          }
        : { verdict: "pass", reason: "No account outside of the organization may assume it." };
    },
    words: {
      none,
      pass: (count) =>
        `${counted(count, "role")} with an administrator's permissions, none for an account outside of the organization.`,
      fail: (count, of) =>
        `${count} of ${counted(of, "role")} with an administrator's permissions can be assumed from outside of the organization.`,
    },
  }),
];
