/** How the expressions of Terraform are written: what stands around them, references, texts, and mistakes. */
import { partsOf, type SyntaxNode, type SyntaxTree, textOf } from "../../source/syntax-tree";
import type { Block } from "./blocks";

/** What the parser could not read or put in itself, without a width; and a string in quotes that goes on in another line, which the language does not have. */
export function isMistake(node: SyntaxNode, tree: SyntaxTree): boolean {
  if (node.type === "ERROR") return node.end > node.start;
  if (node.type === "string_lit" || node.type === "quoted_template")
    return /^"[^\n]*\n/.test(textOf(tree, node)) && !interpolates(node);
  return node.start === node.end && /^[\]})"]$/.test(node.type);
}

/** In an expression within a string a line may end. */
const interpolates = (node: SyntaxNode): boolean =>
  node.children.some(({ type }) => type === "template_interpolation" || type === "template_directive");

/** Expressions that only stand around another one. */
const wrappers = new Set(["expression", "literal_value", "collection_value", "template_expr", "for_expr"]);
export function unwrapped(expression: SyntaxNode): SyntaxNode {
  let at = expression;
  while (wrappers.has(at.type)) {
    const parts = partsOf(at);
    if (parts.length !== 1 || parts[0]!.type === "variable_expr") break;
    at = parts[0]!;
  }
  return at;
}

/** The values that a conditional chooses from, in its order; none for any other expression. */
export function branchesOf(expression: SyntaxNode): readonly SyntaxNode[] {
  const node = unwrapped(expression);
  return node.type === "conditional" ? partsOf(node).slice(1) : [];
}

/** What is all that a text is filled with: `"${x}"` is `x`. */
export function filledIn(node: SyntaxNode): SyntaxNode {
  if (node.type !== "quoted_template") return node;
  const inner = node.children.filter(({ type }) => !/^quoted_template_(?:start|end)$/.test(type));
  const [only] = inner;
  const expression =
    inner.length === 1 && only?.type === "template_interpolation"
      ? only.children.find(({ type }) => type === "expression")
      : undefined;
  return expression ? unwrapped(expression) : node;
}

/** What an item of a list is there: before Terraform 0.12 `"${var.names}"` stands for each of the names. */
export function itemsIn<Item extends { readonly kind: string }>(
  item: SyntaxNode,
  value: Item | (Item & { readonly items: readonly Item[] }),
): readonly Item[] {
  return "items" in value && unwrapped(item).type === "quoted_template" ? value.items : [value];
}

/** What stands in a template: `$${` is `${`; a heredoc knows no other escapes. */
export function unescaped(text: string, isHeredoc: boolean): string {
  const plain = text.replace(/([$%])\1\{/g, "$1{");
  if (isHeredoc || !plain.includes("\\")) return plain;
  return plain.replace(/\\(?:u([0-9a-fA-F]{4})|(.))/g, (_, code: string | undefined, letter: string) =>
    code === undefined ? ({ n: "\n", r: "\r", t: "\t" }[letter] ?? letter) : String.fromCharCode(parseInt(code, 16)),
  );
}

/** The last step of a reference that is always a single text. */
const textAttributes =
  /\.(?:arn|id|name|account_id|unique_id|key_id|partition|region|dns_suffix|invoke_arn|execution_arn|arn_suffix|url|bucket)$/;

/** Whether a reference is a single text of a resource or a data source, not of a variable or an iterator. */
export function isTextOfResource(reference: string): boolean {
  return textAttributes.test(reference) && /^(?:data\.)?[a-z0-9]+_\w+\./.test(reference);
}

const mostLocals = 20;

/**
 * Where it is written what an expression names by locals alone, so that a local in between is no change.
 * @param localOf what a local is, by its name
 */
export function throughLocals(
  expression: SyntaxNode,
  tree: SyntaxTree,
  localOf: (name: string) => SyntaxNode | undefined,
): SyntaxNode {
  let at = expression;
  for (let count = 0; count < mostLocals; count++) {
    const name = /^local\.([\w-]+)$/.exec(textOf(tree, filledIn(unwrapped(at))).trim())?.[1];
    const target = name === undefined ? undefined : localOf(name);
    if (!target) break;
    at = target;
  }
  return at;
}

/** The locals of a module, by their names. */
export function localsIn(blocks: readonly Block[]): ReadonlyMap<string, SyntaxNode> {
  const all = blocks.filter(({ type }) => type === "locals").flatMap((block) => block.arguments);
  return new Map(all.map(({ name, value }) => [name, value]));
}

const longestName = 300;

/** The name of what an expression leaves open: that of another one is another, however long they are. */
export function openName(written: string): string {
  if (written.length <= longestName) return written;
  let sum = 0;
  for (const letter of written) sum = (sum * 31 + letter.codePointAt(0)!) % 2 ** 31;
  return `${written.slice(0, longestName)}…${sum.toString(36)}`;
}
