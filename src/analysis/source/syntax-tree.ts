/** A syntax tree as plain data: copied out of the parser's memory at once, so that nothing has to be freed later. */
import type { Language } from "web-tree-sitter";

import type { Span } from "../text";
import type { Cursor, Grammar, Parsers } from "./grammar";

export interface SyntaxNode {
  readonly type: string;
  /** Whether the grammar names it; punctuation and keywords are not named. */
  readonly named: boolean;
  /** What it is to its parent: `left`, `value`, `arguments`. */
  readonly field: string | null;
  readonly start: number;
  readonly end: number;
  readonly parent: SyntaxNode | null;
  readonly children: readonly SyntaxNode[];
}

export interface SyntaxTree {
  readonly text: string;
  readonly root: SyntaxNode;
  /** Every node, parents before children, in the order of the text. */
  readonly nodes: readonly SyntaxNode[];
}

/** Larger texts are searched for keys, but not parsed. */
export const longestParsed = 1_000_000;

/**
 * Null where the grammar is not loaded, or the text is too large.
 * @param before another text that this one is put behind: the offsets are those in both together
 */
export function readSyntax(parsers: Parsers, grammar: Grammar, text: string, before = ""): SyntaxTree | null {
  if (text.length > longestParsed) return null;
  const tree = parsers.parse(grammar, text);
  if (!tree) return null;
  const cursor = tree.cursor();
  try {
    const nodes: SyntaxNode[] = [];
    copy(text, cursor, nodes, kindsOf(tree.language), before.length);
    return { text: before + text, root: nodes[0]!, nodes };
  } finally {
    cursor.delete();
    tree.delete();
  }
}

type Kind = Pick<SyntaxNode, "type" | "named">;
const kinds = new WeakMap<Language, Map<number, Kind>>();

/** The kinds of nodes of a language by their id: each is asked for once, for every question to the cursor costs. */
function kindsOf(language: Language): Map<number, Kind> {
  let known = kinds.get(language);
  if (!known) kinds.set(language, (known = new Map()));
  return known;
}

/**
 * What has so many children without a field has none at all. To ask costs as much as there are children before, where
 * a grammar repeats by recursion: a chain of a hundred thousand attributes would take minutes.
 */
const mostWithoutField = 200;

const noChildren: readonly SyntaxNode[] = [];

function copy(text: string, cursor: Cursor, nodes: SyntaxNode[], known: Map<number, Kind>, offset: number): void {
  let parent: SyntaxNode | null = null;
  // Children of the parent that have no field, and of its ancestors.
  let bare = 0;
  const bareAbove: number[] = [];
  // The children of the open nodes, and where those of each begin: a list that grows by itself takes room for sixteen more.
  const young: SyntaxNode[] = [];
  const begins: number[] = [];
  for (;;) {
    const id = cursor.nodeTypeId;
    let kind = known.get(id);
    if (!kind)
      known.set(
        id,
        (kind = { type: cursor.nodeType.replace(/^(?:line|block)_comment$/, "comment"), named: cursor.nodeIsNamed }),
      );
    const field = parent && bare < mostWithoutField ? cursor.currentFieldName : null;
    if (field) bare = -Infinity;
    else if (kind.type !== "comment") bare++;
    const node: SyntaxNode = {
      type: kind.type,
      named: kind.named,
      field,
      start: offset + cursor.startIndex,
      end: offset + (kind.type === "comment" ? withoutBreak(text, cursor.endIndex) : cursor.endIndex),
      parent,
      children: noChildren,
    };
    nodes.push(node);
    young.push(node);
    if (cursor.gotoFirstChild()) {
      bareAbove.push(bare);
      begins.push(young.length);
      bare = 0;
      parent = node;
      continue;
    }
    while (!cursor.gotoNextSibling()) {
      if (!cursor.gotoParent()) return;
      bare = bareAbove.pop() ?? 0;
      const begin = begins.pop()!;
      (parent as { children: readonly SyntaxNode[] }).children = young.slice(begin);
      young.length = begin;
      parent = parent!.parent;
      if (!parent) return;
    }
  }
}

/** Some grammars take the break of the line into a comment, others half of it. */
function withoutBreak(text: string, end: number): number {
  let last = end;
  while (text[last - 1] === "\n" || text[last - 1] === "\r") last--;
  return last;
}

/** What a call calls, or is made of: the function, or the class behind `new`. */
export function calleeOf(call: SyntaxNode): SyntaxNode | null {
  return childOf(call, "constructor") ?? childOf(call, "function");
}

export function textOf(tree: SyntaxTree, node: SyntaxNode): string {
  return tree.text.slice(node.start, node.end);
}

/** No name that anything is compared with is longer; a chain of calls that is would be read again at each of its links. */
export const longestName = 300;

/** The text of an expression where it may be a name: `boto3.client`; '' where it is longer than any. */
export function nameOf(tree: SyntaxTree, node: SyntaxNode): string {
  return node.end - node.start > longestName ? "" : textOf(tree, node);
}

export function childOf(node: SyntaxNode, field: string): SyntaxNode | null {
  return node.children.find((child) => child.field === field) ?? null;
}

/** The named children that are no comments. */
export function partsOf(node: SyntaxNode): SyntaxNode[] {
  return node.children.filter((child) => child.named && child.type !== "comment");
}

/** What a list is of: its named children but those that say what the list itself is, such as the type of the variables that are declared in it. */
export function partsOfList(list: SyntaxNode): SyntaxNode[] {
  return partsOf(list).filter(
    ({ field, type }) => field !== "module_name" && field !== "type" && !/modifiers?$/.test(type),
  );
}

/** Of how many ancestors nothing is remembered: nearly always one of them is it. */
const shortClimb = 64;
/** What was found from a node, by the types. In what is nested ten thousand deep everybody would climb all of it else. */
const climbs = new WeakMap<SyntaxNode, Climb>();

interface Climb {
  readonly types: string;
  readonly found: SyntaxNode | null;
  /** For other types. */
  readonly other: Climb | undefined;
}

/** The nearest ancestor of one of these types. */
export function ancestorOf(node: SyntaxNode, ...types: readonly string[]): SyntaxNode | null {
  let steps = 0;
  for (let at = node.parent; at; at = at.parent) {
    if (types.includes(at.type)) return at;
    if (++steps === shortClimb) return climbFrom(at, types);
  }
  return null;
}

function climbFrom(node: SyntaxNode, types: readonly string[]): SyntaxNode | null {
  const key = types.join(" ");
  const passed: SyntaxNode[] = [];
  let found: SyntaxNode | null | undefined;
  for (let at: SyntaxNode | null = node; at && found === undefined; at = at.parent) {
    found = knownClimb(at, key)?.found;
    if (found !== undefined) break;
    passed.push(at);
    if (at.parent && types.includes(at.parent.type)) found = at.parent;
  }
  found ??= null;
  // Neighbours share what is known of them.
  let last: Climb | undefined;
  for (const one of passed) {
    const other = climbs.get(one);
    if (!last || last.other !== other) last = { types: key, found, other };
    climbs.set(one, last);
  }
  return found;
}

function knownClimb(node: SyntaxNode, key: string): Climb | undefined {
  let climb = climbs.get(node);
  while (climb && climb.types !== key) climb = climb.other;
  return climb;
}

/** The innermost node around a stretch of the text; null outside of all. */
export function nodeAt({ nodes }: SyntaxTree, { start, end }: Span): SyntaxNode | null {
  let [low, high] = [0, nodes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (nodes[middle]!.start <= start) low = middle + 1;
    else high = middle;
  }
  let node: SyntaxNode | null = nodes[low - 1] ?? null;
  while (node && node.end < end) node = node.parent;
  return node;
}
