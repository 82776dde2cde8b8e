/** What decides in code whether something in it happens: the branches that it stands in, and what ends before it. */
import { childOf, partsOf, type SyntaxNode } from "../../source/syntax-tree";

/** A condition, and whether it has to hold. */
export interface Choice {
  readonly condition: SyntaxNode;
  readonly holds: boolean;
  /** Of a `switch` or `match`: what its value has to be one of. */
  readonly cases?: readonly SyntaxNode[];
}

export const choosing = /^(?:ternary_expression|conditional_expression)$/;

/** The conditions in whose branches something stands. */
export function choicesAround(place: SyntaxNode): readonly Choice[] {
  const found: Choice[] = [];
  for (let node = place; node.parent; node = node.parent) {
    const { parent } = node;
    if (parent.type === "if_statement" || parent.type === "elif_clause") {
      const condition = childOf(parent, "condition");
      if (condition && condition !== node) found.push({ condition, holds: node.field === "consequence" });
    } else if (choosing.test(parent.type)) {
      const { condition, branches } = branchesOf(parent);
      if (condition && condition !== node) found.push({ condition, holds: node === branches[0] });
    } else if (/^(?:switch_case|switch_default|case_clause)$/.test(parent.type)) {
      const choice = caseOf(parent, node);
      if (choice) found.push(choice);
    } else {
      const joined = joinerOf(parent);
      if (joined && joined.right === node) found.push({ condition: joined.left, holds: joined.isAnd });
    }
  }
  return [...found, ...endsBefore(place)];
}

/** The conditions under which a function, or a turn of a loop, ends before it comes to a place: they must not hold. What fails deploys nothing. */
export function endsBefore(place: SyntaxNode): readonly Choice[] {
  const found: Choice[] = [];
  for (let node = place; node.parent; node = node.parent) {
    if (!blocks.test(node.parent.type)) continue;
    for (const one of partsOf(node.parent)) {
      if (one.start >= node.start) break;
      if (one.type !== "if_statement") continue;
      const condition = childOf(one, "condition");
      const [first, other] = [childOf(one, "consequence"), childOf(one, "alternative")];
      if (!condition) continue;
      if (first && ends(first)) found.push({ condition, holds: false });
      else if (other && ends(other)) found.push({ condition, holds: true });
    }
  }
  return found;
}

const blocks = /^(?:statement_block|block|switch_case|switch_default)$/;

function ends(branch: SyntaxNode): boolean {
  const last = /^(?:statement_block|block|else_clause)$/.test(branch.type)
    ? partsOf(branch).findLast(({ named, type }) => named && type !== "comment")
    : branch;
  if (!last || last === branch) return /^(?:return|continue|break)_statement$/.test(branch.type);
  return ends(last);
}

/** What a case of a `switch` or `match` is chosen by, with those that fall through to it. */
function caseOf(own: SyntaxNode, inside: SyntaxNode): Choice | null {
  const body = own.parent;
  const statement = body && (childOf(body, "value") || childOf(body, "subject") ? body : body.parent);
  const condition = statement && (childOf(statement, "value") ?? childOf(statement, "subject"));
  if (!condition || inside.field === "value") return null;
  const all = partsOf(body).filter(({ type }) => /^(?:switch_case|switch_default|case_clause)$/.test(type));
  const valuesOf = (one: SyntaxNode): readonly SyntaxNode[] => {
    const value = childOf(one, "value") ?? partsOf(one).find(({ type }) => type === "case_pattern");
    return value ? [value] : [];
  };
  let first = all.indexOf(own);
  const isDefault = (one: SyntaxNode) => one.type === "switch_default";
  while (first > 0 && own.type !== "case_clause" && fallsThrough(all[first - 1]!)) first--;
  const chosen = all.slice(first, all.indexOf(own) + 1);
  return chosen.some(isDefault)
    ? { condition, holds: false, cases: all.filter((one) => !chosen.includes(one)).flatMap(valuesOf) }
    : { condition, holds: true, cases: chosen.flatMap(valuesOf) };
}

function fallsThrough(one: SyntaxNode): boolean {
  const last = partsOf(one).findLast(({ named, type }) => named && type !== "comment");
  if (!last || last === childOf(one, "value")) return true;
  const inner = last.type === "statement_block" ? (partsOf(last).findLast(({ named }) => named) ?? last) : last;
  return !/^(?:return|break|continue|throw)_statement$/.test(inner.type);
}

/** In Python the condition stands between the branches. */
export function branchesOf(node: SyntaxNode): {
  readonly condition: SyntaxNode | undefined;
  readonly branches: readonly SyntaxNode[];
} {
  const [first, second, third] = partsOf(node).filter(({ named, type }) => named && type !== "comment");
  const [condition, ...branches] = node.type === "ternary_expression" ? [first, second, third] : [second, first, third];
  return { condition, branches: branches.filter((one) => one !== undefined) };
}

export function joinerOf(
  node: SyntaxNode,
): { readonly left: SyntaxNode; readonly right: SyntaxNode; readonly isAnd: boolean } | null {
  if (!/^(?:binary_expression|boolean_operator)$/.test(node.type)) return null;
  const operator = node.children.find(({ type }) => /^(?:&&|\|\||and|or)$/.test(type));
  const [left, right] = [childOf(node, "left"), childOf(node, "right")];
  return operator && left && right ? { left, right, isAnd: /^(?:&&|and)$/.test(operator.type) } : null;
}

export function innerOf(node: SyntaxNode): SyntaxNode {
  let found = node;
  while (/^(?:parenthesized_expression|as_expression|satisfies_expression|non_null_expression)$/.test(found.type)) {
    const [only] = partsOf(found).filter(({ named }) => named);
    if (!only) break;
    found = only;
  }
  return found;
}
