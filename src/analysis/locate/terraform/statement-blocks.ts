/** The blocks within a statement of `aws_iam_policy_document`: principals, conditions and the values in them. */
import { groupBy } from "../../group-by";
import { textNode, unknown } from "../../source/intrinsics";
import { entryFor, listNode, objectNode, openEntry, stringNode } from "../../source/made-values";
import { type Span, spanOf } from "../../text";
import { type ObjectEntry, openKey, type ValueNode } from "../../value";
import { argumentOf, type Block } from "./blocks";
import { itemsOf, optional, unbracketed } from "./collections";
import type { TerraformValues } from "./values";

/** A block as it is written, or what a `dynamic` block makes more of. */
export interface Written {
  /** What the arguments stand in: the block itself, or the `content`. */
  readonly content: Block;
  readonly isDynamic: boolean;
  readonly head: Block["head"];
  readonly node: Block["node"];
}

export function blocksEntry(key: string, blocks: readonly Written[], value: ValueNode): ObjectEntry {
  const { head } = blocks[0]!;
  return entryFor(key, { ...value, span: { start: head.end, end: blocks.at(-1)!.node.end } }, spanOf(head));
}

/** What `dynamic` blocks add: nobody knows how much. */
function openEntries(blocks: readonly Written[]): ObjectEntry[] {
  return blocks
    .filter(({ isDynamic }) => isDynamic)
    .map(({ node }) => openEntry(spanOf(node), { start: node.end, end: node.end }));
}

/** The `Principal` that blocks of principals stand for. */
export function principalsOf(blocks: readonly Written[], values: TerraformValues): ValueNode {
  const found: ObjectEntry[] = [];
  for (const { content, isDynamic } of blocks) {
    const [type, identifiers] = [argumentOf(content, "type"), argumentOf(content, "identifiers")];
    if (!type || !identifiers) continue;
    const name = values.value(type);
    const value = unbracketed(values.value(identifiers));
    const span = spanOf(content.node);
    if (name.kind === "string" && name.value === "*" && !isDynamic) return stringNode(span, "*");
    const isOpen = name.kind !== "string" || name.value === "*";
    found.push(
      entryFor(
        isOpen ? openKey : name.value,
        isOpen ? unknown(span) : isDynamic ? optional(value) : value,
        spanOf(type),
      ),
    );
  }
  const entries = combined(found, values);
  return objectNode(spanOf(blocks[0]!.node), [...entries, ...openEntries(blocks)]);
}

interface WrittenOperator {
  readonly keySpan: Span;
  readonly span: Span;
  readonly keys: ObjectEntry[];
}

/** The `Condition` that blocks of conditions stand for. */
export function conditionsOf(blocks: readonly Written[], values: TerraformValues): ValueNode {
  const byOperator = new Map<string, WrittenOperator>();
  for (const { content, isDynamic } of blocks) {
    const [test, variable, written] = ["test", "variable", "values"].map((name) => argumentOf(content, name));
    if (!test || !variable) continue;
    const [operator, key] = [values.value(test), values.value(variable)];
    const name = operator.kind === "string" ? operator.value : openKey;
    const value = written ? withVariables(unbracketed(values.value(written))) : unknown(spanOf(variable));
    const known: WrittenOperator = byOperator.get(name) ?? {
      keySpan: spanOf(test),
      span: spanOf(content.node),
      keys: [],
    };
    byOperator.set(name, known);
    known.keys.push(
      entryFor(key.kind === "string" ? key.value : openKey, isDynamic ? optional(value) : value, spanOf(variable)),
    );
  }
  const entries = [...byOperator].map(([key, { keySpan, span, keys }]): ObjectEntry =>
    entryFor(key, objectNode(span, combined(keys, values)), keySpan),
  );
  return objectNode(spanOf(blocks[0]!.node), [...entries, ...openEntries(blocks)]);
}

function combined(entries: readonly ObjectEntry[], values: TerraformValues): ObjectEntry[] {
  const { text } = values.tree;
  const keyOf = ({ key, keySpan }: ObjectEntry) =>
    key === openKey ? `${key} ${text.slice(keySpan.start, keySpan.end)}` : key;
  return [...groupBy(entries, keyOf).values()].map((group) => together(group, values));
}

/** The provider makes one list of what several blocks say of one key; nothing is changed there, as it stands in several places. */
function together(group: readonly ObjectEntry[], values: TerraformValues): ObjectEntry {
  const [first] = group as readonly [ObjectEntry];
  if (group.length === 1) return first;
  for (const { value } of group) values.uses.shared.push(value.span);
  const items = group.flatMap(({ value }) => itemsOf(value));
  return { ...first, value: listNode(first.value.span, items) };
}

/** `&{aws:username}` is how a document writes the variables of IAM, since `${` is Terraform's. */
export function withVariables(value: ValueNode): ValueNode {
  switch (value.kind) {
    case "unknown":
      return value.alternatives.length === 0
        ? value
        : { ...value, alternatives: value.alternatives.map((one) => one && withVariables(one)) };
    case "array":
      return value.items.some(holdsVariable)
        ? { ...value, items: value.items.map((item) => withVariables(item)) }
        : value;
    case "string":
      return value.value.includes("&{") ? { ...value, value: value.value.replaceAll("&{", "${") } : value;
    case "template":
      return textNode(
        value.span,
        value.parts.map((part) => (typeof part === "string" ? part.replaceAll("&{", "${") : part)),
      );
    default:
      return value;
  }
}

function holdsVariable(value: ValueNode): boolean {
  return value.kind === "string"
    ? value.value.includes("&{")
    : value.kind === "template" && value.parts.some((part) => typeof part === "string" && part.includes("&{"));
}
