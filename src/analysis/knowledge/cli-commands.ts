/** Commands of the AWS CLI that are no operations: what they call (AWS CLI Command Reference and its sources, November 2026). */
import { tableOf } from "../table";

const commands: Readonly<Record<string, string>> = tableOf({
  "cloudformation deploy": "DescribeStacks CreateChangeSet DescribeChangeSet ExecuteChangeSet GetTemplateSummary",
  "cloudformation package": "",
  "codeartifact login": "GetAuthorizationToken GetRepositoryEndpoint",
  "ecr get-login": "GetAuthorizationToken",
  "ecr get-login-password": "GetAuthorizationToken",
  "ecr-public get-login-password": "GetAuthorizationToken",
  "ecs deploy": "DescribeServices RegisterTaskDefinition",
  "eks get-token": "",
  "eks update-kubeconfig": "DescribeCluster",
  "emr create-cluster": "RunJobFlow",
  "logs tail": "FilterLogEvents",
  "rds generate-db-auth-token": "",
  "sso login": "",
  "sso logout": "",
});

/** The operations that a command calls which is none itself; null for any other. */
export function commandOperations(service: string, command: string): readonly string[] | null {
  const listed = commands[`${service} ${command}`];
  return listed === undefined ? null : listed.split(" ").filter((one) => one !== "");
}
