/** Tells keys apart without keeping them. */
import { createHash, createHmac, randomBytes } from "node:crypto";

import type { Fingerprint } from "../analysis/credentials/key-place";
import { lazily } from "../analysis/lazily";

/** Made anew in each process and never written anywhere: fingerprints lead nowhere outside of it. Worker threads are lent it. */
export const fingerprintKey: () => Uint8Array = lazily(() => randomBytes(32));

export function fingerprintWith(key: Uint8Array): Fingerprint {
  return (value) => createHmac("sha256", key).update(value).digest("base64");
}

/** The same in every run: tells results of reports apart, and is never made of a secret. */
export function shortHash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}
