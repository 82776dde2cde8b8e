/** Identity providers that many use: what tells one of their customers from another. */
import { reachOfSubject } from "./github-subjects";
import { githubOwner } from "./oidc-providers";

/** What is known of a provider. */
export interface OidcKind {
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
  readonly owned?: (value: string) => boolean;
  /** Claims beside the subject of which one that is written out tells one customer from another. */
  readonly pinning?: RegExp;
  /** It signs in the workloads of one customer only. */
  readonly tenant?: true;
}

const kinds: readonly OidcKind[] = [
  {
    name: "GitHub",
    host: /^token\.actions\.githubusercontent\.com$/,
    identifying: /^(sub|job_workflow_ref|repository.*)$/,
    everybody: "A workflow of anybody’s repository",
    claim: "sub",
    example: "repo:owner/name:ref:refs/heads/main",
    owned: (value) => reachOfSubject(value) !== "anybody",
    pinning: githubOwner,
  },
  {
    name: "GitLab",
    host: /^gitlab\.com$/,
    identifying: /^(sub|project_id|namespace_id)$/,
    pinning: /^(project_id|namespace_id)$/,
    everybody: "A pipeline of anybody’s project",
    claim: "sub",
    example: "project_path:group/project:ref_type:branch:ref:main",
    owned: (value) => /^project_path:[^/*?:]+\//.test(value),
  },
  {
    name: "Bitbucket",
    host: /^api\.bitbucket\.org\//,
    identifying: /^sub$/,
    everybody: "A pipeline of every repository of the workspace",
    claim: "sub",
    example: "{repository-uuid}:*",
    owned: (value) => /^\{?[0-9a-fr-]/.test(value),
    tenant: true,
  },
  {
    name: "HCP Terraform",
    host: /^app\.terraform\.io$/,
    identifying: /^sub$/,
    everybody: "A run of anybody’s workspace",
    claim: "sub",
    example: "organization:name:project:name:workspace:name:run_phase:apply",
    owned: (value) => /^organization:[^*?:]+:/.test(value),
  },
  {
    name: "CircleCI",
    host: /^oidc\.circleci\.com\/org\//,
    identifying: /^(sub|oidc\.circleci\.com\/project-id)$/,
    pinning: /^oidc\.circleci\.com\/project-id$/,
    everybody: "A job of every project of the organization",
    claim: "sub",
    example: "org/organization-id/project/project-id/user/*",
    owned: (value) => /^org\/[^*?/]+\/project\/[^*?/]/.test(value),
    tenant: true,
  },
  {
    name: "Buildkite",
    host: /^agent\.buildkite\.com$/,
    identifying: /^(sub|organization_id|organization_slug|pipeline_id)$/,
    pinning: /^(organization_id|organization_slug|pipeline_id)$/,
    everybody: "A build of anybody’s organization",
    claim: "sub",
    example: "organization:name:pipeline:name:*",
    owned: (value) => /^organization:[^*?:]+:/.test(value),
  },
  {
    name: "Vercel",
    host: /^oidc\.vercel\.com$/,
    identifying: /^sub$/,
    everybody: "A deployment of every project",
    claim: "sub",
    example: "owner:team:project:name:environment:production",
    owned: (value) => /^owner:[^*?:]+:/.test(value),
  },
  {
    name: "the EKS cluster",
    host: /^oidc\.eks\.[a-z0-9-]+\.amazonaws\.com\/id\//,
    identifying: /^sub$/,
    everybody: "Every pod of the cluster",
    claim: "sub",
    example: "system:serviceaccount:namespace:name",
    owned: (value) => /^system:serviceaccount:[^*?:]/.test(value),
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

/** What is known of the provider of this name, as one that signs in the workloads of one customer (`tenant`) or of many. */
export function kindOf(provider: string, tenant: boolean): OidcKind | undefined {
  return kinds.find((kind) => kind.host.test(provider) && (kind.tenant ?? false) === tenant);
}

/** Whether the provider is one of these, whose subjects have rules of their own. */
export function isKnownProvider(name: string): boolean {
  return kindOf(name, false) !== undefined || kindOf(name, true) !== undefined;
}
