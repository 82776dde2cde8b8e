/** Which literals do not stay as they are written: lists that are added to, objects that get other entries later. */
import type { CodeFile } from "../../code/code-file";
import type { SyntaxNode } from "../../source/syntax-tree";

const mutators = new Set([
  "push",
  "unshift",
  "splice",
  "append",
  "extend",
  "insert",
  "update",
  "setdefault",
  "pop",
  "remove",
]);
/** Methods of CDK's statements and documents. */
const additions = /^add(?:[A-Z_]|$)/;

/** The values of variables through which something is changed. */
export function mutatedLiterals(file: CodeFile): ReadonlySet<SyntaxNode> {
  const found = new Set<SyntaxNode>();
  for (const binding of file.scopes.bindings) {
    const value = binding.constant?.value;
    if (value && file.readings(binding).some(({ path, node }) => isMutated(file, path, node)))
      found.add(file.language.unwrap(value));
  }
  return found;
}

function isMutated(file: CodeFile, path: readonly string[], reading: SyntaxNode): boolean {
  const last = path.at(-1);
  if (last !== undefined && reading.field === "function" && (mutators.has(last) || additions.test(last))) return true;
  const assigned = outermostAccess(reading);
  if (assigned !== reading || path.length > 0) {
    if (assigned.field === "left" && /assignment/.test(assigned.parent?.type ?? "")) return true;
    const call = assigned.field === "function" ? assigned.parent : null;
    if (call && mutators.has(file.text(assigned).split(".").at(-1)!)) return true;
  }
  return isTargetOfAssign(file, reading);
}

/** `policy['Statement'][i].Resource` for the reading of `policy['Statement']`. */
function outermostAccess(reading: SyntaxNode): SyntaxNode {
  let at = reading;
  while (
    at.parent &&
    /^(?:member_expression|subscript_expression|attribute|subscript)$/.test(at.parent.type) &&
    (at.field === "object" || at.field === "value")
  )
    at = at.parent;
  return at;
}

function isTargetOfAssign(file: CodeFile, reading: SyntaxNode): boolean {
  const call = reading.parent?.type === "arguments" ? reading.parent.parent : null;
  const callee = call?.children[0];
  return callee !== undefined && file.name(callee) === "Object.assign" && file.argumentsOf(call!)[0] === reading;
}
