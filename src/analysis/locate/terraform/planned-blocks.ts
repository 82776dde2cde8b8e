/** The resources of a plan as the blocks of a module, so that what reads these reads a plan as well. */
import { unknown } from "../../source/intrinsics";
import type { SyntaxNode } from "../../source/syntax-tree";
import type { Span } from "../../text";
import { entryOf, type ValueNode } from "../../value";
import { leavesOf } from "../attached/leaves";
import type { Argument, Block } from "./blocks";
import { planMark } from "./holders";
import { type Configured, configuredIn, expressionAt, referencesOf } from "./planned-configuration";
import { type PlannedValues, plannedValues } from "./planned-values";
import type { BlockValues } from "./values";

export interface ModuleBlocks {
  readonly blocks: readonly Block[];
  readonly values: BlockValues;
}

/** Null where the document is no plan. @param text what it stands in */
export function plannedBlocks(root: ValueNode | null, text: string): ModuleBlocks | null {
  const planned = plannedValues(root);
  return root && planned && new Blocks(planned, configuredIn(root), text).read();
}

/** Arguments of Terraform itself, of which a plan's values have none. */
const ofTerraform = /^(?:count|for_each|provider)$/;

class Blocks {
  private readonly nodes = new Map<SyntaxNode, ValueNode>();
  private readonly addresses: ReadonlySet<string>;

  constructor(
    private readonly planned: readonly PlannedValues[],
    private readonly configured: (address: string) => Configured | undefined,
    private readonly text: string,
  ) {
    this.addresses = new Set(planned.map(({ address }) => address));
  }

  read(): ModuleBlocks {
    const root: SyntaxNode = this.node({ start: 0, end: this.text.length }, unknown({ start: 0, end: 0 }));
    const blocks = this.planned.map((one) => this.block(one));
    const value = (node: SyntaxNode): ValueNode => this.nodes.get(node) ?? unknown(node);
    const references = (node: SyntaxNode): string[] =>
      leavesOf(value(node)).flatMap((leaf) => referenceOf(leaf.node) ?? []);
    return {
      blocks,
      values: {
        tree: { text: this.text, root, nodes: [] },
        value,
        reference: (node) => referenceOf(value(node)),
        references,
      },
    };
  }

  private block({ address, type, values, later }: PlannedValues): Block {
    const configured = this.configured(address);
    const inner = this.inner(values, later, configured?.expressions, configured);
    const added = configured?.hasOwnProvider ? [this.argument("provider", unknown(values.span), values.span)] : [];
    // A provider tells the account that it works in, too.
    const isOwn = ({ name }: Argument): boolean =>
      name !== "account_id" || !configured || expressionAt(configured.expressions, name) !== undefined;
    const head = this.node(values.span, values);
    const labels = [type, address.slice(address.lastIndexOf(".") + 1)];
    return {
      ...inner,
      address,
      type: "resource",
      labels,
      head,
      node: head,
      arguments: [...inner.arguments.filter(isOwn), ...added],
    };
  }

  private inner(
    values: ValueNode,
    later: ValueNode | undefined,
    expressions: ValueNode | undefined,
    configured: Configured | undefined,
  ): Pick<Block, "arguments" | "blocks"> {
    const found: Argument[] = [];
    const blocks: Block[] = [];
    const open = later?.kind === "object" ? later.entries : [];
    for (const { key, keySpan, value } of values.kind === "object" ? values.entries : []) {
      if (ofTerraform.test(key) || isNothing(value)) continue;
      const items = value.kind === "array" ? value.items : [];
      const unknownOf = open.find((one) => one.key === key)?.value;
      for (const [index, item] of items.entries()) {
        if (item.kind !== "object") continue;
        const [itemLater, written] = [itemOf(unknownOf, index), itemOf(expressionAt(expressions, key), index)];
        const head = this.node(item.span, item);
        blocks.push({ type: key, labels: [], head, node: head, ...this.inner(item, itemLater, written, configured) });
      }
      if (items.some((item) => item.kind === "object")) continue;
      found.push(this.argument(key, this.completed(value, unknownOf, expressions, key, configured), keySpan));
    }
    for (const { key, keySpan, value } of open) {
      const isGiven = values.kind === "object" && !isNothing(entryOf(values, key)?.value);
      if (isGiven || !isOpen(value)) continue;
      // What nobody writes the provider computes.
      if (configured && expressionAt(expressions, key) === undefined) continue;
      found.push(this.argument(key, this.referred(keySpan, expressions, key, configured), keySpan));
    }
    return { arguments: found, blocks };
  }

  /** A list with what is known of it later. */
  private completed(
    value: ValueNode,
    later: ValueNode | undefined,
    expressions: ValueNode | undefined,
    key: string,
    configured: Configured | undefined,
  ): ValueNode {
    if (value.kind !== "array" || !isOpen(later)) return value;
    const items = value.items.filter(({ kind }) => kind !== "null");
    return { ...value, items: [...items, this.referred(value.span, expressions, key, configured)] };
  }

  /** What is known later: the resource that it refers to, if that is all that is told of it. */
  private referred(
    span: Span,
    expressions: ValueNode | undefined,
    key: string,
    configured: Configured | undefined,
  ): ValueNode {
    const module = configured?.module ?? "";
    const all = referencesOf(expressionAt(expressions, key)).map((one) => module + one);
    const [only, ...others] = new Set(all.filter((one) => this.addresses.has(one)));
    const isAll = all.every((one) => one === only || one.startsWith(`${only}.`));
    return only !== undefined && others.length === 0 && isAll ? hole(span, only) : unknown(span);
  }

  private argument(name: string, value: ValueNode, span: Span): Argument {
    return { name, head: this.node(span, value), value: this.node(value.span, value) };
  }

  private node({ start, end }: Span, value: ValueNode): SyntaxNode {
    const node = { type: "planned", named: true, field: null, start, end, parent: null, children: [] };
    this.nodes.set(node, value);
    return node;
  }
}

function hole(span: Span, address: string): ValueNode {
  return { kind: "template", span, parts: [{ name: address + planMark }] };
}

function referenceOf(node: ValueNode): string | null {
  const [only, ...others] = node.kind === "template" ? node.parts : [];
  return typeof only === "object" && others.length === 0 ? only.name : null;
}

/** A plan says so of what nobody has given. */
function isNothing(node: ValueNode | undefined): boolean {
  return !node || node.kind === "null" || (node.kind === "string" && node.value === "");
}

function isOpen(later: ValueNode | undefined): boolean {
  return leavesOf(later).some(({ node }) => node.kind === "boolean" && node.value);
}

function itemOf(list: ValueNode | undefined, index: number): ValueNode | undefined {
  return list?.kind === "array" ? list.items[index] : undefined;
}
