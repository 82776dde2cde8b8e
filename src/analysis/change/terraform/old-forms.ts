/** Expressions of Terraform as they were written before 0.12: a text around one alone, and `.*.` of all (developer.hashicorp.com/terraform/language/upgrade-guides). */
import { filledIn } from "../../locate/terraform/written";
import type { SyntaxTree } from "../../source/syntax-tree";
import { spanOf } from "../../text";
import type { Edit } from "../pieces";

const splat = /\b(?:aws_\w{1,100}|module|data\.aws_\w{1,100})\.[\w-]{1,200}\.\*(?=\.)/g;
const around = /"\$\{[^"\n]{1,500}\}"|"\$\{\w{1,100}\(/g;

/** How often a text has one of them, about. */
export function oldForms(text: string): number {
  return (text.match(splat)?.length ?? 0) + (text.match(around)?.length ?? 0);
}

/** What writes them as they are written since. */
export function editsOfOldForms(tree: SyntaxTree): readonly Edit[] {
  const texts = tree.nodes.flatMap((node): readonly Edit[] => {
    const inner = node.type === "quoted_template" ? filledIn(node) : node;
    if (inner === node || isKey(node)) return [];
    const { start, end } = spanOf(node);
    return [
      { start, end: inner.start, text: "" },
      { start: inner.end, end, text: "" },
    ];
  });
  const all = [...tree.text.matchAll(splat)].map(({ 0: said, index }): Edit => {
    const end = index + said.length;
    return { start: end - 2, end, text: "[*]" };
  });
  return [...texts, ...all];
}

/** A key of an object is an expression in parentheses alone. */
function isKey(node: SyntaxTree["nodes"][number]): boolean {
  for (let at = node; at.parent; at = at.parent)
    if (at.parent.type === "object_elem") return at.field === "key";
    else if (at.parent.type !== "expression" && at.parent.type !== "template_expr") return false;
  return false;
}
