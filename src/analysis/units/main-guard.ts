/**
 * What of a file runs only where the file itself is the program that was started: `if __name__ == "__main__":` of Python, and what
 * stands for it in Node.js. Whoever loads the file to call a function of it, as AWS Lambda does, never runs that.
 */
import { childOf, type SyntaxNode, type SyntaxTree, textOf } from "../source/syntax-tree";

const longestCondition = 200;
/** Conditions without white space, in single quotes. */
const isMain: ReadonlySet<string> = new Set([
  ..."__name__=='__main__'|'__main__'==__name__".split("|"),
  ..."require.main===module|require.main==module|module===require.main|module==require.main".split("|"),
  ..."!module.parent|import.meta.main".split("|"),
  ..."process.argv[1]===fileURLToPath(import.meta.url)|fileURLToPath(import.meta.url)===process.argv[1]".split("|"),
  ..."process.argv[1]===__filename|__filename===process.argv[1]|process.argv[1]===import.meta.filename".split("|"),
  ..."import.meta.url===pathToFileURL(process.argv[1]).href|import.meta.url===`file://${process.argv[1]}`".split("|"),
]);

/** What a node, a condition or a part of one, keeps for the program itself; null for other nodes. */
export function guardedByMain(tree: SyntaxTree, node: SyntaxNode): SyntaxNode | null {
  if (node.type === "if_statement") {
    const condition = childOf(node, "condition");
    return condition && asksForMain(tree, condition) ? childOf(node, "consequence") : null;
  }
  // `require.main === module && main()`
  const [left, right] =
    node.type === "binary_expression" && node.children.some(({ type }) => type === "&&")
      ? [childOf(node, "left"), childOf(node, "right")]
      : [];
  return left && right && asksForMain(tree, left) ? right : null;
}

function asksForMain(tree: SyntaxTree, condition: SyntaxNode): boolean {
  if (condition.end - condition.start > longestCondition) return false;
  const plain = textOf(tree, condition)
    .replace(/\s/g, "")
    .replaceAll('"', "'")
    .replaceAll("process.argv[1]!", "process.argv[1]");
  return isMain.has(plain.startsWith("(") && plain.endsWith(")") ? plain.slice(1, -1) : plain);
}
