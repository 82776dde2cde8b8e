/** Assertions of tests: what they compare with is a part of a policy, and no policy that anybody deploys. */
import type { CodeFile } from "../../code/code-file";
import { ancestorOf, childOf, type SyntaxNode } from "../../source/syntax-tree";

const assertions =
  /(?:^|\.)(?:(?:has|have|toHave|allResources|findResources|has_|find_|all_)[Rr]esources?\w*|resourceCountIs|toMatchObject|toEqual|toStrictEqual|toMatchInlineSnapshot|toContainEqual|toHaveBeenCalled\w*|toBeCalledWith|(?:Match\.)(?:objectLike|objectEquals|arrayWith|object_like|object_equals|array_with)|assert\w*|objectContaining|arrayContaining|deepEqual|deepStrictEqual)$/;

/** Whether a literal is an argument of an assertion. */
export function isPartial(file: CodeFile, node: SyntaxNode): boolean {
  const list = node.parent;
  if (!list || !/^(?:arguments|argument_list)$/.test(list.type)) return false;
  const call = ancestorOf(node, "call_expression", "call");
  const callee = call && childOf(call, "function");
  if (!callee || childOf(call, "arguments") !== list) return false;
  const member = file.language.member(file.tree, callee);
  const name = member
    ? `${file.name(member.object).endsWith("Match") ? "Match" : ""}.${member.key}`
    : file.name(callee);
  return assertions.test(name);
}
