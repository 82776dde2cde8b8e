/** Who may assume the roles of this account, by the rules of the editor. */
import type { PolicyRule } from "../../../analysis/rules/rule";
import anyPrincipal from "../../../analysis/rules/trust/any-principal";
import providerRules from "../../../analysis/rules/trust/identity-providers";
import subjectRules from "../../../analysis/rules/trust/oidc-subject";
import serviceWithoutSource from "../../../analysis/rules/trust/service-without-source";
import { counted } from "../evaluation";
import { defineLivePolicyCheck } from "../live-policy-check";
import { trustPolicies } from "../policy-documents";
import { isPinned, trustedProviders } from "../trust";
import { trustRemediation } from "../trust-remediation";

const open = [
  "trust/oidc-without-condition",
  "trust/github-without-repository",
  "trust/oidc-without-subject",
  "trust/oidc-open-subject",
];
const anybodyAtProvider = [...providerRules, ...subjectRules].filter(({ id }) => open.includes(id));
const wide = ["trust/oidc-whole-tenant", "trust/github-wildcard", "trust/github-any-branch"];
const manyAtProvider: readonly PolicyRule[] = [...providerRules, ...subjectRules].filter(({ id }) => wide.includes(id));

const shared = { recommendation: "cross-account-roles", cis: [], securityHub: [], policies: trustPolicies } as const;
const none = { verdict: "pass", reason: "The account has no roles of its own." } as const;
const oidc = "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html";

export default [
  defineLivePolicyCheck({
    ...shared,
    id: "roles/any-principal",
    title: "No role can be assumed by anybody",
    why: "With `*` as its principal a role belongs to every AWS account in the world: its ARN is no secret.",
    severity: "critical",
    remediation: trustRemediation(
      "name the accounts, roles or services that are meant in place of *.",
      'AWS = "arn:aws:iam::111122223333:role/deployment"',
    ),
    links: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html"],
    by: [anyPrincipal],
    right: "Its trust policy does not let everybody in.",
    words: {
      none,
      pass: (count) => `${counted(count, "role")}, none for everybody.`,
      fail: (count, of) => `${count} of ${counted(of, "role")} can be assumed from every AWS account.`,
    },
  }),
  defineLivePolicyCheck({
    ...shared,
    id: "roles/oidc-subject",
    title: "Roles for OpenID Connect name who may assume them",
    why: "The provider issues tokens to everybody who uses it. Without a condition on the subject, any repository of GitHub can assume the role.",
    severity: "critical",
    remediation: trustRemediation(
      "add a condition on the provider's :sub, such as repo:ORGANIZATION/REPOSITORY:ref:refs/heads/main.",
      'Federated = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"',
      {
        action: "sts:AssumeRoleWithWebIdentity",
        operator: "StringEquals",
        key: "token.actions.githubusercontent.com:sub",
        value: "repo:ORGANIZATION/REPOSITORY:ref:refs/heads/main",
      },
    ),
    links: [oidc],
    by: anybodyAtProvider,
    right: "No identity provider may let everybody in.",
    words: {
      none,
      pass: (count) => `${counted(count, "role")}, none open to everybody at an OpenID Connect provider.`,
      fail: (count, of) => `${count} of ${counted(of, "role")} can be assumed with a token that anybody can get.`,
    },
  }),
  defineLivePolicyCheck({
    ...shared,
    id: "roles/oidc-breadth",
    title: "Roles for OpenID Connect name one workload, not a whole organization or cluster",
    why: "A wildcard lets in every repository of the organization, every branch that somebody pushes, every pod of the cluster: also those that need less.",
    severity: "low",
    remediation: trustRemediation(
      "write out the repository and branch, or the namespace and service account, in the condition on :sub.",
      'Federated = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"',
      {
        action: "sts:AssumeRoleWithWebIdentity",
        operator: "StringEquals",
        key: "token.actions.githubusercontent.com:sub",
        value: "repo:ORGANIZATION/REPOSITORY:environment:production",
      },
    ),
    links: [oidc],
    by: manyAtProvider,
    right: "No identity provider lets a whole organization or cluster in.",
    words: {
      none,
      pass: (count) => `${counted(count, "role")}, none for a whole organization or cluster.`,
      fail: (count, of) => `${count} of ${counted(of, "role")} can be assumed by a whole organization or cluster.`,
    },
  }),
  defineLivePolicyCheck({
    ...shared,
    id: "roles/saml-audience",
    recommendation: "single-sign-on",
    title: "Roles for SAML ask for whom the assertion was made",
    why: "An assertion that was made for another service of the same identity provider would do here too, unless the role asks for AWS as its audience.",
    severity: "low",
    remediation: trustRemediation(
      'add "Condition": {"StringEquals": {"SAML:aud": "https://signin.aws.amazon.com/saml"}}.',
      'Federated = "arn:aws:iam::111122223333:saml-provider/corporate"',
      {
        action: "sts:AssumeRoleWithSAML",
        operator: "StringEquals",
        key: "SAML:aud",
        value: "https://signin.aws.amazon.com/saml",
      },
    ),
    links: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_saml.html"],
    by: (policy) =>
      trustedProviders(policy)
        .filter(
          ({ provider, statement }) =>
            provider.includes(":saml-provider/") &&
            statement.condition?.complete !== false &&
            !isPinned(statement, policy, (key) => key.startsWith("saml:")),
        )
        .map(({ provider, statement }) => ({
          statement,
          message: `Any assertion of ${provider.slice(provider.lastIndexOf("/") + 1)} is taken, whomever it was made for.`,
        })),
    right: "No SAML provider is taken without a condition on its assertion.",
    words: {
      none,
      pass: (count) => `${counted(count, "role")}, none for SAML without a condition.`,
      fail: (count, of) =>
        `${count} of ${counted(of, "role")} ${count === 1 ? "takes" : "take"} every assertion of a SAML provider.`,
    },
  }),
  defineLivePolicyCheck({
    ...shared,
    id: "roles/confused-deputy",
    title: "Roles for services say for which account the service may use them",
    why: "A service works for all its customers under one name. Somebody in another account may lead it to use this role for them, unless the role asks for whom it works.",
    severity: "low",
    remediation: trustRemediation(
      'add "Condition": {"StringEquals": {"aws:SourceAccount": "ACCOUNT"}}, or aws:SourceArn with what may use the role.',
      'Service = "scheduler.amazonaws.com"',
      {
        action: "sts:AssumeRole",
        operator: "StringEquals",
        key: "aws:SourceAccount",
        value: "111122223333",
      },
    ),
    links: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html"],
    by: [serviceWithoutSource],
    right: "No service that tells for whom it works is let in without being asked.",
    words: {
      none,
      pass: (count) => `${counted(count, "role")}, none for a service that could work for somebody else.`,
      fail: (count, of) =>
        `${count} of ${counted(of, "role")} ${count === 1 ? "does" : "do"} not ask for whom a service works.`,
    },
  }),
];
