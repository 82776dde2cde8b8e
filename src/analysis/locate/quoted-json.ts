/**
 * Policies written out as JSON in the text of another language: in a raw string of Go, a verbatim string of C#, a text
 * block of Java, a here-document of a shell. The language itself is not read: what is no JSON as it stands is left alone.
 */
import type { DecodedText } from "../source/decoded-text";
import type { Form } from "../source/forms";
import { parseJson } from "../source/json-tree";
import type { Source } from "../source/source";
import { firstFrom, type Span } from "../text";
import type { TextPart } from "../value";
import { locateEmbedded } from "./embedded";
import type { Located, LocatedPolicy } from "./located";
import { jsonWriter } from "./write/json-writer";

const forms: ReadonlySet<Form> = new Set<Form>(["csharp", "go", "java", "php", "ruby", "rust", "shell", "powershell"]);
const otherLanguages = /\.(?:kts?|scala|groovy|gradle|swift|dart|exs?|fs|lua|pl|jl|clj)$/i;
/** Tests say what a policy looks like, often a broken one, and nobody deploys it. */
const tests =
  /(?:^|[\\/])(?:tests?|specs?|testdata|__tests__)[\\/]|(?:[_.-](?:test|spec)|(?<=[a-z0-9])(?:Tests?|Spec))\.\w{1,8}$/;

/** Whether policies of a document are looked for in this way. */
export function mayQuotePolicy({ name, text }: { readonly name: string; readonly text: string }, form: Form): boolean {
  return (
    (forms.has(form) || (form === "text" && otherLanguages.test(name))) &&
    !tests.test(name) &&
    /"Statement""?\s{0,20}:/.test(text) &&
    /"Effect""?\s{0,20}:/.test(text)
  );
}

/** How a policy begins. C# doubles the quotes in its verbatim strings. */
const beginning = /\{\s{0,400}"("?)(?:Version|Id|Statement)"\1\s{0,40}:/g;
const commented = /^\s*(?:\/\/|\/?\*|#|--|;)/;
/** No policy that AWS takes is longer, indented generously; and so many may be left open before a text is given up. */
const longest = 40_000;
const mostUnclosed = 20;

/** The policies that stand as JSON in such a text. */
export function locateQuoted({ text }: Source): Located {
  const policies: LocatedPolicy[] = [];
  const comments = blockComments(text);
  let from = 0;
  let unclosed = 0;
  for (const match of text.matchAll(beginning)) {
    const start = match.index;
    const comment = comments[firstFrom(comments, start, (one) => one.start) - 1];
    if (start < from || isCommented(text, start) || (comment && start < comment.end)) continue;
    const end = endOfObject(text, start, match[1] === "" ? '"' : '""');
    if (end < 0) {
      if (++unclosed > mostUnclosed) break;
      continue;
    }
    from = end;
    const decoded = match[1] === "" ? written(text, start, end) : verbatim(text, start, end);
    if (parseJson(decoded.text).problems.length === 0)
      policies.push(...locateEmbedded(decoded, {}, jsonWriter).policies);
  }
  return { policies, problems: [] };
}

function isCommented(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - longestLine), at);
  return commented.test(before.slice(before.lastIndexOf("\n") + 1));
}

const longestLine = 1000;

/** Those that begin a line: elsewhere an ARN may end in what begins one. */
function blockComments(text: string): readonly Span[] {
  const found: Span[] = [];
  for (const { index } of text.matchAll(/^[ \t]{0,100}\/\*/gm)) {
    if (index < (found.at(-1)?.end ?? 0)) continue;
    const end = text.indexOf("*/", index);
    found.push({ start: index, end: end < 0 ? text.length : end });
  }
  return found;
}

/** Behind the bracket that closes the object; -1 where none does. */
function endOfObject(text: string, start: number, quote: string): number {
  let depth = 0;
  let inString = false;
  const most = Math.min(text.length, start + longest);
  for (let at = start; at < most; at++) {
    const character = text[at]!;
    if (text.startsWith(quote, at)) {
      inString = !inString;
      at += quote.length - 1;
    } else if (inString) {
      if (character === "\\") at++;
    } else if (character === "{") depth++;
    else if (character === "}" && --depth === 0) return at + 1;
    else if (character === '"') return -1;
  }
  return -1;
}

function written(text: string, start: number, end: number): DecodedText {
  return {
    text: text.slice(start, end),
    offsets: Array.from({ length: end - start + 1 }, (_, at) => start + at),
    encode: (newText) => (/[$`'\\#]/.test(newText) ? null : newText),
    parts: partsOf,
  };
}

function verbatim(text: string, start: number, end: number): DecodedText {
  const offsets: number[] = [];
  let decoded = "";
  for (let at = start; at < end; at++) {
    offsets.push(at);
    decoded += text[at]!;
    if (text.startsWith('""', at)) at++;
  }
  offsets.push(end);
  return {
    text: decoded,
    offsets,
    encode: (newText) => (newText.includes("\\") ? null : newText.replaceAll('"', '""')),
    parts: partsOf,
  };
}

/** What languages fill in. IAM's own variables have a colon, or are one sign: `${aws:username}`, `${*}`. */
const filledIn =
  /\$\{[^{}:*?$]{1,200}\}|\$\([^()]{1,200}\)|\\\([^()]{1,200}\)|\$[A-Za-z_]\w{0,100}|#\{[^{}]{1,200}\}|(?<!\$)\{[^{}]{0,200}\}|%(?:\[?\d\]?\$?)?(?:[svq]|d(?![0-9a-fA-F]))/g;

/** Null where the string ends in between: something is put together there. */
function partsOf(value: string): readonly TextPart[] | null {
  if (/[`"]/.test(value)) return null;
  const parts: TextPart[] = [];
  let at = 0;
  for (const { 0: written, index } of value.matchAll(filledIn)) {
    parts.push(value.slice(at, index), { name: written });
    at = index + written.length;
  }
  return [...parts, value.slice(at)];
}
