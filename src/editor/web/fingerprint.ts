/** Tells keys apart without keeping them; stands in for `workspace/fingerprint.ts`, since a browser's own HMAC is asynchronous. */
import { hmac } from "@noble/hashes/hmac";
import { sha256 } from "@noble/hashes/sha2";
import { bytesToHex } from "@noble/hashes/utils";

import type { Fingerprint } from "../../analysis/credentials/key-place";
import { lazily } from "../../analysis/lazily";

/** Made anew in each extension host. */
export const fingerprintKey: () => Uint8Array = lazily(() => crypto.getRandomValues(new Uint8Array(32)));

export function fingerprintWith(key: Uint8Array): Fingerprint {
  return (value) => bytesToHex(hmac(sha256, key, value));
}

/** The same as on a machine: a baseline counts in both. */
export function shortHash(text: string): string {
  return bytesToHex(sha256(text)).slice(0, 32);
}
