/** Where code sets the environment variables from which SDKs take keys: `os.Setenv("AWS_ACCESS_KEY_ID", "…")`. */
import type { CodeFile } from "../../code/code-file";
import type { SyntaxNode } from "../../source/syntax-tree";
import { roleOfName } from "../names";
import { type KeyUse, type OpenUse, openUse } from "./key-use";
import type { Outside } from "./sdk";

/** How the variables and properties begin from which SDKs take keys. */
const begins = /AWS_|aws\./;

/** Those of one block are one use. */
export function environmentUses(code: CodeFile, outside: Outside): KeyUse[] {
  const uses = new Map<SyntaxNode, OpenUse>();
  if (!begins.test(code.tree.text)) return [];
  for (const node of code.tree.nodes) {
    const set = setAt(code, node, outside);
    const role = set && /^(?:AWS_|aws\.)/.test(set.name) ? roleOfName(set.name) : null;
    const statement = node.parent?.type === "expression_statement" ? node.parent : node;
    if (!set || !role || !statement.parent || !code.language.blocks.has(statement.parent.type)) continue;
    const use = uses.get(statement.parent) ?? openUse();
    uses.set(statement.parent, use);
    use.keys[role] = set.value;
    use.removals.push(statement);
    use.endpoint = "unknown";
  }
  return [...uses.values()];
}

function setAt(
  code: CodeFile,
  node: SyntaxNode,
  { setters, variable }: Outside,
): { name: string; value: SyntaxNode } | null {
  const call = setters && code.call(node);
  if (call && setters.test(code.called(call))) {
    const [name, value] = call.arguments;
    const literal = name && code.language.literal(code.tree, code.language.unwrap(name.value));
    return literal && value ? { name: literal.text, value: value.value } : null;
  }
  const assigned = variable && code.assignment(node);
  const member = assigned && code.language.member(code.tree, code.language.unwrap(assigned.target));
  return member && variable.test(`${code.text(member.object)}.${member.key}`)
    ? { name: member.key, value: assigned.value }
    : null;
}
