import { say, type Sentence, type Value } from "../../../wording/sentence";
import type { CredentialRule } from "../rule";
import type { StaticProvider } from "./credential-text";

function message({ names, standard, browser, source }: StaticProvider): Sentence {
  const keys = [...new Set<Value>(names)].reduce((before, last) => say`${before} and ${last}`);
  if (browser)
    return say`${keys} are built into what browsers load: everybody who opens the page can act with this key. Let Amazon Cognito give each visitor temporary credentials (fromCognitoIdentityPool) instead.`;
  if (standard)
    return say`The client is given ${keys} by hand, though the SDK reads these variables itself, their session token with them. Leave the credentials out: where the variables are not set, the SDK then uses the role that is there.`;
  if (source === "provider" || source === "backend")
    return say`This ${source} is given a static key (${keys}), which somebody has to store, copy and rotate, and which opens the account to whoever reads it or a saved plan. Leave it out: Terraform uses the role or profile of where it runs, and assume_role takes another.`;
  const from = source === "environment" ? say`the environment` : say`the configuration`;
  return say`The client is given a static key from ${from} (${keys}), which somebody has to store, copy and rotate, and which opens the account to whoever reads it. Leave it out, and let the SDK find a role by its default provider chain.`;
}

const rule: CredentialRule = {
  kind: "credentials",
  id: "credentials/static-provider",
  title: "Client that is handed a static key",
  severity: "warning",
  confidence: "medium",
  recommendation: "roles-for-workloads",
  accessAnalyzer: null,
  documentation: {
    why: "Code that reads a key from the environment or from configuration and hands it to the client passes over the role that is there on Lambda, ECS, EC2 or in CI, and somebody has to make, store and rotate a long-term key for it. Without the session token beside it temporary credentials do not work either. Given no credentials, the SDK looks through its default provider chain: environment, profile, web identity, container and instance role.",
    avoid: {
      language: "python",
      code: "s3 = boto3.client(\n    's3',\n    aws_access_key_id=os.environ['AWS_ACCESS_KEY_ID'],\n    aws_secret_access_key=os.environ['AWS_SECRET_ACCESS_KEY'],\n)",
    },
    prefer: { language: "python", code: "s3 = boto3.client('s3')" },
    links: ["https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html"],
  },
  *check({ staticProviders }) {
    for (const provider of staticProviders)
      yield { at: provider.at, message: message(provider), fixes: () => provider.fixes() };
  },
};

export default rule;
