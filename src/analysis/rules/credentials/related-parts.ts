import { say } from "../../../wording/sentence";
import type { KeyGroup } from "../../credentials/key-group";
import type { CredentialReport } from "../rule";

/** The places of the parts that belong to an access key id. */
export function relatedParts({ secret, token }: KeyGroup): NonNullable<CredentialReport["related"]> {
  return [
    ...(secret ? [{ at: secret.span, message: say`Its secret access key.` }] : []),
    ...(token ? [{ at: token.span, message: say`Its session token.` }] : []),
  ];
}
