/** The role that a GitHub workflow assumes by OpenID Connect in place of a stored key. */
import { hclString } from "../escape/hcl";
import { federatedRole } from "./federated-role";

export interface WorkflowIdentity {
  /** `organization/repository`; null where it is not known. */
  readonly repository: string | null;
  /** What may assume the role: environments of the repository, or branches. */
  readonly subjects: readonly Subject[];
}

export interface Subject {
  readonly kind: "environment" | "branch";
  readonly name: string;
}

const host = "token.actions.githubusercontent.com";

/**
 * The values of the token's `sub` claim. Repositories made since 15 July 2026 say the ids of organization and
 * repository too (`repo:ORG@ORG_ID/REPO@REPO_ID:…`): docs.github.com, "OpenID Connect reference".
 */
export function subjectClaims({ repository, subjects }: WorkflowIdentity): string[] {
  return subjects.map(
    ({ kind, name }) =>
      `repo:${repository ?? "ORGANIZATION/REPOSITORY"}:${kind === "environment" ? "environment:" : "ref:refs/heads/"}${name}`,
  );
}

/** What a person has to know who uses either template. */
function notes(identity: WorkflowIdentity): string[] {
  return [
    "# The role that the workflow assumes by OpenID Connect, in place of the stored key.",
    "# 1. An account has one provider for GitHub: leave it out if yours is there.",
    "# 2. Give the role the permissions that the key had, no more.",
    "# 3. Deploy, and put the ARN of the role into the variable AWS_ROLE_ARN of the repository.",
    "# 4. When the workflow has run, deactivate the key in IAM, and delete the secrets of the repository.",
    ...(identity.repository === null ? ["# Replace ORGANIZATION/REPOSITORY with your repository."] : []),
    "# Repositories made since 15 July 2026 (or opted in) send their ids too: repo:ORG@ORG_ID/REPO@REPO_ID:… Add them then.",
  ];
}

export function cloudFormation(identity: WorkflowIdentity): string {
  return federatedRole({
    notes: notes(identity),
    provider: "GitHubProvider",
    role: "WorkflowRole",
    issuer: host,
    audience: "sts.amazonaws.com",
    subjects: subjectClaims(identity),
  });
}

export function terraform(identity: WorkflowIdentity): string {
  return [
    ...notes(identity),
    'resource "aws_iam_openid_connect_provider" "github" {',
    `  url            = "https://${host}"`,
    '  client_id_list = ["sts.amazonaws.com"]',
    "}",
    "",
    'data "aws_iam_policy_document" "workflow_trust" {',
    "  statement {",
    '    actions = ["sts:AssumeRoleWithWebIdentity"]',
    "    principals {",
    '      type        = "Federated"',
    "      identifiers = [aws_iam_openid_connect_provider.github.arn]",
    "    }",
    ...condition("aud", ["sts.amazonaws.com"]),
    ...condition("sub", subjectClaims(identity)),
    "  }",
    "}",
    "",
    'resource "aws_iam_role" "workflow" {',
    '  name_prefix          = "github-workflow-"',
    "  max_session_duration = 3600",
    "  assume_role_policy   = data.aws_iam_policy_document.workflow_trust.json",
    "}",
    "",
    'output "role_arn" {',
    "  value = aws_iam_role.workflow.arn",
    "}",
    "",
  ].join("\n");
}

function condition(claim: string, values: readonly string[]): string[] {
  return [
    "    condition {",
    '      test     = "StringEquals"',
    `      variable = "${host}:${claim}"`,
    `      values   = [${values.map(hclString).join(", ")}]`,
    "    }",
  ];
}
