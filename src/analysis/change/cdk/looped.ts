/** Expressions of AWS CDK that the variable of a loop is read in: once for each of its items. */
import type { CodeFile } from "../../code/code-file";
import { loopItems } from "../../code/loops";
import { shortName } from "../../short-name";
import { partsOf, type SyntaxNode } from "../../source/syntax-tree";
import { withoutComments } from "../code/without-comments";

/** An expression, and the members that are read of it: of the item of a loop. */
export interface Taken {
  readonly node: SyntaxNode;
  readonly behind: readonly string[];
}

const mostItems = 50;
const longestName = 100;

/** What an expression is, one after another: members of the items of a list that is written out, or itself. */
export function itemsOf(file: CodeFile, one: Taken): readonly Taken[] {
  const { node, behind } = asMember(file, one.node);
  const items = loopItems(file, node);
  const isLoop = items && items.length > 0 && items.length <= mostItems;
  return isLoop ? items.map((item): Taken => ({ node: item, behind: [...behind, ...one.behind] })) : [one];
}

/** `version.of.it` as what the first of it names, and the members behind that. */
function asMember(file: CodeFile, expression: SyntaxNode): Taken {
  const behind: string[] = [];
  for (let node = file.language.unwrap(expression); ;) {
    const member = file.language.member(file.tree, node);
    if (!member) return { node, behind };
    behind.unshift(member.key);
    node = file.language.unwrap(member.object);
  }
}

/** How the file writes it. */
export function textOf(file: CodeFile, { node, behind }: Taken): string {
  return shortName([shortText(file, node), ...behind].join("."), longestName);
}

/** An expression without its spaces, and cut. */
export function shortText(file: CodeFile, node: SyntaxNode): string {
  return shortName(withoutComments(file, withoutType(file, node)).replace(/\s+/g, ""), longestName);
}

/** What TypeScript is told the type of: `x.role` of `<IRole>x.role` and `x.role as IRole`. */
function withoutType(file: CodeFile, node: SyntaxNode): SyntaxNode {
  if (!/^(?:type_assertion|as_expression|satisfies_expression)$/.test(node.type)) return node;
  const parts = partsOf(node);
  const inner = node.type === "type_assertion" ? parts.at(-1) : parts[0];
  return inner ? withoutType(file, inner) : node;
}
