/** Every name that Go brings into being, with its scope. */
import { ancestorOf, childOf, partsOf, type SyntaxNode, type SyntaxTree, textOf } from "../source/syntax-tree";
import type { Declaration } from "./language";
import { declared } from "./plain";

const functions = ["function_declaration", "method_declaration", "func_literal"];
const blocks = [
  ...functions,
  "block",
  "if_statement",
  "for_statement",
  "expression_switch_statement",
  "type_switch_statement",
  "select_statement",
  "expression_case",
  "type_case",
  "default_case",
  "communication_case",
];

export function goDeclarations(tree: SyntaxTree): Declaration[] {
  return tree.nodes.flatMap((node) => declarationsOf(tree, node));
}

function declarationsOf(tree: SyntaxTree, node: SyntaxNode): Declaration[] {
  const scope = ancestorOf(node, ...blocks) ?? tree.root;
  switch (node.type) {
    case "import_spec":
      return imported(tree, node);
    case "const_spec":
    case "var_spec":
      return spec(tree, node, scope);
    case "short_var_declaration": {
      const names = partsOf(childOf(node, "left")!);
      const removal = names.length === 1 && node.parent?.type === "statement_list" ? node : null;
      return names.map((name, index) =>
        declared(tree, name, scope, { removal, value: valueAt(names, childOf(node, "right"), index) }),
      );
    }
    case "range_clause":
      return childOf(node, "left") ? partsOf(childOf(node, "left")!).map((name) => declared(tree, name, scope)) : [];
    case "type_switch_statement":
      return partsOf(childOf(node, "alias") ?? node)
        .filter(({ type, field }) => type === "identifier" && field !== "value")
        .map((name) => declared(tree, name, node));
    case "parameter_declaration":
    case "variadic_parameter_declaration": {
      const owner = ancestorOf(node, ...functions) ?? tree.root;
      return node.children
        .filter(({ field, named }) => field === "name" && named)
        .map((name) => declared(tree, name, owner));
    }
    case "function_declaration":
    case "type_spec": {
      const name = childOf(node, "name")!;
      return [declared(tree, name, scope, { exported: isExported(textOf(tree, name)) })];
    }
    default:
      return [];
  }
}

/** The value of one of several names; null where one call gives them all. */
function valueAt(names: readonly SyntaxNode[], list: SyntaxNode | null, index: number): SyntaxNode | null {
  const values = list ? partsOf(list) : [];
  return values.length === names.length ? values[index]! : null;
}

function isExported(name: string): boolean {
  return /^\p{Lu}/u.test(name);
}

function spec(tree: SyntaxTree, node: SyntaxNode, scope: SyntaxNode): Declaration[] {
  const names = node.children.filter(({ field, named }) => field === "name" && named);
  const atTop = scope === tree.root;
  const about = (name: SyntaxNode) => ({ exported: atTop && isExported(textOf(tree, name)), shared: atTop });
  const values = childOf(node, "value");
  if (names.length > 1)
    return names.map((name, index) =>
      declared(tree, name, scope, { ...about(name), value: valueAt(names, values, index) }),
    );
  // A constant without a value repeats the one before it.
  const siblings = partsOf(node.parent!);
  const isRepeated = node.type === "const_spec" && siblings.some((sibling) => !childOf(sibling, "value"));
  const inGroup = node.parent!.children.some(({ type }) => type === "(");
  return [
    declared(tree, names[0]!, scope, {
      ...about(names[0]!),
      removal: isRepeated ? null : inGroup ? node : node.parent,
      value: valueAt(names, values, 0),
    }),
  ];
}

function imported(tree: SyntaxTree, node: SyntaxNode): Declaration[] {
  const path = childOf(node, "path")!;
  const module = textOf(tree, path).slice(1, -1);
  const alias = childOf(node, "name");
  if (alias && alias.type !== "package_identifier") return [];
  const name = alias ? textOf(tree, alias) : packageOf(module);
  return [
    declared(tree, alias ?? path, tree.root, {
      name,
      imported: module,
      removal: node.parent!.type === "import_declaration" ? node.parent : node,
    }),
  ];
}

/** A package is called by the last part of its path that is no version. */
function packageOf(module: string): string {
  const parts = module.split("/");
  if (parts.length > 1 && /^v\d+$/.test(parts.at(-1)!)) parts.pop();
  return parts.at(-1)!.replace(/\.v\d+$/, "");
}
