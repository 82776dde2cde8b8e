/** Which identifier means which declaration. */
import { type SyntaxNode, type SyntaxTree, textOf } from "../source/syntax-tree";
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

  const find = (name: string, from: SyntaxNode): OpenBinding | null => {
    for (let scope: SyntaxNode | null = from; scope; scope = scope.parent) {
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
  return { bindings, unresolved, bindingOf: (identifier) => byIdentifier.get(identifier) ?? null };
}

/** Whether a function lies between a closed scope and the place that looks a name up. */
function hidesFrom(scope: SyntaxNode, from: SyntaxNode): boolean {
  for (let at = from.parent; at && at !== scope; at = at.parent) {
    if (at.type === "function_definition" || at.type === "lambda") return true;
  }
  return false;
}
