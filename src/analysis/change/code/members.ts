/** What members of classes and enums of a file stand for: static fields, getters and methods, also those that a class has from another, or a class that extends it has in their place. */
import type { CodeFile } from "../../code/code-file";
import { childOf, partsOf, type SyntaxNode } from "../../source/syntax-tree";

const classTypes = /^(?:(?:abstract_)?class_declaration|class|class_definition|enum_declaration)$/;
/** Characters of a method that a value may be computed by: a longer one does other things. */
const longestMethod = 2000;
const mostClasses = 50;

interface Family {
  readonly byName: ReadonlyMap<string, SyntaxNode>;
  readonly parents: ReadonlyMap<string, readonly string[]>;
}

const known = new WeakMap<CodeFile, Family>();

function familyOf(file: CodeFile): Family {
  let family = known.get(file);
  if (!family) {
    const made = file.tree.nodes.filter(({ type }) => classTypes.test(type));
    const named = made.flatMap((node) => {
      const name = childOf(node, "name");
      return name ? [[file.text(name), node] as const] : [];
    });
    const parents = named.map(([name, node]) => [name, namesOfParents(file, node)] as const);
    known.set(file, (family = { byName: new Map(named), parents: new Map(parents) }));
  }
  return family;
}

function namesOfParents(file: CodeFile, node: SyntaxNode): readonly string[] {
  const heritage = node.children.find(({ type, field }) => type === "class_heritage" || field === "superclasses");
  return heritage
    ? [
        ...file
          .text(heritage)
          .slice(0, 500)
          .matchAll(/[A-Za-z_]\w{0,100}/g),
      ].map(([name]) => name)
    : [];
}

/** What a member of a class says, in it or in those that it is made of. @param isOfInstance a class that extends it may say otherwise */
export function membersOfClass(
  file: CodeFile,
  owner: SyntaxNode,
  member: string,
  isOfInstance: boolean,
): readonly SyntaxNode[] {
  const { byName, parents } = familyOf(file);
  const name = childOf(owner, "name");
  const found = new Set<SyntaxNode>([owner]);
  const above = name ? [file.text(name)] : [];
  const up = new Set(above);
  for (const one of above) {
    const node = byName.get(one);
    if (node) found.add(node);
    for (const parent of parents.get(one) ?? [])
      if (byName.has(parent) && !up.has(parent) && up.size < mostClasses) {
        up.add(parent);
        above.push(parent);
      }
  }
  const below = name && isOfInstance ? [file.text(name)] : [];
  const down = new Set(below);
  for (const one of below)
    for (const [child, own] of parents) {
      if (!own.includes(one) || down.has(child) || down.size >= mostClasses) continue;
      down.add(child);
      below.push(child);
      found.add(byName.get(child)!);
    }
  return [...found].flatMap((node) => ownMembers(file, node, member));
}

/** The names of what a class extends. */
export function parentsOf(file: CodeFile, owner: SyntaxNode): readonly string[] {
  const name = childOf(owner, "name");
  return (name && familyOf(file).parents.get(file.text(name))) ?? [];
}

/** What a member says in the classes of a file that extend one of another file. */
export function membersOfHeirs(file: CodeFile, name: string, member: string): readonly SyntaxNode[] {
  const { byName, parents } = familyOf(file);
  const heirs = new Set([name]);
  // A set grows while it is gone through.
  for (const one of heirs)
    for (const [child, own] of parents) if (own.includes(one) && heirs.size < mostClasses) heirs.add(child);
  heirs.delete(name);
  return [...heirs].flatMap((heir) => ownMembers(file, byName.get(heir)!, member));
}

function ownMembers(file: CodeFile, owner: SyntaxNode, member: string): readonly SyntaxNode[] {
  const body = childOf(owner, "body");
  return (body ? partsOf(body) : []).flatMap((part): SyntaxNode[] => {
    const inner = part.type === "decorated_definition" ? (childOf(part, "definition") ?? part) : part;
    const only = inner.type === "expression_statement" ? (partsOf(inner)[0] ?? inner) : inner;
    const name = childOf(only, "name") ?? childOf(only, "property") ?? childOf(only, "left");
    if (!name || file.text(name) !== member) return [];
    const value = childOf(only, "value") ?? childOf(only, "right");
    if (value) return [value];
    const isMethod = /^(?:method_definition|function_definition)$/.test(only.type);
    return isMethod && only.end - only.start <= longestMethod ? [only] : [];
  });
}

/** The class or enum that a name stands for; null for any other. */
export function classNamed(file: CodeFile, reference: SyntaxNode): SyntaxNode | null {
  const [only, ...others] = file.scopes.bindingOf(reference)?.declarations ?? [];
  const made = only && others.length === 0 && only.node.field === "name" ? only.node.parent : null;
  return made && classTypes.test(made.type) ? made : null;
}
