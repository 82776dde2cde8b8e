/** What heredocs of Terraform hold, as stretches of the text that they stand in. */
import type { SyntaxNode, SyntaxTree } from "../../source/syntax-tree";
import { textOf } from "../../source/syntax-tree";
import type { Span } from "../../text";
import { instead, kept, type Piece } from "../pieces";

/** The lines of a heredoc; null for anything else. */
export function heredocIn(tree: SyntaxTree, expression: SyntaxNode): Span | null {
  const whole = textOf(tree, expression);
  const first = whole.indexOf("\n") + 1;
  const last = whole.lastIndexOf("\n") + 1;
  const isHeredoc = whole.trimStart().startsWith("<<") && first > 0 && last > first;
  return isHeredoc ? { start: expression.start + first, end: expression.start + last } : null;
}

/** What a heredoc says: `$${` of it is `${`. */
export function saidByHeredoc(tree: SyntaxTree, { start, end }: Span): readonly Piece[] {
  const pieces: Piece[] = [instead({ start, end: start }, "\n")];
  let read = start;
  for (const { index } of tree.text.slice(start, end).matchAll(/\$\$\{/g)) {
    pieces.push(kept(tree, read, start + index));
    read = start + index + 1;
  }
  return [...pieces, kept(tree, read, end)];
}
