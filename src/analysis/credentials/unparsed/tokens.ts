/** Code without a grammar as words, strings, signs and brackets: enough to know what belongs together, in one pass over the text. */
import { endOfLine, type Span } from "../../text";
import type { Style } from "./styles";

export interface Token extends Span {
  readonly kind: "word" | "string" | "sign" | "open" | "close";
  /** Of a string what stands between its quotes. */
  readonly text: string;
  readonly line: number;
  /** The index of the bracket around it; -1 where there is none. */
  readonly group: number;
  /** Of a bracket the index of the other one; else its own. */
  partner: number;
}

export interface TokenText {
  readonly text: string;
  readonly tokens: readonly Token[];
  /** Stretches that are comments, in the order of the text. */
  readonly comments: readonly Span[];
}

const pairs: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };
/** Signs of more than one character, the longest first. */
const signs = [
  "<<~",
  "...",
  "===",
  "!==",
  "|>",
  "=>",
  "->",
  "<-",
  ":=",
  "::",
  "?.",
  "==",
  "!=",
  "<=",
  ">=",
  "&&",
  "||",
  "+=",
  "??",
];
/** Texts are read as far as this; larger ones hold no code that somebody wrote. */
const longest = 400_000;

/** Null where a bracket or string is not closed, or the text is too long. */
export function readTokens(text: string, style: Style): TokenText | null {
  if (text.length > longest) return null;
  const tokens: Token[] = [];
  const comments: Span[] = [];
  const open: number[] = [];
  const isWord = (character: string): boolean => /[\w$]/.test(character) || style.inWords.includes(character);
  let line = 0;
  const put = (kind: Token["kind"], start: number, end: number, inner = text.slice(start, end)): Token => {
    const token: Token = { kind, start, end, text: inner, line, group: open.at(-1) ?? -1, partner: tokens.length };
    tokens.push(token);
    return token;
  };
  for (let at = 0; at < text.length;) {
    const character = text[at]!;
    const comment = endOfComment(text, at, style);
    if (comment !== null) {
      comments.push({ start: at, end: comment });
      line += linesIn(text, at, comment);
      at = comment;
    } else if (character === "\n") {
      line++;
      at++;
    } else if (/\s/.test(character)) at++;
    else if (style.quotes.includes(character)) {
      const string = readString(text, at);
      if (!string) return null;
      put("string", at, string.end, text.slice(string.from, string.to));
      line += linesIn(text, at, string.end);
      at = string.end;
    } else if (isWord(character)) {
      let end = at + 1;
      while (end < text.length && isWord(text[end]!)) end++;
      put("word", at, end);
      at = end;
    } else if (pairs[character] !== undefined) {
      put("open", at, ++at);
      open.push(tokens.length - 1);
    } else if (/[)\]}]/.test(character)) {
      const opening = open.pop();
      if (opening === undefined || pairs[tokens[opening]!.text] !== character) return null;
      put("close", at, ++at).partner = opening;
      tokens[opening]!.partner = tokens.length - 1;
    } else {
      const sign = signs.find((one) => text.startsWith(one, at)) ?? character;
      put("sign", at, at + sign.length);
      at += sign.length;
    }
  }
  return open.length === 0 ? { text, tokens, comments } : null;
}

function linesIn(text: string, start: number, end: number): number {
  let lines = 0;
  for (let at = text.indexOf("\n", start); at >= 0 && at < end; at = text.indexOf("\n", at + 1)) lines++;
  return lines;
}

/** Where a comment that begins at an offset ends; null where none does. */
function endOfComment(text: string, at: number, { comments, blockComments }: Style): number | null {
  if (blockComments && text.startsWith("/*", at)) {
    const end = text.indexOf("*/", at + 2);
    return end < 0 ? text.length : end + 2;
  }
  if (!comments.some((mark) => text.startsWith(mark, at)) || (text[at] === "#" && /[{[]/.test(text[at + 1] ?? "")))
    return null;
  return endOfLine(text, at);
}

/** Null where the string is not closed: on its line, unless its quote is one that goes over lines. */
function readString(text: string, at: number): { from: number; to: number; end: number } | null {
  const quote = text[at]!;
  const triple = quote.repeat(3);
  if (quote !== "`" && text.startsWith(triple, at)) {
    const end = text.indexOf(triple, at + 3);
    return end < 0 ? null : { from: at + 3, to: end, end: end + 3 };
  }
  for (let end = at + 1; end < text.length; end++) {
    if (text[end] === "\\") end++;
    else if (text[end] === quote) return { from: at + 1, to: end, end: end + 1 };
    else if (text[end] === "\n" && quote !== "`") return null;
  }
  return null;
}
