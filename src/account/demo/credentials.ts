/** Credentials for the demo endpoint, put together when they are asked for: it does not look at them. */
import type { AwsCredentialIdentity } from '@smithy/types';

export function demoCredentials(): AwsCredentialIdentity {
  return { accessKeyId: madeUp('AKIA', 20), secretAccessKey: madeUp('demo', 40) };
}

export function temporaryCredentials(): AwsCredentialIdentity & { readonly sessionToken: string } {
  return { accessKeyId: madeUp('ASIA', 20), secretAccessKey: madeUp('demo', 40), sessionToken: madeUp('demo', 64) };
}

function madeUp(prefix: string, length: number): string {
  return prefix.padEnd(length, 'DEMO');
}
