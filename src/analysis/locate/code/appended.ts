/** What is added to a list before anything reads it: `actions.append("s3:GetObject")`, also in a branch. */
import type { CodeFile, Reading } from "../../code/code-file";
import { childOf, partsOf, type SyntaxNode } from "../../source/syntax-tree";

export interface Appended {
  readonly item: SyntaxNode;
  /** It is a list, the items of which are added. */
  readonly isList: boolean;
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
  if (given.some(({ type }) => /splat|keyword/.test(type))) return null;
  if (method === "extend") return given.length === 1 ? [{ item: given[0]!, isList: true, within }] : null;
  return given.map((one) => {
    const isList = /spread/.test(one.type);
    return { item: (isList && partsOf(one)[0]) || one, isList, within };
  });
}

/** A list of Python that `actions += ["s3:PutObject"]` adds to before anything reads it, with what is added in its order; null for anything else. */
export function summedTo(
  file: CodeFile,
  reference: SyntaxNode,
): { readonly list: SyntaxNode; readonly appended: readonly Appended[] } | null {
  const binding = file.scopes.bindingOf(reference);
  const [declaration, ...others] = binding?.declarations ?? [];
  if (!binding || !declaration?.value || declaration.path.length > 0 || others.length > 0) return null;
  const list = file.language.unwrap(declaration.value);
  const home = list.type === "list" ? blockAround(list) : null;
  if (!home) return null;
  const readings = file.readings(binding);
  const changes = readings.filter(
    ({ path, node }) => isSum(node) || (node.field === "function" && ways.test(path[0]!)),
  );
  const last = Math.max(...changes.map(({ node }) => node.end));
  if (!changes.some(({ node }) => isSum(node))) return null;
  if (readings.some((one) => !changes.includes(one) && (one.node.start < last || file.language.isWritten(one.node))))
    return null;
  const all = changes.map((one) => (isSum(one.node) ? summedBy(one.node, home) : appendedBy(file, one, home)));
  return all.some((one) => one === null) ? null : { list, appended: all.flatMap((one) => one!) };
}

function isSum(node: SyntaxNode): boolean {
  const { parent } = node;
  return parent?.type === "augmented_assignment" && node.field === "left" && childOf(parent, "operator")?.type === "+=";
}

function summedBy(name: SyntaxNode, home: SyntaxNode): readonly Appended[] | null {
  const item = name.parent && childOf(name.parent, "right");
  const within = item ? branchWithin(name.parent!.parent!, home) : undefined;
  return item && within !== undefined ? [{ item, isList: true, within }] : null;
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
