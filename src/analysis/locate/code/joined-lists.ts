/** Lists that code joins to one. */
import type { CodeFile } from "../../code/code-file";
import { childOf, type SyntaxNode } from "../../source/syntax-tree";

/** What `some.concat(["s3:GetObject"])` and Python's `some + ["s3:GetObject"]` join; empty for anything else. */
export function joinedIn(file: CodeFile, node: SyntaxNode): readonly SyntaxNode[] {
  const callee = node.type === "call_expression" ? childOf(node, "function") : null;
  const member = callee && file.language.member(file.tree, callee);
  if (member?.key === "concat") return [member.object, ...file.argumentsOf(node)];
  const [left, right] = [childOf(node, "left"), childOf(node, "right")];
  const isSum = node.type === "binary_operator" && childOf(node, "operator")?.type === "+";
  return isSum && left && right ? [left, right] : [];
}
