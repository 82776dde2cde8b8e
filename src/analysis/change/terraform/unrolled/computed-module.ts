/** A module of Terraform whose blocks, variables and locals are computed as far as the module says what they are. */
import { addressOf, argumentOf, type Block, readBlocks } from "../../../locate/terraform/blocks";
import { filledIn, throughLocals, unwrapped } from "../../../locate/terraform/written";
import { type SyntaxNode, type SyntaxTree, textOf } from "../../../source/syntax-tree";
import type { Span } from "../../../text";
import { withLocals } from "../counts";
import { Evaluator } from "./evaluator";
import { ifThereAt } from "./if-there";
import { type Instances, iterating, mostInstances, nameFor, pairsBy } from "./instances";
import { type Around, type Known, plainOf, written } from "./known";
import { type WithRest, withRest } from "./rests";
import { Mentions } from "./touched";
import { asTyped } from "./types";

/** An expression that makes a loop. */
export interface Loop {
  readonly text: string;
  /** The same where locals alone name it. */
  readonly said: string;
  /** The same with what locals say that are conditions of it. */
  readonly conditions: string;
  /** It is written with what stands for something else on the other side. */
  readonly isTouched: boolean;
}

export interface ComputedOptions {
  readonly variables: ReadonlyMap<string, Known>;
  /** The variables and locals that stand for something else on the other side. */
  readonly touched?: ReadonlySet<string> | undefined;
  /** By the name of a map the key under which alone the other side has something else. */
  readonly chosen?: ReadonlyMap<string, string> | undefined;
  /** Those that the other side has not: what they switch on others may have. */
  readonly fresh?: ReadonlySet<string> | undefined;
}

const localNames = /\blocal\.[\w-]{1,200}/g;

export abstract class ComputedModule {
  readonly blocks: readonly Block[];
  protected readonly evaluator: Evaluator;
  protected readonly byAddress: ReadonlyMap<string, Block>;
  protected readonly mentions: Mentions;
  protected written: ReadonlySet<string> = new Set();
  protected optional: ReadonlySet<string> = new Set();
  /** The locals that decide whether these are there: `local.on`. */
  protected switches: ReadonlySet<string> = new Set();
  private readonly variables: ReadonlyMap<string, Known>;
  private readonly instances = new Map<string, Instances | null>();
  private lone: ReadonlyMap<string, number> = new Map();

  constructor(
    protected readonly tree: SyntaxTree,
    { variables, touched = new Set(), fresh = new Set(), chosen }: ComputedOptions,
  ) {
    const ofNew = new Mentions(tree.text, fresh);
    this.variables = variables;
    this.blocks = readBlocks(tree);
    this.mentions = new Mentions(tree.text, touched);
    this.byAddress = new Map(
      this.blocks
        .filter(({ type }) => type === "resource" || type === "data")
        .map((block) => [addressOf(block), block]),
    );
    this.evaluator = new Evaluator(tree, this.blocks, {
      variables,
      chosen,
      resources: (address) => this.collectionOf(address),
      rewritten: (node, around) => this.textWith(node, around),
      isNew: (condition) => ofNew.within(condition),
      wasThere: (stretch) => this.wasThere(stretch),
    });
  }

  /** Whether the other side says the same somewhere. */
  protected abstract wasThere(stretch: Span): boolean;

  /** A part of the module as it reads with what names stand for around it. */
  protected abstract textWith(node: SyntaxNode, around: Around): string;

  /**
   * Has the resources at these addresses written out from now on.
   * @param lone those of which there is one or none, which keep their names
   */
  writeOut(addresses: ReadonlySet<string>, lone: ReadonlyMap<string, number> = new Map()): void {
    this.written = addresses;
    this.lone = lone;
    this.instances.clear();
    this.evaluator.forget();
  }

  /** Leaves open from now on whether the resources at these addresses are there. */
  leaveOpen(addresses: ReadonlySet<string>): void {
    this.optional = addresses;
    this.switches = this.switchesOf(addresses);
    this.evaluator.forget();
  }

  private switchesOf(addresses: ReadonlySet<string>): ReadonlySet<string> {
    const loops = [...addresses].flatMap((address) =>
      (["count", "for_each"] as const).flatMap((by) => this.loopAt(address, by)?.text ?? []),
    );
    const found = new Set<string>();
    // Each local once, with those that it is written with.
    for (const text of loops)
      for (const [name] of text.matchAll(localNames)) {
        if (found.has(name)) continue;
        found.add(name);
        const node = this.localAt(name.slice("local.".length));
        if (node) loops.push(textOf(this.tree, node));
      }
    return found;
  }

  private localAt(name: string): SyntaxNode | undefined {
    return this.blocks.flatMap((block) => (block.type === "locals" ? (argumentOf(block, name) ?? []) : []))[0];
  }

  /** Of a resource with a loop that can be computed what it is made for; null where it cannot, undefined where it has none. */
  instancesOf(address: string): Instances | null | undefined {
    const block = this.byAddress.get(address);
    const [count, each] = [block && argumentOf(block, "count"), block && argumentOf(block, "for_each")];
    if (!block || (!count && !each)) return undefined;
    if (this.optional.has(address)) return null;
    let known = this.instances.get(address);
    if (known === undefined) {
      this.instances.set(address, null); // it may refer to itself
      const size = this.lone.get(address);
      const value: Known | null =
        size === undefined
          ? this.evaluator.leavingSwitches(false, () => this.evaluator.evaluate((each ?? count)!, new Map()))
          : { kind: "number", value: size };
      const open = value || !each ? null : this.restOf(each);
      const all = value ?? open?.known;
      const pairs = all && pairsBy(each ? "for_each" : "count", all);
      const keys = pairs?.map(([key]) => plainOf(key) ?? written(key));
      const label = block.labels[1] ?? "";
      known =
        pairs && keys && pairs.length <= mostInstances && new Set(keys).size === keys.length
          ? {
              pairs,
              names: keys.map((key) => (size === undefined ? nameFor(label, key) : label)),
              by: each ? "for_each" : "count",
              ...(open && { rest: open.rest }),
            }
          : null;
      this.instances.set(address, known);
    }
    return known;
  }

  /** What `for_each` goes over where a part of that cannot be computed. */
  private restOf(over: SyntaxNode): WithRest | null {
    const around: Around = new Map();
    return this.evaluator.leavingSwitches(false, () =>
      withRest(over, this.tree, {
        evaluate: (one) => this.evaluator.evaluate(one, around),
        text: (one) => this.textWith(one, around),
        localAt: (name) => this.localAt(name),
        isTouched: (one) => this.mentions.within(one),
      }),
    );
  }

  /** The resources and data that have a loop. */
  looped(): readonly string[] {
    return [...this.byAddress.keys()].filter((address) => this.instancesOf(address) !== undefined);
  }

  /** What `for_each` of a block goes over, as it is written, or how many `count` makes of it. */
  loopAt(address: string, by: Instances["by"]): Loop | null {
    const block = this.byAddress.get(address);
    const over = block && argumentOf(block, by);
    if (!over) return null;
    const localText = (name: string): string | undefined => {
      const node = this.localAt(name.slice("local.".length));
      return node && textOf(this.tree, node);
    };
    return {
      text: textOf(this.tree, over),
      said: textOf(
        this.tree,
        throughLocals(over, this.tree, (name) => this.localAt(name)),
      ),
      conditions: withLocals(textOf(this.tree, filledIn(unwrapped(over))), localText),
      isTouched: this.mentions.within(over),
    };
  }

  /** The arguments that others decide than on the other side, and that nobody can compute. */
  openAt(address: string, names: readonly string[]): readonly string[] {
    const block = this.byAddress.get(address);
    return names.filter((name) => {
      const node = block && argumentOf(block, name);
      if (!node || !this.mentions.within(node)) return false;
      const isDecided =
        /^var\.[\w-]{1,200}$/.test(textOf(this.tree, node).trim()) || unwrapped(node).type === "conditional";
      return isDecided && this.evaluator.evaluate(node, new Map()) === null;
    });
  }

  /** Whether an argument says something. */
  isGiven(address: string, name: string): boolean {
    const block = this.byAddress.get(address);
    const node = block && argumentOf(block, name);
    return node != null && unwrapped(node).type !== "null_lit";
  }

  /** What an expression is, as it is written where it cannot be computed. */
  valueAt(node: SyntaxNode, around: Around): Known {
    const value = this.evaluator.evaluate(node, around);
    if (value) return value;
    const text = textOf(this.tree, node).trim();
    const ifThere = ifThereAt(unwrapped(node), this.tree, (one) => this.evaluator.evaluate(one, around));
    return { kind: "open", text, ...(ifThere && { ifThere }) };
  }

  /** What a variable or local is; null for what has no value here, and for a part of one. */
  named(reference: string): Known | null {
    const [, kind, name = ""] = /^(var|local)\.([\w-]{1,200})$/.exec(reference) ?? [];
    if (kind === "var") return this.variables.get(name) ?? null;
    const node = kind === "local" ? this.localAt(name) : undefined;
    return node ? this.valueAt(node, new Map()) : null;
  }

  /** What a call of a module is made for, each with what names stand for in it; null where nobody knows. */
  instancesIn(block: Block): readonly { readonly key: string | null; readonly around: Around }[] | null {
    const [count, each] = [argumentOf(block, "count"), argumentOf(block, "for_each")];
    if (!count && !each) return [{ key: null, around: new Map() }];
    const value = this.evaluator.evaluate((each ?? count)!, new Map());
    const pairs = value && pairsBy(each ? "for_each" : "count", value);
    return (
      pairs?.map(([key, one]) => ({
        // The first of a count is the one that there is without it.
        key: each ? written(key) : plainOf(key) === "0" ? null : plainOf(key),
        around: new Map([iterating(each ? "for_each" : "count", key, one)]),
      })) ?? null
    );
  }

  /** The resources and data of a module. */
  addresses(): readonly string[] {
    return [...this.byAddress.keys()];
  }

  /** What a block is written with. */
  textAt(address: string): string | null {
    const block = this.byAddress.get(address);
    return block ? textOf(this.tree, block.node) : null;
  }

  /** The value that a variable has by default. */
  defaultOf(name: string): Known | null {
    const block = this.variableBlock(name);
    const node = block ? argumentOf(block, "default") : null;
    const value = node && this.evaluator.evaluate(node, new Map());
    return value && this.ofType(name, value);
  }

  /** What a variable is that is given a value: as its type has it, and by default where it takes no null. */
  givenTo(name: string, value: Known): Known | null {
    const block = this.variableBlock(name);
    const nullable = value.kind === "null" && block ? argumentOf(block, "nullable") : null;
    if (nullable && textOf(this.tree, nullable).trim() === "false") return this.defaultOf(name);
    return this.ofType(name, value);
  }

  private ofType(name: string, value: Known): Known {
    const block = this.variableBlock(name);
    const type = block ? argumentOf(block, "type") : null;
    const valueOf = (expression: SyntaxNode) => this.valueAt(expression, new Map());
    return type ? asTyped(type, value, { tree: this.tree, valueOf }) : value;
  }

  private variableBlock(name: string): Block | undefined {
    return this.blocks.find((one) => one.type === "variable" && one.labels[0] === name);
  }

  /** The resources that stand there several times. */
  private collectionOf(address: string): Known | null {
    if (!this.written.has(address)) return null;
    const found = this.instancesOf(address);
    const type = address.slice(0, address.lastIndexOf("."));
    if (!found) return null;
    const items = found.names.map((name): Known => ({ kind: "open", text: `${type}.${name}` }));
    if (found.by === "count") return { kind: "list", items, isSet: false };
    const entries = new Map(items.map((item, at) => [plainOf(found.pairs[at]![0]) ?? String(at), item]));
    // Of one of them is known which one it is, and of all of them not how many there are.
    return found.rest === undefined
      ? { kind: "map", entries }
      : { kind: "open", text: address, ifThere: { bare: address, entries } };
  }
}
