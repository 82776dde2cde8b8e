import { say, type Sentence, type Value } from "../../../wording/sentence";
import type { KeyLifetime } from "../../credentials/access-key-id";
import { mask } from "../../credentials/mask";
import type { CredentialRule } from "../rule";
import { relatedParts } from "./related-parts";

const kinds: Readonly<Record<KeyLifetime, (key: Value) => Sentence>> = {
  "long-term": (key) => say`long-term access key ${key}`,
  temporary: (key) => say`temporary access key ${key}`,
  "bearer token": (key) => say`bearer token credential ${key}`,
  "context-specific": (key) => say`context-specific credential ${key}`,
};

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
      const shown = mask(id.value);
      const named = id.account === null ? shown : say`${shown} of account ${id.account}`;
      yield {
        at: id.span,
        message: say`This is the id of the ${kinds[id.lifetime](named)}: it shows that a static key is in use, and with its secret anybody can act as its owner. Take it out and use a role instead.`,
        related: relatedParts(key),
        fixes: () => key.fixes(),
      };
    }
  },
};

export default rule;
