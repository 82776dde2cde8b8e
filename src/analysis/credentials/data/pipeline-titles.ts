/** What the changes of pipelines to a role have in common. */
import type { PipelineService } from "../../../guidance/pipeline-oidc";

export const tokenFile = "/tmp/aws-id-token";
/** What only a person knows. */
export const roleArn = "arn:aws:iam::ACCOUNT_ID:role/ROLE_NAME";

/** What each service is told to do, as the title of its fix. */
export const titles: Readonly<Record<PipelineService, string>> = {
  GitLab:
    "Assume a role with the ID token of the job; the CI/CD variable AWS_ROLE_ARN takes the place of those with the key",
  Bitbucket: "Assume a role with the OIDC token of the step; its ARN goes into the repository variable AWS_ROLE_ARN",
  CircleCI: "Assume a role with the OIDC token of the job; its ARN goes into AWS_ROLE_ARN of the project or a context",
  Buildkite: "Assume a role by the plugin aws-assume-role-with-web-identity; fill in its ARN",
  "Azure Pipelines": "Run the script with a service connection of the AWS Toolkit that uses OIDC; fill in its name",
};
