/** How Go is written, for following values. */
import { go } from "../../code/go";
import { addTo } from "../../group-by";
import { ancestorOf, childOf, partsOf, type SyntaxNode, type SyntaxTree, textOf } from "../../source/syntax-tree";
import { spanOf } from "../../text";
import type { ClassSyntax, FunctionSyntax, MemberSyntax, Origin, Parameter, Syntax } from "../syntax";
import { callBy, importedBy, plainSyntax } from "./common";

const functions = ["function_declaration", "method_declaration", "func_literal"];

function parametersOf(tree: SyntaxTree, node: SyntaxNode): Parameter[] {
  const list = childOf(node, "parameters");
  return (list ? partsOf(list) : []).flatMap((part) => {
    const type = childOf(part, "type");
    const names = part.children.filter(({ field, named }) => field === "name" && named);
    return names.length === 0
      ? [{ name: "", type, byDefault: null }]
      : names.map((name) => ({ name: textOf(tree, name), type, byDefault: null }));
  });
}

/** The types that a function gives; the first is what is followed. */
function resultOf(node: SyntaxNode): SyntaxNode | null {
  const result = childOf(node, "result");
  if (result?.type !== "parameter_list") return result;
  const first = partsOf(result)[0];
  return first ? childOf(first, "type") : null;
}

function functionOf(tree: SyntaxTree, node: SyntaxNode): FunctionSyntax | null {
  if (!functions.includes(node.type)) return null;
  const name = childOf(node, "name");
  return {
    node,
    name: name && textOf(tree, name),
    parameters: parametersOf(tree, node),
    expression: null,
    returnType: resultOf(node),
    isProperty: false,
    constructs: null,
  };
}

function classOf(tree: SyntaxTree, node: SyntaxNode): ClassSyntax | null {
  const type = node.type === "type_spec" ? childOf(node, "type") : null;
  if (!type || !/^(?:struct|interface)_type$/.test(type.type)) return null;
  const members = new Map<string, MemberSyntax[]>();
  const bases: SyntaxNode[] = [];
  const list = type.type === "struct_type" ? partsOf(type)[0] : undefined;
  for (const field of list ? partsOf(list) : []) {
    const of = childOf(field, "type");
    const names = field.children.filter(({ field: name }) => name === "name");
    // What is embedded lends its fields and methods.
    if (of && names.length === 0) bases.push(of);
    for (const name of names) if (of) addTo(members, textOf(tree, name), { kind: "type", node: of });
  }
  const name = childOf(node, "name");
  return { node, name: name && textOf(tree, name), bases, members };
}

/** `client, err := newClient()`: the first of what one call gives. */
function origin(_: SyntaxTree, { node }: { readonly node: SyntaxNode }): Origin | null {
  const list = node.parent;
  const holder = list?.type === "expression_list" ? list.parent : list;
  if (!holder || !/^(?:short_var_declaration|var_spec)$/.test(holder.type)) return null;
  const names =
    list!.type === "expression_list" ? partsOf(list!) : holder.children.filter(({ field }) => field === "name");
  const right = childOf(holder, "right") ?? childOf(holder, "value");
  const values = right ? partsOf(right) : [];
  return names.length > 1 && values.length === 1 && names[0] === node
    ? { value: values[0]!, isElement: false, path: [] }
    : null;
}

function typeNames(_: SyntaxTree, type: SyntaxNode): readonly SyntaxNode[] {
  let at: SyntaxNode | undefined = type;
  while (at && /^(?:pointer_type|parenthesized_type|slice_type)$/.test(at.type)) at = partsOf(at)[0];
  return at && /^(?:qualified_type|type_identifier)$/.test(at.type) ? [at] : [];
}

export const goSyntax: Syntax = {
  ...plainSyntax,
  call: callBy(
    go,
    (node) => {
      const callee = childOf(node, "function");
      return callee && (childOf(callee, "field") ?? callee);
    },
    (node) => childOf(node, "function"),
  ),
  function: functionOf,
  class: classOf,
  methodOf: (tree, node) => {
    const receiver = node.type === "method_declaration" ? childOf(node, "receiver") : null;
    const type = receiver && partsOf(receiver)[0] ? childOf(partsOf(receiver)[0]!, "type") : null;
    const name = childOf(node, "name");
    const of = type ? typeNames(tree, type)[0] : undefined;
    return of && name ? { type: textOf(tree, of), name: textOf(tree, name) } : null;
  },
  typeOf: (_, { node }) => {
    const holder = node.parent;
    return holder && /^(?:parameter_declaration|var_spec|variadic_parameter_declaration)$/.test(holder.type)
      ? childOf(holder, "type")
      : null;
  },
  typeNames,
  origin,
  parameter: (tree, { node }) => {
    const holder = node.parent;
    const list = holder?.type === "parameter_declaration" && node.field === "name" ? holder.parent : null;
    if (list?.field !== "parameters" || !list.parent) return null;
    const name = textOf(tree, node);
    const index = parametersOf(tree, list.parent).findIndex((one) => one.name === name);
    return index < 0 ? null : { of: list.parent, index, path: [] };
  },
  assigned: (_, reference) => {
    const list = reference.parent;
    if (list?.type !== "expression_list" || list.field !== "left" || list.parent?.type !== "assignment_statement")
      return null;
    const right = childOf(list.parent, "right");
    const values = right ? partsOf(right) : [];
    const index = partsOf(list).indexOf(reference);
    return (values.length === partsOf(list).length ? values[index] : index === 0 ? values[0] : undefined) ?? null;
  },
  fieldAssigned: () => null,
  returned: (_, node) => {
    const list = node.type === "return_statement" ? partsOf(node)[0] : undefined;
    const value = list?.type === "expression_list" ? partsOf(list)[0] : list;
    const from = value && ancestorOf(node, ...functions);
    return from ? { from, value } : null;
  },
  stretches: (tree, node) => {
    if (/^(?:interpreted|raw)_string_literal$/.test(node.type))
      return [go.literal(tree, node)?.text ?? textOf(tree, node).slice(1, -1)];
    if (node.type !== "binary_expression" || childOf(node, "operator")?.type !== "+") return null;
    return [childOf(node, "left")!, childOf(node, "right")!];
  },
  imported: importedBy((_, { imported }) => ({ specifier: imported, name: null })),
  imports: (tree) =>
    tree.nodes.flatMap((node) => {
      const path = node.type === "import_spec" ? childOf(node, "path") : null;
      return path ? [{ specifier: textOf(tree, path).slice(1, -1), names: [], span: spanOf(node) }] : [];
    }),
  exports: (tree) => {
    const main = partsOf(tree.root).find(
      (part) => part.type === "function_declaration" && textOf(tree, childOf(part, "name")!) === "main",
    );
    return new Map(main ? [["main", { node: childOf(main, "name")! }]] : []);
  },
  sees: "folder",
};
