/** What is written in code, remarks aside. */
import type { CodeFile } from "../../code/code-file";
import type { SyntaxNode } from "../../source/syntax-tree";
import { firstFrom } from "../../text";

/** The text of a node: what nobody runs is no value. */
export function withoutComments({ tree }: CodeFile, { start, end }: SyntaxNode): string {
  let text = "";
  let from = start;
  for (let next = firstFrom(tree.nodes, start, (node) => node.start); next < tree.nodes.length; next++) {
    const one = tree.nodes[next]!;
    if (one.start >= end) break;
    if (one.start < from || one.end > end || !/comment/.test(one.type)) continue;
    text += tree.text.slice(from, one.start);
    from = one.end;
  }
  return text + tree.text.slice(from, end);
}
