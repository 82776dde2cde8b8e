import { looksRandom } from "./secret";

/** The most of a secret that may be shown: its first four and last two characters. */
export function mask(value: string): string {
  return `${value.slice(0, 4)}…${value.slice(-2)}`;
}

const keyId = /(?<![A-Za-z0-9])A[KS]IA[A-Z2-7]{16}(?![A-Za-z0-9])/g;
/** What may have a secret access key or a token in it, also as a part of a path. */
const run = /[A-Za-z0-9/+]+/g;
const secretLength = 40;
/** How session tokens and the keys of Bedrock begin, and the fewest characters that one has. */
const tokenStart = /^(?:IQoJb3JpZ2luX2Vj|ABSK)/;
const tokenLength = 80;

/** A text of somebody else with the keys in it masked: a name, a message of a rule that quotes what stands in a document. */
export function maskKeys(text: string): string {
  if (text.length < 20) return text;
  return text
    .replace(keyId, mask)
    .replace(run, (found, at: number, whole: string) =>
      found.length < secretLength || whole[at - 1] === "%" ? found : maskParts(found, whole[at + found.length] === "="),
    );
}

/**
 * A path with those of its parts masked that are secrets or tokens, which have the slash among their characters, too. What pads Base64
 * ends no secret.
 */
function maskParts(path: string, isPadded: boolean): string {
  let shown = "";
  let at = 0;
  for (let start = 0; start >= 0 && start + secretLength <= path.length; start = path.indexOf("/", start) + 1 || -1) {
    if (start < at) continue;
    if (path.length - start >= tokenLength && tokenStart.test(path.slice(start, start + tokenLength)))
      return shown + path.slice(at, start) + mask(path.slice(start));
    const end = start + secretLength;
    if (end === path.length ? isPadded : path[end] !== "/") continue;
    const part = path.slice(start, end);
    if (!looksRandom(part)) continue;
    shown += path.slice(at, start) + mask(part);
    at = end;
  }
  return shown + path.slice(at);
}
