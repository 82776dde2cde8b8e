import { mask } from "../../credentials/mask";
import type { CredentialRule } from "../rule";
import { relatedParts } from "./related-parts";

const rule: CredentialRule = {
  kind: "credentials",
  id: "credentials/access-key-id",
  title: "Access key id in a file, without its secret",
  severity: "info",
  confidence: "medium",
  recommendation: "no-embedded-keys",
  accessAnalyzer: null,
  documentation: {
    why: "An access key id alone opens nothing. But it tells the account and that a static key is in use, its secret is often one file or one commit away, and whoever finds that needs nothing more. With a role there is neither an id nor a secret to write down.",
    avoid: {
      language: "typescript",
      code: "credentials: { accessKeyId: '<access key id>', secretAccessKey: await readSecret() }",
    },
    prefer: { language: "typescript", code: "new S3Client({ region: 'eu-west-1' })" },
    links: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html"],
  },
  *check({ keys }) {
    for (const key of keys) {
      const { id, secret } = key;
      if (!id || secret) continue;
      const account = id.account === null ? "" : ` of account ${id.account}`;
      const kind =
        id.lifetime === "bearer token" || id.lifetime === "context-specific"
          ? `${id.lifetime} credential`
          : `${id.lifetime} access key`;
      yield {
        at: id.span,
        message: `This is the id of the ${kind} ${mask(id.value)}${account}: it shows that a static key is in use, and with its secret anybody can act as its owner. Take it out and use a role instead.`,
        related: relatedParts(key),
        fixes: () => key.fixes(),
      };
    }
  },
};

export default rule;
