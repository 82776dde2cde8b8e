/** Session tokens: long base64 that begins in one of a few ways, often broken over several lines. */
import type { Span } from "../text";
import type { CredentialSigns } from "./kind";

export interface SessionToken {
  readonly span: Span;
  readonly value: string;
}

export const sessionTokenSigns: CredentialSigns = {
  marks: ["Jb3JpZ2luX2Vj", "ZXIvYXdz", "AQoDYXdz"],
  holds: /Jb3JpZ2luX2Vj|ZXIvYXdz|AQoDYXdz/,
};

/** How tokens begin that STS gives out: protocol buffers with "origin_ec" or "aws" near the front. */
const beginning = /(?:IQoJb3JpZ2luX2Vj|F[wQ]o[GD]ZXIvYXdz|AQoDYXdz)([A-Za-z0-9+/]*)={0,2}/g;
/** What is longer is no token, and is not followed. */
const longest = 20_000;

export function findSessionTokens(text: string): SessionToken[] {
  const found: SessionToken[] = [];
  for (const match of text.matchAll(beginning)) {
    if (match[1]!.length < 24 || /[A-Za-z0-9+/]/.test(text[match.index - 1] ?? "")) continue;
    let end = match.index + match[0].length;
    if (end <= (found.at(-1)?.span.end ?? 0)) continue;
    let token = match[0];
    for (let next = continued(text, end, token); next; next = continued(text, end, token)) {
      token += next.value;
      end = next.end;
    }
    if (token.length >= 80 && !token.includes("EXAMPLE"))
      found.push({ span: { start: match.index, end }, value: token });
  }
  return found;
}

function continued(text: string, end: number, token: string): { value: string; end: number } | null {
  if (token.length > longest || token.endsWith("=")) return null;
  // What stands between the parts of a token that was broken up: quotes, a sign that joins them, perhaps a line break.
  const lineJoin =
    /["'`]?[ \t]{0,8}[+\\.]?[ \t]{0,8}\r?\n[ \t]{0,40}[+.]?[ \t]{0,8}["'`]?|["'`][ \t]{0,8}[+.]?[ \t]{0,8}["'`]/y;
  lineJoin.lastIndex = end;
  const join = lineJoin.exec(text);
  if (!join) return null;
  const continuation = /([A-Za-z0-9+/]+)={0,2}/y;
  continuation.lastIndex = end + join[0].length;
  const next = continuation.exec(text);
  return next && next[1]!.length >= 20 && !/[\w=-]/.test(text[continuation.lastIndex] ?? "")
    ? { value: next[0], end: continuation.lastIndex }
    : null;
}
