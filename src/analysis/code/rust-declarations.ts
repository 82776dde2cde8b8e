/** Every name that Rust brings into being, with its scope. */
import { ancestorOf, childOf, partsOf, type SyntaxNode, type SyntaxTree, textOf } from "../source/syntax-tree";
import type { Declaration } from "./language";
import { declared } from "./plain";

const functions = ["function_item", "closure_expression"];
const blocks = [
  ...functions,
  "block",
  "declaration_list",
  "match_arm",
  "if_expression",
  "while_expression",
  "for_expression",
];

export function rustDeclarations(tree: SyntaxTree): Declaration[] {
  return tree.nodes.flatMap((node) => declarationsOf(tree, node));
}

function declarationsOf(tree: SyntaxTree, node: SyntaxNode): Declaration[] {
  const scope = ancestorOf(node, ...blocks) ?? tree.root;
  const name = childOf(node, "name");
  const isPublic = node.children.some(({ type }) => type === "visibility_modifier");
  switch (node.type) {
    case "use_declaration": {
      const argument = childOf(node, "argument");
      return argument ? imported(tree, argument, "", node, isPublic) : [];
    }
    case "const_item":
    case "static_item":
      return name
        ? [declared(tree, name, scope, { value: childOf(node, "value"), removal: node, exported: isPublic })]
        : [];
    case "let_declaration": {
      const pattern = childOf(node, "pattern")!;
      const isMutable = node.children.some(({ type }) => type === "mutable_specifier");
      if (pattern.type === "identifier")
        return [declared(tree, pattern, scope, { value: isMutable ? null : childOf(node, "value"), removal: node })];
      return variablesIn(tree, pattern).map((one) => declared(tree, one, scope));
    }
    case "parameter":
    case "let_condition":
    case "match_pattern":
    case "for_expression": {
      const pattern = node.type === "match_pattern" ? partsOf(node)[0] : childOf(node, "pattern");
      return pattern
        ? variablesIn(tree, pattern).map((one) => declared(tree, one, node.type === "for_expression" ? node : scope))
        : [];
    }
    case "closure_parameters":
      return partsOf(node)
        .filter(({ type }) => type !== "parameter")
        .flatMap((part) => variablesIn(tree, part))
        .map((one) => declared(tree, one, scope));
    case "function_item":
    case "struct_item":
    case "enum_item":
    case "trait_item":
    case "type_item":
    case "mod_item":
      return name ? [declared(tree, name, scope)] : [];
    default:
      return [];
  }
}

/** The variables of a pattern; what is written large is a constant or a variant. */
function variablesIn(tree: SyntaxTree, pattern: SyntaxNode): SyntaxNode[] {
  if (pattern.type === "identifier" || pattern.type === "shorthand_field_identifier")
    return /^[a-z_]/.test(textOf(tree, pattern)) ? [pattern] : [];
  return /pattern$/.test(pattern.type)
    ? pattern.children
        .filter(({ field }) => field !== "type" && field !== "name" && field !== "path")
        .flatMap((child) => variablesIn(tree, child))
    : [];
}

/** The names of `use a::{b, c::{D as E}}`, each with what takes it away. */
function imported(
  tree: SyntaxTree,
  node: SyntaxNode,
  prefix: string,
  removal: SyntaxNode,
  exported: boolean,
): Declaration[] {
  const whole = (path: SyntaxNode) => prefix + textOf(tree, path).replaceAll("::", ".");
  const one = (name: SyntaxNode, path: string) => [
    declared(tree, name, ancestorOf(removal, "block") ?? tree.root, { imported: path, removal, exported }),
  ];
  switch (node.type) {
    case "identifier":
      return one(node, whole(node));
    case "scoped_identifier":
      return one(childOf(node, "name")!, whole(node));
    case "use_as_clause":
      return one(childOf(node, "alias")!, whole(childOf(node, "path")!));
    case "scoped_use_list": {
      const path = childOf(node, "path");
      const list = childOf(node, "list");
      return list ? imported(tree, list, path ? `${whole(path)}.` : prefix, removal, exported) : [];
    }
    case "use_list":
      return partsOf(node).flatMap((part) => imported(tree, part, prefix, part, exported));
    default:
      return [];
  }
}
