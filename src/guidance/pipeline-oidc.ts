/** The identity providers of services that build, and who may assume a role by them: issuer, audience and subject as each of them documents it. */
import { federatedRole } from "./federated-role";

export type PipelineService = "GitLab" | "Bitbucket" | "CircleCI" | "Buildkite" | "Azure Pipelines";

export interface PipelineProvider {
  /** Without `https://`; names in capitals are what only a person knows. */
  readonly issuer: string;
  readonly audience: string;
  readonly subject: string;
  /** What the names in capitals are, and where they are found. */
  readonly placeholders: readonly string[];
  readonly documentation: string;
}

/** Read in November 2026. */
export const pipelineProviders: Readonly<Record<PipelineService, PipelineProvider>> = {
  GitLab: {
    issuer: "gitlab.com",
    audience: "https://gitlab.com",
    subject: "project_path:GROUP/PROJECT:ref_type:branch:ref:main",
    placeholders: ["GROUP/PROJECT is the path of the project. An instance of your own has its own host as issuer."],
    documentation: "https://docs.gitlab.com/ci/cloud_services/aws/",
  },
  Bitbucket: {
    issuer: "api.bitbucket.org/2.0/workspaces/WORKSPACE/pipelines-config/identity/oidc",
    audience: "ari:cloud:bitbucket::workspace/WORKSPACE_UUID",
    // The repository, the environment where the step has one, and the step. The braces belong to the UUID.
    subject: "{REPOSITORY_UUID}:*",
    placeholders: [
      "WORKSPACE, WORKSPACE_UUID and REPOSITORY_UUID stand in the settings of the repository, under OpenID Connect.",
    ],
    documentation:
      "https://support.atlassian.com/bitbucket-cloud/docs/deploy-on-aws-using-bitbucket-pipelines-openid-connect/",
  },
  CircleCI: {
    issuer: "oidc.circleci.com/org/ORGANIZATION_ID",
    audience: "ORGANIZATION_ID",
    subject: "org/ORGANIZATION_ID/project/PROJECT_ID/user/*",
    placeholders: ["ORGANIZATION_ID and PROJECT_ID stand in the overview of their settings."],
    documentation: "https://circleci.com/docs/openid-connect-tokens/",
  },
  Buildkite: {
    issuer: "agent.buildkite.com",
    audience: "sts.amazonaws.com",
    subject: "organization:ORGANIZATION:pipeline:PIPELINE:ref:refs/heads/main:commit:*:step:*",
    placeholders: ["ORGANIZATION and PIPELINE are the slugs in the address of the pipeline."],
    documentation: "https://buildkite.com/docs/pipelines/security/oidc/aws",
  },
  "Azure Pipelines": {
    issuer: "vstoken.dev.azure.com/ORGANIZATION_ID",
    audience: "api://AzureADTokenExchange",
    subject: "sc://ORGANIZATION/PROJECT/SERVICE_CONNECTION",
    placeholders: [
      "ORGANIZATION_ID is the GUID of the organization; SERVICE_CONNECTION is the name of the AWS connection with OIDC (AWS Toolkit 1.15 or later).",
    ],
    documentation:
      "https://aws.amazon.com/blogs/modernizing-with-aws/how-to-federate-into-aws-from-azure-devops-using-openid-connect",
  },
};

/** The provider and the role, as a template of CloudFormation. Its permissions are left to be filled in. */
export function pipelineRole(service: PipelineService): string {
  const { issuer, audience, subject, placeholders, documentation } = pipelineProviders[service];
  return federatedRole({
    notes: [
      `# The role that ${service} assumes by OpenID Connect, in place of the stored key: ${documentation}`,
      ...placeholders.map((line) => `# To be filled in: ${line}`),
      "# To be filled in: the permissions that the key had, no more.",
    ],
    provider: "Provider",
    role: "PipelineRole",
    issuer,
    audience,
    subjects: [subject],
  });
}
