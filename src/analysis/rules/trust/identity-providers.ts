/** Trust in identity providers that many share: which of their users may assume the role. */
import { say } from "../../../wording/sentence";
import type { PolicyRule } from "../rule";
import { type AnalyzerRule, analyzerRule } from "../support/analyzer-rule";
import { conditionUses } from "../support/condition-uses";
import { namedIn, reachOfSubject, type SubjectReach } from "../support/github-subjects";
import { deniesAllBut } from "../support/narrowing";
import {
  github,
  githubOwner,
  githubRepository,
  hasKey,
  isWholeCondition,
  pinsClaim,
  placeOf,
  providers,
} from "../support/oidc-providers";
import { underOperator } from "../support/value-fixes";

const links = ["https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html"];

function identityProviderRule(
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

const missingKey = identityProviderRule(
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
      const isOfProvider = (key: string): boolean => key.startsWith(`${name}:`);
      if (!isWholeCondition(statement.condition) || hasKey(statement, isOfProvider)) continue;
      if (deniesAllBut(statements, isOfProvider)) continue;
      yield {
        ...placeOf(provider),
        message: `Everybody who can sign in with \`${name}\` can assume this role. Add conditions on \`${name}:aud\` and \`${name}:sub\` that name who is meant.`,
      };
    }
  },
);

const missingRepository = identityProviderRule(
  {
    code: "MISSING_GITHUB_REPO_CONDITION_KEY",
    name: "github-without-repository",
    kind: "SECURITY_WARNING",
    title: "Every repository of GitHub",
    severity: "error",
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
        hasKey(statement, (key) => key === `${github}:sub`) ||
        deniesAllBut(statements, (key) => key.startsWith(`${github}:`)) ||
        pinsClaim(statement, github, githubOwner)
      )
        continue;
      yield {
        ...placeOf(provider),
        message: say`A workflow of anybody’s repository on GitHub can assume this role. Add a condition on \`${github}:sub\`, such as \`repo:owner/name:ref:refs/heads/main\`.`,
      };
    }
  },
);

/** Subjects with wildcards that mean any repository of an owner, or anything in one repository. */
function subjectRule(
  about: Omit<AnalyzerRule, "family" | "types" | "recommendation" | "links" | "code" | "kind">,
  reach: "owner" | "repository",
  message: (value: string) => string,
): PolicyRule {
  return identityProviderRule(
    { ...about, code: "SPECIFIC_GITHUB_REPO_AND_BRANCH_RECOMMENDED", kind: "WARNING" },
    function* check(policy, { catalog }) {
      for (const { name, info, key, statement } of conditionUses(policy, catalog)) {
        if (name !== `${github}:sub` || !info.wildcards || info.negated || statement.effect !== "Allow") continue;
        const pinsRepository = pinsClaim(statement, github, githubRepository);
        const pinsOwner = pinsRepository || pinsClaim(statement, github, githubOwner);
        for (const item of key.items) {
          if (item.value === null || !/[*?]/.test(item.value) || item.value.includes("${")) continue;
          if (reachWith(item.value, pinsOwner, pinsRepository) === reach)
            yield { at: item.node.span, path: item.path, message: message(item.value) };
        }
      }
    },
  );
}

/** Whose workflows are meant by the subject and the other claims together. */
function reachWith(subject: string, pinsOwner: boolean, pinsRepository: boolean): SubjectReach {
  const alone = reachOfSubject(subject);
  if (pinsRepository && alone !== "some") return /:(?:ref|environment):[^*?]/.test(subject) ? "some" : "repository";
  return pinsOwner && alone === "anybody" ? "owner" : alone;
}

const anyRepository = subjectRule(
  {
    name: "github-wildcard",
    title: "Every repository of an owner on GitHub",
    why: "Whoever can push to any repository of the owner, or make one, runs a workflow with a subject of this pattern, and assumes the role with it.",
    avoid: example(`,\n  "Condition": { "StringLike": { "${github}:sub": "repo:example/*" } }`),
    prefer: preferred,
  },
  "owner",
  (value) => {
    const { owner } = namedIn(value);
    return `Workflows of every repository ${owner === null ? "of this owner" : `of \`${owner}\``} can match \`${value}\`, and so can whoever may push to one of them. Name the repository and the branch: \`repo:owner/name:ref:refs/heads/main\`.`;
  },
);

const anyBranch = subjectRule(
  {
    name: "github-any-branch",
    title: "Every branch of a repository on GitHub",
    severity: "info",
    why: "Whoever can push a branch or a tag runs a workflow with a subject of this pattern, and assumes the role with it before anybody has reviewed what they pushed.",
    avoid: example(`,\n  "Condition": { "StringLike": { "${github}:sub": "repo:example/invoices:*" } }`),
    prefer: preferred,
  },
  "repository",
  (value) => {
    const { owner, repository } = namedIn(value);
    return `Every branch, tag, pull request and environment ${owner === null || repository === null ? "of the repository" : `of \`${owner}/${repository}\``} matches \`${value}\`. Name the branch or the environment that is meant: \`repo:owner/name:ref:refs/heads/main\`.`;
  },
);

function audienceRule(
  about: Omit<AnalyzerRule, "family" | "types" | "recommendation" | "links">,
  qualifier: "ForAnyValue" | "ForAllValues",
  message: (key: string) => string,
): PolicyRule {
  return identityProviderRule(about, function* check(policy, { catalog }) {
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

export default [missingKey, missingRepository, anyRepository, anyBranch, anyAudience, confirmAudience];
