/** Every name that C# brings into being, with its scope. */
import { ancestorOf, childOf, partsOf, type SyntaxNode, type SyntaxTree, textOf } from "../source/syntax-tree";
import type { Declaration } from "./language";
import { declared } from "./plain";

const functions = [
  "method_declaration",
  "constructor_declaration",
  "local_function_statement",
  "lambda_expression",
  "anonymous_method_expression",
  "accessor_declaration",
  "operator_declaration",
];
const blocks = [
  "declaration_list",
  ...functions,
  "block",
  "for_statement",
  "foreach_statement",
  "using_statement",
  "catch_clause",
  "switch_section",
];

export function csharpDeclarations(tree: SyntaxTree): Declaration[] {
  return tree.nodes.flatMap((node) => declarationsOf(tree, node));
}

function declarationsOf(tree: SyntaxTree, node: SyntaxNode): Declaration[] {
  const scope = ancestorOf(node, ...blocks) ?? tree.root;
  const name = childOf(node, "name");
  switch (node.type) {
    case "variable_declarator":
      return name ? [variable(tree, node, name, scope)] : [];
    case "property_declaration": {
      if (!name) return [];
      // What `set` may give it is not known.
      const isFixed = !childOf(node, "accessors")?.children.some((child) =>
        /\b(?:set|init)\b/.test(textOf(tree, child)),
      );
      return [
        declared(tree, name, scope, {
          ...visibility(tree, node),
          value: isFixed ? childOf(node, "value") : null,
          removal: node,
        }),
      ];
    }
    case "parameter": {
      const parts = partsOf(node);
      const value = parts.at(-1)!;
      const hasDefault = node.children.some(({ type }) => type === "=");
      return name
        ? [declared(tree, name, ancestorOf(node, ...functions) ?? scope, { value: hasDefault ? value : null })]
        : [];
    }
    case "implicit_parameter":
      return [declared(tree, node, ancestorOf(node, ...functions) ?? scope)];
    case "foreach_statement": {
      const left = childOf(node, "left");
      return left?.type === "identifier" ? [declared(tree, left, node)] : [];
    }
    case "catch_declaration":
    case "declaration_expression":
    case "declaration_pattern":
      return name?.type === "identifier" ? [declared(tree, name, scope)] : [];
    case "class_declaration":
    case "struct_declaration":
    case "record_declaration":
    case "interface_declaration":
    case "enum_declaration":
      return name ? [declared(tree, name, scope, { exported: true })] : [];
    default:
      return [];
  }
}

/** Members are private unless they say otherwise. */
function visibility(tree: SyntaxTree, declaration: SyntaxNode): Pick<Declaration, "exported" | "shared"> {
  const modifiers = declaration.children.filter(({ type }) => type === "modifier").map((node) => textOf(tree, node));
  return {
    exported: modifiers.some((modifier) => /^(?:public|protected)$/.test(modifier)),
    shared: modifiers.includes("internal"),
  };
}

function variable(tree: SyntaxTree, declarator: SyntaxNode, name: SyntaxNode, scope: SyntaxNode): Declaration {
  const list = declarator.parent!;
  const statement = list.parent ?? list;
  const value = partsOf(declarator).find((part) => part !== name && part.type !== "bracketed_argument_list") ?? null;
  const alone = partsOf(list).filter(({ type }) => type === "variable_declarator").length === 1;
  const removable =
    /^(?:field_declaration|local_declaration_statement)$/.test(statement.type) &&
    !statement.children.some(({ type }) => type === "using" || type === "await");
  return declared(tree, name, scope, {
    ...(statement.type === "field_declaration" ? visibility(tree, statement) : {}),
    value,
    removal: removable ? (alone ? statement : declarator) : null,
  });
}
