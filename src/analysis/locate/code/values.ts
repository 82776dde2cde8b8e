/** The literals of code as values. Constants are followed to their literals; what is computed stays open. */
import type { CodeFile, Resolved } from "../../code/code-file";
import type { Entry } from "../../code/language";
import { loopBody, loopVariables } from "../../code/loops";
import { intrinsic, textNode, unknown } from "../../source/intrinsics";
import { lastOfEach } from "../../source/last-of-keys";
import { entryFor, listNode, objectNode, openEntry } from "../../source/made-values";
import { plainText } from "../../source/placeholders";
import { childOf, partsOf, type SyntaxNode } from "../../source/syntax-tree";
import { type Span, spanOf, startOf } from "../../text";
import { type ObjectEntry, type ObjectNode, type TemplateNode, type TextPart, type ValueNode } from "../../value";
import { References } from "../references";
import { addedItems, summed } from "./added-items";
import { isPartial } from "./assertions";
import { cdkValue } from "./cdk";
import { computedKey } from "./computed-key";
import { joinedIn } from "./joined-lists";
import type { Literals } from "./literals";
import { mutatedLiterals, type Mutation } from "./mutations";

/** Deeper than anybody writes policies in code. */
const deepest = 100;
/** So many items of a loop are read one by one. */
const mostItems = 100;

export class CodeValues {
  /** Literals that are the value of a variable and were reached by its name. */
  readonly referenced = new Set<SyntaxNode>();
  /** Places that several expressions share: a change there would change more than the policy. */
  readonly shared: Span[] = [];
  /** What each node came to. */
  readonly read = new Map<SyntaxNode, ValueNode>();
  /** The node of every value that was read. */
  readonly nodeOf = new Map<ValueNode, SyntaxNode>();
  /** CDK's statements, with the call and the properties that they were made of. */
  readonly statements = new Map<ObjectNode, { readonly call: SyntaxNode; readonly properties: ObjectNode }>();
  /** What Pulumi makes a policy of, which is not written as one: nothing is added there, and nothing taken out. */
  readonly foreign = new Set<ValueNode>();
  /** CDK's principals with the action and the conditions that they bring into a trust policy. */
  readonly principals = new Map<ValueNode, Brought>();
  /** Whether the file names CDK: elsewhere `grant` may be anybody's. */
  readonly usesCdk: boolean;
  private readonly mutated: ReadonlyMap<SyntaxNode, Mutation>;
  private replaced: ReadonlySet<string> = new Set();
  private readonly references: References;
  private readonly opened = new Set<SyntaxNode>();
  private open = 0;

  constructor(
    readonly file: CodeFile,
    readonly literals: Literals,
    /** What calls of libraries make: the policy elements that CDK's constructs become, for one. */
    private readonly construct: (values: CodeValues, node: SyntaxNode) => ValueNode | null = cdkValue,
    /** What a name of another file stands for, where that is known. */
    private readonly elsewhere: ((named: Resolved, at: Span) => ValueNode | null) | null = null,
  ) {
    this.mutated = mutatedLiterals(file);
    this.usesCdk = /aws[-_]cdk/.test(file.tree.text);
    this.references = new References(file.tree.text.length);
  }

  /** The value of an expression; unknown where the text does not tell it. */
  value(expression: SyntaxNode): ValueNode {
    const node = this.file.language.unwrap(expression);
    const known = this.read.get(node);
    if (known) return known;
    // While code is typed, something may seem to hold itself.
    if (this.opened.has(node) || this.opened.size >= deepest) return unknown(spanOf(node));
    const mutation = this.mutated.get(node);
    const isOpen = (mutation !== undefined && !mutation.isWhole) || isPartial(this.file, node);
    const { replaced } = this;
    this.opened.add(node);
    if (isOpen) this.open++;
    if (mutation) this.replaced = mutation.replaced;
    const value = this.make(node);
    if (isOpen) this.open--;
    this.replaced = replaced;
    this.opened.delete(node);
    this.read.set(node, value);
    // A name gives the value of the literal that it stands for.
    if (!this.nodeOf.has(value)) this.nodeOf.set(value, node);
    return value;
  }

  /** What is done later to what this expression makes. */
  mutationOf(expression: SyntaxNode): Mutation | null {
    return this.mutated.get(this.file.language.unwrap(expression)) ?? null;
  }

  private make(node: SyntaxNode): ValueNode {
    const { literals, file } = this;
    const stretches = literals.stretches(file.tree, node);
    if (stretches) return this.text(node, stretches);
    if (literals.lists.has(node.type)) return this.items(node, partsOf(node));
    if (literals.numbers.has(node.type)) return { kind: "number", span: spanOf(node), value: Number(file.text(node)) };
    const constant = literals.constants.get(node.type);
    if (typeof constant === "boolean") return { kind: "boolean", span: spanOf(node), value: constant };
    if (constant === null) return unknown(spanOf(node), [null]);
    if (node.type === literals.conditional)
      return unknown(
        spanOf(node),
        file.language.choices(file.tree, node)!.map((one) => this.value(one)),
      );
    const made = this.construct(this, node);
    if (made) return made;
    const items = literals.items?.(file, node);
    if (items) return this.items(node, items);
    const listed = this.mapped(node) ?? this.joined(node);
    if (listed) return listed;
    const argument = this.transparentArgument(node);
    if (argument) return this.value(argument);
    const entries = literals.pairs?.(file, node) ?? file.entries(node);
    if (entries && node.type !== "class_definition") return this.object(node, entries);
    return this.concatenation(node) ?? this.withDefault(node) ?? this.followed(node);
  }

  /** `given ?? ["s3:GetObject"]`: what is written there, or something else. */
  private withDefault(node: SyntaxNode): ValueNode | null {
    if (!/^(?:binary_expression|boolean_operator)$/.test(node.type)) return null;
    const sides = this.file.language.choices(this.file.tree, node)?.map((one) => this.value(one)) ?? [];
    // An empty text stands for what is not there.
    const told = sides.filter((one) => one.kind !== "unknown" && (one.kind !== "string" || one.value !== ""));
    return told.length > 0
      ? unknown(spanOf(node), sides.length > told.length ? [...told, unknown(spanOf(node))] : told)
      : null;
  }

  private object(node: SyntaxNode, entries: readonly Entry[]): ValueNode {
    const all = entries.flatMap((entry) => this.entry(entry));
    // Of what is spread in and what is written, the later one counts.
    const read = entries.some(({ key }) => key === null) ? [...lastOfEach(all)] : all;
    const keys = new Set(read.map(({ key }) => key));
    for (const { key, at, value } of this.mutated.get(node)?.assigned ?? []) {
      if (keys.has(key)) continue;
      keys.add(key);
      read.push(entryFor(key, this.value(value), spanOf(at)));
    }
    if (this.open > 0 || this.literals.isTyped?.(this.file, node)) read.push(openAt(node));
    const made = objectNode(spanOf(node), read);
    return intrinsic(made, { mayReferToList: () => true }) ?? made;
  }

  private entry({ key: written, value, node }: Entry): ObjectEntry[] {
    const key = computedKey(this, node) ?? written;
    if (key === null) {
      const isSpread = node !== value && (!this.literals.pairs || /spread|splat|unpack/.test(node.type));
      const spread = isSpread ? this.value(value) : null;
      return spread?.kind === "object" ? [...spread.entries] : [openAt(node)];
    }
    const keyNode = childOf(node, "key") ?? childOf(node, "name") ?? childOf(node, "left") ?? node;
    if (this.replaced.has(key)) return [entryFor(key, unknown(spanOf(value)), spanOf(keyNode))];
    const read = this.value(value);
    // Nobody writes a policy without statements: such a list is filled elsewhere.
    const filled =
      /^statements?$/i.test(key) && read.kind === "array" && read.items.length === 0 ? unknown(read.span) : read;
    return [entryFor(key, filled, spanOf(keyNode))];
  }

  private items(node: SyntaxNode, parts: readonly SyntaxNode[]): ValueNode {
    const isSpread = (part: SyntaxNode) => this.literals.spreads.has(part.type);
    const loops = parts.map((part) => (isSpread(part) ? this.spread(part) : this.repeated(part)));
    const items = parts.flatMap((part, at) => loops[at] ?? [isSpread(part) ? unknown(spanOf(part)) : this.value(part)]);
    if (this.open > 0) items.push(unknown({ start: node.end, end: node.end }));
    const appended = this.mutated.get(node)?.appended ?? [];
    items.push(...addedItems(this, appended));
    const list = listNode(spanOf(node), items);
    if (appended.length > 0 || loops.some((one) => one !== null)) this.foreign.add(list);
    return list;
  }

  /** The items of `...common` and `...(isProd ? ["s3:GetObject"] : [])`; null where they are not written out. */
  private spread(part: SyntaxNode): readonly ValueNode[] | null {
    const [over] = partsOf(part);
    const value = over && this.value(over);
    if (value?.kind === "array") return value.items;
    if (value?.kind !== "unknown") return null;
    const lists = value.alternatives.map((one) => (one?.kind === "array" ? one.items : null));
    if (lists.length === 0 || !lists.every((one) => one !== null)) return null;
    const longest = Math.max(...lists.map((one) => one.length));
    return Array.from({ length: longest }, (_, at) =>
      unknown(
        value.span,
        lists.map((one) => one[at] ?? null),
      ),
    );
  }

  /** `names.map((name) => …)` over what is written out, and Python's `[… for name in names]`. */
  private mapped(node: SyntaxNode): ValueNode | null {
    const body = loopBody(this.file, node);
    const items = body && this.repeated(body);
    if (!items || items.length === 0) return null;
    const list = listNode(spanOf(node), items);
    this.foreign.add(list);
    return list;
  }

  /** Lists that are joined, where the first is written out; null for anything else. */
  private joined(node: SyntaxNode): ValueNode | null {
    const [first, ...others] = joinedIn(this.file, node).map((one) => this.value(one));
    if (first?.kind !== "array") return null;
    const items = others.flatMap((one) => (one.kind === "array" ? one.items : [one]));
    const list = listNode(spanOf(node), [...first.items, ...items]);
    this.foreign.add(list);
    return list;
  }

  /** What an item is, one after another, where it is written with the variable of a loop over texts; null where it is not. */
  private repeated(part: SyntaxNode): readonly ValueNode[] | null {
    const value = this.value(part);
    if (value.kind !== "template" && !(value.kind === "unknown" && value.alternatives.length === 0)) return null;
    let found: readonly ValueNode[] | null = null;
    for (const [name, items] of loopVariables(this.file, part)) {
      const texts = items.map((one) => this.value(one));
      if (!texts.every((one) => one.kind === "string") || texts.length * (found?.length ?? 1) > mostItems) return null;
      const whole = this.file.text(this.file.language.unwrap(part)) === name;
      found = (found ?? ([value] as readonly ValueNode[])).flatMap((one: ValueNode) =>
        texts.map((text): ValueNode => (whole || one.kind !== "template" ? text : filledIn(one, name, text.value))),
      );
      if (!whole && value.kind !== "template") return null;
    }
    return found;
  }

  private text(node: SyntaxNode, stretches: readonly (string | SyntaxNode)[]): ValueNode {
    if (stretches.every((stretch) => typeof stretch === "string")) return plainText(spanOf(node), stretches.join(""));
    return textNode(
      spanOf(node),
      stretches.flatMap((stretch) => (typeof stretch === "string" ? [stretch] : this.filling(stretch, node))),
    );
  }

  /** What an expression adds to a text. */
  private filling(expression: SyntaxNode, within: SyntaxNode): readonly TextPart[] {
    const value = expression === within ? null : this.value(expression);
    if (value?.kind === "string") return [value.value];
    if (value?.kind === "template") return value.parts;
    if (value?.kind === "number") return [String(value.value)];
    return [{ name: this.file.shortName(expression) }];
  }

  /** `'a' + b`, where one side is a text. */
  private concatenation(node: SyntaxNode): ValueNode | null {
    if (childOf(node, "operator")?.type !== "+") return null;
    const sides = [childOf(node, "left"), childOf(node, "right")];
    if (!sides.some((side) => side && /^(?:string|template|unknown)$/.test(this.value(side).kind))) return null;
    const parts = sides.flatMap((side) => (side ? this.filling(side, node) : []));
    return parts.some((part) => typeof part === "string") ? textNode(spanOf(node), parts) : unknown(spanOf(node));
  }

  private transparentArgument(node: SyntaxNode): SyntaxNode | null {
    const callee = childOf(node, "function");
    return callee && this.literals.transparent.has(this.file.name(callee))
      ? (this.file.argumentsOf(node)[0] ?? null)
      : null;
  }

  private followed(node: SyntaxNode): ValueNode {
    const { base, path } = this.file.resolve(node);
    const imported = this.elsewhere?.({ base, path }, spanOf(node));
    if (imported) return imported;
    const list = base === node && path.length === 0 ? summed(this, node) : null;
    if (list) return list;
    if (base === node || path.length > 0) return unknown(spanOf(node));
    this.referenced.add(base);
    const binding = this.file.scopes.bindingOf(node);
    if (!binding || binding.references.length > 1 || binding.declarations[0]!.exported) this.shared.push(spanOf(base));
    const value = this.value(base);
    const isOpen = (value.kind === "unknown" && value.alternatives.length === 0) || !this.references.allow(value);
    return isOpen ? unknown(spanOf(node)) : value;
  }
}

function filledIn({ span, parts }: TemplateNode, name: string, text: string): ValueNode {
  return textNode(
    span,
    parts.map((part) => (typeof part !== "string" && part.name === name ? text : part)),
  );
}

/** What a principal of CDK's adds to the trust policy of the role that it assumes. */
export interface Brought {
  /** Null where that cannot be told. */
  readonly action: ValueNode | null;
  readonly conditions: ValueNode | null;
}

/** What may hold further entries that an expression gives. */
export function openAt(node: SyntaxNode): ObjectEntry {
  return openEntry(spanOf(node), startOf(node));
}
