/** How Java is written, for following values. */
import { java } from "../../code/java";
import { addTo } from "../../group-by";
import { ancestorOf, childOf, partsOf, type SyntaxNode, type SyntaxTree, textOf } from "../../source/syntax-tree";
import { spanOf } from "../../text";
import type { ClassSyntax, Exported, FunctionSyntax, MemberSyntax, Parameter, Syntax } from "../syntax";
import { assignedIn, callBy, classWith, importedBy, plainSyntax, returnedBy } from "./common";

const types = ["class_declaration", "interface_declaration", "enum_declaration", "record_declaration"];
const isType: ReadonlySet<string> = new Set(types);
const functions = ["method_declaration", "constructor_declaration", "lambda_expression"];

function parametersOf(tree: SyntaxTree, node: SyntaxNode): Parameter[] {
  const list = childOf(node, "parameters");
  if (!list) return [];
  if (list.type === "identifier") return [{ name: textOf(tree, list), type: null, byDefault: null }];
  return partsOf(list).map((part) => {
    const name = childOf(part, "name") ?? (part.type === "identifier" ? part : null);
    return { name: name ? textOf(tree, name) : "", type: childOf(part, "type"), byDefault: null };
  });
}

function functionOf(tree: SyntaxTree, node: SyntaxNode): FunctionSyntax | null {
  if (!functions.includes(node.type)) return null;
  const name = childOf(node, "name");
  const body = childOf(node, "body");
  return {
    node,
    name: name && textOf(tree, name),
    parameters: parametersOf(tree, node),
    expression: node.type === "lambda_expression" && body && body.type !== "block" ? body : null,
    returnType: node.type === "method_declaration" ? childOf(node, "type") : null,
    isProperty: false,
    constructs: node.type === "constructor_declaration" ? ancestorOf(node, ...types) : null,
  };
}

function classOf(tree: SyntaxTree, node: SyntaxNode): ClassSyntax | null {
  if (!isType.has(node.type)) return null;
  const members = new Map<string, MemberSyntax[]>();
  const body = childOf(node, "body");
  for (const part of body ? partsOf(body) : []) declareMember(tree, part, members);
  for (const one of node.type === "record_declaration" ? parametersOf(tree, node) : [])
    if (one.type) addTo(members, one.name, { kind: "type", node: one.type });
  const superclass = childOf(node, "superclass");
  return classWith(tree, node, superclass ? partsOf(superclass) : [], members);
}

function declareMember(tree: SyntaxTree, part: SyntaxNode, members: Map<string, MemberSyntax[]>): void {
  if (part.type === "method_declaration") {
    const name = childOf(part, "name");
    if (name) addTo(members, textOf(tree, name), { kind: "method", node: part });
    return;
  }
  if (part.type !== "field_declaration") return;
  const type = childOf(part, "type");
  for (const declarator of part.children.filter((child) => child.type === "variable_declarator")) {
    const name = childOf(declarator, "name");
    // The name itself leads to its values and its type.
    if (name && type) addTo(members, textOf(tree, name), { kind: "value", node: name });
  }
}

function classAround(node: SyntaxNode): SyntaxNode | null {
  return ancestorOf(node, ...types);
}

function typeOf(_: SyntaxTree, { node }: { readonly node: SyntaxNode }): SyntaxNode | null {
  const holder = node.parent;
  if (holder?.type === "variable_declarator") return holder.parent ? childOf(holder.parent, "type") : null;
  return holder && /^(?:formal_parameter|resource|enhanced_for_statement)$/.test(holder.type)
    ? childOf(holder, "type")
    : null;
}

/** Around the type of what is meant: `Optional<S3Client>`, `Supplier<S3Client>`. */
const around = /^(?:Optional|Supplier|Provider|Lazy|ThreadLocal|AtomicReference|CompletableFuture)$/;

function typeNames(tree: SyntaxTree, type: SyntaxNode): readonly SyntaxNode[] {
  if (type.type !== "generic_type") return /^(?:scoped_)?type_identifier$|^identifier$/.test(type.type) ? [type] : [];
  const [name, list] = partsOf(type);
  if (!name) return [];
  const inner = list && around.test(textOf(tree, name)) ? partsOf(list)[0] : undefined;
  return inner ? typeNames(tree, inner) : [name];
}

/** The types of a file, and the methods of the first: one of them may be a handler. */
function exportsOf(tree: SyntaxTree): ReadonlyMap<string, Exported> {
  const found = new Map<string, Exported>();
  const own = partsOf(tree.root).filter((node) => isType.has(node.type));
  for (const node of own) {
    const name = childOf(node, "name");
    if (name) found.set(textOf(tree, name), { node });
  }
  const body = own[0] && childOf(own[0], "body");
  for (const part of body ? partsOf(body) : []) {
    const name = part.type === "method_declaration" ? childOf(part, "name") : null;
    if (name && !found.has(textOf(tree, name))) found.set(textOf(tree, name), { node: name });
  }
  return found;
}

export const javaSyntax: Syntax = {
  ...plainSyntax,
  call: callBy(java, (node) => childOf(node, "name")),
  function: functionOf,
  class: classOf,
  self: (_, node) => (node.type === "this" ? classAround(node) : null),
  around: (_, node) => classAround(node),
  typeOf,
  typeNames,
  origin: (_, { node }) => {
    const holder = node.parent;
    const value = holder?.type === "resource" && node.field === "name" ? childOf(holder, "value") : null;
    return value && { value, isElement: false, path: [] };
  },
  parameter: (_, { node }) => {
    const holder = node.parent;
    const list =
      holder?.type === "formal_parameter" ? holder.parent : holder?.type === "inferred_parameters" ? holder : null;
    if (holder?.type === "lambda_expression" && node.field === "parameters") return { of: holder, index: 0, path: [] };
    if (!list?.parent || list.parent.type === "record_declaration") return null;
    return { of: list.parent, index: partsOf(list).indexOf(list === holder ? node : holder!), path: [] };
  },
  assigned: assignedIn(/^assignment_expression$/),
  returned: returnedBy(/^return_statement$/, functions),
  stretches: (tree, node) => {
    if (node.type === "string_literal") return [java.literal(tree, node)?.text ?? textOf(tree, node).slice(1, -1)];
    if (node.type !== "binary_expression" || childOf(node, "operator")?.type !== "+") return null;
    return [childOf(node, "left")!, childOf(node, "right")!];
  },
  imported: importedBy((_, { imported }) => ({
    specifier: imported,
    name: imported.slice(imported.lastIndexOf(".") + 1),
  })),
  exports: exportsOf,
  imports: (tree) =>
    partsOf(tree.root).flatMap((node) => {
      const path = node.type === "import_declaration" ? partsOf(node)[0] : undefined;
      return path ? [{ specifier: textOf(tree, path), names: [], span: spanOf(node) }] : [];
    }),
  sees: "types",
};
