/** A text that a program of AWS CDK writes out: its literals without their escapes, put together, with the place of each character. */
import type { CodeFile } from "../../code/code-file";
import { childOf, partsOf, type SyntaxNode, textOf } from "../../source/syntax-tree";
import { withoutIndent } from "../inline-code";

export interface WrittenText {
  readonly text: string;
  /** One more than there are characters: where it ends. */
  readonly offsets: readonly number[];
  /** Holes in it are filled in when the program runs. */
  readonly hasHoles: boolean;
}

const deepest = 20;
const letters: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", "\n": "" };

/** Null for an expression whose text is not all written here. */
export function writtenText(file: CodeFile, expression: SyntaxNode, depth = 0): WrittenText | null {
  if (depth > deepest) return null;
  const node = file.resolve(expression).base;
  const inner = (one: SyntaxNode) => writtenText(file, one, depth + 1);
  switch (node.type) {
    case "string":
    case "template_string":
      return ofLiteral(file, node);
    case "concatenated_string":
      return together(partsOf(node).map(inner));
    case "binary_expression":
    case "binary_operator":
      return childOf(node, "operator")?.type === "+"
        ? together([childOf(node, "left")!, childOf(node, "right")!].map(inner))
        : null;
    case "call_expression":
    case "call":
      return ofCall(file, node, inner);
    default:
      return null;
  }
}

/** `[line, line].join("\n")`, `"\n".join([line, line])`, `textwrap.dedent(text)`. */
function ofCall(file: CodeFile, node: SyntaxNode, inner: (one: SyntaxNode) => WrittenText | null): WrittenText | null {
  const callee = childOf(node, "function");
  const [given] = file.argumentsOf(node);
  const name = callee && file.ownName(callee);
  if (name === "dedent" && given) {
    const text = inner(given);
    return text && { ...withoutIndent(text), hasHoles: text.hasHoles };
  }
  const of = callee && file.language.member(file.tree, callee)?.object;
  if (name !== "join" || !of || !given) return null;
  const [list, separator] = [file.resolve(of).base, file.resolve(given).base];
  const isList = /^(?:array|list|tuple)$/.test(list.type);
  const between = inner(isList ? separator : list);
  const lines = partsOf(isList ? list : separator).map(inner);
  if (!between || !/^(?:array|list|tuple)$/.test((isList ? list : separator).type)) return null;
  return together(
    lines.flatMap((line, index) => (index === 0 || !line ? [line] : [placedAt(between, line.offsets[0]!), line])),
  );
}

function placedAt({ text, hasHoles }: WrittenText, offset: number): WrittenText {
  return { text, offsets: Array.from({ length: text.length + 1 }, () => offset), hasHoles };
}

function together(parts: readonly (WrittenText | null)[]): WrittenText | null {
  const known = parts.flatMap((part) => part ?? []);
  const last = known.at(-1);
  if (!last || known.length < parts.length) return null;
  return {
    text: known.map(({ text }) => text).join(""),
    offsets: [...known.flatMap(({ offsets }) => offsets.slice(0, -1)), last.offsets.at(-1)!],
    hasHoles: known.some(({ hasHoles }) => hasHoles),
  };
}

function ofLiteral({ tree }: CodeFile, node: SyntaxNode): WrittenText | null {
  const [first, last] = [node.children[0], node.children.at(-1)];
  if (first?.type !== "string_start") return unescaped(tree.text, node.start + 1, node.end - 1, node.type, false);
  const quote = textOf(tree, first).toLowerCase();
  if (last?.type !== "string_end" || !/^r?["']/.test(quote)) return null;
  return unescaped(tree.text, first.end, last.start, "python", quote.startsWith("r"));
}

function unescaped(source: string, start: number, end: number, type: string, isRaw: boolean): WrittenText {
  const offsets: number[] = [];
  let text = "";
  for (let at = start; at < end;) {
    const [, code, letter] =
      /^\\(?:u([0-9a-fA-F]{4})|([^]))/.exec(isRaw ? "" : source.slice(at, Math.min(at + 6, end))) ?? [];
    const isKept = code === undefined && (letter === undefined || (type === "python" && !/[nrt\\'"\n]/.test(letter)));
    const made = isKept
      ? source[at]!
      : code === undefined
        ? (letters[letter!] ?? letter!)
        : String.fromCharCode(parseInt(code, 16));
    for (const unit of made.split("")) {
      text += unit;
      offsets.push(at);
    }
    at += isKept ? 1 : code === undefined ? 2 : 6;
  }
  offsets.push(end);
  return { text, offsets, hasHoles: type === "template_string" };
}
