/**
 * Made-up AWS keys for fixtures and samples, assembled at run time so that no file of ours holds one.
 * A placeholder is as wide as what it stands for, so that columns stay: `{{id:alpha         }}` is 20 characters.
 */
import { createHash } from "node:crypto";

const base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const base64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

function characters(seed: string, alphabet: string, count: number): string {
  let text = "";
  for (let round = 0; text.length < count; round++) {
    const digest = createHash("sha512").update(`${seed}#${round}`).digest();
    for (const byte of digest) text += alphabet[byte % alphabet.length];
  }
  return text.slice(0, count);
}

/** A long-term access key id; its fifth character is of the new style, so that it tells an account. */
export function fakeKeyId(name: string, prefix = "AKIA"): string {
  return `${prefix}Q${characters(`id:${name}`, base32, 15)}`;
}

/** A secret access key; the first four characters make sure of upper, lower, digit and a sign. */
export function fakeSecret(name: string): string {
  return `kT7/${characters(`secret:${name}`, base64, 36)}`;
}

/** How the kinds of values that may have any length begin, and of what characters they are. */
const anyLength: Readonly<Record<string, readonly [beginning: string, alphabet: string]>> = {
  token: ["IQoJb3JpZ2luX2Vj", base64.slice(0, 62)],
  bedrock: ["ABSK", base64.slice(0, 62)],
  smtp: ["BH", base64],
  hex: ["", "0123456789abcdef"],
  appsync: ["da2-", base32.toLowerCase()],
  base64: ["", base64],
};

function valueOf(kind: string, name: string, width: number): string {
  switch (kind) {
    case "secret":
      return fakeSecret(name);
    case "id":
      return fakeKeyId(name);
    case "temp":
      return fakeKeyId(name, "ASIA");
    case "mws":
      return `amzn.mws.${characters(`mws:${name}`, "abcdef0123456789", 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-")}`;
    case "role":
      return fakeKeyId(name, "AROA");
    default: {
      const [beginning, alphabet] = anyLength[kind]!;
      return beginning + characters(`${kind}:${name}`, alphabet, width - beginning.length);
    }
  }
}

/** Replaces every placeholder; throws where one has not the width of its value. */
export function expandKeys(text: string): string {
  return text.replace(
    /\{\{(id|temp|role|secret|mws|token|bedrock|smtp|hex|appsync|base64):([\w-]+) *\}\}/g,
    (placeholder, kind: string, name: string) => {
      const value = valueOf(kind, name, placeholder.length);
      if (value.length !== placeholder.length)
        throw new Error(`the placeholder ${placeholder} must be ${value.length} characters wide`);
      return value;
    },
  );
}
