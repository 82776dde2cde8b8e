/** What stands in dictionaries, maps and lists under a key that is known only when the code runs, and what is put into them after they are made. */
import { childOf, partsOf, type SyntaxNode } from "../source/syntax-tree";
import { distinct } from "./distinct-things";
import type { Following } from "./following";
import type { ReadFile } from "./read-file";
import type { CallSyntax, StoredItem } from "./syntax";
import { type Frame, mostValues, plainTexts, text, type Thing } from "./things";

type StoredIn = StoredItem & { readonly file: ReadFile };
type Container = Extract<Thing, { kind: "object" | "list" }>;

const nothing: readonly Thing[] = [];
/** Calls that give one item, and those that give all. */
const takesOne: ReadonlySet<string> = new Set([
  "get",
  "setdefault",
  "pop",
  "popitem",
  "at",
  "shift",
  "find",
  "popleft",
]);
const takesAll: ReadonlySet<string> = new Set(["values", "items"]);
/** What is put into more containers than that is not looked at. */
const mostStored = 500;
const mostInOne = 100;

export class FollowedItems {
  private stored: ReadonlyMap<SyntaxNode, readonly StoredIn[]> | null = null;
  private isListing = false;

  constructor(private readonly flow: Following) {}

  /** What these have under the values that a key may have; under any where these are not known. */
  at(things: readonly Thing[], file: ReadFile, key: SyntaxNode | null, frame: Frame | null): readonly Thing[] {
    const containers = things.filter(isContainer);
    if (containers.length === 0) return nothing;
    const keys = this.keysOf(file, key, frame);
    const found = distinct(containers.flatMap((one) => this.inside(one, keys, frame)));
    // Of clients by the names of their services it is that of this name.
    const named = found.filter(
      (thing) =>
        keys !== null && thing.kind === "sdk" && thing.sdk.kind === "client" && keys.includes(thing.sdk.service ?? ""),
    );
    return named.length > 0 ? named : found;
  }

  /** All that stands in these. */
  all(things: readonly Thing[]): readonly Thing[] {
    return distinct(things.filter(isContainer).flatMap((one) => this.inside(one, null, one.frame)));
  }

  /** What a method of a container gives: `clients.get(name)`. */
  called(of: readonly Thing[], file: ReadFile, call: CallSyntax, frame: Frame | null): readonly Thing[] {
    const name = call.name ?? "";
    if (takesOne.has(name)) return this.at(of, file, call.arguments[0]?.value ?? null, frame);
    if (!takesAll.has(name)) return nothing;
    return of.flatMap((thing) => (thing.kind === "object" ? [{ ...thing, kind: "list" as const }] : nothing));
  }

  private keysOf(file: ReadFile, key: SyntaxNode | null, frame: Frame | null): readonly string[] | null {
    const values = key ? this.flow.value(file, key, frame) : nothing;
    const texts = plainTexts(values);
    return texts.length > 0 && texts.length === values.length ? texts : null;
  }

  private inside(of: Container, keys: readonly string[] | null, frame: Frame | null): readonly Thing[] {
    const { file, node } = of;
    const mayBeMeant = (one: StoredIn): boolean => {
      const own = keys !== null && one.key ? this.keysOf(one.file, one.key, frame) : null;
      return own === null || own.some((text) => keys!.includes(text));
    };
    const stored = (this.storedIn().get(node) ?? [])
      .slice(0, mostInOne)
      .filter(mayBeMeant)
      .slice(0, mostValues)
      .map((one) => this.flow.value(one.file, one.value, frame));
    const values = [...this.made(file, node, keys, of.frame), ...stored];
    const found = values.flat();
    // Beside a text that is known stands one that is not: it may be any.
    return found.some(({ kind }) => kind === "text") && values.some((one) => one.length === 0)
      ? [...found, text(null)]
      : found;
  }

  /** What it has from the start, each value by itself. */
  private made(
    file: ReadFile,
    node: SyntaxNode,
    keys: readonly string[] | null,
    frame: Frame | null,
  ): readonly (readonly Thing[])[] {
    const entries = file.code.entries(node);
    if (entries && entries.length > 0)
      return entries
        .filter(({ key }) => key === null || keys === null || keys.includes(key))
        .slice(0, mostValues)
        .map(({ value }) => this.flow.value(file, value, frame));
    const body = childOf(node, "body");
    if (body) return [this.flow.value(file, childOf(body, "value") ?? body, frame)];
    const call = file.calls.get(node);
    if (call) return [this.ofPairs(file, call, frame)];
    return partsOf(node)
      .slice(0, mostValues)
      .map((part) => this.flow.value(file, part, frame));
  }

  /** `new Map([[name, client]])`, `dict([(name, client)])` */
  private ofPairs(file: ReadFile, call: CallSyntax, frame: Frame | null): readonly Thing[] {
    const [given] = call.arguments;
    const pairs = given ? (this.flow.elements(this.flow.value(file, given.value, frame)) ?? []) : [];
    return pairs.flatMap((pair) => {
      const value = pair.kind === "list" ? partsOf(pair.node)[1] : undefined;
      return pair.kind === "list" && value ? this.flow.value(pair.file, value, pair.frame) : nothing;
    });
  }

  /** By the container; each place where something is put into one is followed once. */
  private storedIn() {
    if (this.stored) return this.stored;
    const found = new Map<SyntaxNode, StoredIn[]>();
    // Where a container comes out of another one, only what is known until then counts.
    if (this.isListing) {
      this.flow.progress.cuts++;
      return found;
    }
    this.isListing = true;
    const all = this.flow.files.flatMap((file) => file.stored.map((one) => ({ ...one, file })));
    for (const one of all.slice(0, mostStored))
      for (const thing of this.flow.value(one.file, one.container)) {
        if (!isContainer(thing)) continue;
        const list = found.get(thing.node);
        if (list) list.push(one);
        else found.set(thing.node, [one]);
      }
    this.isListing = false;
    this.stored = found;
    return found;
  }
}

function isContainer(thing: Thing): thing is Container {
  return thing.kind === "object" || thing.kind === "list";
}
