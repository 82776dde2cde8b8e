/** Every name that Ruby brings into being, with its scope. */
import { ancestorOf, childOf, partsOf, type SyntaxNode, type SyntaxTree, textOf } from "../source/syntax-tree";
import type { Declaration } from "./language";
import { declared } from "./plain";

export const classes = ["class", "module", "singleton_class"];
const methods = ["method", "singleton_method", ...classes];
const callables = ["method", "singleton_method", "block", "do_block", "lambda"];

export function rubyDeclarations(tree: SyntaxTree): Declaration[] {
  // `attr_reader :key` shows `@key` to others.
  const shown = new Set(
    tree.nodes.filter(({ type }) => type === "simple_symbol").map((node) => `@${textOf(tree, node).slice(1)}`),
  );
  return tree.nodes
    .filter(({ named }) => named)
    .flatMap((node) => declarationsOf(tree, node))
    .map((one) => (shown.has(one.name) ? { ...one, exported: true } : one));
}

function declarationsOf(tree: SyntaxTree, node: SyntaxNode): Declaration[] {
  switch (node.type) {
    case "assignment": {
      const left = childOf(node, "left")!;
      if (left.type === "left_assignment_list")
        return partsOf(left)
          .filter(isVariable)
          .map((name) => declared(tree, name, scopeOf(tree, name)));
      const removal = /^(?:program|body_statement|block_body|then)$/.test(node.parent!.type) ? node : null;
      return isVariable(left)
        ? [
            declared(tree, left, scopeOf(tree, left), {
              value: childOf(node, "right"),
              removal,
              shared: left.type !== "identifier",
            }),
          ]
        : [];
    }
    case "method_parameters":
    case "block_parameters":
    case "lambda_parameters": {
      const scope = ancestorOf(node, ...callables) ?? tree.root;
      return partsOf(node).flatMap((part) => {
        const name = part.type === "identifier" ? part : childOf(part, "name");
        return name ? [declared(tree, name, scope, { value: part === name ? null : childOf(part, "value") })] : [];
      });
    }
    case "for":
      return partsOf(childOf(node, "pattern") ?? node)
        .filter(({ type }) => type === "identifier")
        .map((name) => declared(tree, name, scopeOf(tree, name)));
    case "exception_variable":
      return partsOf(node)
        .filter(({ type }) => type === "identifier")
        .map((name) => declared(tree, name, scopeOf(tree, name)));
    case "class":
    case "module": {
      const name = childOf(node, "name")!;
      return name.type === "constant"
        ? [declared(tree, name, ancestorOf(node, ...classes) ?? tree.root, { exported: true })]
        : [];
    }
    default:
      return [];
  }
}

function isVariable(node: SyntaxNode): boolean {
  return /^(?:identifier|constant|instance_variable|global_variable|class_variable)$/.test(node.type);
}

/** Variables belong to their method, those with `@` and constants to their class. */
function scopeOf(tree: SyntaxTree, name: SyntaxNode): SyntaxNode {
  if (name.type === "global_variable") return tree.root;
  return ancestorOf(name, ...(name.type === "identifier" ? methods : classes)) ?? tree.root;
}
