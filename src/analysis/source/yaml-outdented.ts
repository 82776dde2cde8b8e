/**
 * Flow collections and quoted texts whose later lines stand too far to the left: `yaml` goes by the specification and ends them there, while
 * PyYAML and CloudFormation read on to the bracket or the quote that closes them.
 */
import { endOfLine, skipBlanks } from "../text";

/** The text, as long as before, with a blank in place of each line break that such a line follows; null where there is none. */
export function withoutOutdents(text: string): string | null {
  const joined = new Joined(text);
  let at = 0;
  while (at < text.length) at = joined.line(at);
  return joined.text();
}

class Joined {
  private readonly blanks: number[] = [];

  constructor(private readonly source: string) {}

  text(): string | null {
    if (this.blanks.length === 0) return null;
    const parts: string[] = [];
    let from = 0;
    for (const at of this.blanks.sort((a, b) => a - b)) {
      parts.push(this.source.slice(from, at), " ");
      from = at + 1;
    }
    return [...parts, this.source.slice(from)].join("");
  }

  /** Reads a line of block style with all that begins on it; where the next one begins. */
  line(start: number): number {
    const { source } = this;
    let at = start;
    let parent = -1;
    for (;;) {
      while (source[at] === " ") at++;
      if (!/[-?]/.test(source[at] ?? "") || !isBlank(source[at + 1])) break;
      parent = at++ - start;
    }
    const column = at - start;
    at = this.pastProperties(at);
    const behindKey = this.key(at);
    if (behindKey > at) {
      parent = column;
      at = this.pastProperties(behindKey);
    }
    const first = source[at];
    if (first === "|" || first === ">") return this.pastBlock(at, parent);
    if (first === "[" || first === "{") at = this.pastFlow(at, column);
    else if (first === '"' || first === "'") at = this.pastQuotes(at, column);
    return nextLine(source, at);
  }

  /** Past tags and anchors. */
  private pastProperties(start: number): number {
    const { source } = this;
    let at = start;
    for (;;) {
      while (source[at] === " ") at++;
      if (!/[!&]/.test(source[at] ?? "")) return at;
      while (at < source.length && !isBlank(source[at])) at++;
    }
  }

  /** Behind the colon of a key; where it began for what is none. */
  private key(at: number): number {
    const { source } = this;
    const quote = source[at];
    let end = at;
    if (quote === '"' || quote === "'") {
      end = closingQuote(source, at);
      if (source.slice(at, end).includes("\n")) return at;
    } else if (quote !== undefined && !/[[{#|>\r\n]/.test(quote)) {
      while (end < source.length && source[end] !== "\n" && !(source[end] === ":" && isBlank(source[end + 1]))) end++;
    }
    return source[end] === ":" && isBlank(source[end + 1]) ? end + 1 : at;
  }

  /** Past a literal or folded text: the lines that are indented more than what it is the value of. */
  private pastBlock(at: number, parent: number): number {
    const { source } = this;
    let line = nextLine(source, at);
    let indent = -1;
    while (line < source.length) {
      const first = skipBlanks(source, line);
      if (source[first] !== "\n" && source[first] !== "\r" && first < source.length) {
        if (indent < 0) indent = first - line;
        if (first - line < indent || indent <= parent) return line;
      }
      line = nextLine(source, line);
    }
    return line;
  }

  private pastFlow(start: number, column: number): number {
    const { source } = this;
    let depth = 0;
    let at = start;
    /** A scalar has begun: quotes in it are text. */
    let inScalar = false;
    while (at < source.length) {
      const character = source[at]!;
      if (character === "\n") {
        if (isMarker(source, at + 1)) return at;
        this.breakAt(at, column);
        inScalar = false;
      } else if (character === "#" && isBlank(source[at - 1])) {
        const end = endOfLine(source, at);
        for (let one = at; one < end; one++) this.pending.push(one);
        at = end;
        continue;
      } else if ((character === '"' || character === "'") && !inScalar) {
        at = this.pastQuotes(at, column);
        inScalar = false;
        continue;
      } else if (character === "[" || character === "{") {
        depth++;
        inScalar = false;
      } else if (character === "]" || character === "}") {
        if (--depth === 0) {
          this.pending = [];
          return at + 1;
        }
        inScalar = false;
      } else if (character === "," || (character === ":" && /[\s"'[{]/.test(source[at + 1] ?? " "))) inScalar = false;
      else if (!isBlank(character)) inScalar = true;
      at++;
    }
    return at;
  }

  private pastQuotes(start: number, column: number): number {
    const { source } = this;
    const end = closingQuote(source, start);
    for (let at = source.indexOf("\n", start); at >= 0 && at < end; at = source.indexOf("\n", at + 1)) {
      if (isMarker(source, at + 1)) return at;
      this.breakAt(at, column, true);
    }
    this.pending = [];
    return end;
  }

  /** Comments and line breaks before the next line that is not blank. */
  private pending: number[] = [];

  private breakAt(at: number, column: number, inQuotes = false): void {
    const { source } = this;
    this.pending.push(at);
    if (source[at - 1] === "\r") this.pending.push(at - 1);
    const first = skipBlanks(source, at + 1);
    if ((inQuotes ? /[\r\n]/ : /[\r\n#]/).test(source[first] ?? "\n")) return;
    if (first - at - 1 <= column) for (const one of this.pending) this.blanks.push(one);
    this.pending = [];
  }
}

function isBlank(character: string | undefined): boolean {
  return character === undefined || /\s/.test(character);
}

function nextLine(text: string, at: number): number {
  return Math.min(text.length, endOfLine(text, at) + 1);
}

/** `---` and `...` end a document, whatever is open. */
function isMarker(text: string, at: number): boolean {
  return (text.startsWith("---", at) || text.startsWith("...", at)) && isBlank(text[at + 3]);
}

/** Behind the quote that closes the text; the end where none does. */
function closingQuote(text: string, start: number): number {
  const quote = text[start]!;
  for (let at = start + 1; at < text.length; at++) {
    if (quote === '"' && text[at] === "\\") at++;
    else if (text[at] === quote) {
      if (quote === '"' || text[at + 1] !== "'") return at + 1;
      at++;
    }
  }
  return text.length;
}
