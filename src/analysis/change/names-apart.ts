/**
 * Constructs of AWS CDK, and what functions are given in place of them, that have one name in several functions or classes of a file: both
 * sides are read with a name of its own for each.
 */
import type { CodeFile } from "../code/code-file";
import { groupBy } from "../group-by";
import { lazily } from "../lazily";
import type { Source } from "../source/source";
import { ancestorOf, calleeOf, childOf, type SyntaxNode } from "../source/syntax-tree";
import { classAround, isSelf } from "../units/cdk/declarations";
import { cdkFileOf } from "./cdk/program";
import { editOfName, fieldsNamed, type Named, nameOfMade } from "./cdk/renamed-constructs";
import { namesAround } from "./code/called-code";
import { edited, type Piece } from "./pieces";

/** A name that only this reading has, as people know it. */
export interface ShownName {
  readonly name: string;
  /** The function or class that it stands in. */
  readonly within: string;
}

export interface NamesApart {
  /** The texts of the two sides; null where nothing is read otherwise. */
  readonly texts: readonly [before: readonly Piece[] | null, after: readonly Piece[] | null];
  readonly shown: ReadonlyMap<string, ShownName>;
}

interface Thing extends Named {
  /** Each closer than the one before: the class, the function in it, the id. */
  readonly scopes: readonly [string, string, string];
  /** Its class and id as they are written. */
  readonly made: string;
  /** All that a class or function is given, of which parts hold policies. */
  readonly isWhole?: boolean;
}

/** @param sources null where a side does not have the document */
export function withNamesApart(sources: readonly [Source | null, Source | null]): NamesApart | null {
  const files = sources.map((one) => one && cdkFileOf(one));
  const wholes = new Set(files.flatMap((file) => (file ? wholesWithHolders(file) : [])));
  const [old, current] = files.map((file) =>
    groupBy(file ? [...thingsIn(file), ...wholesIn(file, wholes)] : [], ({ name, isField }) =>
      isField ? `this.${name}` : name,
    ),
  );
  const twice = new Set(
    [old!, current!].flatMap((side) => [...side].flatMap(([name, { length }]) => (length > 1 ? [name] : []))),
  );
  if (twice.size === 0) return null;
  const names = new Names(sources.map((one) => one?.text ?? ""));
  const edits: [before: Edits, after: Edits] = [[], []];
  for (const name of twice) {
    const sides = [old!.get(name) ?? [], current!.get(name) ?? []] as const;
    // One construct that several places of a program write is one.
    if (sides.every((side) => side.length < 2)) continue;
    const level = [0, 1].find((one) => sides.every((side) => isApart(side, one))) ?? 2;
    const moved = movedWithin(sides, level);
    const stays = lazily(() => new Set(sides[0].map(({ scopes }) => moved.get(scopes[level]!) ?? scopes[level]!)));
    const isThere = lazily(() => new Set(sides[1].map(({ scopes }) => scopes[level]!)));
    sides.forEach((side, at) => {
      for (const thing of side) {
        const own = thing.scopes[level]!;
        const within = (at === 0 ? moved.get(own) : undefined) ?? own;
        if (within === "") continue;
        // A class that comes from another file, or goes there, keeps its names.
        if (thing.isWhole && !(stays().has(within) && isThere().has(within))) continue;
        const to = names.of(thing.name, within);
        const file = files[at]!;
        edits[at]!.push(...thing.places.map((node) => editOfName(file, node, to)));
      }
    });
  }
  const textOf = (at: 0 | 1): readonly Piece[] | null =>
    edits[at].length === 0 ? null : edited(sources[at]!.text, edits[at]);
  return names.shown.size === 0 ? null : { texts: [textOf(0), textOf(1)], shown: names.shown };
}

const longestScope = 40;

/** Names that no text has. */
class Names {
  readonly shown = new Map<string, ShownName>();
  private readonly taken: Set<string>;
  private readonly known = new Map<string, string>();

  constructor(texts: readonly string[]) {
    this.taken = new Set(texts.flatMap((text) => text.match(/\w+/g) ?? []));
  }

  /** One for each name in each place. */
  of(name: string, within: string): string {
    const key = JSON.stringify([name, within]);
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const plain = `${name}__${within.replace(/\W/g, "_").slice(0, longestScope)}`;
    const to = this.taken.has(plain) ? `${plain}_${this.taken.size}` : plain;
    this.taken.add(to);
    this.known.set(key, to);
    this.shown.set(to, { name, within });
    return to;
  }
}

type Edits = ReturnType<typeof editOfName>[];

function isApart(things: readonly Thing[], level: number): boolean {
  return new Set(things.map(({ scopes }) => scopes[level])).size === things.length;
}

/** By the old scope of a construct, the one in which it is made now: the function or class is called otherwise. */
function movedWithin([before, after]: readonly [readonly Thing[], readonly Thing[]], level: number) {
  const [old, current] = [before, after].map((side) => new Set(side.map(({ scopes }) => scopes[level]!)));
  const left = groupBy(
    after.filter(({ scopes }) => !old!.has(scopes[level]!)),
    ({ made }) => made,
  );
  const found = new Map<string, string>();
  for (const { scopes, made } of before) {
    if (current!.has(scopes[level]!)) continue;
    const next = left.get(made)?.shift();
    if (next) found.set(scopes[level]!, next.scopes[level]!);
  }
  return found;
}

function thingsIn(file: CodeFile): readonly Thing[] {
  const found = new Map<SyntaxNode, Thing>();
  const add = (named: Named | null, at: SyntaxNode, what: string, id: string): void => {
    const [first] = named?.places ?? [];
    if (!named || !first || found.has(first)) return;
    const around = classAround(at);
    const owner = around ? childOf(around, "name") : null;
    const path = pathTo(file, at);
    // What other files may name keeps its name.
    const isWhole = path === "" && ancestorOf(at, "statement_block") === null;
    const whole = isWhole ? "" : [path, id].filter((one) => one !== "").join(" ");
    found.set(first, { ...named, made: `${what} ${id}`, scopes: [owner ? file.text(owner) : "", path, whole] });
  };
  for (const node of constructsIn(file)) {
    if (lastNameOf(file, node) === null) continue;
    const id = file.argumentsOf(node)[1];
    add(nameOfMade(file, node), node, file.text(calleeOf(node)!), id ? file.text(id).replace(/["'`]/g, "") : "");
  }
  const keywords = lazily(() => new Set(file.tree.nodes.flatMap((node) => keywordOf(file, node) ?? [])));
  for (const { name, declarations, references } of file.scopes.bindings) {
    const [only, ...others] = declarations;
    if (!only || others.length > 0 || only.imported !== null || given.test(name)) continue;
    if (!references.some((one) => isHolder(file, one))) continue;
    // By a keyword, its calls name a parameter of Python.
    if (ancestorOf(only.node, "parameters") && keywords().has(name)) continue;
    add(
      { name, isField: false, places: [only.node, ...references.filter((one) => one !== only.node)] },
      only.node,
      "given",
      "",
    );
  }
  return [...found.values()];
}

const given = /^(?:this|self|props|properties|options|config|params|args|scope|stack|app)$/;
/** What a class or function is given as a whole. */
const whole = /^(?:props|properties|options|config|params|args)$/;

/** `props` of `props.role.addToPolicy(…)` and `bucket.grantRead(this.props.role)` */
function wholesWithHolders(file: CodeFile): readonly string[] {
  return file.tree.nodes.flatMap((node) => {
    const own = isHolder(file, node) ? file.language.member(file.tree, node) : null;
    const of = own && file.language.member(file.tree, own.object);
    const name = own && (of && isSelf(file, of.object) ? of.key : file.name(own.object));
    return name && whole.test(name) ? [name] : [];
  });
}

/** One for each class or function and name, whether it is a parameter or kept in a field. */
function wholesIn(file: CodeFile, names: ReadonlySet<string>): readonly Thing[] {
  if (names.size === 0) return [];
  const found = new Map<string, { readonly name: string; readonly scope: string; readonly places: Set<SyntaxNode> }>();
  const keywords = lazily(() => new Set(file.tree.nodes.flatMap((node) => keywordOf(file, node) ?? [])));
  for (const { name, declarations, references } of file.scopes.bindings) {
    const [only, ...others] = declarations;
    if (!only || others.length > 0 || !names.has(name) || !ancestorOf(only.node, "formal_parameters", "parameters"))
      continue;
    if (keywords().has(name)) continue;
    const around = classAround(only.node);
    const owner = around && childOf(around, "name");
    const scope = owner ? file.text(owner) : pathTo(file, only.node);
    const key = JSON.stringify([name, scope]);
    const one = found.get(key) ?? { name, scope, places: new Set() };
    found.set(key, one);
    for (const node of [only.node, ...references, ...(around ? fieldsNamed(file, around, name) : [])])
      one.places.add(node);
  }
  return [...found.values()].map(({ name, scope, places }) => ({
    name,
    isField: false,
    places: [...places],
    made: "given ",
    scopes: [scope, scope, scope],
    isWhole: true,
  }));
}

function keywordOf(file: CodeFile, node: SyntaxNode): string | null {
  const name = node.type === "keyword_argument" ? childOf(node, "name") : null;
  return name && file.text(name);
}

/** `role` of `role.addToPolicy(…)` and of `bucket.grantRead(role)` */
function isHolder(file: CodeFile, reference: SyntaxNode): boolean {
  const of = reference.parent;
  const own = of && file.language.member(file.tree, of);
  if (own?.object === reference) return of!.field === "function" && /^(?:add|grant|attach)/.test(own.key);
  const list = of?.type === "keyword_argument" ? of.parent : of;
  const callee = list?.parent && /^argument/.test(list.type) ? childOf(list.parent, "function") : null;
  const method = callee ? file.language.member(file.tree, callee)?.key : undefined;
  return method !== undefined && /^(?:grant|attach_?[tT]o)/.test(method);
}

/** `role` of `role = …` and `this.role = …` */
function lastNameOf(file: CodeFile, made: SyntaxNode): string | null {
  const target = childOf(made.parent!, "left") ?? childOf(made.parent!, "name");
  if (!target || target === made) return null;
  const text = file.text(target);
  return text.slice(text.lastIndexOf(".") + 1);
}

/** `new Role(this, "Role")`, `iam.Role(self, "Role")`, `Role.fromRoleArn(this, "Role", arn)` */
function constructsIn(file: CodeFile): readonly SyntaxNode[] {
  return file.tree.nodes.filter((node) => {
    const callee = node.parent && /^(?:new_expression|call|call_expression)$/.test(node.type) ? calleeOf(node) : null;
    if (!callee || file.argumentsOf(node).length < 2) return false;
    const isClass = node.type === "new_expression" || (node.type === "call" && /^[A-Z]/.test(file.ownName(callee)));
    const [scope] = file.argumentsOf(node);
    return isClass || /^from_?[A-Za-z]/.test(file.ownName(callee)) || /^(?:this|self)$/.test(file.text(scope!));
  });
}

function pathTo(file: CodeFile, node: SyntaxNode): string {
  return namesAround(file, node)
    .map((name) => file.text(name))
    .join(".");
}
