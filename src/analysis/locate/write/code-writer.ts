/** Writes changes into the literals of JavaScript, TypeScript and Python, CDK's statements included. */
import type { Span } from "../../text";
import type { ObjectEntry, ObjectNode, ValueNode } from "../../value";
import { propertyOf } from "../code/cdk";
import type { CodeValues } from "../code/values";
import type { Change, NewValue, Writer } from "../located";
import { changedNode } from "./changed-node";
import { type ContainerChange, type Dialect, type Insertion, writerOf } from "./plan";
import { separatedEdits } from "./separated";
import { type CommentSyntax, indentAt, type Layout, layoutOf } from "./trivia";

export function codeWriter(values: CodeValues, isPython: boolean): Writer {
  const inner = writerOf(new Code(values, isPython), values.shared);
  return {
    edits: (changes) =>
      changes.some((change) => values.foreign.has(changedNode(change)) || joinsConstructs(change, values))
        ? null
        : inner.edits(changes.map((change) => inText(change, values))),
  };
}

/** Whether a literal would come to stand in a list of CDK's statements, which takes none. */
function joinsConstructs(change: Change, { statements }: CodeValues): boolean {
  return change.kind === "addItem" && change.to.items.some((item) => item.kind === "object" && statements.has(item));
}

/** A statement of CDK's stands for the properties that it was made of. */
function inText(change: Change, values: CodeValues): Change {
  const written = (node: ObjectNode): ObjectNode => values.statements.get(node)?.properties ?? node;
  const entryIn = (node: ObjectNode, entry: ObjectEntry): ObjectEntry =>
    written(node).entries.find((one) => one.keySpan === entry.keySpan) ?? entry;
  switch (change.kind) {
    case "removeEntry":
      return { ...change, from: written(change.from), entry: entryIn(change.from, change.entry) };
    case "addEntry":
      return { ...change, to: written(change.to), before: change.before && entryIn(change.to, change.before) };
    default:
      return change;
  }
}

const identifier = /^[A-Za-z_$][\w$]*$/;

/** The quote that most strings of the file have. */
function usualQuote({ file: { tree } }: CodeValues): string {
  let single = 0;
  for (const { type, end } of tree.nodes) if (type === "string") single += tree.text[end - 1] === "'" ? 1 : -1;
  return single >= 0 ? "'" : '"';
}

class Code implements Dialect {
  private readonly text: string;
  private readonly layout: Layout;
  private readonly quote: string;
  private readonly comments: CommentSyntax;
  /** The properties of CDK's statements, whose entries go by CDK's names. */
  private readonly properties: ReadonlySet<ValueNode>;
  /** The lists that CDK wants as lists. */
  private readonly lists: ReadonlySet<ValueNode>;

  constructor(
    values: CodeValues,
    private readonly isPython: boolean,
  ) {
    this.text = values.file.tree.text;
    this.layout = layoutOf(this.text);
    this.quote = usualQuote(values);
    this.comments = isPython ? { line: ["#"], block: false } : { line: ["//"], block: true };
    const statements = [...values.statements.values()].map(({ properties }) => properties);
    this.properties = new Set(statements);
    this.lists = new Set(statements.flatMap(({ entries }) => entries.map((entry) => entry.value)));
  }

  replace(node: ValueNode, value: NewValue) {
    if (!this.isPlain(node.span)) return null;
    const isWrapped = node.kind === "array" && this.lists.has(node) && !Array.isArray(value);
    const own = this.text[node.span.start];
    if (typeof value === "string" && (own === "'" || own === '"'))
      return [{ span: node.span, newText: this.string(value, own) }];
    const isBroken = /[\r\n]/.test(this.text.slice(node.span.start, node.span.end));
    return [
      {
        span: node.span,
        newText: this.render(isWrapped ? [value] : value, isBroken ? indentAt(this.text, node.span.start) : null),
      },
    ];
  }

  /** Literals only: what is computed, put together or named is not overwritten. */
  private isPlain({ start, end }: Span): boolean {
    const written = this.text.slice(start, end);
    return (
      /^["'[{\d]/.test(written) || /^`[^$]*`$/.test(written) || /^(?:true|false|null|True|False|None)$/.test(written)
    );
  }

  rename({ keySpan }: ObjectEntry, key: string) {
    const written = this.text.slice(keySpan.start, keySpan.end);
    if (/^["']/.test(written)) return [{ span: keySpan, newText: this.string(key) }];
    // The name of an argument: `dict(StringLike=…)`.
    if (this.isPython) return identifier.test(key) ? [{ span: keySpan, newText: key }] : null;
    return written.startsWith("[") ? null : [{ span: keySpan, newText: this.key(key, false) }];
  }

  container(change: ContainerChange) {
    const { container, insert } = change;
    const isStatement = this.properties.has(container);
    const mapped = isStatement ? insert.map((one) => this.asProperty(one)) : insert;
    if (!mapped.every((one) => one !== null)) return null;
    const { start, end } = container.span;
    const isNamed = this.isPython && this.text[start] === "(";
    if (isNamed && mapped.some(({ key }) => key !== null && !identifier.test(key))) return null;
    const isQuoted = change.elements.some((element) => /["']/.test(this.text[element.start] ?? ""));
    return separatedEdits(
      { ...change, insert: mapped },
      {
        text: this.text,
        inner: { start: start + 1, end: end - 1 },
        comments: this.comments,
        layout: this.layout,
        render: ({ key, value }, indent) => {
          const rendered = this.render(value, indent);
          if (key === null) return rendered;
          return isNamed ? `${key}=${rendered}` : `${this.key(key, isQuoted)}: ${rendered}`;
        },
      },
    );
  }

  /** An element of a policy under CDK's name; null where CDK wants more than a literal. */
  private asProperty(insertion: Insertion): Insertion | null {
    const property = propertyOf(insertion.key!, this.isPython);
    if (property === null) return null;
    const isList = /action|resource/i.test(property);
    return {
      ...insertion,
      key: property,
      value: isList && !Array.isArray(insertion.value) ? [insertion.value] : insertion.value,
    };
  }

  private key(key: string, isQuoted: boolean): string {
    return this.isPython || isQuoted || !identifier.test(key) ? this.string(key) : key;
  }

  private string(text: string, quote = this.quote): string {
    const escaped = JSON.stringify(text).slice(1, -1);
    return quote === '"' ? `"${escaped}"` : `'${escaped.replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
  }

  private render(value: NewValue, indent: string | null): string {
    if (typeof value === "string") return this.string(value);
    if (value === null) return this.isPython ? "None" : "null";
    if (typeof value === "boolean") return this.isPython ? (value ? "True" : "False") : String(value);
    if (typeof value === "number") return String(value);
    const deeper = indent === null ? null : indent + this.layout.unit;
    if (Array.isArray(value)) {
      const simple = value.every((item) => typeof item !== "object");
      return this.between(
        "[",
        "]",
        value.map((item: NewValue) => this.render(item, simple ? null : deeper)),
        simple && value.length < 4 ? null : indent,
      );
    }
    const parts = Object.entries(value).map(
      ([key, one]: [string, NewValue]) => `${this.key(key, false)}: ${this.render(one, deeper)}`,
    );
    return this.between("{", "}", parts, indent);
  }

  private between(open: string, close: string, parts: readonly string[], indent: string | null): string {
    if (parts.length === 0) return open + close;
    if (indent === null)
      return open === "{" && !this.isPython ? `{ ${parts.join(", ")} }` : open + parts.join(", ") + close;
    const { eol, unit } = this.layout;
    return `${open}${eol}${parts.map((part) => `${indent}${unit}${part},`).join(eol)}${eol}${indent}${close}`;
  }
}
