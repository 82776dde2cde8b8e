/** Writes changes into Terraform: objects and lists of `jsonencode`, and the blocks of `aws_iam_policy_document`. */
import { hclString } from "../../../escape/hcl";
import type { Span, TextEdit } from "../../text";
import { childrenOf, type ObjectEntry, type ValueNode } from "../../value";
import { type NewValue, SourceExpression, type Writer } from "../located";
import { argumentFor, type PolicyDocuments } from "../terraform/policy-document";
import type { TerraformValues } from "../terraform/values";
import { type ContainerChange, type Dialect, type Insertion, writerOf } from "./plan";
import { separatedEdits } from "./separated";
import {
  afterBreak,
  type CommentSyntax,
  indentAt,
  isFirstOnLine,
  type Layout,
  layoutOf,
  lineEnd,
  lineStart,
  skipTrivia,
} from "./trivia";

const comments: CommentSyntax = { line: ["#", "//"], block: true };

/** @param foreign objects that some module makes statements of */
export function hclWriter(
  values: TerraformValues,
  documents: PolicyDocuments,
  foreign: ReadonlySet<ValueNode>,
): Writer {
  return writerOf(new Hcl(values.tree.text, documents, foreign), values.uses.shared);
}

class Hcl implements Dialect {
  private readonly layout: Layout;

  constructor(
    private readonly text: string,
    private readonly documents: PolicyDocuments,
    private readonly foreign: ReadonlySet<ValueNode>,
  ) {
    this.layout = layoutOf(text);
  }

  replace(node: ValueNode, value: NewValue): TextEdit[] | null {
    const written = this.text.slice(node.span.start, node.span.end);
    if (!/^(?:"(?:[^"$%\\]|\\.)*"|[[{][^]*|-?\d+|true|false)$/.test(written)) return null;
    // What takes a list in a document takes no single value.
    const isList = node.kind === "array" && !Array.isArray(value) && this.isOfStatement(node);
    const broken = written.includes("\n") ? indentAt(this.text, node.span.start) : null;
    return [{ span: node.span, newText: this.render(isList ? [value] : value, broken) }];
  }

  private isOfStatement(node: ValueNode): boolean {
    // The values of a condition stand deeper.
    const holds = (around: ValueNode): boolean => childrenOf(around).some((one) => one === node || holds(one));
    return [...this.documents.statements.keys(), ...this.foreign].some(holds);
  }

  rename({ keySpan }: ObjectEntry, key: string): TextEdit[] | null {
    const written = this.text.slice(keySpan.start, keySpan.end);
    if (written.startsWith('"')) return [{ span: keySpan, newText: this.string(key) }];
    return /^[\w-]+$/.test(written) && /^[A-Za-z_][\w-]*$/.test(key) && !/^[a-z_]+$/.test(written)
      ? [{ span: keySpan, newText: key }]
      : null;
  }

  container(change: ContainerChange): TextEdit[] | null {
    if (this.documents.statements.has(change.container)) return this.blockEdits(change);
    if (this.documents.lists.has(change.container)) return this.statementEdits(change);
    if (this.foreign.has(change.container)) return null;
    const { start, end } = change.container.span;
    if (!/[[{]/.test(this.text[start] ?? "")) return null;
    const [first] = change.elements;
    const inLines =
      change.container.kind === "object" &&
      first !== undefined &&
      this.text[skipTrivia(this.text, first.end, comments)] !== "," &&
      this.text.slice(start, end).includes("\n");
    if (inLines)
      return this.lineEdits(change, ({ key, value }, indent) => [
        `${indent}${this.key(key!, first)} = ${this.render(value, indent)}`,
      ]);
    return separatedEdits(change, {
      text: this.text,
      inner: { start: start + 1, end: end - 1 },
      comments,
      layout: this.layout,
      render: ({ key, value }, indent) =>
        key === null
          ? this.render(value, indent)
          : `${this.key(key, first)}${this.assignment(first)}${this.render(value, indent)}`,
    });
  }

  /** A new entry looks like the one that is there. */
  private key(key: string, sibling: Span | undefined): string {
    const isQuoted = sibling !== undefined && this.text[sibling.start] === '"';
    return isQuoted || !/^[A-Za-z_][\w-]*$/.test(key) ? this.string(key) : key;
  }

  private assignment(sibling: Span | undefined): string {
    return sibling !== undefined && /^"?[\w:/.-]+"?\s*:/.test(this.text.slice(sibling.start, sibling.end))
      ? ": "
      : " = ";
  }

  /** The arguments and blocks of a statement. */
  private blockEdits(change: ContainerChange): TextEdit[] | null {
    const insert = change.insert.map((insertion) => this.linesOf(insertion));
    if (insert.includes(null)) return null;
    return this.lineEdits(change, (insertion, indent) =>
      insert[change.insert.indexOf(insertion)]!.map((line) => indent + line),
    );
  }

  /** The `statement` blocks of a document. */
  private statementEdits(change: ContainerChange): TextEdit[] | null {
    const { insert, elements } = change;
    const blocks = insert.map(({ value }) => this.statementLines(value));
    if (blocks.includes(null)) return null;
    // Most put an empty line between statements; where nobody did, none comes.
    const [first, second] = elements;
    const apart = !first || !second || /\n[ \t]*\r?\n/.test(this.text.slice(first.end, second.start));
    return this.lineEdits(change, (insertion, indent) => {
      const lines = blocks[insert.indexOf(insertion)]!.map((line) => (line === "" ? line : indent + line));
      if (!apart) return lines;
      return insertion.before < elements.length ? [...lines, ""] : ["", ...lines];
    });
  }

  /** What is not written is allowed. */
  private statementLines(statement: NewValue): string[] | null {
    if (typeof statement !== "object" || statement === null || Array.isArray(statement)) return null;
    const elements = Object.entries(statement as Record<string, NewValue>)
      .filter(([key, value]) => key !== "Effect" || value !== "Allow")
      .map(([key, value]) => this.linesOf({ before: 0, key, value }));
    if (elements.includes(null)) return null;
    // As `terraform fmt` has it: arguments aligned, and blocks apart from them.
    const args = elements.flatMap((lines) => (lines!.length === 1 ? lines! : []));
    const width = Math.max(0, ...args.map((line) => line.indexOf(" = ")));
    const aligned = args.map(
      (line) => line.slice(0, line.indexOf(" = ")).padEnd(width) + line.slice(line.indexOf(" = ")),
    );
    const blocks = elements.flatMap((lines) => (lines!.length === 1 ? [] : ["", ...lines!]));
    const inner = [...aligned, ...blocks].map((line) => (line === "" ? line : this.layout.unit + line));
    return ["statement {", ...inner, "}"];
  }

  /** An element of a policy as the lines that say it in a document; null for what it cannot say. */
  private linesOf({ key, value }: Insertion): string[] | null {
    const { unit } = this.layout;
    if (key === "Condition" && typeof value === "object" && value !== null && !Array.isArray(value)) {
      return Object.entries(value).flatMap(([test, keys]: [string, NewValue]) =>
        Object.entries(keys as Record<string, NewValue>).flatMap(([variable, values]) => [
          "condition {",
          `${unit}test     = ${this.string(test)}`,
          `${unit}variable = ${this.string(variable)}`,
          `${unit}values   = ${this.render(Array.isArray(values) ? values : [values], null)}`,
          "}",
        ]),
      );
    }
    const argument = argumentFor(key ?? "");
    if (argument === null) return null;
    return [
      `${argument} = ${this.render(/^(?:sid|effect)$/.test(argument) || Array.isArray(value) ? value : [value], null)}`,
    ];
  }

  /** Elements that have lines of their own. */
  private lineEdits(
    { elements, remove, insert }: ContainerChange,
    render: (insertion: Insertion, indent: string) => string[],
  ): TextEdit[] | null {
    const edits: TextEdit[] = [];
    for (const index of remove) {
      const { start, end } = elements[index]!;
      const last = lineEnd(this.text, end);
      if (
        !isFirstOnLine(this.text, start) ||
        (skipTrivia(this.text, end, comments) < last &&
          this.text
            .slice(end, last)
            .split(/#|\/\//, 1)[0]!
            .trim() !== "")
      )
        return null;
      edits.push({ span: { start: lineStart(this.text, start), end: afterBreak(this.text, last) }, newText: "" });
    }
    for (const insertion of insert) {
      const at = elements[Math.min(insertion.before, elements.length - 1)];
      if (!at || !isFirstOnLine(this.text, at.start)) return null;
      const lines = render(insertion, indentAt(this.text, at.start)).join(this.layout.eol);
      const place =
        insertion.before < elements.length
          ? lineStart(this.text, at.start)
          : afterBreak(this.text, lineEnd(this.text, at.end));
      edits.push({ span: { start: place, end: place }, newText: lines + this.layout.eol });
    }
    return edits;
  }

  private string(text: string): string {
    return hclString(text);
  }

  private render(value: NewValue, indent: string | null): string {
    if (typeof value === "string") return this.string(value);
    if (value instanceof SourceExpression) return value.source;
    if (value === null || typeof value !== "object") return String(value);
    const deeper = indent === null ? null : indent + this.layout.unit;
    if (Array.isArray(value)) {
      const simple = value.every((item) => typeof item !== "object");
      const parts = value.map((item: NewValue) => this.render(item, simple ? null : deeper));
      if (indent === null || (simple && parts.length < 4)) return `[${parts.join(", ")}]`;
      return `[${this.layout.eol}${parts.map((part) => `${deeper}${part},`).join(this.layout.eol)}${this.layout.eol}${indent}]`;
    }
    const parts = Object.entries(value).map(
      ([key, one]: [string, NewValue]) => `${this.key(key, undefined)} = ${this.render(one, deeper)}`,
    );
    if (parts.length === 0) return "{}";
    if (indent === null) return `{ ${parts.join(", ")} }`;
    return `{${this.layout.eol}${parts.map((part) => `${deeper}${part}`).join(this.layout.eol)}${this.layout.eol}${indent}}`;
  }
}
