/** Calls on what the code is given from outside: it may be a client, and nobody here knows of which service. */
import type { SyntaxNode } from "../source/syntax-tree";
import type { ReadFile } from "./read-file";
import type { CallSyntax } from "./syntax";

/** How people call clients and resources. */
const likeClient =
  /(?:[cC]lient|[dD]ynamo(?:[dD][bB])?|ddb|s3|sqs|sns|ssm|sts|kms|[lL]ambda|[tT]able|[bB]ucket|[qQ]ueue|[tT]opic|[rR]esource)$/;
/** How operations begin. */
const likeOperation =
  /^(?:send$|(?:batch|cancel|copy|create|delete|describe|download|execute|get|head|invoke|list|post|publish|put|query|receive|scan|send|start|stop|tag|transact|untag|update|upload)(?:_|[A-Z]|$))/i;

/** Whether a call of which nothing is known may be one of an SDK: its object is called like a client, and came in from outside. */
export function mayBeOutsideClient(file: ReadFile, call: CallSyntax): boolean {
  if (!call.of || call.name === null || call.isNew || !likeOperation.test(call.name.slice(0, 100))) return false;
  const name = file.code.ownName(call.of);
  return likeClient.test(name.slice(-100)) && isFromOutside(file, call.of, 0);
}

function isFromOutside(file: ReadFile, expression: SyntaxNode, depth: number): boolean {
  if (depth > 3) return false;
  const { code, syntax, tree } = file;
  const node = code.language.unwrap(expression);
  const member = syntax.member?.(tree, node) ?? code.language.member(tree, node);
  if (member) {
    const self = syntax.self(tree, code.language.unwrap(member.object));
    const values = self ? (file.classes.get(self)?.members.get(member.key) ?? []) : [];
    return values.slice(0, 5).some((one) => one.kind === "value" && isFromOutside(file, one.node, depth + 1));
  }
  const binding = code.scopes.bindingOf(node);
  return binding?.declarations.some((declaration) => syntax.parameter(tree, declaration) !== null) ?? false;
}
