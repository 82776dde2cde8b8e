/** Writes changes into JSON text: minimal edits that keep indentation and comments. */
import type { ValueNode } from "../../value";
import type { NewValue, Writer } from "../located";
import { type Dialect, type Insertion, writerOf } from "./plan";
import { separatedEdits } from "./separated";
import { type CommentSyntax, indentAt, type Layout, layoutOf } from "./trivia";

const comments: CommentSyntax = { line: ["//"], block: true };

export function jsonWriter(text: string): Writer {
  return writerOf(new Json(text));
}

class Json implements Dialect {
  private known: Layout | undefined;

  constructor(private readonly text: string) {}

  private get layout(): Layout {
    return (this.known ??= layoutOf(this.text));
  }

  replace(node: ValueNode, value: NewValue) {
    const { start, end } = node.span;
    const onOneLine = (node.kind === "array" || node.kind === "object") && !/[\r\n]/.test(this.text.slice(start, end));
    const indent = onOneLine || !this.layout.broken ? null : indentAt(this.text, start);
    return [{ span: node.span, newText: this.render(value, indent) }];
  }

  rename(entry: { readonly keySpan: { readonly start: number; readonly end: number } }, key: string) {
    return [{ span: entry.keySpan, newText: JSON.stringify(key) }];
  }

  container(change: Parameters<Dialect["container"]>[0]) {
    const { start, end } = change.container.span;
    return separatedEdits(change, {
      text: this.text,
      inner: { start: start + 1, end: end - 1 },
      comments,
      layout: this.layout,
      render: (insertion, indent) => this.element(insertion, indent),
    });
  }

  private element({ key, value }: Insertion, indent: string | null): string {
    const rendered = this.render(value, indent);
    return key === null ? rendered : `${JSON.stringify(key)}:${this.isCompact ? "" : " "}${rendered}`;
  }

  /** No blank follows a colon: the text is minified. */
  private get isCompact(): boolean {
    return !this.layout.broken && !/":\s/.test(this.text);
  }

  private render(value: NewValue, indent: string | null): string {
    if (indent !== null)
      return JSON.stringify(value, null, this.layout.unit).replaceAll("\n", this.layout.eol + indent);
    return this.isCompact ? JSON.stringify(value) : onOneLine(value);
  }
}

function onOneLine(value: NewValue): string {
  if (Array.isArray(value)) return `[${value.map(onOneLine).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value);
  return entries.length === 0
    ? "{}"
    : `{ ${entries.map(([key, one]) => `${JSON.stringify(key)}: ${onOneLine(one)}`).join(", ")} }`;
}
