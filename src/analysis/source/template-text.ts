/** JSON that some tool fills in before anybody reads it: `${jsonencode(x)}`, `$NAME`, `%{ if x }`, `{{ x }}`, `{% if x %}`, `<%= x %>`. */
import type { Span } from "../text";
import type { ValueNode } from "../value";
import { substitutions, textNode, unknown } from "./intrinsics";
import { type JsonTree, parseJson } from "./json-tree";
import { plainText } from "./placeholders";

/** Stands, in quotes, for a value that is filled in whole. */
const filling = "\uE000";

const marks: readonly (readonly [string, string])[] = [
  ["${", "}"],
  ["%{", "}"],
  ["{{", "}}"],
  ["{%", "%}"],
  ["<%", "%>"],
];

/** Templates of Go, Jinja and ERB leave `${Name}` alone. */
const ofOtherTools = /\{\{|\{%|<%/;

/** Whether the name of a file says that Terraform fills it in. */
export function isTerraformTemplate(name: string): boolean {
  return /\.(?:tftpl|tpl)$/i.test(name);
}

/** The tree of a text that Terraform fills in, though it may be JSON as it stands: `"${action}"` is no variable of IAM's there. */
export function parseTerraformTemplate(text: string): JsonTree {
  return parseTemplate(text) ?? parseJson(text, { string });
}

export interface Fillings {
  /** What a string is, with what is filled into it. */
  string(span: Span, value: string): ValueNode;
  /** What is filled in as a whole, by what is written there: `${jsonencode(actions)}`. Null where that is not known. */
  whole(written: string, at: Span): ValueNode | null;
}

/** The tree of such a text, with what is filled in left open where nobody tells it; null for a text in which nothing is filled in beside its strings. */
export function parseTemplate(text: string, fillings: Fillings | null = null): JsonTree | null {
  const masked = withoutMarks(text);
  if (masked === null) return null;
  const read = (span: Span, value: string): ValueNode => {
    if (!fillings) return string(span, value);
    if (!value.startsWith(filling)) return fillings.string(span, value);
    return fillings.whole(text.slice(span.start, span.end), span) ?? unknown(span);
  };
  const tree = parseJson(masked, { string: read, areSubsOwn: !fillings && ofOtherTools.test(text) });
  // What is left of the syntax is the template's matter.
  return { ...tree, problems: [], trailingCommas: [] };
}

function string(span: Span, value: string): ValueNode {
  if (value.startsWith(filling)) return unknown(span);
  const read = plainText(span, value);
  if (read.kind !== "string" || !value.includes("${")) return read;
  // `$${` is how a Terraform template writes `${`, and IAM's variables have a colon.
  return textNode(
    span,
    value
      .split("$${")
      .flatMap((stretch, index) => [
        ...(index === 0 ? [] : ["${"]),
        ...substitutions(stretch).map((part) =>
          typeof part !== "string" && part.name.includes(":") ? `\${${part.name}}` : part,
        ),
      ]),
  );
}

/** The text, as long as before, with values for what is filled in as a value and blanks for all else that is the template's. */
function withoutMarks(text: string): string | null {
  const parts: string[] = [];
  let [at, from, before] = [0, 0, ""];
  let inString = false;
  let isTemplate = false;
  let unclosed = 0;
  while (at < text.length) {
    const character = text[at]!;
    const mark = marks.find(([open]) => text.startsWith(open, at));
    const end = mark ? endOf(text, at + 2, mark[1]) : character === "$" && !inString ? endOfName(text, at) : -1;
    if (mark && end < 0 && ++unclosed > mostUnclosed) return null;
    if (end > 0) {
      const written = text.slice(at, end);
      const isQuoted = inString && /["\n]/.test(written);
      if (!inString || isQuoted) {
        isTemplate = true;
        const isValue = !inString && written.length > 2 && /[:,[]/.test(before) && endsValue(text, end);
        parts.push(
          text.slice(from, at),
          inString
            ? `\${${"_".repeat(Math.max(0, written.length - 3))}}`
            : isValue
              ? `"${filling.repeat(written.length - 2)}"`
              : " ".repeat(written.length),
        );
        if (isValue) before = '"';
        from = end;
      }
      at = end;
      continue;
    }
    if (inString && character === "\\") at++;
    else if (character === '"') inString = !inString;
    if (!/\s/.test(character)) before = character;
    at++;
  }
  return isTemplate ? [...parts, text.slice(from)].join("") : null;
}

/** Where `$STATEMENT` ends, which stands for a value; -1 where it is none. */
function endOfName(text: string, start: number): number {
  const name = /^\$[A-Za-z_]\w{0,60}/.exec(text.slice(start, start + longestName))?.[0];
  return name === undefined ? -1 : start + name.length;
}

const longestName = 64;
/** Longer ones nobody writes. */
const longestMark = 1_000;
/** A text full of beginnings is no template, and is not read again at each. */
const mostUnclosed = 1_000;

/** Where a mark ends, past what stands in quotes and braces in it; -1 where it does not. */
function endOf(text: string, start: number, close: string): number {
  let depth = 0;
  for (let at = start; at < Math.min(text.length, start + longestMark); at++) {
    if (depth === 0 && text.startsWith(close, at)) return at + close.length;
    if (text[at] === "{") depth++;
    else if (text[at] === "}") depth--;
  }
  return -1;
}

function endsValue(text: string, end: number): boolean {
  for (let at = end; at < text.length; at++) if (!/\s/.test(text[at]!)) return /[,\]}]/.test(text[at]!);
  return true;
}
