/** What of a token text belongs together: the elements of lists, statements, calls and what they are called. */
import { addTo } from "../../group-by";
import type { Token, TokenText } from "./tokens";

/** Tokens from the first to the last, both in. */
export interface Stretch {
  readonly first: number;
  readonly last: number;
}

/** An element of a list, or a statement. */
export interface Part extends Stretch {
  readonly group: number;
  readonly isElement: boolean;
  /** The comma behind an element; null where there is none. */
  readonly comma: number | null;
}

/** `name = value`, `name: value`, `name => value`, or a value alone (`name` is then null). */
export interface Shape {
  readonly lhs: Stretch | null;
  readonly name: string | null;
  /** A variable that is declared, what may be one or a property, a property for certain, or what an element is called. */
  readonly kind: "declared" | "assigned" | "property" | "label" | "value";
}

const gives = new Set(["=", ":", "=>", ":=", "->", "<-"]);
const goesOn = new Set(["=", ",", "+", "-", "&&", "||", ".", "|>", "=>", "->", "<-", ":=", "::", "?.", "??", "\\"]);
const goesOnBefore = new Set([".", "?.", "|>", "=>", "->", "::", "&&", "||", "+", "??", "?", ":", "=", ","]);
const accesses = new Set([".", "->", "::", "?."]);

export class Parts {
  private readonly children = new Map<number, number[]>();
  private readonly known = new Map<number, readonly Part[]>();

  constructor(readonly source: TokenText) {
    source.tokens.forEach(({ kind, group }, index) => {
      if (kind === "close") return;
      addTo(this.children, group, index);
    });
  }

  token(index: number): Token | undefined {
    return this.source.tokens[index];
  }

  /** The text of a token that is a sign, a word or a bracket. */
  at(index: number): string {
    return this.source.tokens[index]?.text ?? "";
  }

  text({ first, last }: Stretch): string {
    return this.source.text.slice(this.source.tokens[first]!.start, this.source.tokens[last]!.end);
  }

  /** The tokens that stand directly in a bracket; an inner bracket stands for all of it. */
  childrenOf(group: number): readonly number[] {
    return this.children.get(group) ?? [];
  }

  private endOf(index: number): number {
    return this.token(index)!.partner;
  }

  /** The elements or statements of a bracket. */
  partsOf(group: number): readonly Part[] {
    let parts = this.known.get(group);
    if (!parts) this.known.set(group, (parts = this.readParts(group)));
    return parts;
  }

  isList(group: number): boolean {
    if (group < 0) return false;
    const children = this.childrenOf(group);
    if (this.at(group) !== "{") return true;
    if (children.some((child) => this.isSign(child, ";"))) return false;
    if (children.some((child) => this.isSign(child, ","))) return true;
    const [first, second] = children;
    return (
      second !== undefined &&
      this.token(first!)!.line === this.token(second)!.line &&
      /^(?::|=>)$/.test(this.at(second))
    );
  }

  private isSign(index: number, text: string): boolean {
    return this.token(index)!.kind === "sign" && this.at(index) === text;
  }

  private readParts(group: number): Part[] {
    const children = this.childrenOf(group);
    if (this.isList(group)) return this.split(children, group);
    const statements: number[][] = [];
    children.forEach((child, index) => {
      const before = children[index - 1];
      if (before === undefined || this.isSign(before, ";") || this.isNewLine(before, child)) statements.push([child]);
      else statements.at(-1)!.push(child);
    });
    return statements.flatMap((statement) => {
      const elements = statement.some((child) => this.isSign(child, ",")) ? this.split(statement, group) : [];
      return elements.length > 1 ? elements : [this.part(statement, group, false, null)];
    });
  }

  private split(children: readonly number[], group: number): Part[] {
    const parts: Part[] = [];
    let own: number[] = [];
    for (const child of children) {
      if (!this.isSign(child, ",")) own.push(child);
      else if (own.length > 0) {
        parts.push(this.part(own, group, true, child));
        own = [];
      }
    }
    if (own.length > 0) parts.push(this.part(own, group, true, null));
    return parts;
  }

  private part(children: readonly number[], group: number, isElement: boolean, comma: number | null): Part {
    return { first: children[0]!, last: this.endOf(children.at(-1)!), group, isElement, comma };
  }

  /** Whether a token begins a statement, given the one before it in the same bracket. */
  private isNewLine(before: number, index: number): boolean {
    const end = this.token(this.endOf(before))!;
    const endLine =
      end.line +
      (end.kind === "string"
        ? this.text({ first: this.endOf(before), last: this.endOf(before) }).split("\n").length - 1
        : 0);
    const next = this.token(index)!;
    if (next.line <= endLine) return false;
    if (end.kind === "sign" && goesOn.has(end.text)) return false;
    if (
      next.kind === "sign" &&
      goesOnBefore.has(next.text) &&
      !(next.text === ":" && /\w/.test(this.source.text[next.end] ?? ""))
    )
      return false;
    return !(next.kind === "open" && next.text === "{");
  }

  /** The element or statement that a token is in. */
  partAround(index: number): Part | null {
    return this.partsOf(this.token(index)!.group).find(({ first, last }) => first <= index && index <= last) ?? null;
  }

  /** What a value is in its part; null where it is only a piece of what the part holds. */
  shapeOf(part: Part, value: Stretch): Shape | null {
    const last = this.isSign(part.last, ";") ? part.last - 1 : part.last;
    if (value.last !== last) return null;
    if (value.first === part.first) return { lhs: null, name: null, kind: "value" };
    const sign = value.first - 1;
    const isGiven = this.token(sign)!.kind === "sign" && gives.has(this.at(sign));
    const end = isGiven ? sign - 1 : sign;
    if (end < part.first || (this.token(end)!.group !== part.group && this.token(end)!.kind !== "close")) return null;
    const lhs = { first: part.first, last: end };
    if (!isGiven) {
      // `access_key 'value'` of a language that calls without brackets.
      const isCall = this.token(end)!.kind === "word" && end === part.first;
      return isCall ? { lhs, name: this.at(end), kind: "property" } : null;
    }
    return { lhs, ...this.named(lhs, part.isElement) };
  }

  private named({ first, last }: Stretch, isElement: boolean): Pick<Shape, "name" | "kind"> {
    const typed = this.typeSign(first, last);
    const end = typed ?? last;
    const token = this.token(end)!;
    if (token.kind === "close") {
      const inner = this.childrenOf(token.partner);
      return { name: inner.length === 1 ? this.at(inner[0]!) : null, kind: isElement ? "label" : "property" };
    }
    if (token.kind === "string" || isElement) return { name: token.text, kind: "label" };
    if (token.kind !== "word") return { name: null, kind: "property" };
    const before = this.token(end - 1);
    if (end > first && before?.kind === "sign" && accesses.has(before.text))
      return { name: token.text, kind: "property" };
    return {
      name: token.text,
      kind: end > first || typed !== null || token.text.startsWith("$") ? "declared" : "assigned",
    };
  }

  /** The name before its type (`name: String`), where there is one. */
  private typeSign(first: number, last: number): number | null {
    for (let at = first + 1; at < last; at++)
      if (
        this.isSign(at, ":") &&
        this.token(at)!.group === this.token(first)!.group &&
        this.token(at - 1)!.kind === "word"
      )
        return at - 1;
    return null;
  }

  /** The name of what a bracket is handed to: `Aws::S3::S3Client` of its call, with `new`; null where it is no call. */
  calleeOf(group: number): (Stretch & { readonly name: string }) | null {
    if (group <= 0 || this.token(group - 1)!.kind !== "word") return null;
    let first = group - 1;
    while (
      first >= 2 &&
      accesses.has(this.at(first - 1)) &&
      this.token(first - 1)!.kind === "sign" &&
      this.token(first - 2)!.kind === "word"
    )
      first -= 2;
    const name = this.text({ first, last: group - 1 });
    return { first, last: group - 1, name };
  }

  /** What leads to a bracket, without what the calls before it were given: `S3Client.builder.region`. */
  headOf(group: number): string {
    const { first } = this.expressionOf(group);
    let head = "";
    for (let at = first; at < group; at = this.endOf(at) + 1)
      if (this.token(at)!.kind !== "open") head += at === first && this.at(at) === "new" ? "" : this.at(at);
    return head.slice(0, 300);
  }

  /** The whole of a chain of calls and members that ends in a bracket, with `new` before it and what only unpacks it behind it. */
  expressionOf(group: number): Stretch {
    let first = group;
    for (;;) {
      const before = this.token(first - 1);
      if (!before) break;
      if (
        before.kind === "word" &&
        (first === group || this.token(first)!.kind !== "word") &&
        !/^(?:return|in|is|and|or|then|do)$/.test(before.text)
      )
        first--;
      else if (
        before.kind === "sign" &&
        accesses.has(before.text) &&
        this.token(first - 2) &&
        this.token(first - 2)!.kind !== "sign"
      )
        first--;
      else if (before.kind === "close" && this.token(first)!.kind === "sign" && accesses.has(this.at(first)))
        first = before.partner;
      else if (before.kind === "close" && this.token(first)!.kind === "open") first = before.partner;
      else break;
    }
    // `.static(…)` of a type that is known without its name.
    if (this.at(first - 1) === "." && /^(?:sign|open)$/.test(this.token(first - 2)?.kind ?? "")) first--;
    while (/^(?:new|await|const|@|\*|&)$/.test(this.at(first - 1))) first--;
    let last = this.token(group)!.partner;
    for (;;) {
      const unpacks =
        this.at(last + 1) === "." && /^(?:build|unwrap|clone|into|to_string|to_owned|c_str)$/.test(this.at(last + 2));
      if (!unpacks || this.at(last + 3) !== "(") break;
      last = this.token(last + 3)!.partner;
    }
    return { first, last };
  }

  /** The elements of the list that an element is in; of a statement that is one without brackets, those of the statement. */
  elementsWith(part: Part): readonly Part[] {
    const all = this.partsOf(part.group);
    if (this.isList(part.group)) return all;
    let first = all.indexOf(part);
    let last = first;
    while (first > 0 && all[first - 1]!.comma !== null) first--;
    while (all[last]!.comma !== null && last + 1 < all.length) last++;
    return all.slice(first, last + 1);
  }

  /** What begins a statement that is a list without brackets: `config :ex_aws`. */
  private headOfElements(part: Part): string | null {
    const [first] = this.elementsWith(part);
    return first === part ? null : this.text(first!).slice(0, 100).replace(/\s+/g, "");
  }

  /** What stands around a place, the outermost first: the names of calls, entries and what is assigned. */
  contextOf(index: number): string {
    const names: string[] = [];
    for (let at = index, depth = 0; at >= 0 && depth < 60; at = this.token(at)!.group, depth++) {
      const token = this.token(at)!;
      const part = this.partAround(at);
      if (at !== index) {
        const callee = this.calleeOf(at);
        if (callee && /[({]/.test(token.text)) names.unshift(callee.name);
      }
      const head = part?.isElement && !this.isList(part.group) ? this.headOfElements(part) : null;
      const start = at === index ? at : this.expressionOf(at).first;
      const sign = part && start > part.first ? start - 1 : -1;
      const isGiven = sign >= 0 && this.token(sign)!.kind === "sign" && gives.has(this.at(sign));
      if (part && isGiven && sign > part.first)
        names.unshift(this.text({ first: part.first, last: sign - 1 }).replace(/["'\s]/g, ""));
      if (head) names.unshift(head);
    }
    return names.join("/").slice(0, 600);
  }
}
