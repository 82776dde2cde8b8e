/** `data "aws_iam_policy_document"`: the statements that its blocks stand for (registry.terraform.io: hashicorp/aws). */
import { choicesOf } from "../../policy/elements";
import { unknown } from "../../source/intrinsics";
import { entryFor, listNode, objectNode, openEntry, stringNode } from "../../source/made-values";
import { partsOf, type SyntaxNode, textOf } from "../../source/syntax-tree";
import { tableOf } from "../../table";
import { type Span, spanOf, startOf } from "../../text";
import {
  type ObjectEntry,
  type ObjectNode,
  openKey,
  type StringNode,
  type TemplateNode,
  type ValueNode,
} from "../../value";
import { argumentOf, type Block, readOuterBlock } from "./blocks";
import { optional, unbracketed } from "./collections";
import { isFormerBlock, withFormerBlocks } from "./former-blocks";
import { withReplaced } from "./merged-statements";
import { blocksEntry, conditionsOf, principalsOf, withVariables, type Written } from "./statement-blocks";
import type { TerraformValues } from "./values";
import { unwrapped } from "./written";

/** What the arguments of a `statement` are called in a policy. */
export const elements: { readonly [argument: string]: string | undefined } = tableOf({
  sid: "Sid",
  effect: "Effect",
  actions: "Action",
  not_actions: "NotAction",
  resources: "Resource",
  not_resources: "NotResource",
});

/** What Terraform 0.11 let stand as an argument (`condition = "${…}"`): what it says is left open. */
const legacyBlocks: { readonly [argument: string]: string | undefined } = tableOf({
  principals: "Principal",
  not_principals: "NotPrincipal",
  condition: "Condition",
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

/** `statement.value`, `each["key"]`; of a longer path, as `local.statement.value`, not the end. */
const iteratorNames = /(?<![\w.-])([A-Za-z_][\w-]{0,100})(?=\s{0,5}(?:\.\s{0,5}|\[\s{0,5}")(?:value|key)\b)/g;

/** Whether there are names alone, in a list or several that are joined. */
const isOfNames = (text: string) =>
  !/\bfor\b|\?/.test(text) && !(/\bconcat\b/.test(text) && /["{<]/.test(text.replaceAll('""', "")));

const isNothing = /^\s{0,20}(?:\[\s{0,20}(?:"(?:\{\})?"\s{0,20},?\s{0,20})?\]|null|"(?:\{\})?")\s{0,20}$/;

export class PolicyDocuments {
  /** Documents that are only the source of others. */
  readonly sources = new Set<string>();
  /** The statements, with the block that each was made of. */
  readonly statements = new Map<ValueNode, Block>();
  /** The lists of the statements of each document, in which every statement is a block. */
  readonly lists = new Set<ValueNode>();
  private readonly made = new Map<string, ObjectNode>();
  private readonly documents: ReadonlyMap<string, Block>;
  private copied = 0;

  /** @param policyIn the policy that a text is; null where it is none */
  constructor(
    private readonly values: TerraformValues,
    documents: ReadonlyMap<string, Block>,
    private readonly policyIn: (text: StringNode | TemplateNode) => ObjectNode | null,
  ) {
    const read = [...documents].map(([address, block]) => [address, withFormerBlocks(block, values.tree)] as const);
    this.documents = new Map(read);
    for (const block of this.documents.values())
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
      version ? this.entry("Version", block, "version") : entryFor("Version", stringNode(nowhere, "2012-10-17")),
      ...(id ? [this.entry("Id", block, "policy_id")] : []),
    ];
    const { items, open, hasTexts } = this.merged(block, depth);
    const statements = listNode(spanOf(block.node), items);
    if (!hasTexts) this.lists.add(statements);
    entries.push(entryFor("Statement", statements, nowhere));
    for (const span of open) entries.push(openEntry(span, nowhere));
    const policy = objectNode(spanOf(block.node), entries);
    this.made.set(address, policy);
    return policy;
  }

  private entry(key: string, block: Block, name: string): ObjectEntry {
    const argument = block.arguments.find((one) => one.name === name)!;
    return entryFor(key, withVariables(unbracketed(this.values.value(argument.value))), spanOf(argument.head));
  }

  private parents(block: Block): readonly Parent[] {
    return ["source_policy_documents", "override_policy_documents", "source_json", "override_json"].flatMap((name) => {
      const expression = argumentOf(block, name);
      if (!expression || isNothing.test(this.values.tree.text.slice(expression.start, expression.end))) return [];
      const overrides = name.startsWith("override");
      const listed = this.listed(expression, overrides);
      if (listed) return listed;
      const known = this.values
        .references(expression)
        .map(documentOf)
        .filter((address) => address !== null && this.documents.has(address));
      const isWhole =
        this.values.references(expression).length === known.length &&
        known.length > 0 &&
        isOfNames(this.values.tree.text.slice(expression.start, expression.end));
      const span = spanOf(expression);
      return [
        ...known.map((address) => ({ address, overrides, span })),
        ...(isWhole ? [] : [{ address: null, overrides, span }]),
      ];
    });
  }

  /** The documents of a list that names some and writes others, as `jsonencode` and texts do; null where it writes none that can be read. */
  private listed(expression: SyntaxNode, overrides: boolean): readonly Parent[] | null {
    const list = unwrapped(expression);
    if (list.type !== "tuple") return null;
    const parents = partsOf(list)
      .filter((one) => one.type === "expression" && !isNothing.test(this.values.tree.text.slice(one.start, one.end)))
      .map((one): Parent => {
        const address = documentOf(this.values.reference(one));
        const isHere = address !== null && this.documents.has(address);
        const policy = isHere ? null : this.written(this.values.value(one));
        return { address: isHere ? address : null, policy, overrides, span: spanOf(one) };
      });
    return parents.some(({ policy }) => policy) ? parents : null;
  }

  private written(value: ValueNode): ObjectNode | null {
    if (value.kind === "object") return value.entries.some(({ key }) => key === "Statement") ? value : null;
    return value.kind === "string" || value.kind === "template" ? this.policyIn(value) : null;
  }

  /** Sources first, then the own statements, then those that override: a later one replaces an earlier one of its Sid. */
  private merged(block: Block, depth: number): Merged {
    const written = this.blocksOf(block, "statement");
    const open = written.filter(({ isDynamic }) => isDynamic).map((one) => this.openIn(one));
    for (const { name, value } of block.arguments) if (name === "statement") open.push(spanOf(value));
    const own = written.map(({ content, isDynamic }) => {
      const statement = this.statement(content, isDynamic);
      return isDynamic ? optional(statement) : statement;
    });
    // The same document may be named several times.
    const sources = new Set<ValueNode>();
    const overriding: (readonly ValueNode[])[] = [];
    let hasTexts = written.some(({ content }) => isFormerBlock(content));
    for (const { address, overrides, span, policy: text = null } of this.parents(block)) {
      const policy = text ?? (address === null || depth > 10 ? null : this.policy(address, depth + 1));
      const said = policy?.entries.find((entry) => entry.key === "Statement")?.value;
      const statements: ValueNode | undefined = said?.kind === "object" ? listNode(said.span, [said]) : said;
      hasTexts ||= text !== null || (said !== undefined && address !== null && !this.lists.has(said));
      const inherited = policy?.entries.filter(({ key }) => key === openKey) ?? [];
      open.push(...inherited.map(({ value }) => value.span));
      if (statements?.kind !== "array") {
        open.push(span);
        continue;
      }
      this.copied += statements.items.length;
      if (this.copied > mostCopied) open.push(span);
      else if (overrides) overriding.push(statements.items);
      else for (const item of statements.items) sources.add(item);
    }
    const items = [own, ...overriding].reduce<readonly ValueNode[]>(withReplaced, [...sources]);
    return { items: [...new Set(items)], open, hasTexts };
  }

  private blocksOf(block: Block, type: string): Written[] {
    return block.blocks.flatMap((inner): Written[] => {
      const { head, node } = inner;
      if (inner.type === type) return [{ content: inner, isDynamic: false, head, node }];
      const content =
        inner.type === "dynamic" && inner.labels[0] === type
          ? inner.blocks.find((one) => one.type === "content")
          : undefined;
      return content ? [{ content, isDynamic: !this.isWritten(inner), head, node }] : [];
    });
  }

  /** Whether a `dynamic` block stands for what it holds: it is made for what is written out, and takes nothing of that. */
  private isWritten(block: Block): boolean {
    const collection = argumentOf(block, "for_each");
    const items = collection ? this.values.value(collection) : null;
    return items?.kind === "array" && items.items.some(({ kind }) => kind === "string") && !this.takesItems(block.node);
  }

  /** Whether something within a `dynamic` block names its iterator, and not only that of another one or a variable. */
  private takesItems(node: SyntaxNode): boolean {
    const { tree } = this.values;
    const block = readOuterBlock(tree, node);
    const given = argumentOf(block, "iterator");
    const name = given ? textOf(tree, given).trim() : block.labels[0];
    return [...textOf(tree, node).matchAll(iteratorNames)].some(([, found]) => found === name);
  }

  /**
   * What stands for the further statements of a `dynamic` block: what it goes over, since its content is read once for
   * whatever that is; nothing where they would all be the same.
   */
  private openIn({ node }: Written): Span {
    const items = this.takesItems(node) ? argumentOf(readOuterBlock(this.values.tree, node), "for_each") : null;
    return items ? spanOf(items) : startOf(node);
  }

  private statement(block: Block, isDynamic: boolean): ObjectNode {
    const nowhere = startOf(block.node);
    const entries: ObjectEntry[] = [];
    for (const { name, head, value } of block.arguments) {
      const asArgument = legacyBlocks[name];
      if (asArgument) entries.push(entryFor(asArgument, unknown(spanOf(value)), spanOf(head)));
      const element = elements[name];
      if (!element || isNull(value)) continue;
      const entry = this.entry(element, block, name);
      const counterpart = argumentOf(block, name.startsWith("not_") ? name.slice(4) : `not_${name}`);
      const hasOther = counterpart !== null && !isNull(counterpart);
      const isOpen = counterparts.has(name) && mayBeLeftOut(entry.value, isDynamic || hasOther);
      entries.push(isOpen ? openEntry(entry.value.span, spanOf(head)) : entry);
    }
    if (!entries.some(({ key }) => key === "Effect")) entries.push(entryFor("Effect", stringNode(nowhere, "Allow")));
    for (const [type, element] of [
      ["principals", "Principal"],
      ["not_principals", "NotPrincipal"],
    ] as const) {
      const blocks = this.blocksOf(block, type);
      if (blocks.length === 0) continue;
      const entry = blocksEntry(element, blocks, principalsOf(blocks, this.values));
      entries.push(
        blocks.every((one) => one.isDynamic) ? { ...entry, key: openKey, value: optional(entry.value) } : entry,
      );
    }
    const conditions = this.blocksOf(block, "condition");
    if (conditions.length > 0)
      entries.push(blocksEntry("Condition", conditions, conditionsOf(conditions, this.values)));
    const made = objectNode(
      spanOf(block.node),
      [...entries, ...this.values.lost(block.node)].sort((a, b) => a.keySpan.start - b.keySpan.start),
    );
    this.statements.set(made, block);
    if (isFormerBlock(block)) this.values.uses.shared.push(made.span);
    return made;
  }
}

const counterparts = new Set(["actions", "not_actions", "resources", "not_resources"]);

/** Whether an argument is written as `null`, which is the same as none. */
function isNull(value: SyntaxNode): boolean {
  return unwrapped(value).type === "null_lit";
}

/** Whether an argument may be `null`, which is the same as none, for all that is known. */
function mayBeLeftOut(value: ValueNode, isLikely: boolean): boolean {
  const choices = choicesOf(value);
  return (
    choices.every(({ node }) => node === null || node.kind === "unknown") &&
    (isLikely || choices.some(({ node }) => node === null))
  );
}

/** A document that another is made of; an address of null is one that this file does not tell. */
interface Parent {
  readonly address: string | null;
  readonly overrides: boolean;
  /** Of the expression that names it. */
  readonly span: Span;
  /** What it says, where it is written in its place. */
  readonly policy?: ObjectNode | null;
}

interface Merged {
  readonly items: readonly ValueNode[];
  readonly open: readonly Span[];
  /** Some of them are no blocks. */
  readonly hasTexts: boolean;
}
