/** Calls in programs of AWS CDK that grant somebody something: `table.grantRead(job)`. */
import type { CodeFile } from "../../code/code-file";
import { camelCase } from "../../locate/code/letter-case";
import { childOf, type SyntaxNode } from "../../source/syntax-tree";
import { classAround, isSelf, typeBeside } from "../../units/cdk/declarations";
import { callsIn } from "./given";
import { itemsOf, type Taken } from "./looped";

/** What opens a bucket to everybody is read where it stands. */
export const method = /^grant(?:[A-Z](?!ublicAccess)|$)/;

/** `this.grantRead(job)` of a class that the file says: what that gives is read there. */
export function isOwnMethod({ call, of }: Grant, file: CodeFile): boolean {
  return (
    isSelf(file, of.node) &&
    callsIn(file)
      .functionsOf(call)
      .some((one) => classAround(one) === classAround(call))
  );
}

/** A grant in a loop over a list that is written out, once for each of its items. */
export function eachOf(grant: Grant, file: CodeFile): readonly Grant[] {
  const { to } = grant;
  return itemsOf(file, grant.of).flatMap((of) =>
    (to ? itemsOf(file, to) : [null]).map((one): Grant => ({ ...grant, of, to: one })),
  );
}

export interface Grant {
  readonly call: SyntaxNode;
  readonly method: string;
  readonly of: Taken;
  /** Whom it is given to. */
  readonly to: Taken | null;
  /** What else it is given. */
  readonly more: readonly SyntaxNode[];
}

export function grantAt(file: CodeFile, call: SyntaxNode): Grant | null {
  if (!/call|invocation/.test(call.type)) return null;
  const { language, tree } = file;
  const callee = childOf(call, "function");
  const member = callee && language.member(tree, callee);
  const known = member ? { name: member.key, of: member.object, given: file.argumentsOf(call) } : callOf(file, call);
  if (!known?.of) return null;
  const own = methodName(known.name);
  // A text is nobody: what is given nothing else is a grant of something else than AWS.
  const isOfTexts = known.given.length > 0 && known.given.every((one) => isText(file, one));
  if (!method.test(own) || isOfTexts) return null;
  const [first, ...more] = known.given;
  const to = first ? { node: childOf(first, "value") ?? first, behind: [] } : null;
  return { call, method: own, of: { node: known.of, behind: [] }, to, more };
}

/** A text that is written out, put together, or of a parameter that takes nothing else. */
function isText(file: CodeFile, given: SyntaxNode): boolean {
  const { language, tree, scopes } = file;
  const value = childOf(given, "value") ?? given;
  if (value.type === "template_string" || language.literal(tree, value)?.text != null) return true;
  const declared = language.isReference(value) ? scopes.bindingOf(value)?.declarations[0] : undefined;
  const type = declared ? typeBeside(declared.node) : null;
  return type !== null && /^:?\s{0,5}(?:string|str)$/.test(file.text(type));
}

/** `grantRead`, `GrantRead`, `grant_read` */
export function methodName(written: string): string {
  const name = camelCase(written);
  return name.slice(0, 1).toLowerCase() + name.slice(1);
}

function callOf({ language, tree }: CodeFile, node: SyntaxNode) {
  const call = language.call?.(tree, node);
  return call ? { name: call.name, of: call.of, given: call.arguments.map(({ value }) => value) } : null;
}
