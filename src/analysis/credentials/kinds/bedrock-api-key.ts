/** API keys of Amazon Bedrock, long-term (of an IAM user) and short-term (a signed request in base64). */
import { type CredentialKind, foundAt } from "../kind";
import { decoded, looksRandom } from "../secret";
import { signatureDetails } from "../signed-request";

const longTerm = /(?<![A-Za-z0-9+/])ABSK[A-Za-z0-9+/]{109,269}={0,2}(?![A-Za-z0-9+/=])/g;
const shortTerm = /(?<![\w-])bedrock-api-key-([A-Za-z0-9+/]{100,6000}={0,2})(?![A-Za-z0-9+/=])/g;

const kind: CredentialKind = {
  id: "bedrock-api-key",
  marks: ["ABSK", "-api-key-"],
  holds: /ABSK[A-Za-z0-9+/]{100}|bedrock-api-key-[A-Za-z0-9+/]{40}/,
  // Bedrock takes the credentials of a role in place of its key.
  roleTakesOver: true,
  *find(text) {
    for (const { 0: value, index } of text.matchAll(longTerm)) {
      if (!looksRandom(value)) continue;
      yield foundAt(index, value, { account: /-at-(\d{12})(?!\d)/.exec(decoded(value.slice(4)))?.[1] ?? null });
    }
    for (const { 0: value, 1: encoded, index } of text.matchAll(shortTerm)) {
      if (looksRandom(value)) yield foundAt(index, value, signatureDetails(decoded(encoded!)));
    }
  },
};

export default kind;
