/** Takes nodes out of a text so that what is left looks as if they had never been there. */
import type { Language } from "../../code/language";
import { partsOfList, type SyntaxNode, type SyntaxTree } from "../../source/syntax-tree";
import { spanOf, startOfLine, type TextEdit } from "../../text";
import type { Replacement } from "./key-use";

/** Edits that take away the nodes, or put what replaces them in their place: parts of lists with their commas, statements with their lines. Null where one is neither. */
export function deletionEdits(
  tree: SyntaxTree,
  language: Language,
  nodes: ReadonlySet<SyntaxNode>,
  replacements: ReadonlyMap<SyntaxNode, Replacement>,
): TextEdit[] | null {
  const byParent = new Map<SyntaxNode, Set<SyntaxNode>>();
  const edits: TextEdit[] = [];
  for (const node of nodes) {
    const replacement = replacements.get(node);
    if (replacement) {
      edits.push(...replacementEdits(tree, replacement));
      continue;
    }
    if (!node.parent) return null;
    const siblings = byParent.get(node.parent) ?? new Set();
    byParent.set(node.parent, siblings.add(node));
  }
  for (const [parent, removed] of byParent) {
    if (language.lists.has(parent.type)) edits.push(...listEdits(tree, parent, removed));
    else if (language.blocks.has(parent.type)) edits.push(...blockEdits(tree, language, parent, removed));
    else if (isLoneStatement(parent, removed))
      for (const { start, end } of removed) edits.push({ span: { start, end }, newText: "{}" });
    else return null;
  }
  return edits;
}

function replacementEdits(tree: SyntaxTree, { node, by }: Replacement): TextEdit[] {
  if (typeof by === "string") return [{ span: spanOf(node), newText: by }];
  // A comment at the end of the line belongs to what is kept.
  const comment = firstComment(node, by.end);
  const from = comment && !tree.text.slice(by.end, comment.start).includes("\n") ? comment.end : by.end;
  return [
    { start: node.start, end: by.start },
    { start: from, end: node.end },
  ]
    .filter(({ start, end }) => start < end)
    .map((span) => ({ span, newText: "" }));
}

/** The first comment in a node that begins there or later. */
function firstComment(node: SyntaxNode, from: number): SyntaxNode | null {
  for (const child of node.children) {
    if (child.end <= from) continue;
    const found = child.type === "comment" ? (child.start >= from ? child : null) : firstComment(child, from);
    if (found) return found;
  }
  return null;
}

/** A statement that is all there is to an `if` or a loop cannot just go: the next one would take its place. */
function isLoneStatement(parent: SyntaxNode, removed: ReadonlySet<SyntaxNode>): boolean {
  return (
    /^(?:if_statement|else_clause|while_statement|for_statement|for_in_statement)$/.test(parent.type) &&
    [...removed].every(({ type }) => type === "expression_statement")
  );
}

/** Runs of neighbours that go together: the index of the first and of the last. */
function runsOf(parts: readonly SyntaxNode[], removed: ReadonlySet<SyntaxNode>): { first: number; last: number }[] {
  const runs: { first: number; last: number }[] = [];
  parts.forEach((part, index) => {
    if (!removed.has(part)) return;
    const open = runs.at(-1);
    if (open && open.last === index - 1) open.last = index;
    else runs.push({ first: index, last: index });
  });
  return runs;
}

function listEdits(tree: SyntaxTree, list: SyntaxNode, removed: ReadonlySet<SyntaxNode>): TextEdit[] {
  const parts = partsOfList(list);
  if (parts.every((part) => removed.has(part))) return [emptied(list, parts)];
  const commaAfter = commasOf(list);
  const edits: TextEdit[] = [];
  for (const { first, last } of runsOf(parts, removed)) {
    const comma = commaAfter.get(parts[last]!) ?? null;
    const lines = wholeLines(tree.text, parts[first]!.start, (comma ?? parts[last]!).end);
    const isLast = last === parts.length - 1;
    if (lines) {
      edits.push({ span: lines, newText: "" });
      const before = isLast && !comma && first > 0 ? commaAfter.get(parts[first - 1]!) : null;
      if (before) edits.push({ span: spanOf(before), newText: "" });
    } else if (isLast) edits.push({ span: { start: parts[first - 1]!.end, end: parts[last]!.end }, newText: "" });
    else
      edits.push({
        span: { start: parts[first]!.start, end: afterSpace(tree.text, comma?.end ?? parts[last]!.end) },
        newText: "",
      });
  }
  return edits;
}

/** Everything between the brackets; where there are none, the parts. */
function emptied(list: SyntaxNode, parts: readonly SyntaxNode[]): TextEdit {
  const open = list.children[0]!;
  const close = list.children.at(-1)!;
  const bracketed = !open.named && !close.named && open !== close;
  return {
    span: bracketed ? { start: open.end, end: close.start } : { start: parts[0]!.start, end: parts.at(-1)!.end },
    newText: "",
  };
}

/** By the parts of a list: the commas that follow them. */
function commasOf(list: SyntaxNode): ReadonlyMap<SyntaxNode, SyntaxNode> {
  const commas = new Map<SyntaxNode, SyntaxNode>();
  let before: SyntaxNode | null = null;
  for (const child of list.children) {
    if (child.type === "comment") continue;
    if (before && child.type === ",") commas.set(before, child);
    before = child;
  }
  return commas;
}

function afterSpace(text: string, at: number): number {
  let end = at;
  while (/\s/.test(text[end] ?? "")) end++;
  return end;
}

/** The lines of a stretch with their end, where nothing else stands on them but a comment behind it. */
function wholeLines(text: string, start: number, end: number): { start: number; end: number } | null {
  const from = startOfLine(text, start);
  if (text.slice(from, start).trim() !== "") return null;
  // A comment to the end of the line goes with what stands before it.
  const lineRest = /[ \t;]*(?:(?:\/\/|#)[^\r\n]*|\/\*[^*\r\n]*\*+(?:[^*/\r\n][^*\r\n]*\*+)*\/[ \t]*)?(?:\r?\n|$)/y;
  lineRest.lastIndex = end;
  const rest = lineRest.exec(text);
  return rest && { start: from, end: end + rest[0].length };
}

function blockEdits(
  tree: SyntaxTree,
  language: Language,
  block: SyntaxNode,
  removed: ReadonlySet<SyntaxNode>,
): TextEdit[] {
  // The value of a `case` is no statement.
  const statements = block.children.filter((child) => child.named && child.field !== "value");
  const isEmptied = statements.every((statement) => removed.has(statement) || statement.type === "comment");
  const edits = runsOf(statements, removed).map(({ first, last }) =>
    statementEdit(tree.text, statements[first]!.start, statements[last]!.end),
  );
  if (!isEmptied || language.emptyBlock === null || !block.parent) return edits;
  const { start } = statements.find((statement) => removed.has(statement))!;
  const end = statements.findLast((statement) => removed.has(statement))!.end;
  return [{ span: { start, end }, newText: language.emptyBlock }];
}

function statementEdit(text: string, start: number, end: number): TextEdit {
  const lines = wholeLines(text, start, end);
  if (!lines) {
    // Others share the line.
    let to = end;
    while (text[to] === " " || text[to] === "\t") to++;
    return { span: { start, end: to }, newText: "" };
  }
  return { span: withoutDoubledBlanks(text, lines), newText: "" };
}

/** Blank lines on both sides of what goes would add up: the smaller number goes with it. */
export function withoutDoubledBlanks(
  text: string,
  lines: { start: number; end: number },
): { start: number; end: number } {
  const before = /(?:^|\n)((?:[ \t]*\r?\n)*)$/.exec(text.slice(Math.max(0, lines.start - 200), lines.start))?.[1] ?? "";
  const after = /^(?:[ \t]*\r?\n)*/.exec(text.slice(lines.end, lines.end + 200))![0];
  const blanksBefore = before.split("\n").length - 1;
  const blanksAfter = after.split("\n").length - 1;
  // At the end of the text nothing comes after them.
  if (text.slice(lines.end, lines.end + 200).trim() === "")
    return { start: lines.start - before.length, end: lines.end };
  const opensBlock =
    lines.start === 0 ||
    (blanksBefore === 0 && /[{:(]\s*$/.test(text.slice(Math.max(0, lines.start - 40), lines.start)));
  const surplus = opensBlock ? blanksAfter : Math.min(blanksBefore, blanksAfter);
  const dropped = after
    .split("\n")
    .slice(0, surplus)
    .reduce((length, line) => length + line.length + 1, 0);
  return { start: lines.start, end: lines.end + dropped };
}
