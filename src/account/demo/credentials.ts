/** Credentials for the demo endpoint, put together when they are asked for: it looks at nothing but the account that they are of. */
import type { AwsCredentialIdentity } from "@smithy/types";

export function demoCredentials(): AwsCredentialIdentity {
  return { accessKeyId: madeUp("AKIA", 20), secretAccessKey: madeUp("demo", 40) };
}

/** Of a role in the account. */
export function temporaryCredentials(accountId: string): AwsCredentialIdentity & { readonly sessionToken: string } {
  return {
    accessKeyId: madeUp(`ASIA${accountId}`, 20),
    secretAccessKey: madeUp("demo", 40),
    sessionToken: madeUp("demo", 64),
  };
}

/** null: of no role. */
export function accountOfKey(accessKeyId: string): string | null {
  return /^ASIA(\d{12})/.exec(accessKeyId)?.[1] ?? null;
}

function madeUp(prefix: string, length: number): string {
  return prefix.padEnd(length, "DEMO");
}
