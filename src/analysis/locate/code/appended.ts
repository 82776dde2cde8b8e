/** What is added to a list before anything reads it: `actions.append("s3:GetObject")`, also in a branch. */
import type { CodeFile, Reading } from "../../code/code-file";
import { childOf, partsOf, type SyntaxNode } from "../../source/syntax-tree";

export interface Appended {
  readonly item: SyntaxNode;
  /** The outermost branch in which it is added. */
  readonly within: SyntaxNode | null;
}

const ways = /^(?:push|append|extend)$/;
const blocks = /^(?:block|statement_block|else_clause|elif_clause)$/;

/** Null where something else happens to the list, and where it is read before. @param changes where something happens to it @param reads where not */
export function appendedTo(
  file: CodeFile,
  value: SyntaxNode,
  changes: readonly Reading[],
  reads: readonly Reading[],
): readonly Appended[] | null {
  const list = file.language.unwrap(value);
  const home = list.type === "array" || list.type === "list" ? blockAround(list) : null;
  if (!home) return null;
  const last = Math.max(...changes.map(({ node }) => node.end));
  if (reads.some(({ node }) => node.start < last && !isName(node, list))) return null;
  const all = changes.map((one) => appendedBy(file, one, home));
  return all.some((one) => one === null) ? null : all.flatMap((one) => one!);
}

function appendedBy(file: CodeFile, { path, node }: Reading, home: SyntaxNode): readonly Appended[] | null {
  const call = node.field === "function" ? node.parent : null;
  const [method] = path;
  if (!call || path.length !== 1 || !ways.test(method!) || call.parent?.type !== "expression_statement") return null;
  const within = branchWithin(call.parent, home);
  if (within === undefined) return null;
  const given = file.argumentsOf(call);
  const [first, ...more] = given;
  const items = method === "extend" ? (first && more.length === 0 ? listed(first) : null) : given;
  if (!items || items.some(({ type }) => /spread|splat|keyword/.test(type))) return null;
  return items.map((item) => ({ item, within }));
}

/** The outermost branch of a block in which a statement of it stands; null for none, undefined for what does not stand there, or in a loop. */
export function branchWithin(statement: SyntaxNode, home: SyntaxNode): SyntaxNode | null | undefined {
  let within: SyntaxNode | null = null;
  for (let at = statement.parent; at !== home; at = at.parent) {
    if (!at) return undefined;
    if (at.type === "if_statement") within = at;
    else if (!blocks.test(at.type)) return undefined;
  }
  return within;
}

function listed(node: SyntaxNode): readonly SyntaxNode[] | null {
  return node.type === "list" ? partsOf(node) : null;
}

/** The name in the declaration of the list. */
function isName(node: SyntaxNode, list: SyntaxNode): boolean {
  return (
    node.end <= list.start && (childOf(list.parent ?? list, "name") ?? childOf(list.parent ?? list, "left")) === node
  );
}

function blockAround(list: SyntaxNode): SyntaxNode | null {
  let at = list.parent;
  while (
    at &&
    /^(?:variable_declarator|lexical_declaration|variable_declaration|assignment|expression_statement)$/.test(at.type)
  )
    at = at.parent;
  return at && /^(?:block|statement_block|program|module)$/.test(at.type) ? at : null;
}
