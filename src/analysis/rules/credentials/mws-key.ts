import kind from "../../credentials/kinds/mws-key";
import { credentialKindRule } from "./credential-kind-rule";

export default credentialKindRule(
  kind,
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
);
