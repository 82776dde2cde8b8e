/** What a construct is given to, and what is called on it. */
import { childOf, type SyntaxNode } from "../../source/syntax-tree";
import type { Constructs } from "./constructs";

export function memberOf({ file }: Constructs, node: SyntaxNode): string {
  return file.language.member(file.tree, node)?.key ?? "";
}

export function valueOf(argument: SyntaxNode): SyntaxNode {
  return argument.type === "keyword_argument" ? (childOf(argument, "value") ?? argument) : argument;
}

/** The call of a member, around `?.` and the like. */
export function outermostCall(member: SyntaxNode): SyntaxNode | null {
  const { parent, field } = member;
  return parent && field === "function" && /^call/.test(parent.type) ? parent : null;
}

const within = new Set([
  ...["pair", "array", "object", "dictionary", "list", "keyword_argument", "arguments", "argument_list", "tuple"],
  ...["non_null_expression", "parenthesized_expression", "as_expression", "member_expression", "attribute"],
]);

interface Holder {
  /** The call or construction; null where it is in something else. */
  readonly node: SyntaxNode | null;
  readonly isDirect: boolean;
  /** The name of the property in which it is given; null for none. */
  readonly property: string | null;
}

/** What something is given to, directly or in one of its properties. */
export function holderOf({ file }: Constructs, given: SyntaxNode): Holder {
  let property = given.type === "shorthand_property_identifier" ? file.text(given) : null;
  let isDirect = property === null;
  for (let at = given.parent; at; at = at.parent) {
    if (/^(?:new_expression|call_expression|call)$/.test(at.type)) return { node: at, isDirect, property };
    if (!within.has(at.type)) break;
    const key = childOf(at, "key") ?? (at.type === "keyword_argument" ? childOf(at, "name") : null);
    if (!key) continue;
    property ??= file.text(key).replace(/^["']|["']$/g, "");
    isDirect = at.type === "keyword_argument" && isDirect;
  }
  return { node: null, isDirect, property };
}
