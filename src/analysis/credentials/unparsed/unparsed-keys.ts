/** Takes keys out of code that no grammar reads: whole elements, statements and links of chains, and proves that the rest is as it was. */
import { applyEdits, contains, linesAround, type Span, type TextEdit } from "../../text";
import { withoutDoubledBlanks } from "../code/deletion";
import type { CredentialFix } from "../fix";
import type { KeyRole } from "../names";
import { environmentEdits } from "./environment";
import { unreadImports } from "./imports";
import { type Part, Parts, type Stretch } from "./parts";
import { type Removal, removalOf } from "./removal";
import { type Style, styleOf } from "./styles";
import { readTokens, type TokenText } from "./tokens";

const removalTitle = "Remove the key; what is given none looks for credentials itself";
const environmentTitle = "Read the key from the environment, and keep it out of this file";

/** A part of a key, by what it is. */
export interface KeyPart {
  readonly span: Span;
  readonly role: KeyRole;
}

/**
 * Takes a key away where what is left looks for credentials itself; else lets the program read it from its environment.
 * Nothing where neither is known to be right. `reads` tells whether an edited text can still be parsed.
 */
export function unparsedFixes(
  name: string,
  text: string,
  keys: readonly KeyPart[],
  reads: (changed: string) => boolean,
): CredentialFix[] {
  const style = styleOf(name);
  const source = style && readTokens(text, style);
  if (!style || !source) return [];
  const parts = new Parts(source);
  const removal = removalOf(
    parts,
    name,
    keys.map(({ span }) => span),
  );
  const fixes = [
    { title: removalTitle, edits: removal && editsOf(parts, removal) },
    { title: environmentTitle, edits: environmentEdits(parts, name, keys) },
  ];
  for (const { title, edits } of fixes)
    if (edits && isSound(source, style, edits, keys) && reads(applyEdits(text, edits)))
      return [{ title, kind: "suggestion", edits }];
  return [];
}

function editsOf(code: Parts, { parts, links, replaced }: Removal): TextEdit[] | null {
  const spans: Span[] = [];
  for (const link of links) {
    const span = linkSpan(code, link);
    if (!span) return null;
    spans.push(span);
  }
  const byGroup = new Map<number, Part[]>();
  for (const part of parts) byGroup.set(part.group, [...(byGroup.get(part.group) ?? []), part]);
  for (const [group, own] of byGroup) {
    const all = code.partsOf(group);
    if (code.isList(group) && all.every((part) => parts.has(part))) {
      // All that the brackets hold goes, with the space between them.
      const close = code.token(code.token(group)!.partner)!;
      spans.push({ start: code.token(group)!.end, end: close.start });
      continue;
    }
    for (const part of own) {
      if (!part.isElement) spans.push(statementSpan(code, part));
      else {
        const span = elementSpan(code, code.elementsWith(part), part, parts);
        if (!span) return null;
        spans.push(...span);
      }
    }
  }
  const edits = joined(spans).map((span): TextEdit => ({ span, newText: "" }));
  edits.sort((a, b) => a.span.start - b.span.start);
  for (const { shape, value, by } of replaced.values()) {
    const name = /[A-Za-z_][\w-]{0,60}(?=\W{0,8}$)/.exec(code.text(shape.lhs!));
    if (!name) return null;
    const start = code.token(shape.lhs!.first)!.start + name.index;
    edits.push({ span: { start, end: start + name[0].length }, newText: by[0] });
    edits.push({ span: { start: code.token(value.first)!.start, end: code.token(value.last)!.end }, newText: by[1] });
  }
  edits.push(...unreadImports(code.source.text, edits));
  return edits.sort((a, b) => a.span.start - b.span.start);
}

/** A link with its lines, or with the space before it; null where a comment stands in that. */
function linkSpan(code: Parts, { first, last }: Stretch): Span | null {
  const { text, comments } = code.source;
  const span = { start: code.token(first)!.start, end: code.token(last)!.end };
  const lines = wholeLines(text, span.start, span.end);
  if (lines) return lines;
  const before = { start: code.token(first - 1)!.end, end: span.end };
  return comments.some((comment) => contains(before, comment)) ? null : before;
}

/** A statement with its line, or with the space behind it where others share the line. */
function statementSpan(code: Parts, part: Stretch): Span {
  const { text } = code.source;
  const start = code.token(part.first)!.start;
  const { end } = code.token(part.last)!;
  const lines = wholeLines(text, start, end);
  return lines
    ? withoutDoubledBlanks(text, lines)
    : { start, end: end + /^[ \t]*/.exec(text.slice(end, end + 200))![0].length };
}

/** An element with its comma; the last one with the comma before it. Null for all that a bracket holds, where no bracket is around it. */
function elementSpan(code: Parts, all: readonly Part[], part: Part, gone: ReadonlySet<Part>): Span[] | null {
  const { text } = code.source;
  const at = all.indexOf(part);
  const start = code.token(part.first)!.start;
  const end = code.token(part.comma ?? part.last)!.end;
  const before = all.slice(0, at).findLast((one) => !gone.has(one));
  const isLast = all.slice(at + 1).every((one) => gone.has(one));
  if (!isLast || part.comma !== null) {
    const lines = wholeLines(text, start, end);
    if (lines) return [lines];
    // The comma of the last one stays with the one before it.
    if (!isLast) return [{ start, end: end + /^\s*/.exec(text.slice(end, end + 500))![0].length }];
  }
  if (!before) return null;
  return [{ start: code.token(before.last)!.end, end: code.token(part.last)!.end }];
}

/** The lines of a stretch with their break, where nothing else but a comment stands on them. */
function wholeLines(text: string, start: number, end: number): Span | null {
  const lines = linesAround(text, { start, end });
  const isAlone =
    text.slice(lines.start, start).trim() === "" &&
    /^[ \t;]*(?:(?:\/\/|#|--|%).*)?\r?$/.test(text.slice(end, lines.end).replace(/\n$/, ""));
  return isAlone ? lines : null;
}

/** In the order of the text, those that overlap or lie within another made into one. */
function joined(spans: readonly Span[]): Span[] {
  const all: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const last = all.at(-1);
    if (last && span.start <= last.end) all[all.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    else all.push(span);
  }
  return all;
}

/** Whether the rest of the tokens is what it was, no comma stands alone, and no part of the key is left. */
function isSound(before: TokenText, style: Style, edits: readonly TextEdit[], keys: readonly KeyPart[]): boolean {
  const after = readTokens(applyEdits(before.text, edits), style);
  if (!after || !keys.every((key) => edits.some(({ span }) => contains(span, key.span)))) return false;
  const gone = edits.map(({ span }) => span);
  const inserted = insertedBy(edits);
  const kept = before.tokens.filter((token) => !overlaps(token, gone));
  const now = after.tokens.filter((token) => !overlaps(token, inserted));
  const comments = before.comments.filter((comment) => !overlaps(comment, gone));
  return (
    kept.length === now.length &&
    comments.length === after.comments.length &&
    kept.every((token, index) => token.kind === now[index]!.kind && token.text === now[index]!.text) &&
    loneCommas(after) <= loneCommas(before)
  );
}

/** Where what edits put in stands afterwards. */
function insertedBy(edits: readonly TextEdit[]): Span[] {
  let shift = 0;
  return edits.flatMap(({ span, newText }) => {
    const start = span.start + shift;
    shift += newText.length - (span.end - span.start);
    return newText === "" ? [] : [{ start, end: start + newText.length }];
  });
}

function overlaps(span: Span, others: readonly Span[]): boolean {
  return others.some((other) => span.start < other.end && other.start < span.end);
}

/** How many commas have nothing before them, or another sign that ends something behind them. */
function loneCommas({ tokens }: TokenText): number {
  return tokens.filter(({ kind, text }, at) => {
    if (kind !== "sign" || text !== ",") return false;
    const [before, next] = [tokens[at - 1], tokens[at + 1]];
    return before === undefined || before.kind === "open" || (next?.kind === "sign" && /^[,;]$/.test(next.text));
  }).length;
}
