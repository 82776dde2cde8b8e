/** JSON, with comments and trailing commas, as a tree of values. Reads what it can of a broken text. */
import { type JSONVisitor, type ParseErrorCode, printParseErrorCode, visit } from "jsonc-parser";

import { tableOf } from "../table";
import type { Span } from "../text";
import type { ObjectEntry, ValueNode } from "../value";
import { intrinsic, type IntrinsicContext, type JoinedTexts, joinedTexts, unknown } from "./intrinsics";
import { mayBeList } from "./list-parameters";
import { entryFor, listNode, objectNode, stringNode } from "./made-values";
import { plainText } from "./placeholders";
import type { SyntaxMistake } from "./problem";
import { serverlessText } from "./serverless-text";

/** Deeper than any policy or template, and far from what the readers of the tree can take. */
export const deepest = 200;

export interface JsonTree {
  /** Null where the text holds no value at all. */
  readonly root: ValueNode | null;
  readonly problems: readonly SyntaxMistake[];
  /** Commas behind the last item or entry: many readers take them, JSON does not. */
  readonly trailingCommas: readonly Span[];
  /** Reading ended before the text did. */
  readonly cut: boolean;
  /** What the texts that `Fn::Join` makes are put together from. */
  readonly joins: ReadonlyMap<ValueNode, JoinedTexts>;
}

export interface JsonOptions {
  /** How a string value is to be read; by default, with the placeholders that any text may carry. */
  readonly string?: (span: Span, value: string) => ValueNode;
  /** CloudFormation's functions stay the objects as which they are written. */
  readonly asWritten?: boolean;
  /** What `Fn::Sub` fills in has variables of CloudFormation's, whatever other strings have. */
  readonly areSubsOwn?: boolean;
}

/** A list or an object that is being read. */
interface Open {
  readonly start: number;
  readonly items: ValueNode[];
  readonly entries: ObjectEntry[];
  readonly isObject: boolean;
  key: string | null;
  keySpan: Span;
}

class TooDeep extends Error {}

/** Reads a JSON text. A key that stands twice gives two entries; a key without a value has an unknown one. */
export function parseJson(text: string, options: JsonOptions = {}): JsonTree {
  const { asWritten = false, string = asWritten ? writtenString : plainText } = options;
  const reader = new JsonReader(text, string, asWritten, options.areSubsOwn ?? string === serverlessText);
  // A byte order mark is a character that JSON does not know; blanked out, the offsets stay.
  const source = text.startsWith("\uFEFF") ? ` ${text.slice(1)}` : text;
  try {
    visit(source, reader, { allowTrailingComma: true });
  } catch (error) {
    if (!(error instanceof TooDeep)) throw error;
    return reader.finish(true);
  }
  return reader.finish(false);
}

/** A string, whatever it means to a tool. */
export function writtenString(span: Span, value: string): ValueNode {
  return stringNode(span, value);
}

class JsonReader implements JSONVisitor, IntrinsicContext {
  private readonly open: Open[] = [];
  private root: ValueNode | null = null;
  private problem: SyntaxMistake | null = null;
  private comma: Span | null = null;
  private readonly trailingCommas: Span[] = [];
  private readonly joins = new Map<ValueNode, JoinedTexts>();
  private at = 0;
  private isList: ((name: string) => boolean) | undefined;

  constructor(
    private readonly text: string,
    private readonly string: (span: Span, value: string) => ValueNode,
    private readonly asWritten: boolean,
    private readonly areSubsOwn: boolean,
  ) {}

  mayReferToList(name: string): boolean {
    return (this.isList ??= mayBeList(this.text))(name);
  }

  onObjectBegin = (offset: number): void => this.begin(offset, true);
  onArrayBegin = (offset: number): void => this.begin(offset, false);
  onObjectEnd = (offset: number, length: number): void => this.end(offset + length);
  onArrayEnd = (offset: number, length: number): void => this.end(offset + length);

  onSeparator = (character: string, offset: number, length: number): void => {
    if (character === ",") this.comma = { start: offset, end: offset + length };
  };

  onObjectProperty = (key: string, offset: number, length: number): void => {
    const open = this.open.at(-1)!;
    this.comma = null;
    this.closeKey(open);
    open.key = key;
    open.keySpan = { start: offset, end: offset + length };
    this.at = open.keySpan.end;
  };

  onLiteralValue = (value: unknown, offset: number, length: number): void => {
    const span = { start: offset, end: offset + length };
    this.at = span.end;
    switch (typeof value) {
      case "string":
        this.add(this.isSubstituted() ? plainText(span, value) : this.string(span, value));
        break;
      case "number":
        this.add({ kind: "number", span, value });
        break;
      case "boolean":
        this.add({ kind: "boolean", span, value });
        break;
      default:
        this.add({ kind: "null", span });
    }
  };

  onError = (error: ParseErrorCode, offset: number, length: number): void => {
    const code = printParseErrorCode(error);
    // What follows the first mistake is often nothing but its consequence.
    this.problem ??= {
      message: `This JSON cannot be read: ${explanations[code] ?? "a value is expected"}.`,
      span: { start: offset, end: offset + length },
      repair: code === "CommaExpected" ? { span: { start: this.at, end: this.at }, newText: "," } : null,
    };
  };

  finish(cut: boolean): JsonTree {
    while (this.open.length > 0) this.end(this.at);
    const { root, trailingCommas, joins } = this;
    return { root, problems: this.problem ? [this.problem] : [], trailingCommas, cut, joins };
  }

  /** Whether a string is what CloudFormation fills in, which has variables of its own. */
  private isSubstituted(): boolean {
    const [outer, inner] = this.areSubsOwn ? this.open.slice(-2) : [];
    const [above, last] = inner ? [outer, inner] : [undefined, outer];
    return last?.key === "Fn::Sub" || (above?.key === "Fn::Sub" && !last?.isObject && last?.items.length === 0);
  }

  private begin(offset: number, isObject: boolean): void {
    this.comma = null;
    if (this.open.length >= deepest) {
      this.problem ??= {
        message: `This JSON is nested more than ${deepest} levels deep; it is read only up to here.`,
        span: { start: offset, end: offset + 1 },
        repair: null,
      };
      throw new TooDeep();
    }
    this.at = offset + 1;
    this.open.push({
      start: offset,
      isObject,
      items: [],
      entries: [],
      key: null,
      keySpan: { start: offset, end: offset },
    });
  }

  private end(end: number): void {
    const open = this.open.pop()!;
    this.at = end;
    if (this.comma) this.trailingCommas.push(this.comma);
    this.comma = null;
    const span = { start: open.start, end };
    if (!open.isObject) {
      this.add(listNode(span, open.items));
      return;
    }
    this.closeKey(open);
    const node = objectNode(span, open.entries);
    const value = this.asWritten ? null : intrinsic(node, this);
    const joined = value && joinedTexts(node);
    if (joined) this.joins.set(value, joined);
    this.add(value ?? node);
  }

  /** A key that found no value keeps its place: nobody may say that it is missing. */
  private closeKey(open: Open): void {
    if (open.key === null) return;
    const { end } = open.keySpan;
    open.entries.push(entryFor(open.key, unknown({ start: end, end }), open.keySpan));
    open.key = null;
  }

  private add(node: ValueNode): void {
    this.comma = null;
    const open = this.open.at(-1);
    if (!open) this.root ??= node;
    else if (!open.isObject) open.items.push(node);
    else if (open.key !== null) {
      open.entries.push(entryFor(open.key, node, open.keySpan));
      open.key = null;
    }
  }
}

const explanations: { readonly [code: string]: string | undefined } = tableOf({
  InvalidSymbol: "this is no JSON value",
  InvalidNumberFormat: "this is not a number",
  PropertyNameExpected: "a property name in double quotes is expected",
  ValueExpected: "a value is expected",
  ColonExpected: "a colon is expected",
  CommaExpected: "a comma is expected",
  CloseBraceExpected: "a closing brace is expected",
  CloseBracketExpected: "a closing bracket is expected",
  EndOfFileExpected: "nothing is expected after the value",
  UnexpectedEndOfComment: "the comment is not closed",
  UnexpectedEndOfString: "the closing quote is missing",
  UnexpectedEndOfNumber: "the number is not complete",
  InvalidUnicode: "the \\u escape is not valid",
  InvalidEscapeCharacter: "the escape is not valid",
  InvalidCharacter: "a control character stands in a string",
});
