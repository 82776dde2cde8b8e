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
  const masked = text.replace(keyId, mask);
  if (!hasLongRun(masked)) return masked;
  return masked.replace(run, (found, at: number, whole: string) =>
    found.length < secretLength || whole[at - 1] === "%" ? found : maskParts(found, whole[at + found.length] === "="),
  );
}

/** Whether so many characters of a secret stand in a row: messages are asked often, and in most there are only words. */
function hasLongRun(text: string): boolean {
  let length = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const isPart =
      (code >= 0x61 && code <= 0x7a) ||
      (code >= 0x41 && code <= 0x5a) ||
      (code >= 0x2f && code <= 0x39) ||
      code === 0x2b;
    length = isPart ? length + 1 : 0;
    if (length >= secretLength) return true;
  }
  return false;
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
