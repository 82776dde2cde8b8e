import kind from "../../credentials/kinds/appsync-api-key";
import { credentialKindRule } from "./credential-kind-rule";

export default credentialKindRule(
  kind,
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
);
