/** What has to go when keys go: the keys themselves, and then every variable, entry and import that nothing reads any more. */
import type { CodeFile, Owner } from "../../code/code-file";
import type { Entry } from "../../code/language";
import type { Binding } from "../../code/scopes";
import { partsOfList, type SyntaxNode } from "../../source/syntax-tree";
import { contains } from "../../text";
import type { Replacement } from "./key-use";

/** An entry of an object that a variable holds, by its whole path. */
interface OwnedEntry {
  readonly owner: Owner;
  readonly path: readonly string[];
}

/**
 * The nodes to take away. Null where something that would go is still read by others: then the keys cannot be taken out.
 * `tolerant` are the expressions that may come without their keys: the options of AWS clients.
 */
export function removalOf(
  code: CodeFile,
  keys: readonly SyntaxNode[],
  replacements: readonly Replacement[],
  tolerant: ReadonlySet<SyntaxNode>,
): ReadonlySet<SyntaxNode> | null {
  const removal = new Removal(code, replacements, tolerant);
  for (const node of [...keys, ...replacements.map((replacement) => replacement.node)]) removal.add(node);
  removal.spread();
  return keys.every((key) => removal.mayGo(key)) ? removal.topmost() : null;
}

class Removal {
  private readonly removed = new Set<SyntaxNode>();
  private readonly entryOwners = new Map<SyntaxNode, OwnedEntry | null>();

  private readonly kept: ReadonlyMap<SyntaxNode, SyntaxNode>;

  constructor(
    private readonly code: CodeFile,
    replacements: readonly Replacement[],
    private readonly tolerant: ReadonlySet<SyntaxNode>,
  ) {
    this.kept = new Map(replacements.flatMap(({ node, by }) => (typeof by === "string" ? [] : [[node, by] as const])));
  }

  add(node: SyntaxNode): void {
    this.removed.add(node);
  }

  private isRemoved(node: SyntaxNode): boolean {
    for (let at: SyntaxNode | null = node; at; at = at.parent)
      if (this.removed.has(at) && !this.isKept(at, node)) return true;
    return false;
  }

  private isKept(outer: SyntaxNode, node: SyntaxNode): boolean {
    const kept = this.kept.get(outer);
    return kept !== undefined && contains(kept, node);
  }

  /** Goes on until nothing more is dead. */
  spread(): void {
    for (let before = -1; before !== this.removed.size;) {
      before = this.removed.size;
      for (const binding of this.code.scopes.bindings) this.sweep(binding);
      for (const node of [...this.removed]) this.sweepList(node.parent);
    }
  }

  /** A variable goes when its last reading has gone, and so does each part of it. */
  private sweep(binding: Binding): void {
    const [declaration] = binding.declarations;
    if (
      binding.declarations.length !== 1 ||
      declaration!.exported ||
      !binding.references.some((reference) => this.isRemoved(reference))
    )
      return;
    if (this.isRemoved(declaration!.node)) return;
    const { removal, value } = declaration!;
    if (
      removal &&
      binding.references.every((reference) => this.isRemoved(reference)) &&
      this.isUseless(value, removal)
    ) {
      this.add(removal);
      return;
    }
    const constant = binding.constant;
    const entries = constant && constant.path.length === 0 ? this.code.entries(constant.value!) : null;
    if (entries) this.sweepEntries(binding, entries, []);
  }

  /** Taking a variable out of a pattern leaves the value where it is; else computing it must do nothing else. */
  private isUseless(value: SyntaxNode | null, removal: SyntaxNode): boolean {
    return !value || !contains(removal, value) || this.code.language.isPure(this.code.tree, value);
  }

  private sweepEntries(binding: Binding, entries: readonly Entry[], path: readonly string[]): void {
    const readings = this.code.readings(binding);
    for (const { key, value, node } of entries) {
      if (key === null || this.removed.has(node)) continue;
      const whole = [...path, key];
      const overlapping = readings.filter((reading) => overlaps(reading.path, whole));
      const inner = this.code.entries(value);
      if (inner) this.sweepEntries(binding, inner, whole);
      const isEmpty = inner !== null && inner.length > 0 && inner.every((entry) => this.removed.has(entry.node));
      const wasRead = overlapping.some(
        (reading) => reading.path.length <= whole.length && this.isRemoved(reading.node),
      );
      if (!(isEmpty || wasRead) || overlapping.some((reading) => !this.isRemoved(reading.node))) continue;
      if (this.code.language.isPure(this.code.tree, value) && !this.isReadOtherwise(node, key)) this.add(node);
    }
  }

  /** What a class has may also be read through its instances. */
  private isReadOtherwise(entry: SyntaxNode, key: string): boolean {
    if (this.code.language.lists.has(entry.parent!.type) || !this.code.language.blocks.has(entry.parent!.type))
      return false;
    return this.code.tree.nodes.some(
      (node) =>
        (this.code.language.member(this.code.tree, node)?.key === key ||
          (this.code.language.isReference(node) && this.code.text(node) === key)) &&
        !this.isRemoved(node) &&
        !contains(entry, node),
    );
  }

  /** A list that lost all of its parts takes with it what cannot be without them. */
  private sweepList(list: SyntaxNode | null): void {
    if (
      !list ||
      this.isRemoved(list) ||
      !(this.code.language.lists.has(list.type) || this.code.language.blocks.has(list.type))
    )
      return;
    const parts = partsOfList(list);
    if (!parts.every((part) => this.removed.has(part))) return;
    const whole = this.code.language.wholeOf(this.code.tree, list);
    if (whole) this.add(whole);
    const owner = this.code.ownerOf(list);
    if (owner && owner.path.length === 0) this.dropOptions(owner.binding);
  }

  /** Options that became empty need not be handed over. */
  private dropOptions(binding: Binding): void {
    for (const { node, path } of this.code.readings(binding)) {
      if (path.length > 0 || this.isRemoved(node) || !this.tolerant.has(node)) continue;
      const { lists } = this.code.language;
      const spread =
        node.parent && !lists.has(node.parent.type) && lists.has(node.parent.parent?.type ?? "") ? node.parent : null;
      if (spread) this.add(spread);
      else if (this.code.language.mayDropArgument(this.code.tree, node)) this.add(node);
    }
  }

  /** Whether everything else that reads a key can do without it. */
  mayGo(key: SyntaxNode): boolean {
    const owned = this.ownerOfEntry(key);
    if (!owned) return true;
    const {
      owner: { binding },
      path,
    } = owned;
    if (binding.declarations[0]!.exported) return this.isRemoved(binding.declarations[0]!.node);
    return this.code
      .readings(binding)
      .every(
        (reading) => !overlaps(reading.path, path) || this.isRemoved(reading.node) || this.tolerant.has(reading.node),
      );
  }

  private ownerOfEntry(node: SyntaxNode): OwnedEntry | null {
    const known = this.entryOwners.get(node);
    if (known !== undefined) return known;
    const entry = node.parent && this.code.entries(node.parent)?.find((one) => one.node === node);
    const owner = entry ? this.code.ownerOf(node.parent!) : null;
    const owned = owner && entry?.key ? { owner, path: [...owner.path, entry.key] } : null;
    this.entryOwners.set(node, owned);
    return owned;
  }

  topmost(): ReadonlySet<SyntaxNode> {
    return new Set([...this.removed].filter((node) => !node.parent || !this.isRemoved(node.parent)));
  }
}

function overlaps(one: readonly string[], other: readonly string[]): boolean {
  const length = Math.min(one.length, other.length);
  return one.slice(0, length).every((key, index) => key === other[index]);
}
