/** What the policies of this account allow, attached or not: whoever may attach one has it. The rules are those of the editor. */
import escalation from "../../../analysis/rules/risk/escalation";
import everyRegion from "../../../analysis/rules/risk/every-region";
import fullAdministrator from "../../../analysis/rules/risk/full-administrator";
import guards from "../../../analysis/rules/risk/guards";
import rolesAtLarge from "../../../analysis/rules/risk/roles-at-large";
import tagGuards from "../../../analysis/rules/risk/tag-guards";
import unheededKeys from "../../../analysis/rules/risk/unheeded-keys";
import unscopedActions from "../../../analysis/rules/risk/unscoped-actions";
import type { PolicyRule } from "../../../analysis/rules/rule";
import type { Check } from "../check";
import { counted } from "../evaluation";
import { defineLivePolicyCheck, type LivePolicyCheck } from "../live-policy-check";
import { narrowedPolicy } from "../narrowed-policy";
import { permissionPolicies } from "../policy-documents";

interface Risk extends Pick<LivePolicyCheck, "id" | "title" | "why" | "severity" | "recommendation"> {
  readonly securityHub?: readonly string[];
  readonly cis?: readonly string[];
  readonly rules: readonly PolicyRule[];
  /** What to do in the policy's JSON. */
  readonly change: string;
  readonly links: readonly string[];
  /** What one policy with the mistake does, and what several do: the rest of "… of 7 policies". */
  readonly does: readonly [string, string];
}

const all: readonly PolicyRule[] = [
  everyRegion,
  ...escalation,
  fullAdministrator,
  ...guards,
  ...rolesAtLarge,
  ...tagGuards,
  ...unheededKeys,
  ...unscopedActions,
];

function rulesOf(...beginnings: readonly string[]): readonly PolicyRule[] {
  return all.filter(({ id }) => beginnings.some((beginning) => id.startsWith(`risk/${beginning}`)));
}

const guide = "https://docs.aws.amazon.com/IAM/latest/UserGuide/";
const narrow = [`${guide}best-practices.html#grant-least-privilege`, `${guide}access-analyzer-policy-generation.html`];

const risks: readonly Risk[] = [
  {
    id: "policies/full-administrator",
    title: "No policy of this account allows every action on every resource",
    severity: "high",
    recommendation: "least-privilege",
    cis: ["2.14"],
    securityHub: ["IAM.1"],
    why: "Whoever has such a policy, or takes over a workload that has it, owns the account.",
    rules: [fullAdministrator],
    links: narrow,
    does: ["allows every action on every resource", "allow every action on every resource"],
    change:
      "see who has it (Entities attached), name the actions that they use (IAM > Access Analyzer > Generate policy), and the resources.",
  },
  {
    id: "policies/escalation-by-iam",
    title: "No policy of this account lets its holder become an administrator",
    severity: "high",
    recommendation: "least-privilege",
    why: "Whoever may change policies, roles or keys of everybody needs no other permission: they allow themselves everything.",
    rules: rulesOf("escalation-by-iam"),
    links: [`${guide}access_policies_boundaries.html`],
    does: ["ends as an administrator", "end as an administrator"],
    change:
      "name the users, roles or policies that are meant, or demand a permissions boundary (iam:PermissionsBoundary).",
  },
  {
    id: "policies/escalation-by-pass-role",
    title: "No policy of this account lets its holder run something with any role",
    severity: "high",
    recommendation: "least-privilege",
    why: "Whoever may pass every role and start a function, an instance or a job runs code with the most powerful role that the service may take.",
    rules: rulesOf("escalation-by-pass-role"),
    links: [`${guide}id_roles_use_passrole.html`],
    does: ["can run something with any role", "can run something with any role"],
    change:
      "in the statement with iam:PassRole name the roles that are meant, and add a condition on iam:PassedToService.",
  },
  {
    id: "policies/escalation-by-takeover",
    title: "No policy of this account reaches into everything that runs with a role",
    severity: "medium",
    recommendation: "least-privilege",
    why: "Whoever may put code into every function, or open a shell on every instance, has the permissions of each of their roles.",
    rules: rulesOf("escalation-by-takeover"),
    links: [`${guide}best-practices.html#grant-least-privilege`],
    does: ["reaches into everything of a kind that runs", "reach into everything of a kind that runs"],
    change: "name the functions, instances or projects that are meant.",
  },
  {
    id: "policies/pass-role",
    title: "No policy of this account allows to pass every role",
    severity: "high",
    recommendation: "least-privilege",
    why: "Whoever may pass any role to a service may hand the most powerful one to something that they control, and act with it.",
    rules: rulesOf("pass-role-"),
    links: [`${guide}id_roles_use_passrole.html`],
    does: ["allows to pass every role", "allow to pass every role"],
    change:
      "in the statement with iam:PassRole name the roles that are meant, and add a condition on iam:PassedToService.",
  },
  {
    id: "policies/service-linked-roles",
    title: "No policy of this account allows to give a role to any service",
    severity: "low",
    recommendation: "least-privilege",
    why: "A service-linked role lets a service of AWS act in the account: with this permission also services that nobody asked for.",
    rules: rulesOf("create-service-linked-role-"),
    links: [`${guide}id_roles_create-service-linked-role.html`],
    does: ["allows to give a role to any service", "allow to give a role to any service"],
    change: "name the service with a condition on iam:AWSServiceName.",
  },
  {
    id: "policies/service-wildcard",
    title: "No policy of this account allows every action of a service on every resource",
    severity: "medium",
    recommendation: "split-administration",
    securityHub: ["IAM.21"],
    why: "Every action also means those that delete everything of the service, open it to others or switch off its logs, and those that AWS adds later.",
    rules: rulesOf("service-wildcard", "sensitive-service-wildcard"),
    links: narrow,
    does: ["allows all of a service", "allow all of a service"],
    change: "name the actions that are used (Last accessed shows them) and the resources.",
  },
  {
    id: "policies/credentials-exposure",
    title: "No policy of this account gives out credentials of every resource",
    severity: "high",
    recommendation: "least-privilege",
    why: "Some actions answer with passwords and tokens. On every resource they let their holder sign in to all of them, past what IAM watches.",
    rules: rulesOf("credentials-exposure"),
    links: narrow,
    does: ["gives out credentials of every resource", "give out credentials of every resource"],
    change: "name the databases, clusters or users whose credentials are needed.",
  },
  {
    id: "policies/data-exfiltration",
    title: "No policy of this account reads all data of a service",
    severity: "medium",
    recommendation: "least-privilege",
    why: "Whoever may read every object, secret, parameter or table can take all data of the account in an afternoon.",
    rules: rulesOf("data-exfiltration"),
    links: narrow,
    does: ["reads all data of a service", "read all data of a service"],
    change: "name the buckets, secrets, parameters and tables that are meant.",
  },
  {
    id: "policies/resource-exposure",
    title: "No policy of this account may open every resource to others",
    severity: "medium",
    recommendation: "least-privilege",
    why: "Whoever may change the policy of every bucket, key or queue can let an account of theirs in, or everybody.",
    rules: rulesOf("resource-exposure"),
    links: narrow,
    does: ["may open every resource of a kind to others", "may open every resource of a kind to others"],
    change: "name the resources whose sharing may be changed.",
  },
  {
    id: "policies/infrastructure-modification",
    title: "No policy of this account may change every resource of a kind",
    severity: "low",
    recommendation: "least-privilege",
    why: "These actions could be limited to some resources. On all of them they also reach those of other teams and stages.",
    rules: rulesOf("infrastructure-modification"),
    links: narrow,
    does: ["may change every resource of a kind", "may change every resource of a kind"],
    change: "name the resources that are meant, or demand a tag.",
  },
  {
    id: "policies/avoidable-mfa",
    title: "Where a policy asks for MFA, no access key gets past it",
    severity: "high",
    recommendation: "separate-administrators",
    why: "A request that is signed with a long-term key has no aws:MultiFactorAuthPresent at all. With the wrong operator that counts as if there were MFA.",
    rules: rulesOf("avoidable-mfa"),
    links: [`${guide}id_credentials_mfa_configure-api-require.html`],
    does: ["asks for MFA that a key gets past", "ask for MFA that a key gets past"],
    change: "write Bool in an Allow (true) and BoolIfExists in a Deny (false).",
  },
  {
    id: "policies/avoidable-conditions",
    title: "No condition of a policy is met by leaving the key out",
    severity: "medium",
    recommendation: "least-privilege",
    why: "With IfExists, ForAllValues or several keys at once a condition may hold for exactly those requests that it was meant to stop.",
    rules: rulesOf("if-exists-on-allow", "for-all-values-on-allow", "deny-only-if-all-missing"),
    links: [`${guide}reference_policies_elements_condition_operators.html`],
    does: ["has a condition that a request gets past", "have a condition that a request gets past"],
    change: "write the operator without IfExists, ForAnyValue in place of ForAllValues, a Deny for each tag.",
  },
  {
    id: "policies/conditions-without-effect",
    title: "Every condition of a policy can hold",
    severity: "medium",
    recommendation: "tag-restrictions",
    why: "A condition on a key that the action never has does not hold: such a Deny denies nothing, though it looks as if it did.",
    rules: rulesOf("deny-never-applies", "allow-never-applies"),
    links: [
      "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html",
    ],
    does: ["has a condition that never holds", "have a condition that never holds"],
    change: "name the actions that have the key, or take the condition out of the Deny.",
  },
  {
    id: "policies/tag-guards",
    title: "Nobody can set the tag by which they are let in",
    severity: "medium",
    recommendation: "tag-restrictions",
    why: "Where a policy allows something by a tag and setting that tag on everything too, the tag keeps nobody out.",
    rules: rulesOf("own-guard-tag"),
    links: [`${guide}access_tags.html`],
    does: [
      "lets its holder set the tag that should keep them out",
      "let their holders set the tag that should keep them out",
    ],
    change: "allow tagging only where the resource has the tag already, or without this tag (aws:TagKeys).",
  },
];

export default risks.map(
  ({
    id,
    title,
    why,
    severity,
    recommendation,
    cis = [],
    securityHub = [],
    rules,
    change,
    links,
    does: [does, doAll],
  }): Check =>
    defineLivePolicyCheck({
      id,
      title,
      why,
      severity,
      recommendation,
      cis,
      securityHub,
      links,
      policies: permissionPolicies,
      by: rules,
      right: `It is not one that ${does}.`,
      remediation: narrowedPolicy(`${change[0]!.toUpperCase()}${change.slice(1)}`, rules[0]),
      words: {
        none: { verdict: "pass", reason: "The account has no customer-managed and no inline policies." },
        pass: (count) => `${counted(count, "policy document")} read; none ${does}.`,
        fail: (count, of) => `${count} of ${counted(of, "policy document")} ${count === 1 ? does : doAll}.`,
      },
    }),
);
