/** Temporary credentials between two collections. */
import type { CredentialMemory, HeldCredentials } from "./posture";

/** Credentials that end sooner are had anew: a collection must not outlive them. */
const margin = 5 * 60_000;

export function rememberCredentials(): CredentialMemory {
  const held = new Map<string, HeldCredentials>();
  return {
    recall(key) {
      const credentials = held.get(key);
      return (credentials?.expiration?.getTime() ?? 0) > Date.now() + margin ? credentials : undefined;
    },
    keep(key, credentials) {
      // Those that do not end are in a file or the environment anyway, and are read there afresh.
      if (credentials.expiration) held.set(key, credentials);
    },
    forget: () => held.clear(),
  };
}
