/** How Python writes calls and texts, and the documentation of its functions. */
import type { Declaration } from "../../code/language";
import { ancestorOf, childOf, partsOf, type SyntaxNode, type SyntaxTree, textOf } from "../../source/syntax-tree";
import type { CallSyntax, GivenArgument } from "../syntax";

export function argumentsOf(tree: SyntaxTree, list: SyntaxNode | null): GivenArgument[] {
  if (list?.type !== "argument_list") return [];
  return partsOf(list).map((part) => {
    if (part.type === "keyword_argument")
      return { name: textOf(tree, childOf(part, "name")!), value: childOf(part, "value") ?? part, isSpread: false };
    const isSpread = part.type === "dictionary_splat" || part.type === "list_splat";
    return { name: null, value: isSpread ? (partsOf(part)[0] ?? part) : part, isSpread };
  });
}

export function call(tree: SyntaxTree, node: SyntaxNode): CallSyntax | null {
  if (node.type !== "call") return null;
  const callee = childOf(node, "function");
  if (!callee) return null;
  const of = callee.type === "attribute" ? childOf(callee, "object") : null;
  const nameNode = childOf(callee, "attribute") ?? callee;
  const name = of || callee.type === "identifier" ? textOf(tree, nameNode).slice(0, 200) : null;
  return { node, callee, of, name, nameNode, arguments: argumentsOf(tree, childOf(node, "arguments")), isNew: false };
}

export function stretches(tree: SyntaxTree, node: SyntaxNode): (string | SyntaxNode)[] | null {
  switch (node.type) {
    case "string":
      return partsOf(node).flatMap((part): (string | SyntaxNode)[] => {
        if (part.type === "string_content") return [textOf(tree, part)];
        return part.type === "interpolation" ? [childOf(part, "expression") ?? part] : [];
      });
    case "concatenated_string":
      return partsOf(node).flatMap((part) => stretches(tree, part) ?? [part]);
    case "binary_operator":
      return childOf(node, "operator")?.type === "+" ? [childOf(node, "left")!, childOf(node, "right")!] : null;
    case "call":
      return formatted(tree, node);
    default:
      return null;
  }
}

/** `"arn:aws:s3:::{}/*".format(bucket)` */
function formatted(tree: SyntaxTree, node: SyntaxNode): (string | SyntaxNode)[] | null {
  const made = call(tree, node);
  if (made?.name !== "format" || made.of?.type !== "string") return null;
  const parts = textOf(tree, made.of)
    .replace(/^[a-zA-Z]*(?:"""|'''|"|')|(?:"""|'''|"|')$/g, "")
    .split(/(\{\w{0,60}\})/);
  let next = 0;
  return parts.flatMap((part): (string | SyntaxNode)[] => {
    if (!/^\{\w*\}$/.test(part)) return part === "" ? [] : [part];
    const key = part.slice(1, -1);
    const given = /^\d*$/.test(key)
      ? made.arguments.filter(({ name }) => name === null)[key === "" ? next++ : Number(key)]
      : made.arguments.find(({ name }) => name === key);
    return [given?.value ?? node.children[0]!];
  });
}

/** In characters. */
const longestDescription = 120;

/** What stands behind `:param client:`. */
export function documentation(tree: SyntaxTree, { node, name }: Pick<Declaration, "node" | "name">): string | null {
  const list = ancestorOf(node, "parameters");
  const body = list?.parent?.type === "function_definition" ? childOf(list.parent, "body") : null;
  const statement = body && partsOf(body)[0];
  const text = statement?.type === "expression_statement" ? partsOf(statement)[0] : undefined;
  if (text?.type !== "string") return null;
  const mark = `:param ${name}:`;
  const at = textOf(tree, text).indexOf(mark);
  if (at < 0) return null;
  return textOf(tree, text)
    .slice(at + mark.length, at + mark.length + longestDescription)
    .trim();
}
