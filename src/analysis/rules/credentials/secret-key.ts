import { say } from "../../../wording/sentence";
import { mask } from "../../credentials/mask";
import type { CredentialRule } from "../rule";

const rule: CredentialRule = {
  kind: "credentials",
  id: "credentials/secret-key",
  title: "Secret access key in a file",
  severity: "error",
  confidence: "medium",
  recommendation: "no-embedded-keys",
  accessAnalyzer: null,
  documentation: {
    why: "The secret access key is the half of an access key that has to stay secret: the id beside it is no protection, since it stands in every signed request and in many logs. Whoever has both acts as the owner of the key, from anywhere, until somebody deactivates it.",
    avoid: { language: "dotenv", code: "AWS_SECRET_ACCESS_KEY=<secret access key>" },
    prefer: { language: "dotenv", code: "AWS_PROFILE=dev" },
    links: [
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html",
      "https://docs.aws.amazon.com/sdkref/latest/guide/access-sso.html",
    ],
  },
  *check({ keys }) {
    for (const key of keys) {
      if (key.id || !key.secret) continue;
      yield {
        at: key.secret.span,
        message: say`The secret access key ${mask(key.secret.value)} stands in this file: with its id, which is no secret, anybody can act as its owner. Take it out, let a role or profile give the credentials, and deactivate the key in IAM.`,
        fixes: () => key.fixes(),
      };
    }
  },
};

export default rule;
