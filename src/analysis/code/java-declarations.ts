/** Every name that Java brings into being, with its scope. */
import { ancestorOf, childOf, partsOf, type SyntaxNode, type SyntaxTree, textOf } from "../source/syntax-tree";
import type { Declaration } from "./language";
import { declared } from "./plain";

const bodies = ["class_body", "interface_body", "enum_body", "record_body"];
const functions = [
  "method_declaration",
  "constructor_declaration",
  "compact_constructor_declaration",
  "lambda_expression",
];
const blocks = [
  ...bodies,
  ...functions,
  "block",
  "constructor_body",
  "for_statement",
  "enhanced_for_statement",
  "catch_clause",
  "try_with_resources_statement",
  "switch_block_statement_group",
];

export function javaDeclarations(tree: SyntaxTree): Declaration[] {
  return tree.nodes.flatMap((node) => declarationsOf(tree, node));
}

function declarationsOf(tree: SyntaxTree, node: SyntaxNode): Declaration[] {
  const scope = ancestorOf(node, ...blocks) ?? tree.root;
  const name = childOf(node, "name");
  switch (node.type) {
    case "import_declaration":
      return imported(tree, node);
    case "variable_declarator":
      return name ? [variable(tree, node, name, scope)] : [];
    case "formal_parameter":
    case "spread_parameter":
    case "catch_formal_parameter":
    case "resource":
    case "enhanced_for_statement":
      return name ? [declared(tree, name, node.type === "enhanced_for_statement" ? node : scope)] : [];
    case "lambda_expression": {
      const parameters = childOf(node, "parameters");
      const names =
        parameters?.type === "identifier"
          ? [parameters]
          : parameters?.type === "inferred_parameters"
            ? partsOf(parameters)
            : [];
      return names.map((one) => declared(tree, one, node));
    }
    case "class_declaration":
    case "interface_declaration":
    case "enum_declaration":
    case "record_declaration":
      return name ? [declared(tree, name, scope, { exported: true })] : [];
    default:
      return [];
  }
}

function variable(tree: SyntaxTree, declarator: SyntaxNode, name: SyntaxNode, scope: SyntaxNode): Declaration {
  const declaration = declarator.parent!;
  const isField = declaration.type === "field_declaration";
  const modifiers = declaration.children.find(({ type }) => type === "modifiers");
  const visible = isField && !(modifiers && /\bprivate\b/.test(textOf(tree, modifiers)));
  const exported = visible && modifiers !== undefined && /\b(?:public|protected)\b/.test(textOf(tree, modifiers));
  const alone = declaration.children.filter(({ type }) => type === "variable_declarator").length === 1;
  const isStatement =
    /^(?:field|local_variable)_declaration$/.test(declaration.type) && declaration.parent?.type !== "for_statement";
  return declared(tree, name, scope, {
    value: childOf(declarator, "value"),
    removal: isStatement ? (alone ? declaration : declarator) : null,
    exported,
    shared: visible,
  });
}

function imported(tree: SyntaxTree, statement: SyntaxNode): Declaration[] {
  const [path] = partsOf(statement);
  const name = path && childOf(path, "name");
  if (!name || statement.children.some(({ type }) => type === "asterisk" || type === "static")) return [];
  return [declared(tree, name, tree.root, { imported: textOf(tree, path!), removal: statement })];
}
