/** Of a role, user or group with `for_each`, what only some of its keys have: what another loop gives, or one key that is written out. */
import { type SyntaxNode, textOf } from "../../source/syntax-tree";
import { addressOf, argumentOf, type Block } from "../terraform/blocks";
import { holderArguments } from "../terraform/resources";
import type { BlockValues } from "../terraform/values";
import { localsIn, throughLocals } from "../terraform/written";
import type { NamedBlocks } from "./named-blocks";

/** One of several, or all: without a key. */
const keyed =
  /\b(aws_iam_(?:role|user|group)\.[\w-]{1,200})(?:\[\s{0,20}(each\.(?:key|value)\b[\w.]{0,200}|count\.index|\d{1,4}|"[^"$%\\]{1,200}")\s{0,20}\]|\.(\d{1,4})\b)?/g;
/** What goes over the same keys, whatever it makes of them. */
const sameKeys =
  /^(?:(?:toset|keys|tomap)\((.{1,2000})\)|\{ ?for (\w{1,100}) ?(?:, ?\w{1,100} ?)?in (.{1,1000}?) ?: ?\2 ?=>.{1,2000}\})$/;
const mostSteps = 10;
const mostNumbers = 200;

interface Keys {
  /** All of them; null: nobody can list them here. */
  readonly listed: ReadonlySet<string> | null;
  /** What they are, as it is written. */
  readonly said: string;
}

export class KeyedHolders {
  private readonly byAddress: ReadonlyMap<string, Block>;
  /** What a local is, by its name. */
  readonly localOf: (name: string) => SyntaxNode | undefined;
  private readonly given = new Map<string, Set<string>>();

  constructor(
    blocks: readonly Block[],
    private readonly values: BlockValues,
    private readonly named: NamedBlocks,
  ) {
    this.byAddress = named.byAddress;
    const locals = localsIn(blocks);
    this.localOf = (name) => locals.get(name);
    for (const block of blocks) this.note(block);
  }

  /** What decides whether a holder, or one of its keys, has what a block gives it; undefined: it has that wherever it is there. */
  conditionFor(block: Block, holder: string): string | undefined {
    const own = this.byAddress.get(holder);
    const condition = this.named.conditionOf(block) ?? undefined;
    const isApart = condition !== undefined && own !== block && condition !== (own && this.named.conditionOf(own));
    return isApart ? condition : this.partOf(block, holder);
  }

  /** Which of the keys of a holder a block gives something, as it is written; undefined: all, as far as anybody can tell. */
  private partOf(block: Block, holder: string): string | undefined {
    const ofHolder = this.keysOf(this.byAddress.get(holder));
    const own = this.namedIn(block, holder);
    if (!ofHolder || !own || own.said === ofHolder.said) return undefined;
    if (!own.listed) return own.said;
    const all = this.given.get(this.idOf(block, holder)) ?? own.listed;
    if (ofHolder.listed && [...ofHolder.listed].every((key) => all.has(key))) return undefined;
    return `[${[...own.listed].sort().join()}]`;
  }

  private note(block: Block): void {
    if (block.type !== "resource" || !/^aws_iam_\w{0,40}(?:policy|attachment)$/.test(block.labels[0] ?? "")) return;
    for (const holder of this.holdersIn(block)) {
      const id = this.idOf(block, holder);
      const all = this.given.get(id) ?? new Set();
      for (const key of this.namedIn(block, holder)?.listed ?? []) all.add(key);
      this.given.set(id, all);
    }
  }

  /** The same for whatever gives a holder the same. */
  private idOf(block: Block, holder: string): string {
    const what = ["policy", "policy_arn"].map((name) => this.textAt(block, name)).join(" ");
    return `${holder} ${what.replace(/\s+/g, " ")}`;
  }

  private textAt(block: Block, name: string): string {
    const given = argumentOf(block, name);
    return given ? textOf(this.values.tree, given).trim() : "";
  }

  private holdersIn(block: Block): readonly string[] {
    return holderArguments.flatMap((name) =>
      [...this.textAt(block, name).matchAll(keyed)].map(([, address]) => address!),
    );
  }

  /** The keys with which a block names a holder. */
  private namedIn(block: Block, holder: string): Keys | null {
    for (const name of holderArguments) {
      const found = [...this.textAt(block, name).matchAll(keyed)].filter(([, address]) => address === holder);
      const indexes = found.map(([, , key, number]) => key ?? number);
      const [index, ...others] = indexes;
      if (index === undefined || others.includes(undefined)) continue;
      if (indexes.every((one) => /^["\d]/.test(one!)))
        return { listed: new Set(indexes.map((one) => one!.replaceAll('"', ""))), said: indexes.join() };
      if (others.length > 0) continue;
      const keys = this.keysOf(block);
      // What else goes by the values of a loop may be for all.
      return /^(?:each\.(?:key|value)|count\.index)$/.test(index) || (keys && / if /.test(keys.said)) ? keys : null;
    }
    return null;
  }

  private keysOf(block: Block | undefined): Keys | null {
    const each = block && argumentOf(block, "for_each");
    if (!each) return block ? this.countOf(block) : null;
    const said = this.saidBy(each);
    // It goes over the holders themselves.
    if (this.byAddress.has(said)) return this.keysOf(said === addressOf(block) ? undefined : this.byAddress.get(said));
    const node = /\bfor\b/.test(said) ? null : this.values.value(each);
    if (node?.kind === "object") return { listed: new Set(node.entries.map(({ key }) => key)), said };
    const items = node?.kind === "array" ? node.items.map((one) => (one.kind === "string" ? one.value : null)) : [null];
    return { listed: items.includes(null) ? null : new Set(items as string[]), said };
  }

  /** The numbers of what there are several of: each has a name of its own by that. */
  private countOf(block: Block): Keys | null {
    const count = argumentOf(block, "count");
    if (!count || !/\bcount\.index\b/.test(textOf(this.values.tree, block.node))) return null;
    const node = this.values.value(count);
    const size = node.kind === "number" && node.value <= mostNumbers ? node.value : null;
    const listed = size === null ? null : new Set(Array.from({ length: size }, (_, at) => String(at)));
    return { listed, said: this.saidBy(count) };
  }

  private saidBy(expression: SyntaxNode): string {
    let text = this.written(expression);
    for (let step = 0; step < mostSteps; step++) {
      const [, inner, , over] = sameKeys.exec(text) ?? [];
      const isFiltered = over !== undefined && / if /.test(text);
      const next = isFiltered ? undefined : (inner ?? over)?.trim();
      const local = /^local\.([\w-]{1,200})$/.exec(next ?? text)?.[1];
      const said = local === undefined ? undefined : this.localOf(local);
      if (next === undefined && !said) break;
      text = said ? this.written(said) : next!;
    }
    return text;
  }

  private written(expression: SyntaxNode): string {
    return textOf(this.values.tree, throughLocals(expression, this.values.tree, this.localOf))
      .replace(/\s+/g, " ")
      .trim();
  }
}
