/**
 * Policies written out as JSON in the text of another language: in a raw string of Go, a verbatim string of C#, a text
 * block of Java, a here-document of a shell. The language itself is not read: what is no JSON as it stands is left alone.
 */
import type { DecodedText } from "../source/decoded-text";
import type { Form } from "../source/forms";
import { parseJson } from "../source/json-tree";
import { plainText } from "../source/placeholders";
import { decodeQuoted, type QuotedStyle } from "../source/quoted-text";
import type { Source } from "../source/source";
import { isTestFile } from "../source/test-files";
import { firstFrom, type Span } from "../text";
import type { TextPart } from "../value";
import { locateEmbedded } from "./embedded";
import { isFrame } from "./frame";
import type { Located, LocatedPolicy } from "./located";
import { jsonWriter } from "./write/json-writer";

const forms: ReadonlySet<Form> = new Set<Form>(["csharp", "go", "java", "php", "ruby", "rust", "shell", "powershell"]);
const otherLanguages = /\.(?:kts?|scala|groovy|gradle|swift|dart|exs?|fs|lua|pl|jl|clj)$/i;

/** Whether policies of a document are looked for in this way. */
export function mayQuotePolicy({ name, text }: { readonly name: string; readonly text: string }, form: Form): boolean {
  return (forms.has(form) || (form === "text" && otherLanguages.test(name))) && !isTestFile(name) && quotesPolicy(text);
}

/** Whether a text seems to have a policy in JSON in it. */
export function quotesPolicy(text: string): boolean {
  return /"Effect(?:""?|\\")\s{0,20}:/.test(text) && /"(?:Statement|(?:Not)?Action)(?:""?|\\")\s{0,20}:/.test(text);
}

/** How a policy begins: with its first element, in quotes as the language has them. A format doubles its braces. */
const beginning =
  /\{(\{)?(?:\s|\\[nrt]|"\s{0,200}[+.&]\s{0,200}[$@]{0,2}"){0,400}("|""|\\")(?:Version|Id|Statement|Sid|Effect)\2\s{0,40}:/g;
const commented = /^\s*(?:\/\/|\/?\*|#|--|;)/;
/** No policy that AWS takes is longer, indented generously; and so many may be left open before a text is given up. */
const longest = 40_000;
const mostUnclosed = 20;

/** The policies that stand as JSON in such a text. */
export function locateQuoted({ text }: Pick<Source, "text">): Located {
  const policies: LocatedPolicy[] = [];
  const comments = blockComments(text);
  let from = 0;
  let unclosed = 0;
  for (const match of text.matchAll(beginning)) {
    const start = match.index;
    const comment = comments[firstFrom(comments, start, (one) => one.start) - 1];
    if (start < from || isCommented(text, start) || (comment && start < comment.end)) continue;
    const quote = match[2] as QuotedStyle["quote"];
    const style = { quote, isFormat: match[1] !== undefined, hasEscapes: quote === '\\"' };
    const read = decodeQuoted(text, start, Math.min(text.length, start + longest), style);
    if (!read) {
      if (++unclosed > mostUnclosed) break;
      continue;
    }
    from = read.end;
    const decoded = parseJson(read.decoded.text).problems.length === 0 ? read.decoded : withOpenValues(read.decoded);
    if (decoded)
      policies.push(...locateEmbedded(decoded, {}, jsonWriter).policies.filter(({ root }) => !isFrame(root)));
  }
  return { policies, problems: [] };
}

/** Stands, in quotes, for a value that is filled in whole. */
const filling = "\uE000";

/** The text with open values for `%s` and `{{ .Name }}` where they are values, as long as before; null where it is no JSON then either. */
function withOpenValues(decoded: DecodedText): DecodedText | null {
  const { text } = decoded;
  let [at, from, written] = [0, 0, ""];
  let inString = false;
  for (; at < text.length; at++) {
    const character = text[at];
    if (character === '"') inString = !inString;
    else if (character === "\\" && inString) at++;
    else if (!inString && (character === "%" || character === "{")) {
      const hole = /^(?:%[svq]|\{\{[^{}"\n]{1,200}\}\})/.exec(text.slice(at, at + longestHole))?.[0];
      if (hole === undefined) continue;
      written += `${text.slice(from, at)}"${filling.repeat(hole.length - 2)}"`;
      from = at + hole.length;
      at = from - 1;
    }
  }
  const filled = written + text.slice(from);
  return from === 0 || parseJson(filled).problems.length > 0
    ? null
    : { ...decoded, text: filled, parts: (value) => (/^\uE000*$/.test(value) ? null : partsOf(value)) };
}

const longestHole = 210;

function partsOf(value: string): readonly TextPart[] {
  const read = plainText({ start: 0, end: 0 }, value);
  return read.kind === "template" ? read.parts : [value];
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
