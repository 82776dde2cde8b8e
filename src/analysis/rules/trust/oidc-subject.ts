/** Identity providers that many share: whether a condition says which of their users are meant. */
import type { Catalog } from "../../../catalog/catalog";
import type { Item, Policy, PolicyType } from "../../policy/model";
import type { PolicyFix, PolicyReport, PolicyRule } from "../rule";
import { type ConditionUse, conditionUses } from "../support/condition-uses";
import { suggestion } from "../support/fixes";
import { deniesAllBut } from "../support/narrowing";
import { kindOf, type OidcKind } from "../support/oidc-kinds";
import {
  github,
  hasKey,
  isWholeCondition,
  pinsClaim,
  placeOf,
  type Provider,
  providers,
} from "../support/oidc-providers";
import { underOperator, withCondition } from "../support/value-fixes";

const types: readonly PolicyType[] = ["trust"];
const links = [
  "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html",
  "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html",
];

const example = (host: string, condition: string): string =>
  `{\n  "Effect": "Allow",\n  "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/${host}" },\n  "Action": "sts:AssumeRoleWithWebIdentity",\n  "Condition": ${condition}\n}`;
const preferred = example(
  "gitlab.com",
  '{\n    "StringEquals": {\n      "gitlab.com:aud": "https://gitlab.com",\n      "gitlab.com:sub": "project_path:example/invoices:ref_type:branch:ref:main"\n    }\n  }',
);

function* missingClaims({ statements }: Policy, tenant: boolean): Iterable<PolicyReport> {
  for (const provider of providers(statements)) {
    const { statement, name } = provider;
    const kind = kindOf(name, tenant);
    if (
      !kind ||
      !isWholeCondition(statement.condition) ||
      // A cluster without any condition is another rule's.
      (tenant && !hasKey(statement, (key) => key.startsWith(`${name}:`))) ||
      hasKey(statement, (key) => isIdentifying(key, name, kind)) ||
      deniesAllBut(statements, (key) => isIdentifying(key, name, kind))
    )
      continue;
    // Access Analyzer says the same of GitHub under a code of its own.
    if (name === github) continue;
    yield {
      ...placeOf(provider),
      message: `${kind.everybody} can assume this role. Add a condition on \`${provider.written}:${kind.claim}\` that names who is meant, such as \`${kind.example}\`.`,
      fixes: () => withClaim(provider, kind),
    };
  }
}

function isIdentifying(key: string, name: string, kind: OidcKind): boolean {
  return key.startsWith(`${name}:`) && kind.identifying.test(key.slice(name.length + 1));
}

function withClaim({ statement, written }: Provider, { claim, example: value }: OidcKind): readonly PolicyFix[] {
  return withCondition(statement, /[*?]/.test(value) ? "StringLike" : "StringEquals", `${written}:${claim}`, value);
}

/** A condition on the subject of a known provider that lets users in. */
interface SubjectUse {
  readonly use: ConditionUse;
  readonly kind: OidcKind;
}

function* subjects(policy: Policy, catalog: Catalog, tenant: boolean): Iterable<SubjectUse> {
  for (const use of conditionUses(policy, catalog)) {
    const [, host] = /^(.+):sub$/.exec(use.name) ?? [];
    const kind = host === undefined ? undefined : kindOf(host, tenant);
    if (kind?.owned && use.statement.effect === "Allow" && use.info.type === "String") yield { use, kind };
  }
}

function isOpen({ value }: Item, { owned }: OidcKind): boolean {
  return value !== null && /[*?]/.test(value) && !value.includes("${") && !owned!(value);
}

function* openSubjects(policy: Policy, catalog: Catalog, tenant: boolean): Iterable<PolicyReport> {
  for (const { use, kind } of subjects(policy, catalog, tenant)) {
    const { key, info } = use;
    const provider = use.name.slice(0, -":sub".length);
    if (kind.pinning && pinsClaim(use.statement, provider, kind.pinning)) continue;
    if (deniesAllBut(policy.statements, (name) => isIdentifying(name, provider, kind))) continue;
    if (info.negated) {
      yield {
        at: key.entry.keySpan,
        path: key.path,
        message: `This leaves out a few: ${lower(kind.everybody)} can assume the role as long as it has another subject. Name the subjects that are meant, with \`StringEquals\`.`,
        fixes: () => underOperator(use, "StringEquals", "suggestion", kind.example),
      };
      continue;
    }
    if (!info.wildcards) continue;
    for (const item of key.items.filter((one) => isOpen(one, kind))) {
      yield {
        at: item.node.span,
        path: item.path,
        message: tenant
          ? `${kind.everybody} can match \`${item.value}\` and assume this role. Write the subject as \`${kind.example}\`.`
          : `\`${item.value}\` does not write out the name that tells one customer of ${kind.name} from another: ${lower(kind.everybody)} can match it and assume this role. Write the subject as \`${kind.example}\`.`,
        fixes: () => [suggestion(`Write ${kind.example}`, { kind: "replace", node: item.node, value: kind.example })],
      };
    }
  }
}

function lower(text: string): string {
  return text[0]!.toLowerCase() + text.slice(1);
}

const missing: PolicyRule = {
  kind: "policy",
  id: "trust/oidc-without-subject",
  title: "Identity provider without a condition on who is meant",
  severity: "error",
  confidence: "high",
  recommendation: "cross-account-roles",
  accessAnalyzer: null,
  types,
  documentation: {
    why: "A provider of identities for everybody signs tokens for all its customers, and the audience is the same for many of them. Only the subject says whose token it is: without a condition on it, the role is everybody’s.",
    avoid: {
      language: "json",
      code: example("gitlab.com", '{ "StringEquals": { "gitlab.com:aud": "https://gitlab.com" } }'),
    },
    prefer: { language: "json", code: preferred },
    links,
  },
  check: (policy) => missingClaims(policy, false),
};

const open: PolicyRule = {
  kind: "policy",
  id: "trust/oidc-open-subject",
  title: "Subject that anybody’s token matches",
  severity: "error",
  confidence: "high",
  recommendation: "cross-account-roles",
  accessAnalyzer: null,
  types,
  documentation: {
    why: "Names of owners, groups and organizations are given to whoever asks first. A pattern that leaves that name open, or only begins it (`repo:example*` is also `repo:example-of-mine/…`), matches the tokens of strangers.",
    avoid: { language: "json", code: example(github, `{ "StringLike": { "${github}:sub": "repo:example*" } }`) },
    prefer: {
      language: "json",
      code: example(github, `{ "StringEquals": { "${github}:sub": "repo:example/invoices:ref:refs/heads/main" } }`),
    },
    links,
  },
  check: (policy, { catalog }) => openSubjects(policy, catalog, false),
};

const cluster = "oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B716D3041E";

const wholeTenant: PolicyRule = {
  kind: "policy",
  id: "trust/oidc-whole-tenant",
  title: "Every workload of a cluster or an organization",
  severity: "warning",
  confidence: "high",
  recommendation: "cross-account-roles",
  accessAnalyzer: null,
  types,
  documentation: {
    why: "The provider signs in every pod of a cluster, or every pipeline of an organization. Without a condition on the subject the role is not that of one workload but of all of them, and whoever gets into the least of them has it.",
    avoid: {
      language: "json",
      code: example(cluster, `{ "StringEquals": { "${cluster}:aud": "sts.amazonaws.com" } }`),
    },
    prefer: {
      language: "json",
      code: example(cluster, `{ "StringEquals": { "${cluster}:sub": "system:serviceaccount:billing:invoices" } }`),
    },
    links: ["https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html"],
  },
  *check(policy, { catalog }) {
    yield* missingClaims(policy, true);
    yield* openSubjects(policy, catalog, true);
  },
};

export default [missing, open, wholeTenant];
