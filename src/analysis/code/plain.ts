/** What many languages have in common: the neutral answers to the questions that do not arise in them. */
import { childOf, nameOf, partsOf, type SyntaxNode, type SyntaxTree, textOf } from "../source/syntax-tree";
import type { Argument, Declaration, Language } from "./language";

export const plain = {
  isWritten: () => false,
  isClosed: () => false,
  entries: () => null,
  choices: () => null,
  loadedModule: () => null,
  takenApart: () => null,
  emptyBlock: null,
  mayDropArgument: () => false,
  wholeOf: () => null,
} satisfies Partial<Language>;

/** A name that is made here; `more` is what else is known of it. */
export function declared(
  tree: SyntaxTree,
  node: SyntaxNode,
  scope: SyntaxNode,
  more: Partial<Declaration> = {},
): Declaration {
  return {
    name: textOf(tree, node),
    node,
    scope,
    removal: null,
    value: null,
    path: [],
    imported: null,
    exported: false,
    ...more,
  };
}

/** An argument that may be named, its value behind the name. */
export function argumentOf(tree: SyntaxTree, node: SyntaxNode): Argument {
  const name = childOf(node, "name");
  return { name: name && textOf(tree, name), value: partsOf(node).at(-1) ?? node, node };
}

/** What stands in a string whose text is a node of its own, of a type that ends in `content` or `fragment`; null where it has holes. */
export function stringText(tree: SyntaxTree, string: SyntaxNode): { text: string; start: number } | null {
  const parts = string.children.filter(({ named }) => named);
  if (parts.length === 0) return { text: "", start: string.end - 1 };
  const [only] = parts;
  return parts.length === 1 && /(?:content|fragment)$/.test(only!.type)
    ? { text: textOf(tree, only!), start: only!.start }
    : null;
}

/** `target = value`, where the grammar calls it by this name and its sides `left` and `right`. */
export function assigns(type: string): NonNullable<Language["assignment"]> {
  return (_, expression) => {
    const operator = childOf(expression, "operator");
    if (expression.type !== type || (operator && operator.type !== "=")) return null;
    const target = childOf(expression, "left");
    const value = childOf(expression, "right");
    return target && value && { target, value };
  };
}

/** Judges expressions by the calls in them: those with these names do nothing but make a value. */
export function purity(call: NonNullable<Language["call"]>, pureCalls: RegExp, impure: RegExp): Language["isPure"] {
  return function isPure(tree, expression): boolean {
    if (impure.test(expression.type)) return false;
    const made = call(tree, expression);
    if (made && !pureCalls.test(made.of ? `${nameOf(tree, made.of)}.${made.name}` : made.name)) return false;
    return expression.children.every((child) => isPure(tree, child));
  };
}
