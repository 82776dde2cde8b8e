import { say } from "../../../wording/sentence";
import { mask } from "../../credentials/mask";
import type { CredentialRule } from "../rule";

const rule: CredentialRule = {
  kind: "credentials",
  id: "credentials/session-token",
  title: "Session token in a file",
  severity: "warning",
  confidence: "high",
  recommendation: "no-embedded-keys",
  accessAnalyzer: null,
  documentation: {
    why: "A session token completes temporary credentials: with their id and secret it lets anybody act as the role until they expire, up to 36 hours later. That it stands in a file also shows that credentials are copied by hand, where the SDK could fetch and renew them by itself.",
    avoid: { language: "shell", code: "export AWS_SESSION_TOKEN=<session token>" },
    prefer: { language: "shell", code: "aws sso login --profile dev\nexport AWS_PROFILE=dev" },
    links: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp.html"],
  },
  *check({ keys }) {
    for (const key of keys) {
      if (key.id || !key.token) continue;
      yield {
        at: key.token.span,
        message: say`The session token ${mask(key.token.value)} stands in this file: with its key anybody can act as the role until it expires. Take it out, and let the SDK fetch temporary credentials from a role or profile.`,
        fixes: () => key.fixes(),
      };
    }
  },
};

export default rule;
