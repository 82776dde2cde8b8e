/** Keys of single services: what each opens, and what to use instead. */
import { mask } from "../../credentials/mask";
import type { ServiceKeyKind } from "../../credentials/service-keys";
import type { CredentialRule } from "../rule";
import type { WrittenServiceKey } from "./credential-text";

type Meta = Pick<CredentialRule, "title" | "severity" | "confidence" | "documentation">;

function serviceKeyRule(
  name: string,
  kinds: readonly ServiceKeyKind[],
  meta: Meta,
  message: (key: WrittenServiceKey, shown: string, account: string) => string,
): CredentialRule {
  return {
    kind: "credentials",
    id: `credentials/${name}`,
    recommendation: "no-embedded-keys",
    accessAnalyzer: null,
    ...meta,
    *check({ serviceKeys }) {
      for (const key of serviceKeys) {
        if (!kinds.includes(key.kind)) continue;
        const account = key.account === null ? "" : ` of account ${key.account}`;
        yield { at: key.span, message: message(key, mask(key.value), account), fixes: () => key.fixes() };
      }
    },
  };
}

export default [
  serviceKeyRule(
    "bedrock-api-key",
    ["bedrock-long-term", "bedrock-short-term"],
    {
      title: "Amazon Bedrock API key in a file",
      severity: "error",
      confidence: "high",
      documentation: {
        why: "An Amazon Bedrock API key is a bearer token: whoever has it can call the models at the cost of the account, without signing anything. A long-term one belongs to an IAM user and works for as long as that user keeps it; a short-term one ends with its session, after twelve hours at most. A role needs neither: the SDKs sign calls to Bedrock like any others.",
        avoid: { language: "dotenv", code: "AWS_BEARER_TOKEN_BEDROCK=<API key>" },
        prefer: { language: "dotenv", code: "AWS_PROFILE=dev" },
        links: ["https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html"],
      },
    },
    ({ kind, expires }, shown, account) =>
      kind === "bedrock-long-term"
        ? `The long-term Amazon Bedrock API key ${shown}${account} stands here: whoever reads it can call the models at that account's cost until the key is deleted. Take it out, let a role sign the calls, and reset the key in IAM.`
        : `The short-term Amazon Bedrock API key ${shown}${account} stands here: whoever reads it can call the models at that account's cost ${expires === null ? "for up to twelve hours" : `until ${expires}`}. Take it out, and let a role or profile sign the calls.`,
  ),

  serviceKeyRule(
    "ses-smtp-password",
    ["ses-smtp"],
    {
      title: "Amazon SES SMTP password in a file",
      severity: "error",
      confidence: "medium",
      documentation: {
        why: "An SMTP password of Amazon SES is made from the secret access key of an IAM user, and does not end: whoever has it and the user name, which is the access key id, can send mail in your name until that access key is deleted. The SES API takes the temporary credentials of a role.",
        avoid: {
          language: "dotenv",
          code: "SMTP_HOST=email-smtp.eu-west-1.amazonaws.com\nSMTP_PASSWORD=<SMTP password>",
        },
        prefer: { language: "python", code: "boto3.client('sesv2').send_email(...)" },
        links: ["https://docs.aws.amazon.com/ses/latest/dg/smtp-credentials.html"],
      },
    },
    (_, shown, account) =>
      `The Amazon SES SMTP password ${shown}${account} stands here: whoever reads it can send mail in your name until its access key is deleted. Send by the SES API with a role, or keep the password in AWS Secrets Manager, and replace it in IAM.`,
  ),

  serviceKeyRule(
    "presigned-url",
    ["presigned-url"],
    {
      title: "Presigned URL in a file",
      severity: "info",
      confidence: "high",
      documentation: {
        why: "A presigned URL does one request with the rights of whoever signed it, for everybody who has the URL, until it expires: seven days at most. In a file it is read by more people than it was made for, and stops working soon after. Sign a URL when somebody asks for it.",
        avoid: {
          language: "text",
          code: "https://<bucket>.s3.amazonaws.com/report.csv?X-Amz-Credential=…&X-Amz-Expires=604800&X-Amz-Signature=…",
        },
        prefer: {
          language: "typescript",
          code: "await getSignedUrl(s3, new GetObjectCommand({ Bucket, Key }), { expiresIn: 300 })",
        },
        links: ["https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-presigned-url.html"],
      },
    },
    ({ expires }, _, account) =>
      `This presigned URL${account ? `, signed by a key${account},` : ""} lets everybody who reads it do its request as the one who signed it${expires === null ? "" : `, until ${expires}`}. Sign a URL when it is asked for, for a few minutes, and keep it out of files.`,
  ),

  serviceKeyRule(
    "mws-key",
    ["mws"],
    {
      title: "Amazon MWS token in a file",
      severity: "warning",
      confidence: "high",
      documentation: {
        why: "A token of Amazon Marketplace Web Service gives access to the orders and customers of a seller. The service has been replaced by the Selling Partner API, of which the access tokens last for an hour.",
        avoid: { language: "dotenv", code: "MWS_AUTH_TOKEN=<token>" },
        prefer: { language: "dotenv", code: "SP_API_REFRESH_TOKEN_SECRET=prod/selling-partner-api" },
        links: ["https://developer-docs.amazon.com/sp-api/docs/migrating-from-amazon-marketplace-web-service"],
      },
    },
    (_, shown) =>
      `The Amazon MWS token ${shown} stands here: whoever reads it can read the orders and customers of that seller. Revoke it in Seller Central, and use the Selling Partner API with its token in AWS Secrets Manager.`,
  ),

  serviceKeyRule(
    "appsync-api-key",
    ["appsync"],
    {
      title: "AWS AppSync API key in a file",
      severity: "info",
      confidence: "medium",
      documentation: {
        why: "Whoever has the API key of an AppSync API may call everything that the schema allows for API keys, and nobody can tell callers apart. AWS means it for development and for what everybody may read; it lasts up to 365 days. IAM, Amazon Cognito and OpenID Connect say who calls.",
        avoid: { language: "typescript", code: "headers: { 'x-api-key': '<API key>' }" },
        prefer: { language: "typescript", code: "defaultAuthMode: 'userPool'" },
        links: ["https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html"],
      },
    },
    (_, shown) =>
      `The AppSync API key ${shown} stands here: whoever reads it can call what the API allows for API keys, and nobody can tell them apart. Let callers sign in by IAM or Amazon Cognito, unless everything behind the key is public.`,
  ),

  serviceKeyRule(
    "codecommit-password",
    ["codecommit"],
    {
      title: "AWS CodeCommit password in a file",
      severity: "error",
      confidence: "high",
      documentation: {
        why: "Git credentials of CodeCommit belong to an IAM user and do not end: whoever has them can read and write the repositories that the user may. git-remote-codecommit uses the temporary credentials of a role or profile instead.",
        avoid: {
          language: "shell",
          code: "git clone https://<user>-at-<account>:<password>@git-codecommit.eu-west-1.amazonaws.com/v1/repos/app",
        },
        prefer: { language: "shell", code: "git clone codecommit::eu-west-1://dev@app" },
        links: ["https://docs.aws.amazon.com/codecommit/latest/userguide/setting-up-git-remote-codecommit.html"],
      },
    },
    (_, shown, account) =>
      `The CodeCommit password ${shown}${account} stands here: whoever reads it can read and change the repositories that its user may. Use git-remote-codecommit with a role or profile, and delete the password in IAM.`,
  ),
];
