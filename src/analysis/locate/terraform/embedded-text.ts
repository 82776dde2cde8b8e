/** Texts of Terraform that hold a document of their own, such as JSON in a heredoc. */
import type { DecodedText } from "../../source/decoded-text";
import { substitutions } from "../../source/intrinsics";
import { type SyntaxNode, type SyntaxTree, textOf } from "../../source/syntax-tree";
import type { TextPart } from "../../value";

/** Stands, in quotes, for a value that Terraform fills in whole. */
const filling = "\uE000";

/**
 * A heredoc as it stands, or a quoted text without its escapes. What Terraform fills in keeps its place, made readable
 * as JSON. Null for a text with directives such as `%{ if … }`: what it says is not known.
 */
export function decode(tree: SyntaxTree, node: SyntaxNode): DecodedText | null {
  const whole = textOf(tree, node);
  const isHeredoc = node.type === "heredoc_template";
  if ((!isHeredoc && !whole.startsWith('"')) || node.children.some((child) => child.type === "template_directive"))
    return null;
  const start = isHeredoc ? node.start + whole.indexOf("\n") + 1 : node.start + 1;
  const end = isHeredoc ? node.start + whole.lastIndexOf("\n") + 1 : node.end - 1;
  if (end <= start) return null;
  const fillings = new Map(
    node.children
      .filter((child) => child.type === "template_interpolation" && child.end - child.start > 2)
      .map((child) => [child.start, child.end]),
  );
  let text = "";
  let inString = false;
  let escaped = false;
  const offsets: number[] = [];
  for (let at = start; at < end; at++) {
    const filled = fillings.get(at);
    if (filled !== undefined) {
      const written = tree.text.slice(at, filled);
      text += inString
        ? `\${${written.slice(2, -1).replace(/["\\{}\p{Cc}]/gu, "_")}}`
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
    const found = substitutions(part);
    return index === 0 ? found : ["${", ...found];
  });
}
