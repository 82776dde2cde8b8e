/** The expressions of Terraform as values. What is computed, or comes from elsewhere, stays open. */
import { textNode, unknown } from "../../source/intrinsics";
import { plainText } from "../../source/placeholders";
import { childOf, partsOf, type SyntaxNode, type SyntaxTree, textOf } from "../../source/syntax-tree";
import type { Span } from "../../text";
import { type ObjectEntry, openKey, type TextPart, type ValueNode } from "../../value";
import { References } from "../references";
import type { Block } from "./blocks";

const deepest = 100;
/** Expressions that only stand around another one. */
const wrappers = new Set(["expression", "literal_value", "collection_value", "template_expr"]);
/** The last step of a reference that is always a single text. */
const textAttributes =
  /\.(?:arn|id|name|account_id|unique_id|key_id|partition|region|dns_suffix|invoke_arn|execution_arn|arn_suffix|url|bucket)$/;

export class TerraformValues {
  /** Locals that several expressions name: a change there would change more than one policy. */
  readonly shared: Span[] = [];
  /** The node of every text that was read. */
  readonly nodeOf = new Map<ValueNode, SyntaxNode>();
  private readonly read = new Map<SyntaxNode, ValueNode>();
  private readonly locals = new Map<string, SyntaxNode>();
  private readonly uses = new Map<string, number>();
  private readonly opened = new Set<SyntaxNode>();
  private readonly allowance: References;

  constructor(
    readonly tree: SyntaxTree,
    blocks: readonly Block[],
  ) {
    this.allowance = new References(tree.text.length);
    for (const block of blocks)
      if (block.type === "locals") for (const { name, value } of block.arguments) this.locals.set(name, value);
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
    this.nodeOf.set(value, node);
    return value;
  }

  /** The text of a reference such as `aws_iam_role.app.arn`, without indexes; null for any other expression. */
  reference(expression: SyntaxNode): string | null {
    const node = unwrapped(expression);
    const parts = node.type === "expression" ? partsOf(node) : [node];
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
        return {
          kind: "array",
          span: spanOf(node),
          items: partsOf(node)
            .filter((part) => part.type === "expression")
            .map((part) => this.value(part)),
        };
      case "object":
        return this.object(node);
      case "conditional":
        return unknown(
          spanOf(node),
          partsOf(node)
            .slice(1)
            .map((part) => this.value(part)),
        );
      case "function_call":
        return this.call(node);
      default:
        return this.followed(node);
    }
  }

  private object(node: SyntaxNode): ValueNode {
    const entries = partsOf(node)
      .filter((part) => part.type === "object_elem")
      .flatMap((element): ObjectEntry[] => {
        const [key, value] = [childOf(element, "key"), childOf(element, "val")];
        if (!key || !value) return [];
        const name = this.keyOf(key);
        return [{ key: name ?? openKey, keySpan: spanOf(key), value: this.value(value) }];
      });
    return { kind: "object", span: spanOf(node), entries };
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
    if (node.children.some((child) => child.type === "template_directive" || child.type === "ERROR"))
      return textNode(span, [{ name: "" }]);
    const parts = node.children.flatMap((child): readonly TextPart[] => {
      if (child.type === "template_literal") return [unescaped(textOf(this.tree, child), indented)];
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
    return [{ name: expression ? textOf(this.tree, expression).slice(0, 80) : "" }];
  }

  private call(node: SyntaxNode): ValueNode {
    const [name, list] = partsOf(node);
    const values = (list ? partsOf(list) : [])
      .filter((part) => part.type === "expression")
      .map((part) => this.value(part));
    const [first] = values;
    switch (name && textOf(this.tree, name)) {
      case "jsonencode":
      case "sensitive":
      case "nonsensitive":
        return first ?? unknown(spanOf(node));
      case "toset":
      case "tolist":
      case "distinct":
      case "compact":
      case "sort":
        return first?.kind === "array" ? first : unknown(spanOf(node));
      case "concat":
      case "flatten": {
        const lists = first?.kind === "array" && values.length === 1 ? first.items : values;
        return {
          kind: "array",
          span: spanOf(node),
          items: lists.flatMap((list) =>
            list.kind === "array" ? list.items : [list.kind === "unknown" ? unknown(list.span) : list],
          ),
        };
      }
      case "merge": {
        const open: ObjectEntry[] = values.some((value) => value.kind !== "object")
          ? [{ key: openKey, keySpan: { start: node.end, end: node.end }, value: unknown(spanOf(node)) }]
          : [];
        return {
          kind: "object",
          span: spanOf(node),
          entries: [...values.flatMap((value) => (value.kind === "object" ? value.entries : [])), ...open],
        };
      }
      case "format":
      case "join":
      case "lower":
      case "upper":
      case "replace":
      case "trimspace":
      case "templatefile":
      case "file":
        return textNode(spanOf(node), [{ name: textOf(this.tree, node).slice(0, 80) }]);
      default:
        return unknown(spanOf(node));
    }
  }

  private followed(node: SyntaxNode): ValueNode {
    const reference = this.reference(node);
    if (reference === null) return unknown(spanOf(node));
    const local = /^local\.(\w+)$/.exec(reference)?.[1];
    const target = local === undefined ? undefined : this.locals.get(local);
    if (target) {
      const uses = (this.uses.get(local!) ?? 0) + 1;
      this.uses.set(local!, uses);
      if (uses === 2) this.shared.push(spanOf(target));
      const value = this.value(target);
      const isOpen = (value.kind === "unknown" && value.alternatives.length === 0) || !this.allowance.allow(value);
      return isOpen ? unknown(spanOf(node)) : value;
    }
    if (
      textAttributes.test(reference) &&
      !/^(?:var|local|module|each|count|self)\b/.test(reference) &&
      !/\*/.test(textOf(this.tree, node))
    )
      return textNode(spanOf(node), [{ name: reference }]);
    return unknown(spanOf(node));
  }
}

export function spanOf({ start, end }: SyntaxNode): Span {
  return { start, end };
}

function unwrapped(expression: SyntaxNode): SyntaxNode {
  let at = expression;
  while (wrappers.has(at.type)) {
    const parts = partsOf(at);
    if (parts.length !== 1 || parts[0]!.type === "variable_expr") break;
    at = parts[0]!;
  }
  return at;
}

/** What stands in a template: `$${` is `${`; a heredoc knows no other escapes. */
function unescaped(text: string, isHeredoc: boolean): string {
  const plain = text.replace(/([$%])\1\{/g, "$1{");
  if (isHeredoc || !plain.includes("\\")) return plain;
  return plain.replace(/\\(?:u([0-9a-fA-F]{4})|(.))/g, (_, code: string | undefined, letter: string) =>
    code === undefined ? ({ n: "\n", r: "\r", t: "\t" }[letter] ?? letter) : String.fromCharCode(parseInt(code, 16)),
  );
}
