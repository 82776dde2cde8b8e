/** Temporary credentials between two collections. */
import type { CredentialMemory, HeldCredentials } from './posture';

/** Credentials that end sooner are had anew: a collection must not outlive them. */
const margin = 5 * 60_000;

/** A memory of the last profile alone: those of another one push them out. */
export function rememberCredentials(): CredentialMemory {
  let held: { readonly key: string; readonly credentials: HeldCredentials } | undefined;
  return {
    recall: key => (held?.key === key && (held.credentials.expiration?.getTime() ?? 0) > Date.now() + margin ? held.credentials : undefined),
    keep(key, credentials) {
      // Those that do not end are in a file or the environment anyway, and are read there afresh.
      if (credentials.expiration) held = { key, credentials };
    },
    forget: () => void (held = undefined),
  };
}
