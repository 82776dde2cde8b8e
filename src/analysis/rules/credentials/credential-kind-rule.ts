/** The rule of a kind of credential that one service has of its own: what it opens, and what to use instead. */
import type { CredentialKind } from "../../credentials/kind";
import { mask } from "../../credentials/mask";
import type { CredentialRule } from "../rule";
import type { WrittenServiceKey } from "./credential-text";

type Meta = Pick<CredentialRule, "title" | "severity" | "confidence" | "documentation">;

/** `message` is given the credential, its value masked, and ` of account 123…` where it tells, else nothing. */
export function credentialKindRule(
  kind: CredentialKind,
  meta: Meta,
  message: (key: WrittenServiceKey, shown: string, account: string) => string,
): CredentialRule {
  return {
    kind: "credentials",
    id: `credentials/${kind.id}`,
    recommendation: "no-embedded-keys",
    accessAnalyzer: null,
    ...meta,
    *check({ serviceKeys }) {
      for (const key of serviceKeys) {
        if (key.kind !== kind.id) continue;
        const account = key.account === null ? "" : ` of account ${key.account}`;
        yield { at: key.span, message: message(key, mask(key.value), account), fixes: () => key.fixes() };
      }
    },
  };
}
