/** Values as the types of variables have them (developer.hashicorp.com/terraform/language/expressions/type-constraints). */
import { unwrapped } from "../../../locate/terraform/written";
import { childOf, partsOf, type SyntaxNode, type SyntaxTree, textOf } from "../../../source/syntax-tree";
import { type Known, listOf, setOf } from "./known";

export interface Types {
  readonly tree: SyntaxTree;
  /** What is written as a default within a type. */
  valueOf(expression: SyntaxNode): Known;
}

interface Constraint {
  readonly name: string;
  readonly given: readonly SyntaxNode[];
}

/** A value with the attributes that its type has, and their defaults; what no type is written for stays as it is. */
export function asTyped(type: SyntaxNode, value: Known, types: Types): Known {
  const { name, given } = constraintAt(type, types.tree);
  const [of] = given;
  if (!of) return value;
  const inner = (one: Known): Known => asTyped(of, one, types);
  switch (name) {
    case "object":
      return value.kind === "map" ? { kind: "map", entries: attributesOf(of, value.entries, types) } : value;
    case "map":
      return value.kind === "map"
        ? { kind: "map", entries: new Map([...value.entries].map(([key, one]) => [key, inner(one)])) }
        : value;
    case "list":
      return value.kind === "list" ? listOf(value.items.map(inner)) : value;
    case "set":
      return value.kind === "list" ? setOf(value.items.map(inner)) : value;
    default:
      return value;
  }
}

function constraintAt(type: SyntaxNode, tree: SyntaxTree): Constraint {
  const node = unwrapped(type);
  const [name, list] = node.type === "function_call" ? partsOf(node) : [];
  const given = list ? partsOf(list).filter((one) => one.type === "expression") : [];
  return { name: name ? textOf(tree, name) : "", given };
}

function attributesOf(
  object: SyntaxNode,
  entries: ReadonlyMap<string, Known>,
  types: Types,
): ReadonlyMap<string, Known> {
  const found = new Map<string, Known>();
  for (const element of partsOf(unwrapped(object)).filter(({ type }) => type === "object_elem")) {
    const [key, type] = [childOf(element, "key"), childOf(element, "val")];
    if (!key || !type) continue;
    const name = textOf(types.tree, key).trim().replaceAll('"', "");
    const constraint = constraintAt(type, types.tree);
    const isOptional = constraint.name === "optional";
    const [own = type, byDefault] = isOptional ? constraint.given : [type];
    const value = entries.get(name);
    const isMissing = value === undefined || value.kind === "null";
    const used = isMissing && isOptional ? (byDefault ? types.valueOf(byDefault) : ({ kind: "null" } as const)) : value;
    if (used) found.set(name, asTyped(own, used, types));
  }
  return found;
}
