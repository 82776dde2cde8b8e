/** What a loop goes over, also by pairs: `Object.entries(all)`, `all.items()`, `enumerate(all)`. */
import type { CodeFile } from "../../code/code-file";
import { iterated } from "../../code/loops";
import { childOf, type SyntaxNode } from "../../source/syntax-tree";

const ofArguments = /^(?:Object\.(?:entries|values|keys)|enumerate|zip|sorted|reversed|list|tuple|set)$/;
const ofObject = /^(?:items|values|keys|entries)$/;
const mostSteps = 5;

/** What stands for the variables of a loop, without what only makes pairs of it. @param name where its variable is declared */
export function goneOver(file: CodeFile, name: SyntaxNode): SyntaxNode | null {
  let node = iterated(file, name);
  for (let steps = 0; node && steps < mostSteps; steps++) {
    const call: SyntaxNode = file.language.unwrap(node);
    const callee = /^call/.test(call.type) ? childOf(call, "function") : null;
    if (!callee) return node;
    const member = file.language.member(file.tree, callee);
    const given = file.argumentsOf(call);
    if (ofArguments.test(file.text(callee).slice(0, 80))) {
      if (given.length !== 1) return childOf(call, "arguments") ?? node;
      node = given[0]!;
    } else if (member && ofObject.test(member.key) && given.length === 0) node = member.object;
    else return node;
  }
  return node;
}
