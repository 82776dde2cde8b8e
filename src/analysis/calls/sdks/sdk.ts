/** What is known of the SDK of a language. */
import type { SyntaxNode } from "../../source/syntax-tree";
import type { At, SdkMeaning } from "../following";
import type { CallSyntax } from "../syntax";
import type { SdkThing, Thing } from "../things";
import type { Found } from "../uses";

export interface Sdk extends SdkMeaning {
  /** The operations that a call of this uses. */
  uses(callee: Thing, call: CallSyntax, at: At): readonly Found[];
  /** The operations of a call on what is not known, where its arguments say it for certain. */
  byArguments(call: CallSyntax, at: At): readonly Found[];
  /** Whether a call gives a client credentials other than those of the environment. */
  givesCredentials?(callee: Thing, call: CallSyntax, at: At): boolean;
  /** What reading a method uses that is handed on and not called here. */
  handedOn(method: Extract<Thing, { kind: "method" }>, node: SyntaxNode, at: At): readonly Found[];
}

/** Why a call of a library is only likely. */
export const inSomeCases = "The library calls it in some cases only.";

export function first(call: CallSyntax, at: At, index = 0): readonly Thing[] {
  const argument = call.arguments[index];
  return argument ? at.flow.value(at.file, argument.value, at.frame) : [];
}

export function argumentNamed(call: CallSyntax, at: At, name: string, index: number): readonly Thing[] | null {
  const argument = call.arguments.find((one) => one.name === name) ?? call.arguments[index];
  if (!argument || (argument.name !== null && argument.name !== name)) return null;
  return at.flow.value(at.file, argument.value, at.frame);
}

export function sdksOf(things: readonly Thing[]): readonly SdkThing[] {
  return things.flatMap((thing) => (thing.kind === "sdk" ? [thing.sdk] : []));
}
