/** Texts of Terraform that hold a document of their own, such as JSON in a heredoc. */
import type { DecodedText } from "../../source/decoded-text";
import { substitutions } from "../../source/intrinsics";
import { type SyntaxNode, type SyntaxTree, textOf } from "../../source/syntax-tree";
import type { TextPart } from "../../value";

/** Stands, in quotes, for a value that Terraform fills in whole. */
const filling = "\uE000";

/**
 * A heredoc as it stands, or a quoted text without its escapes. What Terraform fills in keeps its place, made readable
 * as JSON, and of directives such as `%{ if … }` only what stands between them: each of it may be there.
 */
export function decode(tree: SyntaxTree, node: SyntaxNode): DecodedText | null {
  const whole = textOf(tree, node);
  const isHeredoc = node.type === "heredoc_template";
  if (!isHeredoc && !whole.startsWith('"')) return null;
  const start = isHeredoc ? node.start + whole.indexOf("\n") + 1 : node.start + 1;
  const end = isHeredoc ? node.start + whole.lastIndexOf("\n") + 1 : node.end - 1;
  if (end <= start) return null;
  const { fillings, directives } = marksIn(node);
  let text = "";
  let inString = false;
  let escaped = false;
  const offsets: number[] = [];
  for (let at = start; at < end; at++) {
    const directive = directives.get(at);
    if (directive !== undefined) {
      // In a string nobody knows what is left of it.
      text += inString ? `\${${"_".repeat(directive - at - 3)}}` : " ".repeat(directive - at);
      for (; at < directive; at++) offsets.push(at);
      at--;
      continue;
    }
    const filled = fillings.get(at);
    if (filled !== undefined) {
      const written = tree.text.slice(at, filled);
      text += inString
        ? `\${${written
            .slice(2, -1)
            .replace(/\s/g, " ")
            .replace(/["\\{}\p{Cc}]/gu, "_")}}`
        : `"${filling.repeat(written.length - 2)}"`;
      for (; at < filled; at++) offsets.push(at);
      at--;
      continue;
    }
    offsets.push(at);
    let character = tree.text[at]!;
    if (!isHeredoc && character === "\\") {
      at++;
      character = tree.text[at] === "n" ? "\n" : tree.text[at]!;
    }
    if (escaped) escaped = false;
    else if (character === '"') inString = !inString;
    else escaped = inString && character === "\\";
    text += character;
  }
  offsets.push(end);
  return { text, offsets, encode: isHeredoc ? inHeredoc : inQuotes, parts };
}

interface Marks {
  /** Where each filling begins and ends. */
  readonly fillings: ReadonlyMap<number, number>;
  /** The same of what begins, divides and ends directives. */
  readonly directives: ReadonlyMap<number, number>;
}

function marksIn(node: SyntaxNode): Marks {
  const fillings = new Map<number, number>();
  const directives = new Map<number, number>();
  const visit = (child: SyntaxNode): void => {
    if (child.type === "template_interpolation") {
      if (child.end - child.start > 2) fillings.set(child.start, child.end);
    } else if (/^template_(?:if|for)_(?:intro|start|end)$/.test(child.type)) directives.set(child.start, child.end);
    else if (child.type === "template_else_intro") {
      // Of two ways one is read: both together are no JSON.
      directives.set(child.start, child.parent!.children.at(-1)!.end);
    } else for (const inner of child.children) if (!isBehindElse(inner)) visit(inner);
  };
  for (const child of node.children) visit(child);
  return { fillings, directives };
}

function isBehindElse(node: SyntaxNode): boolean {
  const before = node.parent!.children;
  return before.slice(0, before.indexOf(node)).some(({ type }) => type === "template_else_intro");
}

function inHeredoc(newText: string): string | null {
  return /\$\{|%\{|\uE000/.test(newText) ? null : newText;
}

function inQuotes(newText: string): string | null {
  return /\$\{|%\{|\\|\uE000/.test(newText) ? null : JSON.stringify(newText).slice(1, -1);
}

/** `${…}` is Terraform's, `$${…}` is IAM's. */
function parts(text: string): TextPart[] | null {
  if (text.startsWith(filling)) return null;
  return text.split("$${").flatMap((part, index): TextPart[] => {
    const found = substitutions(part).map((one) => (typeof one === "string" ? one : { name: withoutFirst(one.name) }));
    return index === 0 ? found : ["${", ...found];
  });
}

/** A reference to the first of what a count makes, without its index: elsewhere indexes count for nothing either. */
function withoutFirst(name: string): string {
  return name.replace(/^((?:data\.)?aws_\w{1,100}\.[\w-]{1,200})\[0\](?=\.)/, "$1");
}
