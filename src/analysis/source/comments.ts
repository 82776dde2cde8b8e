/** The comments of a document in which something is suppressed, whatever the form. What a string holds is no comment. */
import { createScanner, type SyntaxKind } from "jsonc-parser";
import { Lexer } from "yaml";

import { endOfLine, type Span, startOfLine } from "../text";
import { type Form, grammarOf } from "./forms";
import { spanInFile } from "./notebook";
import type { Source } from "./source";
import type { SyntaxTree } from "./syntax-tree";

export interface Comment {
  readonly span: Span;
  /** An offset in the line that it speaks of: its own, or the one below where it stands alone. */
  readonly covers: number;
  /** What to take out for it to be gone. */
  readonly removal: Span;
}

/** Those that hold the mark. Without the grammar of its form, code has none. */
export function commentsOf(source: Source, mark: string): Comment[] {
  if (source.form === "notebook") return inNotebook(source, mark);
  return withLines(source.text, spansOf(source, mark));
}

/** All of them, whatever they hold. */
export function allComments(source: Source): readonly Span[] {
  return source.form === "notebook" ? [] : spansOf(source, "");
}

function spansOf(source: Source, marker: string): Span[] {
  const { text, form } = source;
  const grammar = grammarOf(form);
  const spans =
    grammar !== null
      ? inCode(source.syntax(grammar))
      : form === "json"
        ? inJson(text)
        : form === "yaml"
          ? inYaml(text)
          : inLines(text, form, marker);
  return spans.filter(({ start, end }) => text.slice(start, end).includes(marker));
}

function inCode(tree: SyntaxTree | null): Span[] {
  const comments = tree?.nodes.filter(({ type }) => type === "comment") ?? [];
  return comments.map(({ start, end }) => ({ start, end }));
}

/** jsonc-parser has names for them only where types are not stripped. */
const tokens = {
  lineComment: 12 as SyntaxKind.LineCommentTrivia,
  blockComment: 13 as SyntaxKind.BlockCommentTrivia,
  end: 17 as SyntaxKind.EOF,
};

function inJson(text: string): Span[] {
  const scanner = createScanner(text);
  const spans: Span[] = [];
  for (let kind = scanner.scan(); kind !== tokens.end; kind = scanner.scan()) {
    if (kind !== tokens.lineComment && kind !== tokens.blockComment) continue;
    const start = scanner.getTokenOffset();
    spans.push({ start, end: start + scanner.getTokenLength() });
  }
  return spans;
}

/** What the lexer says of the lexeme that follows, or of the document; nothing of the text. */
const signals = new Set(["\x02", "\x18", "\x1f"]);

function inYaml(text: string): Span[] {
  const spans: Span[] = [];
  let at = 0;
  let scalar = false;
  for (const lexeme of new Lexer().lex(text)) {
    if (signals.has(lexeme)) {
      scalar = lexeme === "\x1f";
      continue;
    }
    if (!scalar && lexeme.startsWith("#")) spans.push({ start: at, end: at + lexeme.length });
    scalar = false;
    at += lexeme.length;
  }
  return spans;
}

/** How comments begin in forms that are read line by line. */
const openers: { readonly [form in Form]?: RegExp } = {
  shell: /#/,
  powershell: /#/,
  dockerfile: /#/,
  assignments: /#|;|!|\/\/|::|rem\b/i,
  markdown: /<!--|#|\/\//,
  text: /#|\/\/|;|--|<!--|\/\*/,
};

function inLines(text: string, form: Form, marker: string): Span[] {
  const opener = openers[form] ?? openers.text!;
  const alone = new RegExp(`^[ \\t]*(?=(?:${opener.source})[^\\S\\n]*${marker})`, opener.flags);
  const trailing =
    form === "shell" || form === "powershell" || form === "assignments"
      ? new RegExp(`[ \\t](?=#[ \\t]*${marker})`)
      : null;
  const spans: Span[] = [];
  let at = 0;
  let fenced = false;
  for (const line of text.split("\n")) {
    const end = at + line.trimEnd().length;
    if (form === "markdown" && /^\s*(?:```|~~~)/.test(line)) fenced = !fenced;
    if (line.includes(marker)) {
      const own = alone.exec(line);
      const indent = own?.[0].length ?? 0;
      // What is a comment in a block of code is a heading or a text around it, and the other way round.
      if (own && (form !== "markdown" || line.startsWith("<!--", indent) !== fenced))
        spans.push({ start: at + indent, end });
      const behind = own ? null : trailing?.exec(line);
      if (behind && !endsInQuotes(line.slice(0, behind.index))) spans.push({ start: at + behind.index + 1, end });
    }
    at += line.length + 1;
  }
  return spans;
}

function endsInQuotes(line: string): boolean {
  let quote = "";
  for (let at = 0; at < line.length; at++) {
    const character = line[at]!;
    if (character === "\\" && quote !== "'") at++;
    else if (quote === "" && (character === '"' || character === "'")) quote = character;
    else if (character === quote) quote = "";
  }
  return quote !== "";
}

/** A comment alone in its lines stands for the first line below that is no such comment. */
function withLines(text: string, spans: readonly Span[]): Comment[] {
  const comments = spans.map((span) => ({ span, alone: isAlone(text, span) }));
  const aloneFrom = new Map(
    comments.filter(({ alone }) => alone).map(({ span }) => [startOfLine(text, span.start), span]),
  );
  // From the last one upwards: what stands below a comment is known before.
  const below = new Map<Span, number>();
  for (const { span } of comments.filter(({ alone }) => alone).reverse()) {
    const next = nextLine(text, span.end);
    const another = aloneFrom.get(next);
    below.set(span, (another && below.get(another)) ?? next);
  }
  return comments.map(({ span, alone }) => ({
    span,
    covers: below.get(span) ?? span.start,
    removal: alone
      ? { start: startOfLine(text, span.start), end: nextLine(text, span.end) }
      : { start: blanksBefore(text, span.start), end: span.end },
  }));
}

/** The braces around a comment in JSX belong to it. */
function isAlone(text: string, { start, end }: Span): boolean {
  const before = text.slice(startOfLine(text, start), start);
  const after = text.slice(end, nextLine(text, end));
  return ["", "{"].includes(before.trim()) && ["", "}"].includes(after.trim());
}

function blanksBefore(text: string, at: number): number {
  let start = at;
  while (/[ \t]/.test(text[start - 1] ?? "")) start--;
  return start;
}

/** The start of the line below; the end of the text where there is none. */
function nextLine(text: string, at: number): number {
  // Some grammars take the break into the comment.
  return Math.min(text.length, endOfLine(text, at > 0 && text[at - 1] === "\n" ? at - 1 : at) + 1);
}

/** The comments in the code of its cells. */
function inNotebook(source: Source, marker: string): Comment[] {
  const { text, notebook } = source;
  if (!notebook.code.includes(marker)) return [];
  const spans = inCode(source.syntax("python")).filter(({ start, end }) =>
    notebook.code.slice(start, end).includes(marker),
  );
  return withLines(notebook.code, spans).map(({ span, covers }) => {
    const inFile = spanInFile(notebook, span);
    return { span: inFile, covers: notebook.offsets[covers] ?? text.length, removal: inFile };
  });
}
