/**
 * JSON that stands in a string of a programming language, read from the text: with doubled or escaped quotes, with the doubled braces of
 * a format, and put together of several strings.
 */
import type { TextPart } from "../value";
import type { DecodedText } from "./decoded-text";

/** How JSON is written in the string. */
export interface QuotedStyle {
  /** What stands for its quotes: `"`, `""` in C#'s verbatim strings, `\"`. */
  readonly quote: '"' | '""' | '\\"';
  /** `{{` stands for a brace, and `{name}` is filled in. */
  readonly isFormat: boolean;
  /** The language's own escapes stand in it. */
  readonly hasEscapes: boolean;
}

/** Stands, in quotes, for a value that is filled in whole. */
const filling = "\uE000";

/** What stands between two strings that are put together: nothing, or one expression. */
const joint = /^"\s{0,200}[+.&]\s{0,200}(?:([\w$][\w$.()[\]>-]{0,200}?)\s{0,200}[+.&]\s{0,200})?[$@fFrR]{0,2}"/;
/** An expression that a format takes. */
const filled = /^\{[^{}"'\n]{0,200}\}/;
/** A variable in double quotes between two strings of a shell in single ones. */
const between = /^'"\$(?:\w{1,100}|\{\w{1,100}\})"'/;
/** In characters, what these take at most. */
const longestJoint = 1_100;

/**
 * The JSON object that begins at an offset, and where it ends; null where it does not before `most`.
 * @param start the offset of its brace
 */
export function decodeQuoted(
  text: string,
  start: number,
  most: number,
  style: QuotedStyle,
): { readonly decoded: DecodedText; readonly end: number } | null {
  const { quote, isFormat, hasEscapes } = style;
  const brace = isFormat ? 2 : 1;
  const offsets: number[] = [];
  let decoded = "";
  let depth = 0;
  let inString = false;
  const emit = (written: string, at: number): void => {
    for (let index = 0; index < written.length; index++) offsets.push(at);
    decoded += written;
  };
  const fill = (at: number): void => emit(inString ? "${_}" : `"${filling}"`, at);
  for (let at = start; at < most;) {
    const character = text[at]!;
    const spliced =
      inString && character === "'" && quote === '"' ? between.exec(text.slice(at, at + longestJoint)) : null;
    if (spliced) {
      fill(at);
      at += spliced[0].length;
    } else if (text.startsWith(quote, at)) {
      emit('"', at);
      inString = !inString;
      at += quote.length;
    } else if (character === '"') {
      const joined = quote === '"' ? null : joint.exec(text.slice(at, at + longestJoint));
      if (!joined) return null;
      if (joined[1] !== undefined) fill(at);
      at += joined[0].length;
    } else if (character === "\\" && hasEscapes) {
      const escaped = text[at + 1] ?? "";
      if (escaped === "\\" && text.startsWith(quote, at + 2)) emit("\\", at);
      else if (escaped !== "\n" && escaped !== "\r") emit(/[nrt]/.test(escaped) ? " " : escaped, at);
      at += 2;
    } else if (character === "\\") {
      emit(text.slice(at, at + 2), at);
      if (offsets.length > 0 && text.length > at + 1) offsets[offsets.length - 1] = at + 1;
      at += 2;
    } else if (isFormat && character === "{" && text[at + 1] !== "{") {
      const hole = filled.exec(text.slice(at, at + longestJoint));
      if (!hole) return null;
      fill(at);
      at += hole[0].length;
    } else {
      emit(character, at);
      if (!inString) {
        if (character === "{") depth++;
        else if (character === "}") depth--;
      }
      at += character === "{" || character === "}" ? brace : 1;
      if (depth === 0 && character === "}" && !inString) {
        offsets.push(at);
        return { decoded: { text: decoded, offsets, encode: encoder(style), parts: partsOf }, end: at };
      }
    }
  }
  return null;
}

function encoder({ quote, isFormat, hasEscapes }: QuotedStyle): DecodedText["encode"] {
  const unfit = isFormat ? /[$`'\\#{}]/ : quote === '""' ? /\\/ : /[$`'\\#]/;
  return (newText) =>
    unfit.test(newText) || (hasEscapes && newText.includes("\n")) ? null : newText.replaceAll('"', quote);
}

/** What languages fill in; a shell also between two strings in single quotes. IAM's own variables have a colon, or are one sign: `${aws:username}`, `${*}`. */
const filledIn =
  /'\$\{[^{}:*?$]{1,200}\}'|'\$[A-Za-z_]\w{0,100}'|\$\{[^{}:*?$]{1,200}\}|\$\([^()]{1,200}\)|\\\([^()]{1,200}\)|\$[A-Za-z_]\w{0,100}|#\{[^{}]{1,200}\}|(?<!\$)\{[^{}]{0,200}\}|%(?:\[?\d\]?\$?)?(?:[svq]|d(?![0-9a-fA-F]))/g;

/** Null where the string stands for a value that is filled in whole, or ends in between: something is put together there. */
function partsOf(value: string): readonly TextPart[] | null {
  if (value.startsWith(filling) || /[`"]/.test(value)) return null;
  const parts: TextPart[] = [];
  let at = 0;
  for (const { 0: written, index } of value.matchAll(filledIn)) {
    parts.push(value.slice(at, index), { name: written });
    at = index + written.length;
  }
  return [...parts, value.slice(at)];
}
