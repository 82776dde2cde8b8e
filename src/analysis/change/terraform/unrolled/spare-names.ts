/** Locals and variables of a module that nothing names any more once its documents are written out: what they hold is told of the documents. */
import { type SyntaxTree, textOf } from "../../../source/syntax-tree";
import { type Piece, textOfPieces } from "../../pieces";
import type { Rewriter } from "./rewriter";

/** As they are named: `local.statements`, `var.statements`. */
const spareNames = /\b(?:local|var)\.[\w-]{1,200}/g;

/** Both sides rewritten, without those of either; null for a side that is not there. */
export function withoutSpareNames(
  rewriters: readonly (Rewriter | null)[],
  trees: readonly (SyntaxTree | null)[],
): readonly (readonly Piece[] | null)[] {
  for (const one of rewriters) one?.leaveOut(new Set());
  const made = rewriters.map((one) => one?.rewritten() ?? null);
  const spare = made.map((pieces, at) => (pieces ? spareIn(rewriters[at]!, trees[at]!, textOfPieces(pieces)) : []));
  const isNamed = (name: string, at: number) => trees[at]?.text.includes(name) === true;
  const both = spare.flatMap((names, at) =>
    names.filter((name) => spare[1 - at]!.includes(name) || !isNamed(name, 1 - at)),
  );
  if (both.length === 0) return made;
  for (const one of rewriters) one?.leaveOut(new Set(both));
  return rewriters.map((one) => one?.rewritten() ?? null);
}

/** What documents alone name, and the text names no more. */
function spareIn({ blocks }: Rewriter, tree: SyntaxTree, text: string): readonly string[] {
  const left = new Set(text.match(spareNames));
  const named = blocks.map((block) => ({
    isDocument: block.type === "data" && block.labels[0] === "aws_iam_policy_document",
    names: new Set(textOf(tree, block.node).match(spareNames)),
  }));
  const others = new Set(named.flatMap(({ isDocument, names }) => (isDocument ? [] : [...names])));
  return [...new Set(named.flatMap(({ names }) => [...names]))].filter((name) => !left.has(name) && !others.has(name));
}
