/** The expressions of Terraform as values. What is computed, or comes from elsewhere, stays open. */
import { textNode, unknown } from "../../source/intrinsics";
import { entryFor, listNode, objectNode, openEntry } from "../../source/made-values";
import { plainText } from "../../source/placeholders";
import { childOf, partsOf, type SyntaxNode, type SyntaxTree, textOf } from "../../source/syntax-tree";
import { firstFrom, type Span, spanOf } from "../../text";
import { type Hole, type ObjectEntry, openKey, type TextPart, type ValueNode } from "../../value";
import { References } from "../references";
import { argumentOf, type Block } from "./blocks";
import { eachOfList, oneOf, optional, type Step, stepped } from "./collections";
import { called, onlyDocument, onlyOne } from "./functions";
import { Iterators } from "./iterators";
import { Uses } from "./uses";
import { filledIn, isMistake, isTextOfResource, itemsIn, localsIn, openName, unescaped, unwrapped } from "./written";

const deepest = 100;

function isText(value: ValueNode | null): boolean {
  return value?.kind === "string" || value?.kind === "template";
}

/** What the blocks of a module, or the resources of a plan, are read with. */
export type BlockValues = Pick<TerraformValues, "tree" | "value" | "reference" | "references">;

export class TerraformValues {
  /** The node of every text that was read. */
  readonly nodeOf = new Map<ValueNode, SyntaxNode>();
  readonly uses = new Uses();
  private readonly iterators: Iterators;
  private readonly read = new Map<SyntaxNode, ValueNode>();
  /** By their names. */
  readonly locals: ReadonlyMap<string, SyntaxNode>;
  private readonly opened = new Set<SyntaxNode>();
  private readonly allowance: References;
  private readonly defaults = new Map<string, SyntaxNode>();
  /** Where they begin, in the order of the text. */
  private mistakes: readonly number[] | null = null;

  /** @param variables what the caller of a module gives it; null for what is no called module */
  constructor(
    readonly tree: SyntaxTree,
    blocks: readonly Block[],
    private readonly variables: ReadonlyMap<string, ValueNode> | null = null,
  ) {
    this.locals = localsIn(blocks);
    this.allowance = new References(tree.text.length);
    this.iterators = new Iterators(tree, (node) => this.value(node));
    for (const block of blocks) {
      const byDefault = variables && block.type === "variable" ? argumentOf(block, "default") : null;
      if (byDefault) this.defaults.set(block.labels[0] ?? "", byDefault);
    }
  }

  value(expression: SyntaxNode): ValueNode {
    const node = unwrapped(expression);
    const known = this.read.get(node);
    if (known) return known;
    // A local may name itself.
    if (this.opened.has(node) || this.opened.size >= deepest) return unknown(spanOf(node));
    this.opened.add(node);
    const value = this.make(node);
    this.opened.delete(node);
    this.read.set(node, value);
    // What a reference gives is written where it refers to.
    if (!this.nodeOf.has(value)) this.nodeOf.set(value, node);
    return value;
  }

  /** The text of a reference such as `aws_iam_role.app.arn`, or of `"${aws_iam_role.app.arn}"`, without indexes; null for any other expression. */
  reference(expression: SyntaxNode): string | null {
    const node = filledIn(unwrapped(expression));
    const parts = node.type === "expression" ? partsOf(node) : [node];
    if (parts[0]?.type === "function_call") return onlyDocument(textOf(this.tree, node));
    if (
      parts[0]?.type !== "variable_expr" ||
      parts.some((part) => !/^(?:variable_expr|get_attr|index|splat)$/.test(part.type))
    )
      return null;
    return parts
      .filter((part) => part.type !== "index")
      .map((part) => textOf(this.tree, part))
      .join("")
      .replace(/\[\*\]|\.\*/g, "");
  }

  /** Every reference inside an expression. */
  references(expression: SyntaxNode): string[] {
    const found: string[] = [];
    const visit = (node: SyntaxNode): void => {
      const reference = node.type === "expression" ? this.reference(node) : null;
      if (reference !== null) found.push(reference);
      else for (const child of node.children) visit(child);
    };
    visit(expression);
    return found;
  }

  private make(node: SyntaxNode): ValueNode {
    const { tree } = this;
    switch (node.type) {
      case "string_lit":
      case "quoted_template":
      case "heredoc_template":
        return this.text(node);
      case "numeric_lit":
        return { kind: "number", span: spanOf(node), value: Number(textOf(tree, node)) };
      case "bool_lit":
        return { kind: "boolean", span: spanOf(node), value: textOf(tree, node) === "true" };
      case "null_lit":
        return unknown(spanOf(node), [null]);
      case "tuple":
        return listNode(
          spanOf(node),
          partsOf(node)
            .filter((part) => part.type === "expression")
            .flatMap((part) => itemsIn(part, this.value(part))),
        );
      case "object":
        return this.object(node);
      case "conditional":
        return oneOf(
          spanOf(node),
          partsOf(node)
            .slice(1)
            .map((part) => this.value(part)),
        );
      case "function_call":
        return this.call(node);
      case "for_tuple_expr":
      case "for_object_expr":
        return this.forEach(node);
      default:
        return this.followed(node);
    }
  }

  /** Where something cannot be read within a node, as half a string, what stands behind it may have been taken for a part of it. */
  lost(node: SyntaxNode): readonly ObjectEntry[] {
    this.mistakes ??= this.tree.nodes.filter((one) => isMistake(one, this.tree)).map(({ start }) => start);
    const at = this.mistakes[firstFrom(this.mistakes, node.start, (start) => start)];
    if (at === undefined || at >= node.end) return [];
    const nowhere = { start: at, end: at };
    return [openEntry(nowhere)];
  }

  private object(node: SyntaxNode): ValueNode {
    const entries = partsOf(node)
      .filter((part) => part.type === "object_elem")
      .flatMap((element): ObjectEntry[] => {
        const [key, value] = [childOf(element, "key"), childOf(element, "val")];
        if (!key || !value) return [];
        const name = this.keyOf(key);
        return [entryFor(name ?? openKey, this.value(value), spanOf(key))];
      });
    return objectNode(spanOf(node), [...entries, ...this.lost(node)]);
  }

  /** `Action`, `"Action"`; null for a key that is computed. */
  private keyOf(key: SyntaxNode): string | null {
    const written = textOf(this.tree, key);
    if (/^[\w-]+$/.test(written)) return written;
    const value = written.startsWith('"') ? this.value(key) : null;
    return value?.kind === "string" ? value.value : null;
  }

  private text(node: SyntaxNode): ValueNode {
    const span = spanOf(node);
    const indented = node.type === "heredoc_template";
    if (node.children.some((child) => child.type === "ERROR")) return textNode(span, [{ name: "" }]);
    const only = filledIn(node);
    const chosen = only.type === "conditional" ? this.value(only) : null;
    if (chosen?.kind === "unknown" && chosen.alternatives.length > 0 && chosen.alternatives.every(isText))
      return chosen;
    // What a text alone is filled with is no text where it is a list.
    const whole = only === node ? null : this.value(only);
    if (whole?.kind === "array") return whole;
    const parts = node.children.flatMap((child): readonly TextPart[] => {
      if (child.type === "template_literal") return [unescaped(textOf(this.tree, child), indented)];
      if (child.type === "template_directive") return [{ name: "" }];
      return child.type === "template_interpolation" ? this.filling(child) : [];
    });
    return parts.every((part) => typeof part === "string") ? plainText(span, parts.join("")) : textNode(span, parts);
  }

  private filling(interpolation: SyntaxNode): readonly TextPart[] {
    const expression = interpolation.children.find((child) => child.type === "expression");
    const value = expression && this.value(expression);
    if (value?.kind === "string") return [value.value];
    if (value?.kind === "number") return [String(value.value)];
    if (value?.kind === "template") return value.parts;
    return [{ name: expression ? openName(textOf(this.tree, expression)) : "" }];
  }

  private call(node: SyntaxNode): ValueNode {
    const [name, list] = partsOf(node);
    const given = (list ? partsOf(list) : []).filter((part) => part.type === "expression");
    const expands = list?.children.some((child) => child.type === "ellipsis") ?? false;
    const values = given.map((part) => this.value(part));
    return called(name ? textOf(this.tree, name) : "", values, expands, spanOf(node), textOf(this.tree, node));
  }

  /** `[for s in list : …]` and `{ for k, v in map : k => … }`: what is made of each, and what is not told. Nothing is edited there as it stands for many. */
  private forEach(node: SyntaxNode): ValueNode {
    const span = spanOf(node);
    const bodies = partsOf(node).filter((part) => part.type === "expression");
    this.uses.shared.push(span);
    if (node.type === "for_tuple_expr") {
      const body = bodies[0] && this.value(bodies[0]);
      const each = eachOfList(node, this.tree, (one) => this.value(one));
      return body ? listNode(span, each ?? [optional(body), unknown(span)]) : unknown(span);
    }
    const body = bodies[1] && this.value(bodies[1]);
    if (!body) return unknown(span);
    const open = entryFor(openKey, optional(body), spanOf(bodies[0]!));
    return objectNode(span, [open]);
  }

  private followed(node: SyntaxNode): ValueNode {
    const span = spanOf(node);
    const [head, ...rest] = node.type === "expression" ? partsOf(node) : [node];
    const only = head?.type === "function_call" ? onlyOne(textOf(this.tree, node), span) : null;
    if (only) return only;
    if (head?.type !== "variable_expr")
      return head && head !== node && rest.length > 0 ? this.stepped(this.value(head), rest, span) : unknown(span);
    const name = textOf(this.tree, head);
    const bound = this.iterators.binding(name, node);
    if (bound) return this.allowed(this.stepped(bound, rest, span), span);
    const attribute = rest[0]?.type === "get_attr" ? this.attribute(rest[0]) : null;
    const local = name === "local" ? attribute : null;
    const target = local === null ? undefined : this.locals.get(local);
    if (target) {
      this.uses.count(local!, spanOf(target));
      return this.allowed(this.stepped(this.localValue(target, span), rest.slice(1), span), span);
    }
    const variable = name === "var" && attribute !== null ? this.variable(attribute, span) : null;
    if (variable) return this.allowed(this.stepped(variable, rest.slice(1), span), span);
    const reference = this.reference(node);
    if (reference !== null && isTextOfResource(reference) && !/\*/.test(textOf(this.tree, node)))
      return textNode(span, [this.instanceOf(node, reference)]);
    return unknown(span);
  }

  /** A name with the key by which one of several resources is meant; the first of what is counted is what was there before. */
  private instanceOf(node: SyntaxNode, name: string): Hole {
    const keys = partsOf(node).filter(({ type }) => type === "index");
    const said = keys.map((part) => textOf(this.tree, part).replace(/\s+/g, "")).join("");
    return /^\[(?:"[^"$%\\]{1,200}"|[1-9]\d{0,4})\]$/.test(said) ? { name, instance: said } : { name };
  }

  private localValue(target: SyntaxNode, span: Span): ValueNode {
    const read = () => this.value(target);
    return this.variables ? this.uses.ofLocal(target, span, read) : read();
  }

  /** What the caller of the module gives, else the default; null where neither is told. */
  private variable(name: string, span: Span): ValueNode | null {
    const given = this.variables?.get(name);
    if (given) {
      // A switch only chooses what the module itself says.
      if (given.kind !== "boolean" && given.kind !== "number") this.uses.ofVariable(name, span);
      this.uses.count(`var.${name}`, given.span);
      return given;
    }
    const byDefault = this.defaults.get(name);
    return byDefault ? this.value(byDefault) : null;
  }

  private allowed(value: ValueNode, span: Span): ValueNode {
    const isOpen = (value.kind === "unknown" && value.alternatives.length === 0) || !this.allowance.allow(value);
    return isOpen ? unknown(span) : value;
  }

  private attribute(step: SyntaxNode): string {
    return textOf(this.tree, step).slice(1).trim();
  }

  private stepped(value: ValueNode, parts: readonly SyntaxNode[], span: Span): ValueNode {
    return stepped(
      value,
      parts.map((part) => this.step(part)),
      span,
    );
  }

  private step(part: SyntaxNode): Step {
    switch (part.type) {
      case "get_attr":
        return { kind: "attribute", name: this.attribute(part) };
      case "splat":
        return { kind: "splat", steps: partsOf(partsOf(part)[0] ?? part).map((inner) => this.step(inner)) };
      default: {
        const index = partsOf(part)[0] ?? part;
        if (index.type === "legacy_index") return { kind: "index", key: Number(this.attribute(index)) };
        const expression = partsOf(index)[0];
        const key = expression ? this.value(expression) : null;
        return { kind: "index", key: key?.kind === "string" || key?.kind === "number" ? key.value : null };
      }
    }
  }
}
