/** The name or value around a cursor in a text that may be half-written; told from its line alone, whatever the form. */
import { elementNote } from "../../analysis/knowledge/policy-elements";
import type { PolicyForm } from "../../analysis/locate/locate";
import { leading, trailing } from "../../analysis/scan";

export interface Token {
  /** Of the content, without quotes. */
  readonly start: number;
  readonly end: number;
  /** The content as written. */
  readonly text: string;
  /** What it is quoted with; '' for a bare one. */
  readonly quote: string;
  /** Whether the closing quote is there. */
  readonly closed: boolean;
  /** Whether a separator between key and value follows, so that it is a key. */
  readonly isKey: boolean;
  /** Another entry follows at once, with no comma between. */
  readonly isFollowed: boolean;
  /** Characters before it on its line. */
  readonly column: number;
  /** Those of them that are blank, from the beginning of the line. */
  readonly indent: number;
}

const quotes: Readonly<Record<"json" | "yaml" | "hcl" | "code", string>> = {
  json: '"',
  yaml: "\"'",
  hcl: '"',
  code: "\"'`",
};

/** The innermost first: JSON may stand in a string of another language. */
export function tokensAt(text: string, offset: number, form: PolicyForm): readonly Token[] {
  const before = text.slice(0, offset);
  const lineStart = Math.max(before.lastIndexOf("\n"), before.lastIndexOf("\r")) + 1;
  const rest = /[\r\n]/.exec(text.slice(offset, offset + longestLine));
  const lineEnd = rest ? offset + rest.index : Math.min(text.length, offset + longestLine);
  const kind = form === "json" || form === "yaml" || form === "hcl" ? form : "code";
  const from = Math.max(lineStart, offset - longestLine);
  const outer = openQuote(text, from, offset, quotes[kind], kind === "yaml");
  if (outer < 0) return [bareToken(text, lineStart, offset, lineEnd, kind) ?? []].flat();
  const inner = text[outer] === '"' ? -1 : openQuote(text, outer + 1, offset, '"', false);
  return [
    ...(inner < 0 ? [] : [quotedToken(text, inner, offset, lineStart, lineEnd)]),
    quotedToken(text, outer, offset, lineStart, lineEnd),
  ];
}

/** No line of a policy that somebody types in is longer; of a minified one this much is enough on either side. */
const longestLine = 20_000;

/** Where the string begins in which the cursor stands; -1 where it stands in none. */
function openQuote(text: string, from: number, offset: number, known: string, isYaml: boolean): number {
  let open = -1;
  for (let at = from; at < offset; at++) {
    const character = text[at]!;
    if (open >= 0) {
      // YAML's single quotes know no escapes.
      if (character === "\\" && !(isYaml && text[open] === "'")) at++;
      else if (character === text[open]) open = -1;
    } else if (known.includes(character)) {
      // Python's triple quotes: what is inside is read as lines of its own.
      if (text.startsWith(character.repeat(3), at)) at += 2;
      // In YAML an apostrophe within a word is no quote.
      else if (!isYaml || at === from || /[\s[{,:!-]/.test(text[at - 1]!)) open = at;
    }
  }
  return open;
}

function quotedToken(text: string, open: number, offset: number, lineStart: number, lineEnd: number): Token {
  const quote = text[open]!;
  let close = offset;
  while (close < lineEnd && text[close] !== quote) close += text[close] === "\\" ? 2 : 1;
  // Another string that begins on the same line is not the end of this one.
  const closed = close < lineEnd && !/\w/.test(text[close + 1] ?? "");
  const end = closed ? close : offset + /^[\w:*?/.@-]*/.exec(text.slice(offset, lineEnd))![0].length;
  return {
    start: open + 1,
    end,
    text: text.slice(open + 1, end),
    quote,
    closed,
    isKey: isFollowedBySeparator(text, closed ? end + 1 : end),
    isFollowed: isFollowedByEntry(text, closed ? end + 1 : end),
    column: open - lineStart,
    indent: indentOf(text, lineStart, open),
  };
}

function bareToken(
  text: string,
  lineStart: number,
  offset: number,
  lineEnd: number,
  kind: keyof typeof quotes,
): Token | null {
  const ofWord = kind === "yaml" ? /[^\s,[\]{}()"'`#]/ : /[\w$]/;
  const before = trailing(text.slice(Math.max(lineStart, offset - 300), offset), ofWord).replace(/^-+/, "");
  const after = leading(text.slice(offset, Math.min(lineEnd, offset + 300)), ofWord);
  const whole = before + after;
  // `Effect:` is a key, with its colon behind it; right behind that colon nothing can stand.
  if (kind === "yaml" && after === "" && /^[A-Za-z]+:$/.test(before) && elementNote(before.slice(0, -1))) return null;
  const isYamlKey = kind === "yaml" && after.endsWith(":") && whole.length > 1;
  const start = offset - before.length;
  const end = offset + after.length - (isYamlKey ? 1 : 0);
  return {
    start,
    end,
    text: text.slice(start, end),
    quote: "",
    closed: true,
    isKey: isFollowedBySeparator(text, end),
    isFollowed: isFollowedByEntry(text, end),
    column: start - lineStart,
    indent: indentOf(text, lineStart, start),
  };
}

const indentOf = (text: string, lineStart: number, end: number): number =>
  leading(text.slice(lineStart, end), /[ \t]/).length;

function isFollowedByEntry(text: string, at: number): boolean {
  return /^\s*["'\w{]/.test(text.slice(at, at + 2000));
}

function isFollowedBySeparator(text: string, at: number): boolean {
  return /^[ \t]*(?::(?:\W|$)|=(?:[^=]|$))/.test(text.slice(at, at + 40));
}
