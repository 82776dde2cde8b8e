/** Edits of elements that stand between brackets with commas, in whatever language. */
import { type Span, startOf, type TextEdit } from "../../text";
import type { ContainerChange, Insertion } from "./plan";
import {
  type CommentSyntax,
  indentAt,
  isFirstOnLine,
  isSpace,
  type Layout,
  lineStart,
  restOfLine,
  skipSpace,
  skipTrivia,
} from "./trivia";

export interface Brackets {
  readonly text: string;
  /** From after the opening bracket to before the closing one. */
  readonly inner: Span;
  readonly comments: CommentSyntax;
  readonly layout: Layout;
  /** Writes an element; `indent` is that of its line, null where it must stay on one line. */
  readonly render: (insertion: Insertion, indent: string | null) => string;
}

/** Null where a comma or the closing bracket is missing, so that the text is broken already. */
export function separatedEdits(change: ContainerChange, brackets: Brackets): TextEdit[] | null {
  const { elements } = change;
  if (!/[\])}]/.test(brackets.text[brackets.inner.end] ?? "")) return null;
  if (elements.length === 0 || (elements.length === change.remove.size && change.insert.length === 0))
    return [refill(change, brackets)];
  const remove = new Set(change.remove);
  const edits: TextEdit[] = [];
  const appended: Insertion[] = [];
  for (const insertion of change.insert) {
    const replaced = Math.min(insertion.before, elements.length - 1);
    if (remove.has(replaced)) {
      // What comes where something goes takes its place.
      remove.delete(replaced);
      edits.push({
        span: elements[replaced]!,
        newText: brackets.render(insertion, indentFor(elements[replaced]!, brackets)),
      });
    } else if (insertion.before < elements.length) {
      edits.push(before(elements[insertion.before]!, insertion, brackets));
    } else {
      appended.push(insertion);
    }
  }
  for (const [first, last] of runs(remove, elements.length)) {
    const own =
      last < elements.length - 1
        ? removeInner(elements, first, last, brackets)
        : removeLast(elements, first, last, brackets);
    if (!own) return null;
    edits.push(...own);
  }
  if (appended.length > 0) edits.push(...append(elements.at(-1)!, appended, brackets));
  return edits;
}

/** The indentation of an element that begins its line; null for one that shares it. */
function indentFor(element: Span, { text }: Brackets): string | null {
  return isFirstOnLine(text, element.start) ? indentAt(text, element.start) : null;
}

/** Consecutive indexes that are removed, as first and last. */
export function runs(remove: ReadonlySet<number>, count: number): [number, number][] {
  const found: [number, number][] = [];
  for (let index = 0; index < count; index++) {
    if (!remove.has(index)) continue;
    const open = found.at(-1);
    if (open && open[1] === index - 1) open[1] = index;
    else found.push([index, index]);
  }
  return found;
}

/** Nothing of what stands there remains: the brackets are filled anew. */
function refill(change: ContainerChange, { text, inner, layout, render }: Brackets): TextEdit {
  if (change.insert.length === 0) return { span: inner, newText: "" };
  const outer = indentAt(text, inner.start);
  const over =
    layout.broken && (change.container.kind === "object" || /[\r\n]/.test(text.slice(inner.start, inner.end)));
  if (!over) return { span: inner, newText: change.insert.map((insertion) => render(insertion, null)).join(", ") };
  const indent = outer + layout.unit;
  const lines = change.insert.map((insertion) => layout.eol + indent + render(insertion, indent));
  return { span: inner, newText: lines.join(",") + layout.eol + outer };
}

function before(element: Span, insertion: Insertion, brackets: Brackets): TextEdit {
  const indent = indentFor(element, brackets);
  const gap = indent === null ? " " : brackets.layout.eol + indent;
  return {
    span: startOf(element),
    newText: `${brackets.render(insertion, indent)},${gap}`,
  };
}

function commaAfter(element: Span, { text, inner, comments }: Brackets): number | null {
  const at = skipTrivia(text, element.end, comments);
  return at < inner.end && text[at] === "," ? at : null;
}

function removeInner(elements: readonly Span[], first: number, last: number, brackets: Brackets): TextEdit[] | null {
  const comma = commaAfter(elements[last]!, brackets);
  if (comma === null) return null;
  const { text, comments } = brackets;
  // A comment behind the comma is about what goes; one on the next line is about what stays.
  const end = skipSpace(text, restOfLine(text, comma + 1, comments) ?? comma + 1);
  return [{ span: { start: elements[first]!.start, end }, newText: "" }];
}

function removeLast(elements: readonly Span[], first: number, last: number, brackets: Brackets): TextEdit[] | null {
  const { text, comments } = brackets;
  const comma = commaAfter(elements[first - 1]!, brackets);
  if (comma === null) return null;
  const trailing = commaAfter(elements[last]!, brackets);
  const behind = trailing === null ? elements[last]!.end : trailing + 1;
  const endOfLine = restOfLine(text, behind, comments);
  let start = elements[first]!.start;
  const lineOfFirst = lineStart(text, start);
  while (isSpace(text[start - 1])) start--;
  // Nothing may be drawn up into a comment that ends with its line.
  if (endOfLine === null && start > comma + 1) start = Math.max(start, lineOfFirst);
  const edits: TextEdit[] = [{ span: { start, end: endOfLine ?? behind }, newText: "" }];
  if (trailing === null) edits.unshift({ span: { start: comma, end: comma + 1 }, newText: "" });
  return edits;
}

function append(last: Span, insertions: readonly Insertion[], brackets: Brackets): TextEdit[] {
  const { text, comments, layout } = brackets;
  const indent = indentFor(last, brackets);
  const gap = indent === null ? " " : layout.eol + indent;
  const trailing = commaAfter(last, brackets);
  const rendered = insertions.map((insertion) => gap + brackets.render(insertion, indent)).join(",");
  const comma = trailing === null ? last.end : trailing + 1;
  const at = indent === null ? comma : (restOfLine(text, comma, comments) ?? comma);
  if (trailing !== null) return [{ span: { start: at, end: at }, newText: `${rendered},` }];
  if (at === comma) return [{ span: { start: at, end: at }, newText: `,${rendered}` }];
  return [
    { span: { start: comma, end: comma }, newText: "," },
    { span: { start: at, end: at }, newText: rendered },
  ];
}
