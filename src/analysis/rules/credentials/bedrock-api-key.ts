import kind from "../../credentials/kinds/bedrock-api-key";
import { credentialKindRule } from "./credential-kind-rule";

export default credentialKindRule(
  kind,
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
  ({ value, expires }, shown, account) =>
    value.startsWith("ABSK")
      ? `The long-term Amazon Bedrock API key ${shown}${account} stands here: whoever reads it can call the models at that account's cost until the key is deleted. Take it out, let a role sign the calls, and reset the key in IAM.`
      : `The short-term Amazon Bedrock API key ${shown}${account} stands here: whoever reads it can call the models at that account's cost ${expires === null ? "for up to twelve hours" : `until ${expires}`}. Take it out, and let a role or profile sign the calls.`,
);
