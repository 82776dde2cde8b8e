/** One file of code: its tree, its names, and where its values come from. */
import { trailing } from "../scan";
import { namesWithin } from "../short-name";
import { isCode } from "../source/forms";
import type { CodeGrammar } from "../source/grammar";
import type { Source } from "../source/source";
import {
  calleeOf,
  childOf,
  longestName,
  nameOf,
  type SyntaxNode,
  type SyntaxTree,
  textOf,
} from "../source/syntax-tree";
import { csharp } from "./csharp";
import { go } from "./go";
import { java } from "./java";
import { javascript } from "./javascript";
import type { Call, Entry, Language } from "./language";
import { php } from "./php";
import { python } from "./python";
import { ruby } from "./ruby";
import { rust } from "./rust";
import { type Binding, readScopes, type Scopes } from "./scopes";

/** Where following an expression ends: an expression that leads no further, and the members that are read of it. */
export interface Resolved {
  readonly base: SyntaxNode;
  readonly path: readonly string[];
}

/** One reading of a variable: which part of it, and the expression that is all of this reading. */
export interface Reading {
  readonly path: readonly string[];
  readonly node: SyntaxNode;
}

/** An entry that belongs to a variable: of which, and by which path. */
export interface Owner {
  readonly binding: Binding;
  readonly path: readonly string[];
}

/** The entries of an object, and the index of the last of each key. */
interface Entries {
  readonly all: readonly Entry[];
  readonly last: ReadonlyMap<string | null, number>;
}

/** How many variables may stand between a value and its use. */
const farthest = 12;

export class CodeFile {
  readonly scopes: Scopes;
  private readonly shortNames: ReturnType<typeof namesWithin>;
  private readonly entriesOf = new Map<SyntaxNode, Entries | null>();
  private owners: Map<SyntaxNode, { readonly parent: SyntaxNode | Binding; readonly key: string }> | null = null;

  constructor(
    readonly tree: SyntaxTree,
    readonly language: Language,
  ) {
    this.scopes = readScopes(tree, language);
    this.shortNames = namesWithin(tree.text);
  }

  text(node: SyntaxNode): string {
    return textOf(this.tree, node);
  }

  /** The text of an expression, of a long one a beginning by which it can be told from others. */
  shortName({ start, end }: SyntaxNode, most?: number): string {
    return this.shortNames(start, end, most);
  }

  /** The text of an expression where it may be a name, else ''. */
  name(node: SyntaxNode): string {
    return nameOf(this.tree, node);
  }

  /** The last part of a name: `PolicyStatement` of `iam.PolicyStatement`. */
  ownName(node: SyntaxNode): string {
    return trailing(this.name(node), /\w/);
  }

  /** The last part of the name of what a call calls; '' where nothing is called. */
  calledName(call: SyntaxNode): string {
    const callee = calleeOf(call);
    return callee ? this.ownName(callee) : "";
  }

  /** Follows an expression through variables that keep their value, and into objects. */
  resolve(expression: SyntaxNode, depth = 0): Resolved {
    const node = this.language.unwrap(expression);
    if (depth > farthest) return { base: node, path: [] };
    const member = this.language.member(this.tree, node);
    if (member) {
      const object = this.resolve(member.object, depth + 1);
      return this.into(object.base, [...object.path, member.key], depth);
    }
    const constant = this.scopes.bindingOf(node)?.constant;
    if (!constant) return { base: node, path: [] };
    const value = this.resolve(constant.value!, depth + 1);
    return this.into(value.base, [...value.path, ...constant.path], depth);
  }

  private into(base: SyntaxNode, path: readonly string[], depth: number): Resolved {
    const [key, ...rest] = path;
    const entries = key === undefined ? null : this.readEntries(base);
    const index = entries?.last.get(key!);
    // What is spread in after it may be stronger.
    if (!entries || index === undefined || index < (entries.last.get(null) ?? -1)) return { base, path };
    const value = this.resolve(entries.all[index]!.value, depth + 1);
    return rest.length === 0 ? value : this.into(value.base, [...value.path, ...rest], depth + 1);
  }

  entries(expression: SyntaxNode): readonly Entry[] | null {
    return this.readEntries(expression)?.all ?? null;
  }

  private readEntries(expression: SyntaxNode): Entries | null {
    const node = this.language.unwrap(expression);
    let known = this.entriesOf.get(node);
    if (known === undefined) {
      const all = this.language.entries(this.tree, node);
      known = all && { all, last: new Map(all.map(({ key }, index) => [key, index])) };
      this.entriesOf.set(node, known);
    }
    return known;
  }

  /** The full name of something that comes from elsewhere, such as `@aws-sdk/client-s3.S3Client` or `process.env.HOME`; null for what is made here. */
  qualified(expression: SyntaxNode): string | null {
    const { base, path } = this.resolve(expression);
    const name = this.importedName(base);
    const full = name === null ? null : [name, ...path].join(".");
    return full === null || full.length > longestName ? null : full.replace(/\.default(?=\.|$)/, "");
  }

  private importedName(base: SyntaxNode): string | null {
    const module = this.language.loadedModule(this.tree, base);
    if (module !== null) return module;
    if (base.type === "meta_property") return this.name(base);
    if (!this.language.isReference(base)) return null;
    const binding = this.scopes.bindingOf(base);
    return binding ? binding.declarations[0]!.imported : this.text(base);
  }

  /** The variable that an object belongs to, and by which path; null where it stands in the middle of an expression. */
  ownerOf(object: SyntaxNode): Owner | null {
    const path: string[] = [];
    for (let at: SyntaxNode = object; ;) {
      const owner = this.ownersOfValues().get(at) ?? (at === object ? this.ownerAround(at) : undefined);
      if (!owner) return null;
      if ("declarations" in owner.parent) return { binding: owner.parent, path };
      path.unshift(owner.key);
      at = owner.parent;
    }
  }

  /** Where the entries stand in braces of their own, the object is what is around these. */
  private ownerAround({
    parent,
  }: SyntaxNode): { readonly parent: SyntaxNode | Binding; readonly key: string } | undefined {
    return parent && this.language.entries(this.tree, parent) ? this.ownersOfValues().get(parent) : undefined;
  }

  /** For every value of an entry the object around it, and for every value of a variable the variable. */
  private ownersOfValues(): Map<SyntaxNode, { readonly parent: SyntaxNode | Binding; readonly key: string }> {
    if (this.owners) return this.owners;
    const owners = (this.owners = new Map());
    for (const node of this.tree.nodes) {
      for (const { key, value } of this.language.entries(this.tree, node) ?? []) {
        const plain = this.language.unwrap(value);
        if (key !== null && !owners.has(plain)) owners.set(plain, { parent: node, key });
      }
    }
    for (const binding of this.scopes.bindings) {
      const constant = binding.constant;
      if (constant?.path.length === 0) owners.set(this.language.unwrap(constant.value!), { parent: binding, key: "" });
    }
    return owners;
  }

  /** What the references of a variable read of it. */
  readings(binding: Binding): Reading[] {
    return binding.references.flatMap((reference) => this.readingsAt(reference));
  }

  private readingsAt(reference: SyntaxNode): Reading[] {
    const path: string[] = [];
    let node = reference;
    for (;;) {
      while (
        node.parent &&
        node.parent.children.length > 0 &&
        this.language.unwrap(node.parent) === this.language.unwrap(node)
      )
        node = node.parent;
      const member = node.parent && this.language.member(this.tree, node.parent);
      if (!member || member.object !== node) break;
      path.push(member.key);
      node = node.parent!;
    }
    const taken = this.language.takenApart(this.tree, node);
    return taken ? taken.map((part) => ({ path: [...path, ...part.path], node: part.node })) : [{ path, node }];
  }

  call(expression: SyntaxNode): Call | null {
    return this.language.call?.(this.tree, expression) ?? null;
  }

  assignment(expression: SyntaxNode): { readonly target: SyntaxNode; readonly value: SyntaxNode } | null {
    return this.language.assignment?.(this.tree, expression) ?? null;
  }

  /** What a call calls, by its full name as far as that is known: `software.amazon.awssdk.regions.Region.of`, `*.build`. */
  called({ of, name }: Call): string {
    if (name.length > longestName) return "";
    return of ? `${this.qualified(of) ?? "*"}.${name}` : name;
  }

  argumentsOf(call: SyntaxNode): SyntaxNode[] {
    return (childOf(call, "arguments")?.children ?? []).filter((child) => child.named && child.type !== "comment");
  }
}

const languages: Readonly<Partial<Record<CodeGrammar, Language>>> = {
  javascript,
  typescript: javascript,
  tsx: javascript,
  python,
  go,
  java,
  php,
  ruby,
  csharp,
  rust,
};

const read = new WeakMap<SyntaxTree, CodeFile>();

/** What a tree says as code, read once a tree; null without a tree, and for what is no code that we follow. */
export function readCode(tree: SyntaxTree | null, grammar: CodeGrammar): CodeFile | null {
  const language = languages[grammar];
  if (!tree || !language) return null;
  let file = read.get(tree);
  if (!file) read.set(tree, (file = new CodeFile(tree, language)));
  return file;
}

/** What a document says as code, whatever its language; null for any other. */
export function codeOf(source: Source): CodeFile | null {
  return isCode(source.form) ? readCode(source.syntax(source.form), source.form) : null;
}
