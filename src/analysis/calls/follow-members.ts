/** What things have under a key: objects, classes and their instances, modules, and what an SDK made. */
import type { Entry } from "../code/language";
import { longestName, type SyntaxNode } from "../source/syntax-tree";
import { distinct, isUseful } from "./distinct-things";
import type { Following, Place } from "./following";
import type { ProgramNames } from "./program-names";
import type { ReadFile } from "./read-file";
import type { ClassSyntax, MemberSyntax } from "./syntax";
import { type Frame, mostValues, type Thing } from "./things";

const nothing: readonly Thing[] = [];
/** So far up the bases of a class are looked at. */
const deepestBase = 5;

export class FollowedMembers {
  private readonly entriesByKey = new Map<SyntaxNode, ReadonlyMap<string | null, Entry>>();
  /** Objects whose spread parts are being read: `options = { ...options, more }` would lead to itself. */
  private readonly openObjects = new Set<SyntaxNode>();

  constructor(
    private readonly flow: Following,
    private readonly names: ProgramNames,
  ) {}

  /** What these have under a key. */
  member(things: readonly Thing[], key: string, at: Place, frame: Frame | null): readonly Thing[] {
    return distinct(things.flatMap((thing) => this.memberOf(thing, key, at, frame)));
  }

  walk(things: readonly Thing[], path: readonly string[], file: ReadFile, node: SyntaxNode): readonly Thing[] {
    return path.reduce((at, key) => this.member(at, key, { file, node }, null), things);
  }

  memberOf(thing: Thing, key: string, at: Place, frame: Frame | null): readonly Thing[] {
    switch (thing.kind) {
      case "named": {
        const name = `${thing.name}.${key}`;
        return name.length > longestName ? nothing : [this.flow.library(name, at.file, at.node)];
      }
      case "file":
        return this.flow.exported(thing.file, key);
      case "object":
        return this.entry(thing, key);
      case "class":
      case "instance":
        return this.memberOfClass(thing.file, thing.node, key, thing);
      case "sdk":
        return this.flow.meaning.member(thing, key, { flow: this.flow, file: at.file, frame });
      default:
        return nothing;
    }
  }

  private entry({ file, node, frame }: Extract<Thing, { kind: "object" }>, key: string): readonly Thing[] {
    let entries = this.entriesByKey.get(node);
    if (!entries) {
      entries = new Map((file.code.entries(node) ?? []).map((entry) => [entry.key, entry]));
      this.entriesByKey.set(node, entries);
    }
    const own = entries.get(key);
    if (own) return this.flow.value(file, own.value, frame);
    // Of several that are spread in, the last is the strongest.
    const spread = entries.get(null);
    if (!spread || this.openObjects.has(node) || !this.flow.progress.step()) return nothing;
    this.openObjects.add(node);
    const found = this.member(this.flow.value(file, spread.value, frame), key, { file, node }, frame);
    this.openObjects.delete(node);
    return found;
  }

  memberOfClass(file: ReadFile, node: SyntaxNode, key: string, self: Thing, depth = 0): readonly Thing[] {
    const type = file.classes.get(node);
    if (depth > deepestBase) this.flow.progress.deepCuts++;
    if (!type || depth > deepestBase) return nothing;
    const members = type.members.get(key)?.slice(0, mostValues) ?? [];
    const found = members.flatMap((member) => (member.kind === "type" ? nothing : this.ofMember(file, member, self)));
    for (const one of this.names.methodsOf(file, type.name, key)) found.push({ kind: "function", ...one, self });
    if (!found.some(isUseful))
      for (const member of members) if (member.kind === "type") found.push(...this.typed(file, member.node));
    return found.length > 0 || members.length > 0 ? found : this.inherited(file, type, key, self, depth);
  }

  private inherited(file: ReadFile, { bases }: ClassSyntax, key: string, self: Thing, depth: number): readonly Thing[] {
    return bases.flatMap((base) =>
      this.flow.value(file, base).flatMap((thing) => {
        if (thing.kind === "class") return this.memberOfClass(thing.file, thing.node, key, self, depth + 1);
        // `class Store extends S3`
        const made = thing.kind === "named" ? this.flow.meaning.typed(thing.name, { file, node: base }) : null;
        return made ? this.memberOf(made, key, { file, node: base }, null) : nothing;
      }),
    );
  }

  private ofMember(file: ReadFile, member: MemberSyntax, self: Thing): readonly Thing[] {
    const made = file.functions.get(member.node);
    if (member.kind === "method" && made?.isProperty) return this.flow.returned(file, made, null);
    if (member.kind === "method") return [{ kind: "function", file, node: member.node, self }];
    return this.walk(
      this.flow.value(file, member.node),
      (member.kind === "value" && member.path) || [],
      file,
      member.node,
    );
  }

  /** What is of a type that is written here. */
  typed(file: ReadFile, type: SyntaxNode): readonly Thing[] {
    return file.syntax.typeNames(file.tree, type).flatMap((name) =>
      this.flow.value(file, name).flatMap((thing): readonly Thing[] => {
        if (thing.kind === "class") return [{ ...thing, kind: "instance" }];
        const typed = thing.kind === "named" ? this.flow.meaning.typed(thing.name, { file, node: name }) : null;
        return typed ? [typed] : nothing;
      }),
    );
  }
}
