/** Locals of a module that nothing names any more once its documents are written out: what they hold is told of the documents. */
import { type SyntaxTree, textOf } from "../../source/syntax-tree";
import { type Piece, textOfPieces } from "../pieces";
import type { Rewriter } from "./rewriter";

const localNames = /\blocal\.[\w-]{1,200}/g;

/** Both sides rewritten, without such locals of either; null for a side that is not there. */
export function withoutSpareLocals(
  rewriters: readonly (Rewriter | null)[],
  trees: readonly (SyntaxTree | null)[],
): readonly (readonly Piece[] | null)[] {
  for (const one of rewriters) one?.leaveOut(new Set());
  const made = rewriters.map((one) => one?.rewritten() ?? null);
  const spare = made.map((pieces, at) => (pieces ? spareIn(rewriters[at]!, trees[at]!, textOfPieces(pieces)) : []));
  const isNamed = (name: string, at: number) => trees[at]?.text.includes(`local.${name}`) === true;
  const both = spare.flatMap((names, at) =>
    names.filter((name) => spare[1 - at]!.includes(name) || !isNamed(name, 1 - at)),
  );
  if (both.length === 0) return made;
  for (const one of rewriters) one?.leaveOut(new Set(both));
  return rewriters.map((one) => one?.rewritten() ?? null);
}

/** The locals that documents alone name, and that the text names no more. */
function spareIn({ blocks }: Rewriter, tree: SyntaxTree, text: string): readonly string[] {
  if (!tree.text.includes("local.")) return [];
  const left = new Set(text.match(localNames));
  const named = blocks.map((block) => ({
    isDocument: block.type === "data" && block.labels[0] === "aws_iam_policy_document",
    names: new Set(textOf(tree, block.node).match(localNames)),
  }));
  const others = new Set(named.flatMap(({ isDocument, names }) => (isDocument ? [] : [...names])));
  return [...new Set(named.flatMap(({ names }) => [...names]))]
    .filter((name) => !left.has(name) && !others.has(name))
    .map((name) => name.slice("local.".length));
}
