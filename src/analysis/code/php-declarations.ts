/** Every name that PHP brings into being, with its scope: variables with their `$`, constants and properties without. */
import { ancestorOf, childOf, partsOf, type SyntaxNode, type SyntaxTree, textOf } from "../source/syntax-tree";
import type { Declaration } from "./language";
import { declared } from "./plain";

/** What an anonymous function uses is the variable around it. */
const functions = ["function_definition", "method_declaration"];
const anyFunction = [...functions, "anonymous_function", "arrow_function"];

export function phpDeclarations(tree: SyntaxTree): Declaration[] {
  return tree.nodes.flatMap((node) => declarationsOf(tree, node));
}

function declarationsOf(tree: SyntaxTree, node: SyntaxNode): Declaration[] {
  const local = ancestorOf(node, ...functions) ?? tree.root;
  switch (node.type) {
    case "namespace_use_clause":
      return imported(tree, node);
    case "const_element":
      return constant(tree, node);
    case "function_call_expression":
      return defined(tree, node);
    case "property_element":
      return [property(tree, node)];
    case "simple_parameter":
    case "variadic_parameter":
    case "property_promotion_parameter": {
      const name = childOf(node, "name")!;
      const value = childOf(node, "default_value");
      const parameter = declared(tree, name, ancestorOf(node, ...anyFunction) ?? tree.root, { value });
      return node.type === "property_promotion_parameter"
        ? [parameter, { ...parameter, node, name: parameter.name.slice(1), scope: classOf(tree, node), exported: true }]
        : [parameter];
    }
    case "assignment_expression": {
      const left = childOf(node, "left")!;
      const statement = node.parent?.type === "expression_statement" ? node.parent : null;
      if (left.type === "variable_name")
        return [
          declared(tree, left, local, {
            value: statement && childOf(node, "right"),
            removal: statement,
            shared: local === tree.root,
          }),
        ];
      return /^(?:list_literal|array_creation_expression)$/.test(left.type)
        ? variablesIn(left).map((name) => declared(tree, name, local))
        : [];
    }
    case "foreach_statement":
      return partsOf(node)
        .slice(1)
        .filter(({ field }) => field !== "body")
        .flatMap(variablesIn)
        .map((name) => declared(tree, name, local));
    case "static_variable_declaration":
    case "catch_clause": {
      const name = childOf(node, "name");
      return name ? [declared(tree, name, local)] : [];
    }
    case "class_declaration":
    case "interface_declaration":
    case "trait_declaration":
    case "enum_declaration":
    case "function_definition":
      return [declared(tree, childOf(node, "name")!, tree.root, { exported: true })];
    default:
      return [];
  }
}

function classOf(tree: SyntaxTree, node: SyntaxNode): SyntaxNode {
  return ancestorOf(node, "declaration_list", "enum_declaration_list") ?? tree.root;
}

function variablesIn(node: SyntaxNode): SyntaxNode[] {
  return node.type === "variable_name" ? [node] : node.children.flatMap(variablesIn);
}

function isPrivate(tree: SyntaxTree, declaration: SyntaxNode): boolean {
  return declaration.children.some(
    (child) => child.type === "visibility_modifier" && textOf(tree, child) === "private",
  );
}

function removalOf(declaration: SyntaxNode, element: SyntaxNode): SyntaxNode {
  return declaration.children.filter(({ type }) => type === element.type).length === 1 ? declaration : element;
}

function constant(tree: SyntaxTree, element: SyntaxNode): Declaration[] {
  const declaration = element.parent!;
  const [name, value] = partsOf(element);
  const scope = classOf(tree, element);
  const atTop = scope === tree.root;
  return name
    ? [
        declared(tree, name, scope, {
          value: value ?? null,
          removal: removalOf(declaration, element),
          exported: !atTop && !isPrivate(tree, declaration),
          shared: atTop,
        }),
      ]
    : [];
}

/** `define('NAME', value);` */
function defined(tree: SyntaxTree, call: SyntaxNode): Declaration[] {
  if (call.parent?.type !== "expression_statement" || textOf(tree, childOf(call, "function")!) !== "define") return [];
  const [name, value] = partsOf(childOf(call, "arguments")!).map((argument) => partsOf(argument)[0]);
  return name && /string$/.test(name.type)
    ? [
        declared(tree, name, tree.root, {
          name: textOf(tree, name).slice(1, -1),
          value: value ?? null,
          removal: call.parent,
          shared: true,
        }),
      ]
    : [];
}

function property(tree: SyntaxTree, element: SyntaxNode): Declaration {
  const declaration = element.parent!;
  const variable = childOf(element, "name")!;
  const isStatic = declaration.children.some(({ type }) => type === "static_modifier");
  const name = textOf(tree, variable).slice(isStatic ? 0 : 1);
  return declared(tree, variable, classOf(tree, element), {
    name,
    value: childOf(element, "default_value"),
    removal: removalOf(declaration, element),
    exported: !isPrivate(tree, declaration),
  });
}

function imported(tree: SyntaxTree, clause: SyntaxNode): Declaration[] {
  const [path] = partsOf(clause);
  if (!path || clause.children.some(({ type }) => type === "function" || type === "const")) return [];
  const group = clause.parent!.type === "namespace_use_group" ? clause.parent : null;
  const declaration = (group ?? clause).parent!;
  if (declaration.children.some(({ type }) => type === "function" || type === "const")) return [];
  const prefix = group ? partsOf(declaration).find(({ type }) => type === "namespace_name") : undefined;
  const whole = [...(prefix ? [textOf(tree, prefix)] : []), textOf(tree, path)]
    .join("\\")
    .replace(/^\\/, "")
    .replaceAll("\\", ".");
  const node = childOf(clause, "alias") ?? path;
  const name = textOf(tree, node).replace(/^.*\\/, "");
  const alone =
    group === null && declaration.children.filter(({ type }) => type === "namespace_use_clause").length === 1;
  return [declared(tree, node, tree.root, { name, imported: whole, removal: alone ? declaration : clause })];
}
