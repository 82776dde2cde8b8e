/** Writes changes into YAML text: minimal edits that keep comments and the formatting of the rest. */
import { contains, type Span, type TextEdit } from "../../text";
import type { ObjectEntry, ValueNode } from "../../value";
import type { NewValue, Writer } from "../located";
import { type ContainerChange, type Dialect, type Insertion, writerOf } from "./plan";
import { runs, separatedEdits } from "./separated";
import {
  afterBreak,
  columnAsIndent,
  type CommentSyntax,
  indentAt,
  isFirstOnLine,
  isSpace,
  type Layout,
  layoutOf,
  lineEnd,
  lineStart,
  restOfLine,
  skipSpace,
} from "./trivia";
import {
  isEmpty,
  isScalar,
  listItem,
  mapEntry,
  type Quote,
  withTags,
  yamlBlock,
  yamlFlow,
  yamlScalar,
} from "./yaml-values";

const comments: CommentSyntax = { line: ["#"], block: false };

/** What must be known of a YAML text to write into it. */
export interface YamlPlaces {
  readonly shared: readonly Span[];
  readonly flows: readonly Span[];
}

export function yamlWriter(text: string, places: YamlPlaces): Writer {
  return writerOf(new Yaml(text, places.flows), places.shared);
}

class Yaml implements Dialect {
  private knownLayout: Layout | undefined;
  private knownQuote: Quote | undefined;
  private knownTags: boolean | undefined;

  constructor(
    private readonly text: string,
    private readonly flows: readonly Span[],
  ) {}

  private get layout(): Layout {
    if (!this.knownLayout) {
      const layout = layoutOf(this.text);
      this.knownLayout = layout.unit.includes("\t") ? { ...layout, unit: "  " } : layout;
    }
    return this.knownLayout;
  }

  /** The quotes that the document uses most. */
  private get quote(): Quote {
    return (this.knownQuote ??= this.text.split('"').length > this.text.split("'").length ? '"' : "'");
  }

  /** Whether the document writes CloudFormation's functions in their short form, or none at all. */
  private get tags(): boolean {
    return (this.knownTags ??=
      /[\s[,]!(?:Ref|Sub|GetAtt)\s/.test(this.text) || !/\b(?:Ref|Fn::\w+)["']?:/.test(this.text));
  }

  private inItsForm(value: NewValue, quote: Quote): NewValue {
    return this.tags ? withTags(value, quote, this.quote) : value;
  }

  rename(entry: ObjectEntry, key: string): TextEdit[] {
    return [{ span: entry.keySpan, newText: yamlScalar(key, this.quoteAt(entry.keySpan.start), this.quote) }];
  }

  replace(node: ValueNode, written: NewValue): TextEdit[] | null {
    const { span } = node;
    const value = this.inItsForm(written, this.quoteAt(span.start));
    if (isScalar(value) && !this.isBlockCollection(node))
      return [{ span, newText: yamlScalar(value, this.quoteAt(span.start), this.quote) }];
    if (this.isInFlow(span)) return [{ span, newText: yamlFlow(value, this.quote) }];
    return this.replaceInBlock(span, value);
  }

  container(asked: ContainerChange): TextEdit[] | null {
    const change = {
      ...asked,
      insert: asked.insert.map((one) => ({ ...one, value: this.inItsForm(one.value, "") })),
    };
    const { span } = change.container;
    if (/[[{]/.test(this.text[span.start]!)) {
      return separatedEdits(change, {
        text: this.text,
        inner: { start: span.start + 1, end: span.end - 1 },
        comments,
        // A flow collection stays on the lines it has.
        layout: { ...this.layout, broken: false },
        render: (insertion) =>
          (insertion.key === null ? "" : `${yamlScalar(insertion.key, "", this.quote)}: `) +
          yamlFlow(insertion.value, this.quote),
      });
    }
    if (this.isInFlow(span)) return null;
    return change.remove.size === change.elements.length ? this.refill(change) : this.blockEdits(change);
  }

  private quoteAt(at: number): Quote {
    const first = this.text[at];
    return first === '"' || first === "'" ? first : "";
  }

  private isInFlow(span: Span): boolean {
    return this.flows.some((flow) => contains(flow, span));
  }

  private isBlockCollection(node: ValueNode): boolean {
    return (node.kind === "array" || node.kind === "object") && !/[[{]/.test(this.text[node.span.start]!);
  }

  /** Puts a value in place of another, behind `key:` or a dash. */
  private replaceInBlock(span: Span, value: NewValue): TextEdit[] | null {
    const before = this.lastBefore(span.start);
    const flat = isScalar(value) || isEmpty(value);
    const lines = yamlBlock(value, this.layout.unit, this.quote);
    const column = columnAsIndent(this.text, span.start);
    if (this.text[before] === ":") {
      const behind = { start: before + 1, end: span.end };
      if (flat) return [{ span: behind, newText: ` ${lines[0]!}` }];
      const outer = this.keyColumn(before);
      const onOwnLine = isFirstOnLine(this.text, span.start);
      const keeps =
        onOwnLine && (column.length > outer.length || (column.length === outer.length && Array.isArray(value)));
      return [
        {
          span: behind,
          newText: this.layout.eol + this.joined(lines, keeps ? column : outer + this.layout.unit, true),
        },
      ];
    }
    const isOnItsOwn = before < 0 || this.text[before] === "-";
    if (flat && !isOnItsOwn && !this.isDeeperThanParent(span.start, column)) return null;
    return [{ span, newText: this.joined(lines, column, false) }];
  }

  /** Whether a value below comments may be on one line there: it must stand to the right of its key. */
  private isDeeperThanParent(at: number, column: string): boolean {
    for (let line = lineStart(this.text, at); line > 0;) {
      line = lineStart(this.text, line - (this.text.startsWith("\r\n", line - 2) ? 2 : 1));
      const above = this.text.slice(line, lineEnd(this.text, line));
      if (!/^\s*(#.*)?$/.test(above)) return column.length > /^ *(?:- +)*/.exec(above)![0].length;
    }
    return true;
  }

  private joined(lines: readonly string[], indent: string, first: boolean): string {
    return (first ? indent : "") + lines.join(this.layout.eol + indent);
  }

  private lastBefore(at: number): number {
    let before = at - 1;
    while (isSpace(this.text[before])) before--;
    return before;
  }

  /** The column of the key on the line of a colon, behind the dashes of the lists it begins. */
  private keyColumn(colon: number): string {
    const start = lineStart(this.text, colon);
    const lead = /^ *(?:- +)*/.exec(this.text.slice(start, colon))![0];
    return " ".repeat(lead.length);
  }

  /** Nothing of a block collection remains. */
  private refill({ container, insert }: ContainerChange): TextEdit[] | null {
    if (insert.length === 0) return this.replaceInBlock(container.span, container.kind === "array" ? [] : {});
    if (container.kind === "array")
      return this.replaceInBlock(
        container.span,
        insert.map((one) => one.value),
      );
    return this.replaceInBlock(container.span, Object.fromEntries(insert.map((one) => [one.key ?? "", one.value])));
  }

  private blockEdits(change: ContainerChange): TextEdit[] | null {
    const regions = this.regions(change);
    if (!regions) return null;
    const column = columnAsIndent(this.text, regions[0]!.start);
    const edits: TextEdit[] = [];
    const firstRemoved = new Map<number, number>();
    for (const [first, last] of runs(change.remove, regions.length)) {
      firstRemoved.set(last, first);
      const keepsBreak = change.insert.some((insertion) => insertion.before >= first && insertion.before <= last + 1);
      edits.push({ span: this.removal(regions, first, last, keepsBreak), newText: "" });
    }
    for (const insertion of change.insert) {
      // What comes after something that goes takes its place.
      const before = firstRemoved.get(insertion.before - 1) ?? insertion.before;
      edits.push(this.insertion(regions, before, this.lines(insertion), column));
    }
    return edits;
  }

  /** Each element from its dash or key to the end of its last line, comment included. Null where something else is on its lines. */
  private regions({ container, elements }: ContainerChange): Span[] | null {
    const found: Span[] = [];
    for (const [index, element] of elements.entries()) {
      const start = container.kind === "array" ? this.lastBefore(element.start) : element.start;
      const end = restOfLine(this.text, element.end + (this.isEmptyValue(element) ? 1 : 0), comments);
      if (end === null || (container.kind === "array" && this.text[start] !== "-")) return null;
      if (index > 0 && !isFirstOnLine(this.text, start)) return null;
      found.push({ start, end });
    }
    return found;
  }

  /** `Key:` with nothing behind it ends before its colon. */
  private isEmptyValue(element: Span): boolean {
    return (
      this.text[element.end] === ":" && (element.end + 1 >= this.text.length || isSpace(this.text[element.end + 1]))
    );
  }

  private removal(regions: readonly Span[], first: number, last: number, keepsBreak: boolean): Span {
    const { start } = regions[first]!;
    const { end } = regions[last]!;
    const next = afterBreak(this.text, end);
    // The first element stands behind the dash of its list: the next one moves up to its place.
    if (!isFirstOnLine(this.text, start)) return { start, end: skipSpace(this.text, next) };
    const line = lineStart(this.text, start);
    if (next > end || line === 0 || keepsBreak) return { start: line, end: next };
    return { start: line - (this.text.startsWith("\r\n", line - 2) ? 2 : 1), end };
  }

  private lines({ key, value }: Insertion): string[] {
    if (key === null) return listItem(yamlBlock(value, this.layout.unit, this.quote));
    return mapEntry(key, value, this.layout.unit, this.quote);
  }

  private insertion(regions: readonly Span[], before: number, lines: readonly string[], column: string): TextEdit {
    const { eol } = this.layout;
    if (before >= regions.length) {
      const at = regions.at(-1)!.end;
      return { span: { start: at, end: at }, newText: eol + this.joined(lines, column, true) };
    }
    const { start } = regions[before]!;
    const isFirst = isFirstOnLine(this.text, start);
    const at = isFirst ? start - indentAt(this.text, start).length : start;
    return {
      span: { start: at, end: at },
      newText: this.joined(lines, column, isFirst) + eol + (isFirst ? "" : column),
    };
  }
}
