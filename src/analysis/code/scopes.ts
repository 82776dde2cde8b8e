/** Which identifier means which declaration. */
import { ancestorOf, type SyntaxNode, type SyntaxTree, textOf } from "../source/syntax-tree";
import type { Declaration, Language } from "./language";

/** A variable, import, function or parameter, with everything that names it. */
export interface Binding {
  readonly name: string;
  readonly declarations: readonly Declaration[];
  readonly references: readonly SyntaxNode[];
  /** Its value, where it has one and keeps it; the declaration's path leads into it. */
  readonly constant: Declaration | null;
}

export interface Scopes {
  readonly bindings: readonly Binding[];
  /** The variable that an identifier means; null where the file does not declare it. */
  bindingOf(identifier: SyntaxNode): Binding | null;
  /** Names that are read but not declared here. */
  readonly unresolved: ReadonlySet<string>;
}

class OpenBinding implements Binding {
  readonly declarations: Declaration[] = [];
  readonly references: SyntaxNode[] = [];
  written = false;

  constructor(readonly name: string) {}

  get constant(): Declaration | null {
    const only = this.declarations[0]!;
    return this.declarations.length === 1 && !this.written && only.value ? only : null;
  }
}

export function readScopes(tree: SyntaxTree, language: Language): Scopes {
  const byScope = new Map<SyntaxNode, Map<string, OpenBinding>>();
  const byIdentifier = new Map<SyntaxNode, OpenBinding>();
  const bindings: OpenBinding[] = [];
  for (const declaration of language.declarations(tree)) {
    let names = byScope.get(declaration.scope);
    if (!names) byScope.set(declaration.scope, (names = new Map()));
    let binding = names.get(declaration.name);
    if (!binding) {
      names.set(declaration.name, (binding = new OpenBinding(declaration.name)));
      bindings.push(binding);
    }
    binding.declarations.push(declaration);
    byIdentifier.set(declaration.node, binding);
  }

  const scopeAround = nearest((node) => byScope.has(node));
  const find = (name: string, from: SyntaxNode): OpenBinding | null => {
    for (let scope = scopeAround(from); scope; scope = scope.parent && scopeAround(scope.parent)) {
      const found = byScope.get(scope)?.get(name);
      if (found && !(language.isClosed(scope) && hidesFrom(scope, from))) return found;
    }
    return null;
  };

  const unresolved = new Set<string>();
  for (const node of tree.nodes) {
    if (byIdentifier.has(node) || !language.isReference(node)) continue;
    const name = textOf(tree, node);
    const binding = find(name, language.lookFrom?.(node) ?? node);
    if (!binding) {
      unresolved.add(name);
      continue;
    }
    binding.references.push(node);
    if (language.isWritten(node)) binding.written = true;
    byIdentifier.set(node, binding);
  }
  for (const binding of [...bindings]) {
    const parts = partsOfBlocks(binding);
    if (!parts) continue;
    bindings.splice(bindings.indexOf(binding), 1, ...parts);
    for (const part of parts)
      for (const node of [...part.declarations.map((one) => one.node), ...part.references])
        byIdentifier.set(node, part);
  }
  return { bindings, unresolved, bindingOf: (identifier) => byIdentifier.get(identifier) ?? null };
}

const functions = ["function_declaration", "function_expression", "arrow_function", "method_definition", "function"];

/** A `var` that blocks beside one another declare, each for itself: as many variables; null for any other. */
function partsOfBlocks({ name, declarations, references, written }: OpenBinding): readonly OpenBinding[] | null {
  if (written || declarations.length < 2) return null;
  const parts = declarations.flatMap((declaration) => {
    const statement = declaration.node.parent?.parent;
    const isOwn = declaration.value && statement?.type === "variable_declaration";
    const block = isOwn && statement.parent?.type === "statement_block" ? statement.parent : null;
    return block ? [{ block, declaration, part: new OpenBinding(name) }] : [];
  });
  const areApart = parts.every(({ block }, at) =>
    parts.every((other, index) => index === at || other.block.end <= block.start || block.end <= other.block.start),
  );
  if (parts.length < declarations.length || !areApart) return null;
  for (const { declaration, part } of parts) part.declarations.push(declaration);
  for (const node of references) {
    const own = parts.find(({ block, declaration }) => declaration.node.end <= node.start && node.end <= block.end);
    if (!own || node.start < own.block.start) return null;
    // A function may run when another block has given it another value.
    if (ancestorOf(node, ...functions) !== ancestorOf(own.declaration.node, ...functions)) return null;
    own.part.references.push(node);
  }
  return parts.map(({ part }) => part);
}

/** The nearest of a node and its ancestors that is such a one, each climbed once. */
function nearest(isSuch: (node: SyntaxNode) => boolean): (node: SyntaxNode) => SyntaxNode | null {
  const known = new Map<SyntaxNode, SyntaxNode | null>();
  return (node) => {
    const passed: SyntaxNode[] = [];
    let found: SyntaxNode | null | undefined;
    for (let at: SyntaxNode | null = node; at && found === undefined; at = at.parent) {
      found = isSuch(at) ? at : known.get(at);
      if (found === undefined) passed.push(at);
    }
    for (const one of passed) known.set(one, found ?? null);
    return found ?? null;
  };
}

/** Whether a function lies between a closed scope and the place that looks a name up. */
function hidesFrom(scope: SyntaxNode, from: SyntaxNode): boolean {
  const within = ancestorOf(from, "function_definition", "lambda");
  return within !== null && within !== scope && within.start >= scope.start && within.end <= scope.end;
}
