/** Assertions of tests: what they compare with is a part of a policy, and no policy that anybody deploys. */
import type { CodeFile } from "../../code/code-file";
import { ancestorOf, childOf, type SyntaxNode } from "../../source/syntax-tree";

/** Names of functions of testing libraries, and of the CDK's own. */
const assertion =
  /^(?:(?:has|have|find|all|toHave)_?[Rr]esources?(?:_|[A-Z]|$)|resourceCountIs$|to(?:MatchObject|Equal|StrictEqual|MatchInlineSnapshot|ContainEqual|HaveBeenCalled|BeCalledWith)|assert|objectContaining$|arrayContaining$|deepEqual$|deepStrictEqual$)/;
const matcher = /^(?:objectLike|objectEquals|arrayWith|object_like|object_equals|array_with)$/;

/** Whether a literal is an argument of an assertion. */
export function isPartial(file: CodeFile, node: SyntaxNode): boolean {
  const list = node.parent?.type === "keyword_argument" ? node.parent.parent : node.parent;
  if (!list || !/^(?:arguments|argument_list)$/.test(list.type)) return false;
  const call = ancestorOf(node, "call_expression", "call");
  const callee = call && childOf(call, "function");
  if (!callee || childOf(call, "arguments") !== list) return false;
  const member = file.language.member(file.tree, callee);
  const name = member ? String(member.key) : file.name(callee);
  return assertion.test(name) || (member !== null && file.name(member.object).endsWith("Match") && matcher.test(name));
}
