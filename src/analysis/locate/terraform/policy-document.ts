/** `data "aws_iam_policy_document"`: the statements that its blocks stand for (registry.terraform.io: hashicorp/aws). */
import { textNode, unknown } from "../../source/intrinsics";
import { tableOf } from "../../table";
import { type ArrayNode, type ObjectEntry, type ObjectNode, openKey, type ValueNode } from "../../value";
import { argumentOf, type Block } from "./blocks";
import { spanOf, type TerraformValues } from "./values";

/** What the arguments of a `statement` are called in a policy. */
const elements: { readonly [argument: string]: string | undefined } = tableOf({
  sid: "Sid",
  effect: "Effect",
  actions: "Action",
  not_actions: "NotAction",
  resources: "Resource",
  not_resources: "NotResource",
});

/** The argument that becomes an element of a policy; null for what takes a block. */
export function argumentFor(element: string): string | null {
  return Object.keys(elements).find((name) => elements[name] === element) ?? null;
}

/** How many statements documents may take over from others, all in all: each can take over all of the one before. */
const mostCopied = 5000;

const documentAddress = /^data\.aws_iam_policy_document\.[\w-]+/;

/** The document that a reference means; null where it means something else. */
export function documentOf(reference: string | null): string | null {
  return reference === null ? null : (documentAddress.exec(reference)?.[0] ?? null);
}

export class PolicyDocuments {
  /** Documents that are only the source of others. */
  readonly sources = new Set<string>();
  /** The statements, with the block that each was made of. */
  readonly statements = new Map<ValueNode, Block>();
  private readonly made = new Map<string, ObjectNode>();
  private copied = 0;

  constructor(
    private readonly values: TerraformValues,
    private readonly documents: ReadonlyMap<string, Block>,
  ) {
    for (const block of documents.values())
      for (const { address } of this.parents(block)) if (address !== null) this.sources.add(address);
  }

  /** The policy of a document; null where the file does not have it. */
  policy(address: string, depth = 0): ObjectNode | null {
    const known = this.made.get(address);
    if (known) return known;
    const block = this.documents.get(address);
    if (!block) return null;
    const { start } = block.node;
    const nowhere = { start, end: start };
    const version = argumentOf(block, "version");
    const id = argumentOf(block, "policy_id");
    const entries: ObjectEntry[] = [
      version
        ? this.entry("Version", block, "version")
        : { key: "Version", keySpan: nowhere, value: { kind: "string", span: nowhere, value: "2012-10-17" } },
      ...(id ? [this.entry("Id", block, "policy_id")] : []),
    ];
    const { items, isOpen } = this.merged(block, depth);
    const statements: ArrayNode = { kind: "array", span: spanOf(block.node), items };
    entries.push({ key: "Statement", keySpan: nowhere, value: statements });
    if (isOpen) entries.push({ key: openKey, keySpan: nowhere, value: unknown(nowhere) });
    const policy: ObjectNode = { kind: "object", span: spanOf(block.node), entries };
    this.made.set(address, policy);
    return policy;
  }

  private entry(key: string, block: Block, name: string): ObjectEntry {
    const argument = block.arguments.find((one) => one.name === name)!;
    return { key, keySpan: spanOf(argument.head), value: this.variables(this.values.value(argument.value)) };
  }

  /** The documents that a document is made of; an address of null is one that this file does not tell. */
  private parents(block: Block): { readonly address: string | null; readonly overrides: boolean }[] {
    return ["source_policy_documents", "override_policy_documents", "source_json", "override_json"].flatMap((name) => {
      const expression = argumentOf(block, name);
      if (!expression) return [];
      const known = this.values
        .references(expression)
        .map(documentOf)
        .filter((address) => address !== null && this.documents.has(address));
      const isWhole =
        this.values.references(expression).length === known.length &&
        known.length > 0 &&
        !/\bfor\b|\bconcat\b|\?/.test(this.values.tree.text.slice(expression.start, expression.end));
      const overrides = name.startsWith("override");
      return [...known.map((address) => ({ address, overrides })), ...(isWhole ? [] : [{ address: null, overrides }])];
    });
  }

  /** Sources first, then the own statements, then those that replace statements of the same Sid. */
  private merged(block: Block, depth: number): { items: ValueNode[]; isOpen: boolean } {
    let isOpen = block.blocks.some((inner) => inner.type === "dynamic");
    const own = block.blocks.filter((inner) => inner.type === "statement").map((inner) => this.statement(inner));
    // The same document may be named several times.
    const items = new Set<ValueNode>();
    const overriding = new Set<ValueNode>();
    for (const { address, overrides } of this.parents(block)) {
      const policy = address === null || depth > 10 ? null : this.policy(address, depth + 1);
      const statements = policy?.entries.find((entry) => entry.key === "Statement")?.value;
      if (statements?.kind !== "array" || policy!.entries.some((entry) => entry.key === openKey)) isOpen = true;
      if (statements?.kind !== "array") continue;
      this.copied += statements.items.length;
      if (this.copied > mostCopied) isOpen = true;
      else for (const item of statements.items) (overrides ? overriding : items).add(item);
    }
    for (const statement of own) items.add(statement);
    const replaced = new Set([...overriding].map(sidOf).filter((sid) => sid !== null));
    return { items: [...[...items].filter((item) => !replaced.has(sidOf(item) ?? "")), ...overriding], isOpen };
  }

  private statement(block: Block): ObjectNode {
    const nowhere = { start: block.node.start, end: block.node.start };
    const entries: ObjectEntry[] = [];
    for (const { name } of block.arguments) {
      const element = elements[name];
      if (element) entries.push(this.entry(element, block, name));
    }
    if (!entries.some(({ key }) => key === "Effect"))
      entries.push({ key: "Effect", keySpan: nowhere, value: { kind: "string", span: nowhere, value: "Allow" } });
    for (const [type, element] of [
      ["principals", "Principal"],
      ["not_principals", "NotPrincipal"],
    ] as const) {
      const blocks = block.blocks.filter((inner) => inner.type === type);
      if (blocks.length > 0) entries.push(this.blocksEntry(element, blocks, this.principals(blocks)));
    }
    const conditions = block.blocks.filter((inner) => inner.type === "condition");
    if (conditions.length > 0) entries.push(this.blocksEntry("Condition", conditions, this.conditions(conditions)));
    for (const inner of block.blocks.filter((one) => one.type === "dynamic"))
      entries.push({
        key: dynamicElement(inner) ?? openKey,
        keySpan: spanOf(inner.head),
        value: unknown({ start: inner.head.end, end: inner.node.end }),
      });
    const made: ObjectNode = {
      kind: "object",
      span: spanOf(block.node),
      entries: merging(entries).sort((a, b) => a.keySpan.start - b.keySpan.start),
    };
    this.statements.set(made, block);
    return made;
  }

  private blocksEntry(key: string, blocks: readonly Block[], value: ValueNode): ObjectEntry {
    const head = blocks[0]!.head;
    return { key, keySpan: spanOf(head), value: { ...value, span: { start: head.end, end: blocks.at(-1)!.node.end } } };
  }

  private principals(blocks: readonly Block[]): ValueNode {
    const entries: ObjectEntry[] = [];
    for (const block of blocks) {
      const [type, identifiers] = [argumentOf(block, "type"), argumentOf(block, "identifiers")];
      if (!type || !identifiers) continue;
      const name = this.values.value(type);
      const value = this.values.value(identifiers);
      if (name.kind === "string" && name.value === "*") return { kind: "string", span: spanOf(block.node), value: "*" };
      entries.push({ key: name.kind === "string" ? name.value : openKey, keySpan: spanOf(type), value });
    }
    return { kind: "object", span: spanOf(blocks[0]!.node), entries };
  }

  private conditions(blocks: readonly Block[]): ValueNode {
    const byOperator = new Map<string, ObjectEntry & { value: ObjectNode & { entries: ObjectEntry[] } }>();
    for (const block of blocks) {
      const [test, variable, values] = ["test", "variable", "values"].map((name) => argumentOf(block, name));
      if (!test || !variable) continue;
      const [operator, key] = [this.values.value(test), this.values.value(variable)];
      const name = operator.kind === "string" ? operator.value : openKey;
      const entry: ObjectEntry = {
        key: key.kind === "string" ? key.value : openKey,
        keySpan: spanOf(variable),
        value: values ? this.variables(this.values.value(values)) : unknown(spanOf(variable)),
      };
      const entries = byOperator.get(name)?.value.entries ?? [];
      entries.push(entry);
      byOperator.set(name, {
        key: name,
        keySpan: byOperator.get(name)?.keySpan ?? spanOf(test),
        value: { kind: "object", span: spanOf(block.node), entries },
      });
    }
    return { kind: "object", span: spanOf(blocks[0]!.node), entries: [...byOperator.values()] };
  }

  /** `&{aws:username}` is how a document writes the variables of IAM, since `${` is Terraform's. */
  private variables(value: ValueNode): ValueNode {
    switch (value.kind) {
      case "array":
        return value.items.some(holdsVariable)
          ? { ...value, items: value.items.map((item) => this.variables(item)) }
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
}

function holdsVariable(value: ValueNode): boolean {
  return value.kind === "string"
    ? value.value.includes("&{")
    : value.kind === "template" && value.parts.some((part) => typeof part === "string" && part.includes("&{"));
}

function sidOf(statement: ValueNode): string | null {
  const sid = statement.kind === "object" ? statement.entries.find((entry) => entry.key === "Sid")?.value : undefined;
  return sid?.kind === "string" && sid.value !== "" ? sid.value : null;
}

const dynamicElements: { readonly [block: string]: string | undefined } = tableOf({
  principals: "Principal",
  not_principals: "NotPrincipal",
  condition: "Condition",
});

/** What a `dynamic` block makes more of. */
function dynamicElement({ labels }: Block): string | null {
  return dynamicElements[labels[0] ?? ""] ?? null;
}

/** Of an element that blocks and `dynamic` blocks both make, nothing is known for certain. */
function merging(entries: readonly ObjectEntry[]): ObjectEntry[] {
  const counts = new Map<string, number>();
  for (const { key } of entries) counts.set(key, (counts.get(key) ?? 0) + 1);
  const seen = new Set<string>();
  return entries.flatMap((entry): ObjectEntry[] => {
    if ((counts.get(entry.key) ?? 0) < 2 || entry.key === openKey) return [entry];
    if (seen.has(entry.key)) return [];
    seen.add(entry.key);
    return [{ ...entry, value: unknown(entry.value.span) }];
  });
}
