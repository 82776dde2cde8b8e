/** Where a construct of a file is used: through its variables, the fields of its class, and loops over lists with it. */
import { childOf, type SyntaxNode } from "../../source/syntax-tree";
import { type Constructs } from "./constructs";
import { isSelf } from "./declarations";

export interface Uses {
  /** The outermost expressions that are the construct, and nothing else. */
  readonly at: readonly SyntaxNode[];
  /** Other files may use it, or it goes where it cannot be followed. */
  readonly isOpen: boolean;
  /** Loops in which each use is for this construct as well. */
  readonly loops: ReadonlySet<SyntaxNode>;
}

const most = 500;

export function usesOf(constructs: Constructs, made: SyntaxNode): Uses {
  const { file } = constructs;
  const at: SyntaxNode[] = [];
  const loops = new Set<SyntaxNode>();
  const seen = new Set<SyntaxNode>();
  let isOpen = false;
  const open: { readonly node: SyntaxNode; readonly isList: boolean }[] = [{ node: made, isList: false }];
  const follow = (nodes: readonly SyntaxNode[], isList: boolean): void => {
    for (const node of nodes) open.push({ node, isList });
  };
  while (open.length > 0) {
    const { node: inner, isList } = open.pop()!;
    if (seen.has(inner)) continue;
    seen.add(inner);
    if (seen.size > most) return { at, isOpen: true, loops };
    const node = outermost(inner);
    const { parent } = node;
    if (!parent || parent.type === "expression_statement") continue;
    const variable = declaredBy(node);
    if (variable) {
      const binding = file.scopes.bindingOf(variable);
      if (!binding?.constant || binding.declarations[0]!.exported) isOpen = true;
      follow(binding?.references ?? [], isList);
      continue;
    }
    const field = fieldOf(constructs, node);
    if (field) {
      if (!field.isPrivate) isOpen = true;
      follow(field.uses, isList);
      continue;
    }
    if (isList) {
      const loop = loopOver(constructs, node);
      if (!loop) isOpen = true;
      else {
        loops.add(loop.node);
        follow(loop.uses, false);
      }
    } else if (parent.type === "array" || parent.type === "list") {
      const list = outermost(parent);
      if (loopOver(constructs, list) || declaredBy(list)) follow([parent], true);
      else at.push(node);
    } else at.push(node);
  }
  return { at, isOpen, loops };
}

/** Around parentheses, `as` and `!`. */
function outermost(node: SyntaxNode): SyntaxNode {
  let at = node;
  while (
    at.parent &&
    /^(?:parenthesized_expression|as_expression|satisfies_expression|non_null_expression)$/.test(at.parent.type)
  )
    at = at.parent;
  return at;
}

/** The name of the variable that is given this value. */
function declaredBy({ field, parent }: SyntaxNode): SyntaxNode | null {
  const name =
    parent?.type === "variable_declarator" && field === "value"
      ? childOf(parent, "name")
      : parent?.type === "assignment" && field === "right"
        ? childOf(parent, "left")
        : null;
  return name?.type === "identifier" ? name : null;
}

function fieldOf(
  constructs: Constructs,
  node: SyntaxNode,
): { readonly isPrivate: boolean; readonly uses: readonly SyntaxNode[] } | null {
  const { file } = constructs;
  const { parent, field } = node;
  if (!parent) return null;
  const isDeclared = parent.type === "public_field_definition" && field === "value";
  const target = isDeclared ? childOf(parent, "name") : field === "right" ? childOf(parent, "left") : null;
  if (!target || !/^(?:public_field_definition|assignment_expression|assignment)$/.test(parent.type)) return null;
  const member = file.language.member(file.tree, target);
  const name = isDeclared ? file.text(target) : member && isSelf(file, member.object) ? member.key : null;
  if (name === null) return null;
  if (constructs.fields.valuesOf(node, name).length !== 1) return { isPrivate: false, uses: [] };
  return { isPrivate: constructs.fields.isPrivate(node, name), uses: constructs.fields.usesOf(node, name, target) };
}

/** `for (const f of [a, b])` and `[a, b].forEach((f) => …)`, with what stands for each item. */
function loopOver(
  { file }: Constructs,
  list: SyntaxNode,
): { readonly node: SyntaxNode; readonly uses: readonly SyntaxNode[] } | null {
  const { parent } = list;
  if (!parent) return null;
  let node: SyntaxNode | null = null;
  let item: SyntaxNode | null = null;
  if (/^(?:for_in_statement|for_statement)$/.test(parent.type) && list.field === "right") {
    node = parent;
    item = childOf(parent, "left");
  } else if (parent.type === "member_expression" && list.field === "object") {
    const call = parent.parent;
    const [callback] = call && file.language.member(file.tree, parent)?.key === "forEach" ? file.argumentsOf(call) : [];
    const parameters = callback && (childOf(callback, "parameter") ?? childOf(callback, "parameters"));
    const [first] = parameters?.type === "formal_parameters" ? parameters.children.filter(({ named }) => named) : [];
    node = callback ?? null;
    item = parameters?.type === "identifier" ? parameters : first ? (childOf(first, "pattern") ?? first) : null;
  }
  const binding = item?.type === "identifier" ? file.scopes.bindingOf(item) : null;
  return node && binding ? { node, uses: binding.references } : null;
}
