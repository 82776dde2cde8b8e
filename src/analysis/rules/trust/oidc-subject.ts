/** Identity providers that many share: whether a condition says which of their users are meant. */
import type { Catalog } from "../../../catalog/catalog";
import type { Item, Policy, PolicyType } from "../../policy/model";
import type { PolicyFix, PolicyReport, PolicyRule } from "../rule";
import { type ConditionUse, conditionUses } from "../support/condition-uses";
import { github, hasKey, isWholeCondition, placeOf, type Provider, providers } from "../support/oidc-providers";
import { underOperator, withCondition } from "../support/value-fixes";

/** What is known of a provider. */
interface Kind {
  readonly name: string;
  readonly host: RegExp;
  /** Ends of keys of which one says who is meant. */
  readonly identifying: RegExp;
  /** Who gets the role without it: the subject of a sentence. */
  readonly everybody: string;
  /** The claim to ask for, with a value that shows its form. */
  readonly claim: string;
  readonly example: string;
  /** Values of `sub` in which the part that tells one customer from another is written out. */
  readonly owned?: RegExp;
  /** It signs in the workloads of one customer only. */
  readonly tenant?: true;
}

const kinds: readonly Kind[] = [
  {
    name: "GitHub",
    host: /^token\.actions\.githubusercontent\.com$/,
    identifying: /^(sub|job_workflow_ref|repository.*)$/,
    everybody: "A workflow of anybody’s repository",
    claim: "sub",
    example: "repo:owner/name:ref:refs/heads/main",
    owned:
      /^(repo|repository_owner|repository|job_workflow_ref):[^/*?:]+(@\d+)?(\/|$)|^(repository_id|repository_owner_id):\d/,
  },
  {
    name: "GitLab",
    host: /^gitlab\.com$/,
    identifying: /^sub$/,
    everybody: "A pipeline of anybody’s project",
    claim: "sub",
    example: "project_path:group/project:ref_type:branch:ref:main",
    owned: /^project_path:[^/*?:]+\//,
  },
  {
    name: "Bitbucket",
    host: /^api\.bitbucket\.org\//,
    identifying: /^sub$/,
    everybody: "A pipeline of every repository of the workspace",
    claim: "sub",
    example: "{repository-uuid}:*",
    owned: /^\{?[0-9a-fr-]/,
    tenant: true,
  },
  {
    name: "HCP Terraform",
    host: /^app\.terraform\.io$/,
    identifying: /^sub$/,
    everybody: "A run of anybody’s workspace",
    claim: "sub",
    example: "organization:name:project:name:workspace:name:run_phase:apply",
    owned: /^organization:[^*?:]+:/,
  },
  {
    name: "CircleCI",
    host: /^oidc\.circleci\.com\/org\//,
    identifying: /^sub$/,
    everybody: "A job of every project of the organization",
    claim: "sub",
    example: "org/organization-id/project/project-id/user/*",
    owned: /^org\/[^*?/]+\/project\/[^*?/]/,
    tenant: true,
  },
  {
    name: "Buildkite",
    host: /^agent\.buildkite\.com$/,
    identifying: /^(sub|organization_id|organization_slug|pipeline_id)$/,
    everybody: "A build of anybody’s organization",
    claim: "sub",
    example: "organization:name:pipeline:name:*",
    owned: /^organization:[^*?:]+:/,
  },
  {
    name: "Vercel",
    host: /^oidc\.vercel\.com$/,
    identifying: /^sub$/,
    everybody: "A deployment of every project",
    claim: "sub",
    example: "owner:team:project:name:environment:production",
    owned: /^owner:[^*?:]+:/,
  },
  {
    name: "the EKS cluster",
    host: /^oidc\.eks\.[a-z0-9-]+\.amazonaws\.com\/id\//,
    identifying: /^sub$/,
    everybody: "Every pod of the cluster",
    claim: "sub",
    example: "system:serviceaccount:namespace:name",
    owned: /^system:serviceaccount:[^*?:]/,
    tenant: true,
  },
  {
    name: "Cognito",
    host: /^cognito-identity\.amazonaws\.com$/,
    identifying: /^(aud|sub)$/,
    everybody: "Whoever makes an identity pool, in whichever account,",
    claim: "aud",
    example: "eu-central-1:identity-pool-id",
  },
  {
    name: "Google",
    host: /^accounts\.google\.com$/,
    identifying: /^(aud|oaud|sub)$/,
    everybody: "Everybody who has a Google account",
    claim: "aud",
    example: "client-id.apps.googleusercontent.com",
  },
  {
    name: "Facebook",
    host: /^graph\.facebook\.com$/,
    identifying: /^(app_id|id)$/,
    everybody: "Everybody who has a Facebook account",
    claim: "app_id",
    example: "app-id",
  },
  {
    name: "Login with Amazon",
    host: /^www\.amazon\.com$/,
    identifying: /^(app_id|user_id)$/,
    everybody: "Everybody who has an Amazon account",
    claim: "app_id",
    example: "amzn1.application-oa2-client.id",
  },
];

function kindOf(provider: string, tenant: boolean): Kind | undefined {
  return kinds.find((kind) => kind.host.test(provider) && (kind.tenant ?? false) === tenant);
}

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
      !hasKey(statement, (key) => key.startsWith(`${name}:`)) ||
      hasKey(statement, (key) => isIdentifying(key, name, kind))
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

function isIdentifying(key: string, name: string, kind: Kind): boolean {
  return key.startsWith(`${name}:`) && kind.identifying.test(key.slice(name.length + 1));
}

function withClaim({ statement, written }: Provider, { claim, example: value }: Kind): readonly PolicyFix[] {
  return withCondition(statement, /[*?]/.test(value) ? "StringLike" : "StringEquals", `${written}:${claim}`, value);
}

/** A condition on the subject of a known provider that lets users in. */
interface SubjectUse {
  readonly use: ConditionUse;
  readonly kind: Kind;
}

function* subjects(policy: Policy, catalog: Catalog, tenant: boolean): Iterable<SubjectUse> {
  for (const use of conditionUses(policy, catalog)) {
    const [, host] = /^(.+):sub$/.exec(use.name) ?? [];
    const kind = host === undefined ? undefined : kindOf(host, tenant);
    if (kind?.owned && use.statement.effect === "Allow" && use.info.type === "String") yield { use, kind };
  }
}

function isOpen({ value }: Item, { owned }: Kind): boolean {
  return value !== null && /[*?]/.test(value) && !value.includes("${") && !owned!.test(value);
}

function* openSubjects(policy: Policy, catalog: Catalog, tenant: boolean): Iterable<PolicyReport> {
  for (const { use, kind } of subjects(policy, catalog, tenant)) {
    const { key, info } = use;
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
          : `\`${item.value}\` leaves open, or only begins, the name that tells one customer of ${kind.name} from another: ${lower(kind.everybody)} can match it and assume this role. Write the subject as \`${kind.example}\`.`,
        fixes: () => [
          {
            title: `Write ${kind.example}`,
            kind: "suggestion",
            changes: [{ kind: "replace", node: item.node, value: kind.example }],
          },
        ],
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
