/** Whole policies, offered in a JSON file in which nothing stands yet, or nothing but its braces. */
import { isOfAnotherTool, policyFormOf } from "../../analysis/locate/locate";
import type { SourceDocument } from "../../analysis/source/document";
import { LineIndex } from "../../analysis/text";
import type { CompletionItem, Completions } from "./items";
import type { Offer } from "./offer";

interface WholePolicy {
  readonly label: string;
  /** What it does. */
  readonly detail: string;
  /** Of what is typed in their place. */
  readonly words: string;
  /** Statements in JSON, with places to fill in as snippets have them. */
  readonly statements: readonly string[];
}

const account = "111122223333";

const policies: readonly WholePolicy[] = [
  {
    label: "Identity policy",
    detail: "What a role, user or group may do",
    words: "iam managed inline role user group",
    statements: [
      `{
\t"Effect": "Allow",
\t"Action": ["\${1:s3:GetObject}"],
\t"Resource": ["\${2:arn:aws:s3:::my-bucket/*}"]
}`,
    ],
  },
  {
    label: "Trust policy for an AWS service",
    detail: "Lets Lambda, EC2 or another service assume the role",
    words: "assume role sts lambda ec2 ecs",
    statements: [
      `{
\t"Effect": "Allow",
\t"Principal": { "Service": "\${1:lambda.amazonaws.com}" },
\t"Action": "sts:AssumeRole"
}`,
    ],
  },
  {
    label: "Trust policy for another account",
    detail: "Lets a role of another account assume this one, with an external ID",
    words: "assume role sts cross-account vendor external id",
    statements: [
      `{
\t"Effect": "Allow",
\t"Principal": { "AWS": "arn:aws:iam::\${1:444455556666}:role/\${2:their-role}" },
\t"Action": "sts:AssumeRole",
\t"Condition": { "StringEquals": { "sts:ExternalId": "\${3:agreed-external-id}" } }
}`,
    ],
  },
  {
    label: "Trust policy for GitHub Actions",
    detail: "Lets the workflows of one branch assume the role, without stored keys",
    words: "assume role sts oidc openid web identity",
    statements: [
      `{
\t"Effect": "Allow",
\t"Principal": {
\t\t"Federated": "arn:aws:iam::\${1:${account}}:oidc-provider/token.actions.githubusercontent.com"
\t},
\t"Action": "sts:AssumeRoleWithWebIdentity",
\t"Condition": {
\t\t"StringEquals": {
\t\t\t"token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
\t\t\t"token.actions.githubusercontent.com:sub": "repo:\${2:owner}/\${3:repository}:ref:refs/heads/\${4:main}"
\t\t}
\t}
}`,
    ],
  },
  {
    label: "Bucket policy",
    detail: "Lets one role read an S3 bucket, and nobody without TLS",
    words: "s3 resource",
    statements: [
      `{
\t"Sid": "AllowReading",
\t"Effect": "Allow",
\t"Principal": { "AWS": "arn:aws:iam::\${1:${account}}:role/\${2:reader}" },
\t"Action": "s3:GetObject",
\t"Resource": "arn:aws:s3:::\${3:my-bucket}/*"
}`,
      `{
\t"Sid": "DenyWithoutTls",
\t"Effect": "Deny",
\t"Principal": "*",
\t"Action": "s3:*",
\t"Resource": ["arn:aws:s3:::\${3:my-bucket}", "arn:aws:s3:::\${3:my-bucket}/*"],
\t"Condition": { "Bool": { "aws:SecureTransport": "false" } }
}`,
    ],
  },
  {
    label: "Queue policy",
    detail: "Lets one SNS topic send to an SQS queue",
    words: "sqs sns topic resource",
    statements: [
      `{
\t"Effect": "Allow",
\t"Principal": { "Service": "sns.amazonaws.com" },
\t"Action": "sqs:SendMessage",
\t"Resource": "arn:aws:sqs:\${1:eu-central-1}:\${2:${account}}:\${3:my-queue}",
\t"Condition": {
\t\t"ArnEquals": { "aws:SourceArn": "arn:aws:sns:\${1:eu-central-1}:\${2:${account}}:\${4:my-topic}" }
\t}
}`,
    ],
  },
  {
    label: "Service control policy (SCP)",
    detail: "Keeps the accounts of an organization from leaving it, and from switching off their trail",
    words: "organizations guardrail",
    statements: [
      `{
\t"Sid": "\${1:ProtectTrailAndMembership}",
\t"Effect": "Deny",
\t"Action": [
\t\t"\${2:cloudtrail:StopLogging}",
\t\t"\${3:cloudtrail:DeleteTrail}",
\t\t"\${4:organizations:LeaveOrganization}"
\t],
\t"Resource": "*"
}`,
    ],
  },
  {
    label: "Resource control policy (RCP)",
    detail: "Denies access to buckets from outside the organization",
    words: "organizations data perimeter",
    statements: [
      `{
\t"Sid": "DenyOutsideOrganization",
\t"Effect": "Deny",
\t"Principal": "*",
\t"Action": "s3:*",
\t"Resource": "*",
\t"Condition": {
\t\t"StringNotEqualsIfExists": { "aws:PrincipalOrgID": "\${1:o-exampleorgid}" },
\t\t"BoolIfExists": { "aws:PrincipalIsAWSService": "false" }
\t}
}`,
    ],
  },
  {
    label: "VPC endpoint policy",
    detail: "Lets the principals of one account read one bucket through the endpoint",
    words: "gateway interface network",
    statements: [
      `{
\t"Effect": "Allow",
\t"Principal": "*",
\t"Action": "\${1:s3:GetObject}",
\t"Resource": "\${2:arn:aws:s3:::my-bucket/*}",
\t"Condition": { "StringEquals": { "aws:PrincipalAccount": "\${3:${account}}" } }
}`,
    ],
  },
  {
    label: "Permissions boundary",
    detail: "The most that a role or user can have, whatever its policies say",
    words: "identity limit",
    statements: [
      `{
\t"Sid": "AllowServicesOfTheTeam",
\t"Effect": "Allow",
\t"Action": ["\${1:logs:PutLogEvents}", "\${2:cloudwatch:GetMetricData}"],
\t"Resource": "*"
}`,
    ],
  },
];

/** One word, or the beginning of it: more is somebody's own text. */
const aWord = /^[\w-]{0,40}$/;

/** Whether nothing stands in a document of JSON, or a word at most, and its name says nothing else: it may become a policy. */
function mayBecomePolicy(document: SourceDocument): boolean {
  return policyFormOf(document) === "json" && !isOfAnotherTool(document.name) && aWord.test(document.text.trim());
}

/** Whole policies in place of the word at the cursor; null where something else stands in the document. */
export function wholePoliciesAt(document: SourceDocument, offset: number): Completions | null {
  if (!mayBecomePolicy(document)) return null;
  const word = document.text.trim();
  const start = word === "" ? offset : document.text.indexOf(word);
  const end = start + word.length;
  if (offset < start || offset > end) return null;
  return {
    replace: new LineIndex(document.text).range({ start, end }),
    items: policies.map(itemOf),
    incomplete: false,
  };
}

function itemOf({ label, detail, words, statements }: WholePolicy, index: number): CompletionItem {
  return {
    kind: "policy",
    label,
    detail,
    newText: written(statements),
    isSnippet: true,
    filterText: `${label} ${words}`,
    sortText: `!${String(index).padStart(5, "0")}`,
    again: false,
    topic: null,
  };
}

function written(statements: readonly string[]): string {
  return `{\n${content(statements).replaceAll(/^/gm, "\t")}\n}\n`;
}

/** What stands between the braces. */
function content(statements: readonly string[]): string {
  const indented = statements.map((one) => one.replaceAll(/^/gm, "\t")).join(",\n");
  return `"Version": "2012-10-17",\n"Statement": [\n${indented}\n]`;
}

/** The same between braces that are there. */
export const wholePolicyOffers: readonly Offer[] = policies.map(({ label, detail, statements }) => ({
  kind: "policy",
  text: label,
  detail,
  snippet: content(statements),
  isExpression: true,
}));
