/** What several languages have in common. */
import type { Call, Declaration, Language } from "../../code/language";
import { ancestorOf, childOf, partsOf, type SyntaxNode, type SyntaxTree, textOf } from "../../source/syntax-tree";
import type { CallSyntax, ClassSyntax, ImportedName, MemberSyntax, Syntax } from "../syntax";

/** A call as the language itself reads it; `callee` is what is called where a method is a value. */
export function callBy(
  language: Pick<Language, "call">,
  nameNodeOf: (node: SyntaxNode) => SyntaxNode | null,
  calleeOf: (node: SyntaxNode, call: Call) => SyntaxNode | null = () => null,
): Syntax["call"] {
  return (tree: SyntaxTree, node: SyntaxNode): CallSyntax | null => {
    const call = language.call!(tree, node);
    if (!call) return null;
    const isNew = call.name === "new";
    return {
      node,
      callee: isNew ? call.of : calleeOf(node, call),
      of: isNew ? null : call.of,
      name: isNew && call.of ? tree.text.slice(call.of.start, Math.min(call.of.end, call.of.start + 200)) : call.name,
      nameNode: nameNodeOf(node) ?? call.of ?? node,
      arguments: call.arguments.map(({ name, value }) => ({ name, value, isSpread: false })),
      isNew,
    };
  };
}

/** The neutral answers to questions that do not arise in a language. */
export const plainSyntax = {
  self: () => null,
  same: () => null,
  origin: () => null,
  assigned: () => null,
  fieldAssigned: () => null,
  stretches: () => null,
  imported: () => null,
  imports: () => [],
  exports: () => new Map(),
  exportsAgain: () => [],
} satisfies Partial<Syntax>;

/** What is assigned to a reference, where an assignment has two sides. */
export function assignedIn(types: RegExp): Syntax["assigned"] {
  return (_, reference) => {
    let at = reference;
    while (
      at.parent &&
      !types.test(at.parent.type) &&
      at.parent.end === at.end &&
      at.parent.end - at.parent.start < 300
    )
      at = at.parent;
    return at.parent && types.test(at.parent.type) && at.field === "left" ? childOf(at.parent, "right") : null;
  };
}

/** What a statement such as `return` gives, and the function that gives it. */
export function returnedBy(statements: RegExp, functions: readonly string[]): Syntax["returned"] {
  return (_, node) => {
    const value = statements.test(node.type) ? partsOf(node)[0] : undefined;
    const from = value && ancestorOf(node, ...functions);
    return from ? { from, value } : null;
  };
}

/** The type that stands in what holds a declared name, where it is one of these. */
export function typeIn(holders: RegExp): Syntax["typeOf"] {
  return (_, { node: { parent } }) => (parent && holders.test(parent.type) ? childOf(parent, "type") : null);
}

/** What a declaration imports; null for one that imports nothing. */
export function importedBy(
  of: (tree: SyntaxTree, declaration: Declaration & { readonly imported: string }) => ImportedName | null,
): Syntax["imported"] {
  return (tree, declaration) =>
    declaration.imported === null ? null : of(tree, { ...declaration, imported: declaration.imported });
}

export function classWith(
  tree: SyntaxTree,
  node: SyntaxNode,
  bases: readonly SyntaxNode[],
  members: Map<string, MemberSyntax[]>,
): ClassSyntax {
  const name = childOf(node, "name");
  return { node, name: name && textOf(tree, name), bases, members };
}
