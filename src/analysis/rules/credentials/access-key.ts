import { say, type Sentence, type Value } from "../../../wording/sentence";
import type { KeyLifetime } from "../../credentials/access-key-id";
import { mask } from "../../credentials/mask";
import type { CredentialRule } from "../rule";
import { relatedParts } from "./related-parts";

/** What somebody who has read such a key can do, and what to do about it. */
const consequences: Readonly<Record<KeyLifetime, Sentence>> = {
  "long-term": say`whoever reads this file can act as its owner until the key is deleted. Take it out, let a role give temporary credentials instead, and deactivate the key in IAM.`,
  temporary: say`whoever reads this file with its session token can act as its owner until it expires. Take it out, and let the SDK fetch temporary credentials itself.`,
  "bearer token": say`whoever reads this file can call the service that it was made for. Take it out, and reset the credential in IAM.`,
  "context-specific": say`whoever reads this file can call the service that it was made for. Take it out, and reset the credential in IAM.`,
};

const standing: Readonly<Record<KeyLifetime, (key: Value) => Sentence>> = {
  "long-term": (key) => say`The long-term access key ${key} stands here with its secret`,
  temporary: (key) => say`The temporary access key ${key} stands here with its secret`,
  "bearer token": (key) => say`The bearer token access key ${key} stands here with its secret`,
  "context-specific": (key) => say`The context-specific access key ${key} stands here with its secret`,
};

/** Where AWS says how an app gets credentials. */
const forApps = "https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-identity.html";
const inApp = say`everybody who has the app or opens the page can take it out and act as its owner, and no change of this file keeps it from them. Deactivate the key in IAM, and let Amazon Cognito give each user temporary credentials: ${forApps}`;

const rule: CredentialRule = {
  kind: "credentials",
  id: "credentials/access-key",
  title: "Access key with its secret in a file",
  severity: "error",
  confidence: "high",
  recommendation: "no-embedded-keys",
  accessAnalyzer: null,
  documentation: {
    why: "An access key and its secret are all that is needed to call AWS as their owner, from anywhere. In a file they are copied with it, to forks, images, backups and logs, and removing them later leaves them in the history. Roles give temporary credentials that AWS rotates, and every SDK finds them by itself when it is given no key. A key that stood in a file has to be deactivated: watch its last use with GetAccessKeyLastUsed, then delete it.",
    avoid: {
      language: "typescript",
      code: "const s3 = new S3Client({\n  region: 'eu-west-1',\n  credentials: { accessKeyId: '<access key id>', secretAccessKey: '<secret access key>' },\n});",
    },
    prefer: { language: "typescript", code: "const s3 = new S3Client({ region: 'eu-west-1' });" },
    links: [
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html",
      "https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html",
      forApps,
    ],
  },
  *check({ keys }) {
    for (const key of keys) {
      const { id, secret } = key;
      if (!id || !secret) continue;
      const shown = mask(id.value);
      const named = id.account === null ? shown : say`${shown} of account ${id.account}`;
      yield {
        at: id.span,
        message: say`${standing[id.lifetime](named)}: ${key.inApp ? inApp : consequences[id.lifetime]}`,
        related: relatedParts(key),
        fixes: () => key.fixes(),
      };
    }
  },
};

export default rule;
