/** Parses an edited text again, and compares: what was not taken away must still mean the same. */
import type { CodeFile } from "../../code/code-file";
import { type SyntaxNode, type SyntaxTree } from "../../source/syntax-tree";
import { contains, type TextEdit } from "../../text";
import type { Replacement } from "./key-use";

/** Separators come and go with what they separate; comments belong to nobody. */
const ignored = new Set([",", ";", "comment", "pass", "pass_statement"]);

/** What is there without a declaration. */
const runtimeNames = new Set(["process"]);

/** Whether the edited file has no new error, no name without a declaration, and exactly the rest of the tokens, each at its place in the structure. */
export function isSound(
  before: CodeFile,
  after: CodeFile,
  edits: readonly TextEdit[],
  replacements: readonly Replacement[],
): boolean {
  if (errorsIn(after.tree) > errorsIn(before.tree)) return false;
  for (const name of after.scopes.unresolved)
    if (!before.scopes.unresolved.has(name) && !runtimeNames.has(name)) return false;
  if (after.language.unreadBreaks && unread(after).some((name) => !unread(before).includes(name))) return false;
  const kept = tokens(before.tree).filter(
    ({ node }) => !edits.some(({ span }) => node.start < span.end && span.start < node.end),
  );
  const inserted = new Set<number>();
  let shift = 0;
  for (const { span, newText } of [...edits].sort((a, b) => a.span.start - b.span.start)) {
    for (let at = 0; at < newText.length; at++) inserted.add(span.start + shift + at);
    shift += newText.length - (span.end - span.start);
  }
  const now = tokens(after.tree).filter(({ node }) => !inserted.has(node.start));
  return (
    kept.length === now.length &&
    kept.every((token, index) =>
      isSame(
        before,
        token,
        after,
        now[index]!,
        replacements.some(({ node }) => contains(node, token.node)),
      ),
    )
  );
}

function unread(code: CodeFile): string[] {
  const { unreadBreaks } = code.language;
  return code.scopes.bindings
    .filter(({ references, declarations: [one] }) => references.length === 0 && unreadBreaks?.(one!))
    .map(({ name }) => name);
}

interface Token {
  readonly node: SyntaxNode;
  readonly depth: number;
}

function isSame(before: CodeFile, one: Token, after: CodeFile, other: Token, isLifted: boolean): boolean {
  return (
    one.node.type === other.node.type &&
    (isLifted || one.depth === other.depth) &&
    before.text(one.node) === after.text(other.node)
  );
}

/** How many mistakes of syntax a tree has. */
export function errorsIn(tree: SyntaxTree): number {
  // A missing token is a leaf without a text.
  return tree.nodes.filter(
    (node) => node.type === "ERROR" || (node.start === node.end && node.children.length === 0 && node.parent !== null),
  ).length;
}

function tokens(tree: SyntaxTree): Token[] {
  const depths = new Map<SyntaxNode, number>();
  const found: Token[] = [];
  for (const node of tree.nodes) {
    const depth = node.parent ? depths.get(node.parent)! + 1 : 0;
    depths.set(node, depth);
    if (node.children.length === 0 && node.end > node.start && !ignored.has(node.type)) found.push({ node, depth });
  }
  return found;
}
