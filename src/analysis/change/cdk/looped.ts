/** Expressions of AWS CDK that the variable of a loop is read in: once for each of its items. */
import type { CodeFile } from "../../code/code-file";
import { loopItems } from "../../code/loops";
import type { SyntaxNode } from "../../source/syntax-tree";

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
  return [shortText(file, node), ...behind].join(".").slice(0, longestName);
}

/** An expression without its spaces, and cut. */
export function shortText(file: CodeFile, node: SyntaxNode): string {
  return file.text(node).replace(/\s+/g, "").slice(0, longestName);
}
