/** How Python is written, for following values. */
import { addTo, listIn } from "../../group-by";
import { ancestorOf, childOf, partsOf, type SyntaxNode, type SyntaxTree, textOf } from "../../source/syntax-tree";
import { spanOf } from "../../text";
import type {
  ClassSyntax,
  Exported,
  FunctionSyntax,
  MemberSyntax,
  Origin,
  Parameter,
  StoredItem,
  Syntax,
} from "../syntax";
import { classWith, importedBy, returnedBy, typeIn } from "./common";
import { argumentsOf, call, documentation, stretches } from "./python-expressions";
import { typeNames } from "./python-types";

const functions = ["function_definition", "lambda"];

function parameter(tree: SyntaxTree, part: SyntaxNode): Parameter | null {
  const type = childOf(part, "type");
  switch (part.type) {
    case "identifier":
      return { name: textOf(tree, part), type: null, byDefault: null };
    case "typed_parameter": {
      const name = partsOf(part)[0];
      return name?.type === "identifier" ? { name: textOf(tree, name), type, byDefault: null } : null;
    }
    case "default_parameter":
    case "typed_default_parameter":
      return { name: textOf(tree, childOf(part, "name")!), type, byDefault: childOf(part, "value") };
    default:
      return null;
  }
}

/** The class that a function is a method of. */
function classAround(node: SyntaxNode): SyntaxNode | null {
  const holder = node.parent?.type === "decorated_definition" ? node.parent.parent : node.parent;
  return holder?.type === "block" && holder.parent?.type === "class_definition" ? holder.parent : null;
}

function isDecorated(tree: SyntaxTree, node: SyntaxNode, by: RegExp): boolean {
  const holder = node.parent;
  return (
    holder?.type === "decorated_definition" &&
    holder.children.some((child) => child.type === "decorator" && by.test(textOf(tree, child).slice(0, 100)))
  );
}

/** Without `self` and `cls`. */
function parametersOf(tree: SyntaxTree, node: SyntaxNode): SyntaxNode[] {
  const list = childOf(node, "parameters");
  const parts = list ? partsOf(list) : [];
  return classAround(node) && !isDecorated(tree, node, /^@staticmethod\b/) ? parts.slice(1) : parts;
}

function functionOf(tree: SyntaxTree, node: SyntaxNode): FunctionSyntax | null {
  if (!functions.includes(node.type)) return null;
  const name = childOf(node, "name") ?? (node.parent?.type === "assignment" ? childOf(node.parent, "left") : null);
  const written = name ? textOf(tree, name) : null;
  return {
    node,
    name: written,
    parameters: parametersOf(tree, node).map(
      (part) => parameter(tree, part) ?? { name: "", type: null, byDefault: null },
    ),
    expression: node.type === "lambda" ? childOf(node, "body") : null,
    returnType: childOf(node, "return_type"),
    isProperty: isDecorated(tree, node, /^@(?:\w+\.)?(?:cached_)?property\b/),
    constructs: written === "__init__" ? classAround(node) : null,
  };
}

function classOf(tree: SyntaxTree, node: SyntaxNode): ClassSyntax | null {
  if (node.type !== "class_definition") return null;
  const members = new Map<string, MemberSyntax[]>();
  const body = childOf(node, "body");
  for (const part of body ? partsOf(body) : []) {
    const made = part.type === "decorated_definition" ? (childOf(part, "definition") ?? part) : part;
    if (made.type === "function_definition")
      addTo(members, textOf(tree, childOf(made, "name")!), { kind: "method", node: made });
    const assigned = assignedName(part);
    if (assigned) addMembers(listIn(members, textOf(tree, assigned)), assigned.parent!);
  }
  const bases = argumentsOf(tree, childOf(node, "superclasses")).flatMap((one) =>
    one.name === null ? [one.value] : [],
  );
  return classWith(tree, node, bases, members);
}

/** `name = value` as a statement: the name. */
function assignedName(statement: SyntaxNode): SyntaxNode | null {
  const assignment = statement.type === "expression_statement" ? partsOf(statement)[0] : undefined;
  const left = assignment?.type === "assignment" ? childOf(assignment, "left") : null;
  return left?.type === "identifier" ? left : null;
}

function addMembers(members: MemberSyntax[], assignment: SyntaxNode): void {
  const value = childOf(assignment, "right");
  if (value) members.push({ kind: "value", node: value });
  const type = childOf(assignment, "type");
  if (type) members.push({ kind: "type", node: type });
}

/** The first parameter of a method, whatever it is called. */
function self(tree: SyntaxTree, node: SyntaxNode): SyntaxNode | null {
  if (node.type !== "identifier") return null;
  const name = textOf(tree, node);
  if (name !== "self" && name !== "cls") return null;
  for (let at = ancestorOf(node, "function_definition"); at; at = ancestorOf(at, "function_definition")) {
    const around = classAround(at);
    if (around) return around;
  }
  return null;
}

function fieldAssigned(tree: SyntaxTree, node: SyntaxNode) {
  if (node.type !== "assignment") return null;
  const left = childOf(node, "left");
  const object = left?.type === "attribute" ? childOf(left, "object") : null;
  const of = object && self(tree, object);
  const value = childOf(node, "right") ?? childOf(node, "type");
  if (!of || !left || !value) return null;
  const kind = childOf(node, "right") ? ("value" as const) : ("type" as const);
  return { of, name: textOf(tree, childOf(left, "attribute")!), member: { kind, node: value } };
}

function origin(tree: SyntaxTree, { node }: { readonly node: SyntaxNode }): Origin | null {
  let holder = node.parent;
  if (holder?.type === "as_pattern_target") {
    const value = holder.parent && partsOf(holder.parent)[0];
    return value ? { value, isElement: false, path: [] } : null;
  }
  if (holder?.type === "named_expression") {
    const value = childOf(holder, "value");
    return value && { value, isElement: false, path: [] };
  }
  if (holder?.type === "assignment" && node.field === "left") return chained(holder);
  while (holder && /^(?:pattern_list|tuple_pattern)$/.test(holder.type)) holder = holder.parent;
  // `for name, client in clients.items()`
  if (holder && /^for_/.test(holder.type) && node.parent?.parent === holder && partsOf(node.parent).at(-1) === node) {
    const value = childOf(holder, "right");
    const callee = value?.type === "call" ? childOf(value, "function") : null;
    const method = callee?.type === "attribute" ? childOf(callee, "attribute") : null;
    if (value && method && textOf(tree, method) === "items") return { value, isElement: true, path: [] };
  }
  if (holder?.type === "for_statement" || holder?.type === "for_in_clause") {
    const value = node.parent === holder ? childOf(holder, "right") : null;
    return value && { value, isElement: true, path: [] };
  }
  if (holder?.type !== "assignment" || node.parent?.parent !== holder) return null;
  // `a, b = x, y`
  const right = childOf(holder, "right");
  const values = right && /^(?:expression_list|tuple)$/.test(right.type) ? partsOf(right) : [];
  const targets = partsOf(node.parent);
  const value = values.length === targets.length ? values[targets.indexOf(node)] : undefined;
  return value ? { value, isElement: false, path: [] } : null;
}

/** `clients[name]`, but no part of a list. */
function item(_: SyntaxTree, node: SyntaxNode) {
  if (node.type !== "subscript") return null;
  const [container, key] = [childOf(node, "value"), childOf(node, "subscript")];
  return container && key && key.type !== "slice" ? { container, key } : null;
}

/** `clients[name] = client`, `clients.setdefault(name, client)`, `clients.append(client)`. */
function stored(tree: SyntaxTree, node: SyntaxNode): StoredItem | null {
  if (node.type === "assignment") {
    const left = childOf(node, "left");
    const value = childOf(node, "right");
    const place = left && value && item(tree, left);
    return place ? { ...place, value } : null;
  }
  const made = node.type === "call" ? call(tree, node) : null;
  if (!made?.of) return null;
  const [first, second] = made.arguments;
  if (made.name === "setdefault" && first && second)
    return { container: made.of, key: first.value, value: second.value };
  return made.name === "append" || made.name === "add"
    ? first
      ? { container: made.of, key: null, value: first.value }
      : null
    : null;
}

/** `a = b = value` */
function chained(assignment: SyntaxNode): Origin | null {
  let value = childOf(assignment, "right");
  if (value?.type !== "assignment" && assignment.parent?.type !== "assignment") return null;
  while (value?.type === "assignment") value = childOf(value, "right");
  return value ? { value, isElement: false, path: [] } : null;
}

function parameterPlace(tree: SyntaxTree, { node }: { readonly node: SyntaxNode }) {
  let at: SyntaxNode = node;
  while (at.parent && /^(?:typed_parameter|default_parameter|typed_default_parameter)$/.test(at.parent.type))
    at = at.parent;
  const list = at.parent;
  if (!list || !/^(?:lambda_)?parameters$/.test(list.type)) return null;
  const of = list.parent!;
  const index = parametersOf(tree, of).indexOf(at);
  return index < 0 ? null : { of, index, path: [] };
}

function imports(tree: SyntaxTree) {
  return tree.nodes.flatMap((node) => {
    const span = spanOf(node);
    const names = node.children
      .filter(({ field }) => field === "name")
      .map((item) => textOf(tree, childOf(item, "name") ?? item));
    if (node.type === "import_statement") return names.map((specifier) => ({ specifier, names: [], span }));
    const from = node.type === "import_from_statement" ? childOf(node, "module_name") : null;
    return from ? [{ specifier: textOf(tree, from), names, span }] : [];
  });
}

/** Every name at the top of a module. */
function exports(tree: SyntaxTree): ReadonlyMap<string, Exported> {
  const found = new Map<string, Exported>();
  const declare = (parts: readonly SyntaxNode[], depth: number): void => {
    for (const part of parts) {
      const made = part.type === "decorated_definition" ? childOf(part, "definition") : part;
      const named = made && /^(?:function|class)_definition$/.test(made.type) ? childOf(made, "name") : null;
      if (named) found.set(textOf(tree, named), { node: named });
      const assigned = assignedName(part);
      if (assigned) found.set(textOf(tree, assigned), { node: assigned });
      const from = part.type === "import_from_statement" ? childOf(part, "module_name") : null;
      for (const item of from ? part.children.filter(({ field }) => field === "name") : []) {
        const name = textOf(tree, childOf(item, "name") ?? item);
        found.set(textOf(tree, childOf(item, "alias") ?? item), { specifier: textOf(tree, from!), name });
      }
      if (
        depth < 3 &&
        /^(?:if_statement|try_statement|with_statement|else_clause|except_clause|block)$/.test(part.type)
      )
        declare(partsOf(part), depth + 1);
    }
  };
  declare(partsOf(tree.root), 0);
  return found;
}

export const pythonSyntax: Syntax = {
  ownClass: ["cls"],
  item,
  stored,
  call,
  function: functionOf,
  class: classOf,
  self,
  same(_, node) {
    if (node.type === "await") return partsOf(node)[0] ?? null;
    return node.type === "assignment" ? childOf(node, "right") : null;
  },
  typeOf: typeIn(/^(?:typed_parameter|typed_default_parameter|assignment)$/),
  typeNames,
  documentation,
  origin,
  parameter: (tree, declaration) => parameterPlace(tree, declaration),
  assigned: () => null,
  fieldAssigned,
  // What `@contextmanager` yields is what `with` gets.
  returned: returnedBy(/^(?:return_statement|yield)$/, functions),
  stretches,
  imported: importedBy((tree, { node, imported }) => {
    const statement = ancestorOf(node, "import_from_statement", "import_statement");
    const from = statement && childOf(statement, "module_name");
    if (!from) return { specifier: imported, name: null };
    const item = ancestorOf(node, "aliased_import");
    const name = item ? childOf(item, "name")! : (ancestorOf(node, "dotted_name") ?? node);
    return { specifier: textOf(tree, from), name: textOf(tree, name) };
  }),
  imports,
  exports,
  exportsAgain: (tree) =>
    partsOf(tree.root).flatMap((part) => {
      const from = part.type === "import_from_statement" ? childOf(part, "module_name") : null;
      return from && part.children.some(({ type }) => type === "wildcard_import") ? [textOf(tree, from)] : [];
    }),
};
