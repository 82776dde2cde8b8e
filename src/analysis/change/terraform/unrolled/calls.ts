/** Local modules as they are called: what each call gives its module, and the module with that in place of its variables. */
import { argumentOf, type Block, readBlocks } from "../../../locate/terraform/blocks";
import { type SyntaxTree, textOf } from "../../../source/syntax-tree";
import { type Span, spanOf } from "../../../text";
import type { Piece } from "../../pieces";
import { withoutCopies } from "./given-blocks";
import { type Known, templateOf, written } from "./known";
import { Rewriter } from "./rewriter";
import { touchedNames } from "./touched";

export interface ModuleCall {
  /** `module.reader`, `module.reader["ops"]` */
  readonly name: string;
  /** As it is written: `./modules/reader`. */
  readonly source: string;
  readonly at: Span;
  readonly given: ReadonlyMap<string, Known>;
}

/** Arguments of a call that are none of the module's. */
const ofTerraform = new Set(["source", "version", "providers", "count", "for_each", "depends_on"]);
const mostInstances = 60;

const isLocal = /^\.\.?(?:\/|$)/;

/** The calls of modules that stand elsewhere. */
export function foreignCalls(tree: SyntaxTree): ReadonlySet<string> {
  const calls = readBlocks(tree).filter((block) => block.type === "module" && !isLocal.test(sourceOf(tree, block)));
  return new Set(calls.map(({ labels }) => `module.${labels[0] ?? ""}`));
}

function sourceOf(tree: SyntaxTree, block: Block): string {
  const given = argumentOf(block, "source");
  return given ? textOf(tree, given).trim().replaceAll('"', "") : "";
}

/** The calls of local modules, one for each instance; one alone where nobody knows how many there are. */
export function moduleCalls(tree: SyntaxTree, rewriter: Rewriter): readonly ModuleCall[] {
  return rewriter.blocks.flatMap((block): readonly ModuleCall[] => {
    const source = sourceOf(tree, block);
    if (block.type !== "module" || !isLocal.test(source)) return [];
    const name = `module.${block.labels[0] ?? ""}`;
    const instances = rewriter.instancesIn(block)?.slice(0, mostInstances) ?? [{ key: null, around: new Map() }];
    return instances.map(({ key, around }) => ({
      name: key === null ? name : `${name}[${key}]`,
      source,
      at: spanOf(block.node),
      given: new Map(
        block.arguments
          .filter((one) => !ofTerraform.has(one.name))
          .map((one) => [one.name, rewriter.valueAt(one.value, around)]),
      ),
    }));
  });
}

/** What callers leave open, by the names that it has in the modules that they call. */
export class CallerNames {
  private readonly names = new Map<string, string>();
  private readonly texts = new Map<string, string>();

  /**
   * What a call gives, as it can stand in the module: a name that means something there is replaced by one of its own.
   * @param touched the names of the caller that stand for something else on the other side
   * @param isStepped the module takes a part of it
   */
  of(value: Known, module: string, touched: ReadonlySet<string>, side: number, isStepped = false): Known {
    const inner = (one: Known): Known => this.of(one, module, touched, side);
    if (value.kind === "list") return { ...value, items: value.items.map(inner) };
    if (value.kind === "map")
      return { ...value, entries: new Map([...value.entries].map(([key, one]) => [key, inner(one)])) };
    if (value.kind !== "open") return value;
    const template = templateOf(value);
    if (template !== null) {
      const filled = template.replace(filling, (whole, name: string | undefined) =>
        name === undefined ? whole : `\${${written(inner({ kind: "open", text: name }))}}`,
      );
      return { kind: "open", text: `"${filled}"` };
    }
    const names = value.text.match(/[\w-]{1,100}\.[\w-]{1,100}/g) ?? [];
    if (names.some((name) => touched.has(name)))
      return { kind: "open", text: this.nameFor(changedName, `${side} ${value.text}`, value.text) };
    const isPlain = !/\baws_iam_(?:role|user|group)\b|"|\(/.test(value.text) && !(isStepped && isPutTogether(value));
    return isPlain && !names.some((name) => module.includes(name) || isDeclared(name, module))
      ? value
      : { kind: "open", text: this.nameFor("var.caller_", value.text.replace(firstOfCounted, "$1"), value.text) };
  }

  /** A text with what the callers have written in place of the names. */
  shown(text: string): string {
    if (this.texts.size === 0) return withoutCopies(text);
    return withoutCopies(text).replace(/\bvar\.(?:caller|changed)_\d{1,6}\b/g, (name) => this.texts.get(name) ?? name);
  }

  private nameFor(prefix: string, key: string, text: string): string {
    let name = this.names.get(key);
    if (name === undefined) {
      this.names.set(key, (name = `${prefix}${this.names.size}`));
      this.texts.set(name, text.slice(0, longestShown));
    }
    return name;
  }
}

/**
 * What a variable is given that may be no object: where the module asks only whether there is one, and for what stands in it, nothing else of
 * the object counts. Not where the other side gives it by another condition.
 */
export function ifAsked(name: string, value: Known, module: string, other: ModuleCall | null): Known {
  if (value.kind !== "open" || !value.ifThere) return value;
  const there = other?.given.get(name);
  if (other && !(there?.kind === "open" && there.ifThere?.bare === value.ifThere.bare))
    return { kind: "open", text: value.text };
  const uses = [...module.matchAll(/\bvar\.([\w-]{1,200})([^\n]{0,12})/g)].filter(([, one]) => one === name);
  const isAsked = uses.every(([, , behind]) => /^(?:\.[A-Za-z_]| {0,2}[!=]= {0,2}null\b)/.test(behind!));
  return { kind: "open", ...(isAsked ? { text: value.ifThere.bare, ifThere: value.ifThere } : { text: value.text }) };
}

/** Whether a module takes a part of what a variable is given that is put together: without a name nobody could say which. */
export function isSteppedInto(name: string, value: Known, module: string): boolean {
  return isPutTogether(value) && [...module.matchAll(/\bvar\.([\w-]{1,200})[.[]/g)].some(([, one]) => one === name);
}

function isPutTogether(value: Known): boolean {
  return value.kind === "open" && !value.ifThere && /[?{]/.test(value.text);
}

/** Whether a module may have a variable or local of a name of its caller. */
function isDeclared(reference: string, module: string): boolean {
  const [kind, name = ""] = reference.split(".");
  if (kind === "var") return module.includes(`variable "${name}"`);
  return kind === "local" && module.split("\n").some((line) => line.replace(/\s/g, "").startsWith(`${name}=`));
}

/** The first of what is counted is what was there before. */
const firstOfCounted = /\b((?:aws_\w{1,80}|module)\.[\w-]{1,200})\[0\]/g;

/** `${local.name}` in a text; `$${` fills in nothing. */
const filling = /\$\$\{|\$\{([\w.[\]-]{1,300})\}/g;

const longestShown = 120;

/** Begins the name of what is written as before and stands for something else. */
export const changedName = "var.changed_";

/** What a call gives a module, with the module's defaults for what it does not give. */
export function withDefaultsOf(tree: SyntaxTree, call: ModuleCall): ReadonlyMap<string, Known> {
  const module = new Rewriter(tree, { variables: new Map() });
  return new Map(
    module.blocks.flatMap((block) => {
      const name = block.type === "variable" ? block.labels[0] : undefined;
      if (name === undefined) return [];
      const given = call.given.get(name);
      const value = given ? module.givenTo(name, given) : module.defaultOf(name);
      return value ? [[name, value] as const] : [];
    }),
  );
}

/** A module with what a call gives it in place of its variables. */
export function boundModule(tree: SyntaxTree, given: ReadonlyMap<string, Known>): readonly Piece[] {
  const blocks = readBlocks(tree);
  const touched = touchedNames({ tree, blocks, values: new Map() }, { tree, blocks, values: given });
  return new Rewriter(tree, { variables: given, touched }).rewritten();
}
