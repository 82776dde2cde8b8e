/** The classes and methods of a file of Java, each with what it names. */
import { addTo } from "../group-by";
import { ancestorOf, childOf, partsOf, type SyntaxNode, type SyntaxTree, textOf } from "../source/syntax-tree";
import type { CompiledFile } from "./reach-compiled";

/** A call: on which types, by their simple names, and with how many arguments; null for what is not known. */
export type Mention =
  | {
      readonly kind: "call";
      readonly name: string;
      readonly on: readonly string[] | null;
      readonly count: number | null;
      readonly isStatic: boolean;
    }
  | { readonly kind: "new"; readonly type: string; readonly count: number };

/** A method with a body, or a constructor. */
export interface Body {
  /** Of a constructor one that nobody can call it by. */
  readonly name: string;
  /** Null in a class without a name. */
  readonly of: Class | null;
  readonly count: number;
  /** It takes any number of arguments. */
  readonly isOpen: boolean;
  readonly lastType: string | null;
  readonly node: SyntaxNode;
  readonly mentions: Mention[];
}

export interface Class {
  readonly name: string;
  /** Classes and interfaces that it extends. */
  readonly bases: readonly string[];
  readonly node: SyntaxNode;
  readonly constructors: Body[];
  /** Of its fields and initializers. */
  readonly mentions: Mention[];
}

export interface JavaFile {
  readonly classes: readonly Class[];
  readonly bodies: readonly Body[];
}

const types = ["class_declaration", "interface_declaration", "enum_declaration", "record_declaration"];
const isType: ReadonlySet<string> = new Set(types);
const bodyTypes = ["method_declaration", "constructor_declaration", "compact_constructor_declaration"];

export function readJava({ tree, ofSdk }: CompiledFile): JavaFile {
  const classes: Class[] = [];
  const bodies: Body[] = [];
  const byNode = new Map<SyntaxNode, Class | Body>();
  const declared = declaredTypes(tree);
  for (const node of tree.nodes) {
    if (isType.has(node.type)) {
      const made: Class = {
        name: nameOf(tree, node),
        bases: basesOf(tree, node),
        node,
        constructors: [],
        mentions: [],
      };
      classes.push(made);
      byNode.set(node, made);
      continue;
    }
    if (bodyTypes.includes(node.type)) {
      const made = bodyOf(tree, node, classAround(node, byNode));
      byNode.set(node, made);
      if (!childOf(node, "body")) continue;
      bodies.push(made);
      if (node.type !== "method_declaration") made.of?.constructors.push(made);
      continue;
    }
    const mention = mentionAt(tree, node, ofSdk, declared);
    if (!mention) continue;
    const owner = byNode.get(ancestorOf(node, ...bodyTypes, ...types) ?? node);
    owner?.mentions.push(mention);
  }
  return { classes, bodies };
}

function nameOf(tree: SyntaxTree, node: SyntaxNode): string {
  const name = childOf(node, "name");
  return name ? textOf(tree, name) : "";
}

/** The class that a member belongs to; null for that of a class without a name. */
function classAround(node: SyntaxNode, byNode: ReadonlyMap<SyntaxNode, Class | Body>): Class | null {
  const around = ancestorOf(node, ...types, "object_creation_expression");
  const found = around && isType.has(around.type) ? byNode.get(around) : undefined;
  return found && "bases" in found ? found : null;
}

function basesOf(tree: SyntaxTree, node: SyntaxNode): readonly string[] {
  const holders = node.children.filter(({ type }) => /^(?:superclass|super_interfaces|extends_interfaces)$/.test(type));
  return holders.flatMap((holder) => typesIn(tree, holder));
}

/** Types that stand in a list, without what they are made of. */
function typesIn(tree: SyntaxTree, node: SyntaxNode): readonly string[] {
  return partsOf(node).flatMap((part) => {
    if (part.type === "type_list") return typesIn(tree, part);
    const name = simpleName(tree, part);
    return name === null ? [] : [name];
  });
}

/** `Orders` of `app.Orders` and `Orders<T>`; null for what is no class. */
function simpleName(tree: SyntaxTree, type: SyntaxNode | null): string | null {
  let at: SyntaxNode | undefined = type ?? undefined;
  if (at?.type === "generic_type") at = partsOf(at)[0];
  if (at?.type === "scoped_type_identifier") at = partsOf(at).at(-1);
  return at?.type === "type_identifier" ? textOf(tree, at) : null;
}

function bodyOf(tree: SyntaxTree, node: SyntaxNode, of: Class | null): Body {
  const list = childOf(node, "parameters");
  const parameters = list ? partsOf(list).filter(({ type }) => /^(?:formal|spread)_parameter$/.test(type)) : [];
  const last = parameters.at(-1);
  return {
    name: node.type === "method_declaration" ? nameOf(tree, node) : "<init>",
    of,
    count: parameters.length,
    isOpen: last?.type === "spread_parameter" || node.type === "compact_constructor_declaration",
    lastType: last ? simpleName(tree, childOf(last, "type")) : null,
    node,
    mentions: [],
  };
}

/** The types that variables, parameters and fields of a name are declared with; an empty text for one that is not written. */
function declaredTypes(tree: SyntaxTree): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, string[]>();
  const add = (name: SyntaxNode | null, type: SyntaxNode | null): void => {
    if (name) addTo(found, textOf(tree, name), simpleName(tree, type) ?? "");
  };
  for (const node of tree.nodes) {
    if (/^(?:formal_parameter|resource|enhanced_for_statement|catch_formal_parameter)$/.test(node.type))
      add(childOf(node, "name"), childOf(node, "type"));
    else if (node.type === "variable_declarator") {
      const type = node.parent && childOf(node.parent, "type");
      const value = childOf(node, "value");
      const made = value?.type === "object_creation_expression" ? childOf(value, "type") : null;
      add(childOf(node, "name"), type && textOf(tree, type) === "var" ? made : type);
    } else if (node.type === "inferred_parameters") partsOf(node).forEach((one) => add(one, null));
    else if (node.type === "lambda_expression") {
      const only = childOf(node, "parameters");
      if (only?.type === "identifier") add(only, null);
    }
  }
  return new Map(Array.from(found, ([name, all]) => [name, new Set(all)] as const));
}

function mentionAt(
  tree: SyntaxTree,
  node: SyntaxNode,
  ofSdk: ReadonlySet<number>,
  declared: ReadonlyMap<string, ReadonlySet<string>>,
): Mention | null {
  const count = (): number => {
    const list = childOf(node, "arguments");
    return list ? partsOf(list).length : 0;
  };
  switch (node.type) {
    case "method_invocation": {
      const name = childOf(node, "name");
      if (!name || ofSdk.has(name.start)) return null;
      const object = childOf(node, "object");
      return { kind: "call", name: textOf(tree, name), ...receiver(tree, node, object, declared), count: count() };
    }
    case "method_reference": {
      const [of, name] = [node.children[0] ?? null, partsOf(node).at(-1)];
      if (!name || name === of) return null;
      return { kind: "call", name: textOf(tree, name), ...receiver(tree, node, of, declared), count: null };
    }
    case "object_creation_expression": {
      const type = simpleName(tree, childOf(node, "type"));
      return type === null ? null : { kind: "new", type, count: count() };
    }
    default:
      return null;
  }
}

/** What a method is called on. */
function receiver(
  tree: SyntaxTree,
  node: SyntaxNode,
  object: SyntaxNode | null,
  declared: ReadonlyMap<string, ReadonlySet<string>>,
): { readonly on: readonly string[] | null; readonly isStatic: boolean } {
  if (!object || object.type === "this" || object.type === "super") {
    // Of a class without a name it is any around it.
    const own: string[] = [];
    for (let at = ancestorOf(node, ...types); at; at = ancestorOf(at, ...types)) own.push(nameOf(tree, at));
    return { on: own, isStatic: false };
  }
  if (object.type === "object_creation_expression") {
    const type = simpleName(tree, childOf(object, "type"));
    return { on: type === null ? null : [type], isStatic: false };
  }
  const field = object.type === "field_access" ? childOf(object, "field") : null;
  const isOwnField = field !== null && childOf(object, "object")?.type === "this";
  const name = object.type === "identifier" ? textOf(tree, object) : isOwnField ? textOf(tree, field) : null;
  if (name === null) return { on: null, isStatic: false };
  const known = declared.get(name);
  if (!known) return /^[A-Z]/.test(name) ? { on: [name], isStatic: true } : { on: null, isStatic: false };
  const [type] = known;
  return { on: known.size === 1 && type ? [type] : null, isStatic: false };
}
