/** How JavaScript and TypeScript are written, for following values. */
import { listIn } from "../../group-by";
import { ancestorOf, childOf, partsOf, type SyntaxNode, type SyntaxTree, textOf } from "../../source/syntax-tree";
import type { CallSyntax, FunctionSyntax, GivenArgument, MemberSyntax, Parameter, StoredItem, Syntax } from "../syntax";
import { classWith, returnedBy, typeIn } from "./common";
import { exports, exportsAgain, imported, imports } from "./javascript-modules";

const functions = [
  "function_declaration",
  "function_expression",
  "arrow_function",
  "method_definition",
  "generator_function",
  "generator_function_declaration",
];
const isFunction: ReadonlySet<string> = new Set(functions);
const classes = ["class_declaration", "class", "abstract_class_declaration"];
const isClass: ReadonlySet<string> = new Set(classes);
const propertyNames: ReadonlySet<string> = new Set(["property_identifier", "private_property_identifier"]);

function argumentsOf(list: SyntaxNode | null): GivenArgument[] {
  if (list?.type !== "arguments") return [];
  return partsOf(list).map((part) =>
    part.type === "spread_element"
      ? { name: null, value: partsOf(part)[0] ?? part, isSpread: true }
      : { name: null, value: part, isSpread: false },
  );
}

function call(tree: SyntaxTree, node: SyntaxNode): CallSyntax | null {
  if (node.type === "new_expression") {
    const callee = childOf(node, "constructor");
    if (!callee) return null;
    const nameNode = childOf(callee, "property") ?? callee;
    const given = argumentsOf(childOf(node, "arguments"));
    return {
      node,
      callee,
      of: null,
      name: textOf(tree, nameNode).slice(0, 200),
      nameNode,
      arguments: given,
      isNew: true,
    };
  }
  if (node.type !== "call_expression") return null;
  const callee = childOf(node, "function");
  if (!callee) return null;
  const given = argumentsOf(childOf(node, "arguments"));
  const found = member(tree, callee);
  if (found) {
    const nameNode = childOf(callee, "property") ?? childOf(callee, "index") ?? callee;
    return { node, callee, of: found.object, name: found.key, nameNode, arguments: given, isNew: false };
  }
  const name = callee.type === "identifier" ? textOf(tree, callee) : null;
  const of = childOf(callee, "object");
  return { node, callee, of, name, nameNode: childOf(callee, "index") ?? callee, arguments: given, isNew: false };
}

function member(tree: SyntaxTree, node: SyntaxNode): { object: SyntaxNode; key: string } | null {
  if (node.type === "nested_type_identifier" || node.type === "nested_identifier") {
    const [object, name] = partsOf(node);
    return object && name ? { object, key: textOf(tree, name) } : null;
  }
  const object =
    node.type === "member_expression" || node.type === "subscript_expression" ? childOf(node, "object") : null;
  if (!object) return null;
  const property = childOf(node, "property");
  if (property) return propertyNames.has(property.type) ? { object, key: textOf(tree, property) } : null;
  const index = childOf(node, "index");
  return index?.type === "string" ? { object, key: textOf(tree, index).slice(1, -1) } : null;
}

/** `clients[name]` */
function item(_: SyntaxTree, node: SyntaxNode) {
  if (node.type !== "subscript_expression") return null;
  const [container, key] = [childOf(node, "object"), childOf(node, "index")];
  return container && key ? { container, key } : null;
}

/** `clients[name] = client`, `clients.set(name, client)`, `clients.push(client)`. */
function stored(tree: SyntaxTree, node: SyntaxNode): StoredItem | null {
  if (node.type === "assignment_expression" || node.type === "augmented_assignment_expression") {
    const left = childOf(node, "left");
    const value = childOf(node, "right");
    const place = left && value && item(tree, left);
    return place ? { ...place, value } : null;
  }
  const made = node.type === "call_expression" ? call(tree, node) : null;
  const [first, second] = made?.arguments ?? [];
  if (!made?.of || !first) return null;
  if (made.name === "set") return second ? { container: made.of, key: first.value, value: second.value } : null;
  return made.name === "push" ? { container: made.of, key: null, value: first.value } : null;
}

function parameters(node: SyntaxNode, tree: SyntaxTree): Parameter[] {
  const single = node.type === "arrow_function" ? childOf(node, "parameter") : null;
  if (single) return [{ name: textOf(tree, single), type: null, byDefault: null }];
  const list = childOf(node, "parameters");
  return (list ? partsOf(list) : []).map((part) => {
    const pattern = childOf(part, "pattern") ?? childOf(part, "left") ?? part;
    return {
      name: pattern.type === "identifier" ? textOf(tree, pattern) : "",
      type: childOf(part, "type"),
      byDefault: childOf(part, "value") ?? childOf(part, "right"),
    };
  });
}

function functionOf(tree: SyntaxTree, node: SyntaxNode): FunctionSyntax | null {
  if (!isFunction.has(node.type)) return null;
  const body = childOf(node, "body");
  const constructs =
    node.type === "method_definition" && textOf(tree, childOf(node, "name")!) === "constructor"
      ? ancestorOf(node, ...classes)
      : null;
  return {
    node,
    name: nameOf(tree, node),
    parameters: parameters(node, tree),
    expression: body && body.type !== "statement_block" ? body : null,
    returnType: childOf(node, "return_type"),
    isProperty: node.type === "method_definition" && node.children.some(({ type }) => type === "get"),
    constructs,
  };
}

/** The name that it is declared with, or that it is the value of. */
function nameOf(tree: SyntaxTree, node: SyntaxNode): string | null {
  const own = childOf(node, "name");
  if (own) return textOf(tree, own);
  const holder = node.parent;
  const name =
    holder &&
    (childOf(holder, "name") ??
      childOf(holder, "key") ??
      childOf(holder, "property") ??
      memberName(childOf(holder, "left")));
  return name && name !== node ? textOf(tree, name).slice(0, 200) : null;
}

function memberName(left: SyntaxNode | null): SyntaxNode | null {
  return left && (childOf(left, "property") ?? (left.type === "identifier" ? left : null));
}

function classOf(tree: SyntaxTree, node: SyntaxNode) {
  if (!isClass.has(node.type)) return null;
  const members = new Map<string, MemberSyntax[]>();
  const body = childOf(node, "body");
  for (const part of body ? partsOf(body) : []) declareMember(tree, part, members);
  const heritage = node.children.find(({ type }) => type === "class_heritage");
  const bases = heritage
    ? partsOf(heritage).flatMap((part) =>
        part.type === "extends_clause"
          ? [childOf(part, "value") ?? part]
          : part.type === "implements_clause"
            ? []
            : [part],
      )
    : [];
  return classWith(tree, node, bases, members);
}

function declareMember(tree: SyntaxTree, part: SyntaxNode, members: Map<string, MemberSyntax[]>): void {
  const name = childOf(part, "name") ?? childOf(part, "property");
  if (!name) return;
  const own = listIn(members, textOf(tree, name));
  if (part.type === "method_definition") {
    own.push({ kind: "method", node: part });
    if (textOf(tree, name) === "constructor")
      for (const one of constructorMembers(tree, part)) listIn(members, one.name).push(...one.members);
    return;
  }
  const value = childOf(part, "value");
  if (value) own.push(isFunction.has(value.type) ? { kind: "method", node: value } : { kind: "value", node: value });
  const type = childOf(part, "type");
  if (type) own.push({ kind: "type", node: type });
}

/** `constructor(private readonly client: S3Client)` */
function constructorMembers(tree: SyntaxTree, constructor: SyntaxNode): { name: string; members: MemberSyntax[] }[] {
  const list = childOf(constructor, "parameters");
  return (list ? partsOf(list) : []).flatMap((part) => {
    const pattern = childOf(part, "pattern");
    const isMember = part.children.some(({ type }) => type === "accessibility_modifier" || type === "readonly");
    if (!isMember || pattern?.type !== "identifier") return [];
    return [{ name: textOf(tree, pattern), members: [{ kind: "value" as const, node: pattern }] }];
  });
}

/** The class around `this`; arrow functions have the one of where they stand. */
function self(_: SyntaxTree, node: SyntaxNode): SyntaxNode | null {
  if (node.type !== "this") return null;
  const around = ancestorOf(node, ...classes, "function_declaration", "function_expression");
  return around && isClass.has(around.type) ? around : null;
}

function same(_: SyntaxTree, node: SyntaxNode): SyntaxNode | null {
  if (node.type === "await_expression") return partsOf(node)[0] ?? null;
  if (node.type === "sequence_expression") return partsOf(node).at(-1) ?? null;
  if (node.type === "assignment_expression") return childOf(node, "right");
  // `client ??= new Client()`
  if (node.type === "augmented_assignment_expression") return childOf(node, "right");
  return node.type === "type_assertion" ? (partsOf(node).at(-1) ?? null) : null;
}

function parameterOf(_: SyntaxTree, { node, path }: { readonly node: SyntaxNode; readonly path: readonly string[] }) {
  for (let at: SyntaxNode | null = node; at?.parent; at = at.parent) {
    const { parent } = at;
    if (parent.type === "arrow_function" && at.field === "parameter") return { of: parent, index: 0, path };
    if (parent.type === "formal_parameters") return { of: parent.parent!, index: partsOf(parent).indexOf(at), path };
    if (!/pattern|^(?:required|optional)_parameter$/.test(parent.type)) return null;
    // A default is another value.
    if (at.field === "value" && parent.type !== "pair_pattern") return null;
  }
  return null;
}

function assigned(_: SyntaxTree, reference: SyntaxNode): SyntaxNode | null {
  const holder = reference.parent;
  if (holder?.type !== "assignment_expression" && holder?.type !== "augmented_assignment_expression") return null;
  return reference.field === "left" ? childOf(holder, "right") : null;
}

function fieldAssigned(tree: SyntaxTree, node: SyntaxNode) {
  if (node.type !== "assignment_expression" && node.type !== "augmented_assignment_expression") return null;
  const left = childOf(node, "left")!;
  const target = left.type === "member_expression" ? member(tree, left) : null;
  const of = target && self(tree, target.object);
  const value = childOf(node, "right");
  return of && value ? { of, name: target.key, member: { kind: "value" as const, node: value } } : null;
}

function stretches(tree: SyntaxTree, node: SyntaxNode): (string | SyntaxNode)[] | null {
  if (node.type === "string") return [textOf(tree, node).slice(1, -1)];
  if (node.type === "template_string") {
    const parts: (string | SyntaxNode)[] = [];
    let at = node.start + 1;
    for (const hole of node.children) {
      if (hole.type !== "template_substitution") continue;
      parts.push(tree.text.slice(at, hole.start), partsOf(hole)[0] ?? hole);
      at = hole.end;
    }
    return [...parts, tree.text.slice(at, node.end - 1)].filter((part) => part !== "");
  }
  if (node.type !== "binary_expression" || childOf(node, "operator")?.type !== "+") return null;
  return [childOf(node, "left")!, childOf(node, "right")!];
}

/** Around the type of what is meant: `Promise<S3Client>`. */
const around = /^(?:Promise|Awaited|Partial|Readonly|Required|NonNullable|Pick|Omit)$/;

function typeNames(tree: SyntaxTree, type: SyntaxNode): readonly SyntaxNode[] {
  switch (type.type) {
    case "type_annotation":
    case "union_type":
    case "intersection_type":
    case "parenthesized_type":
    case "readonly_type":
      return partsOf(type).flatMap((part) => typeNames(tree, part));
    case "generic_type": {
      const [name, list] = partsOf(type);
      if (!name) return [];
      return list && around.test(textOf(tree, name)) ? typeNames(tree, partsOf(list)[0] ?? name) : [name];
    }
    case "type_identifier":
    case "identifier":
    case "nested_type_identifier":
      return [type];
    default:
      return [];
  }
}

export const javascriptSyntax: Syntax = {
  item,
  stored,
  call,
  member,
  function: functionOf,
  class: classOf,
  self,
  same,
  typeOf: typeIn(/^(?:variable_declarator|required_parameter|optional_parameter)$/),
  typeNames,
  origin: (_, { node }) => {
    const loop = node.parent?.type === "for_in_statement" ? node.parent : null;
    const value = loop && node.field === "left" ? childOf(loop, "right") : null;
    return value && { value, isElement: true, path: [] };
  },
  parameter: (tree, declaration) => parameterOf(tree, declaration),
  assigned,
  fieldAssigned,
  returned: returnedBy(/^return_statement$/, functions),
  stretches,
  imported,
  imports,
  exports,
  exportsAgain,
};
