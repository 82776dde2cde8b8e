/** Trust in identity providers that many share: which of their users may assume the role. */
import type { PolicyRule } from "../rule";
import { type AnalyzerRule, analyzerRule } from "../support/analyzer-rule";
import { conditionUses } from "../support/condition-uses";
import { github, hasKey, isWholeCondition, placeOf, providers } from "../support/oidc-providers";
import { underOperator } from "../support/value-fixes";

const links = ["https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html"];

function rule(
  about: Omit<AnalyzerRule, "family" | "types" | "recommendation" | "links">,
  check: PolicyRule["check"],
): PolicyRule {
  return analyzerRule(
    { ...about, family: "trust", types: ["trust"], recommendation: "cross-account-roles", links },
    check,
  );
}

const example = (condition: string): string =>
  `{\n  "Effect": "Allow",\n  "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/${github}" },\n  "Action": "sts:AssumeRoleWithWebIdentity"${condition}\n}`;
const preferred = example(
  `,\n  "Condition": {\n    "StringEquals": {\n      "${github}:aud": "sts.amazonaws.com",\n      "${github}:sub": "repo:example/invoices:ref:refs/heads/main"\n    }\n  }`,
);

const missingKey = rule(
  {
    code: "MISSING_CONDITION_KEY_FOR_OIDC_PRINCIPAL",
    name: "oidc-without-condition",
    kind: "SECURITY_WARNING",
    title: "Everybody who signs in with an identity provider",
    why: "An identity provider signs in the users of all its customers. Without a condition on the provider’s own keys, everybody who has an account there can assume the role.",
    avoid: example(""),
    prefer: preferred,
  },
  function* check({ statements }) {
    for (const provider of providers(statements)) {
      const { statement, name } = provider;
      if (!isWholeCondition(statement.condition) || hasKey(statement, (key) => key.startsWith(`${name}:`))) continue;
      yield {
        ...placeOf(provider),
        message: `Everybody who can sign in with \`${name}\` can assume this role. Add conditions on \`${name}:aud\` and \`${name}:sub\` that name who is meant.`,
      };
    }
  },
);

const missingRepository = rule(
  {
    code: "MISSING_GITHUB_REPO_CONDITION_KEY",
    name: "github-without-repository",
    kind: "SECURITY_WARNING",
    title: "Every repository of GitHub",
    why: "GitHub gives every workflow of every repository a token. Without a condition on the repository, a workflow of anybody’s repository can assume the role.",
    avoid: example(`,\n  "Condition": { "StringEquals": { "${github}:aud": "sts.amazonaws.com" } }`),
    prefer: preferred,
  },
  function* check({ statements }) {
    for (const provider of providers(statements)) {
      const { statement, name } = provider;
      if (
        name !== github ||
        !isWholeCondition(statement.condition) ||
        hasKey(
          statement,
          (key) =>
            key === `${github}:sub` || key === `${github}:job_workflow_ref` || key.startsWith(`${github}:repository`),
        )
      )
        continue;
      yield {
        ...placeOf(provider),
        message: `A workflow of anybody’s repository on GitHub can assume this role. Add a condition on \`${github}:sub\`, such as \`repo:owner/name:ref:refs/heads/main\`.`,
      };
    }
  },
);

/** `repo:owner/name:…` with the owner and the repository written out, and something that is no wildcard behind them. */
const specific = /^repo:[^/*?:]+\/[^/*?:]+:[^*?]/;

const specificRepository = rule(
  {
    code: "SPECIFIC_GITHUB_REPO_AND_BRANCH_RECOMMENDED",
    name: "github-wildcard",
    kind: "WARNING",
    title: "Several repositories or branches of GitHub",
    why: "Whoever can push a branch, or open a pull request, runs a workflow with a subject of this pattern, and assumes the role with it.",
    avoid: example(`,\n  "Condition": { "StringLike": { "${github}:sub": "repo:example/*" } }`),
    prefer: preferred,
  },
  function* check(policy, { catalog }) {
    for (const { name, info, key, statement } of conditionUses(policy, catalog)) {
      if (name !== `${github}:sub` || !info.wildcards || info.negated || statement.effect !== "Allow") continue;
      for (const item of key.items) {
        if (item.value === null || !/[*?]/.test(item.value) || item.value.includes("${") || specific.test(item.value))
          continue;
        yield {
          at: item.node.span,
          path: item.path,
          message: `Workflows of more repositories or branches than one match \`${item.value}\`, such as those of anybody who may push a branch. Name the repository and the branch: \`repo:owner/name:ref:refs/heads/main\`.`,
        };
      }
    }
  },
);

function audienceRule(
  about: Omit<AnalyzerRule, "family" | "types" | "recommendation" | "links">,
  qualifier: "ForAnyValue" | "ForAllValues",
  message: (key: string) => string,
): PolicyRule {
  return rule(about, function* check(policy, { catalog }) {
    for (const use of conditionUses(policy, catalog)) {
      const { name, operator, key, statement } = use;
      if (
        !/^[^:./]*[./][^:]*:aud$|^saml:aud$/.test(name) ||
        operator.qualifier !== qualifier ||
        statement.effect !== "Allow"
      )
        continue;
      yield {
        at: key.entry.keySpan,
        path: key.path,
        message: message(key.name),
        fixes: () => underOperator(use, { ...operator, qualifier: null }, "suggestion"),
      };
    }
  });
}

const anyAudience = audienceRule(
  {
    code: "FORANYVALUE_WITH_AUDIENCE_CLAIM_TYPE",
    name: "any-audience",
    kind: "SECURITY_WARNING",
    title: "One of several audiences suffices",
    why: "A token says for whom it was made. With `ForAnyValue` one that was made for others too will do, and each of them can use it to assume the role.",
    avoid: `"Condition": { "ForAnyValue:StringEquals": { "${github}:aud": "sts.amazonaws.com" } }`,
    prefer: `"Condition": { "StringEquals": { "${github}:aud": "sts.amazonaws.com" } }`,
  },
  "ForAnyValue",
  (key) =>
    `With \`ForAnyValue\` a token that was made for others too satisfies \`${key}\`, and each of them can assume this role with it. Write the operator without it.`,
);

const confirmAudience = audienceRule(
  {
    code: "CONFIRM_AUDIENCE_CLAIM_TYPE",
    name: "audience-type",
    kind: "SUGGESTION",
    title: "Audience compared as if it were a list",
    why: "Most providers put one audience into a token. `ForAllValues` also holds where there is none at all, and is needed only where a provider gives several.",
    avoid: `"Condition": { "ForAllValues:StringEquals": { "${github}:aud": "sts.amazonaws.com" } }`,
    prefer: `"Condition": { "StringEquals": { "${github}:aud": "sts.amazonaws.com" } }`,
  },
  "ForAllValues",
  (key) =>
    `\`ForAllValues\` also holds for a token without \`${key}\`. Write the operator without it, unless the provider puts several audiences into a token.`,
);

export default [missingKey, missingRepository, specificRepository, anyAudience, confirmAudience];
