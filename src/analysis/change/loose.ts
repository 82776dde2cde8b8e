/**
 * Documents of Terraform that no resource of their folder has as its policy: they allow nothing by themselves, and what else names them
 * may attach them beside what nobody can read.
 */
import type { Statement } from "../policy/model";
import { allowedChange, type ChangeOptions } from "./allowed";
import { statementText } from "./canonical";
import type { Pair } from "./match";
import type { ReadPolicy, State, Subject } from "./subject";
import { hasCopyOf } from "./terraform/unrolled/given-blocks";
import { callMark } from "./terraform/within-call";

/** Before the name of a document whose Deny has changed, among what is not known. */
export const denialPrefix = "denied beside others by ";

function isLoose({ use }: ReadPolicy): boolean {
  return use?.isTaken === false;
}

/** A side without the documents that only the other side attaches: who gains or loses them is told. */
export function withoutLoose(state: State, other: State): State {
  const loose = state.policies.filter(isLoose);
  if (loose.length === 0) return state;
  const taken = other.policies.filter(({ use }) => use?.isTaken);
  const byAddress = new Map(taken.map((one) => [keyOf(one), one]));
  const texts = new Set(taken.map(textOf));
  const othersLoose = other.policies.filter(isLoose);
  const stillLoose = new Set(othersLoose.map(keyOf));
  const [isRead, isReadThere] = [readByCalls(state), readByCalls(other)];
  const unreadThere = new Set(othersLoose.filter((one) => !isReadThere(one)).map(keyOf));
  const isKept = (one: ReadPolicy): boolean => {
    if (isRead(one) && !unreadThere.has(keyOf(one))) return false;
    const { namedBy } = one.use!;
    if (stillLoose.has(keyOf(one))) return true;
    const same = byAddress.get(keyOf(one));
    if (!same) return namedBy.length > 0 || !texts.has(textOf(one));
    // What handed it on may have attached it before.
    return namedBy.some((name) => !same.use!.namedBy.includes(name));
  };
  const gone = new Set(loose.filter((one) => !isKept(one)));
  return gone.size === 0 ? state : { ...state, policies: state.policies.filter((one) => !gone.has(one)) };
}

/** Whether all that names a document are calls of local modules, which are compared with what they are given. */
function readByCalls({ policies }: State): (loose: ReadPolicy) => boolean {
  const calls = new Map(
    policies.flatMap(({ document }) => (document.scope.includes(callMark) ? [[document.scope, document.text]] : [])),
  );
  return ({ use, document: { scope } }) => {
    const label = use!.address.slice(use!.address.lastIndexOf(".") + 1);
    const isCopied = (name: string): boolean => {
      const begin = scope + callMark + name;
      const own = [...calls].filter(
        ([call]) => call.startsWith(begin) && /^(?:\[|\.|$)/.test(call.slice(begin.length)),
      );
      return own.some(([, text]) => hasCopyOf(text, label));
    };
    return calls.size > 0 && use!.namedBy.length > 0 && use!.namedBy.every(isCopied);
  };
}

/** Whether only one side has a resource for a policy: what handed it on is another, or none. */
export function isOnceLoose({ before, after }: Pair): boolean {
  const [was, is] = [before, after].map((side) => side?.handedTo ?? side?.name);
  if (was !== undefined && was === is) return false;
  const sides = [before, after].map((side) => (side && side.policies.length > 0 ? side.policies.every(isLoose) : null));
  return sides[0] !== null && sides[1] !== null && sides[0] !== sides[1];
}

/** What is not known of a document that is handed on: what it no longer denies may be allowed beside it. */
export function looseDoubts({ before, after }: Pair, options: ChangeOptions): readonly string[] {
  const isHandedOn = (one: ReadPolicy) => isLoose(one) && one.use!.namedBy.length > 0;
  if (!before?.policies.length || !after?.policies.length || !before.policies.every(isHandedOn)) return [];
  const denied = (side: Subject): Subject => ({
    ...side,
    policies: side.policies.map((one) => ({
      ...one,
      policy: { ...one.policy, statements: one.policy.statements.flatMap(asAllowed) },
    })),
  });
  const { verdict } = allowedChange(denied(before), denied(after), options);
  return verdict === "same" || verdict === "more" ? [] : [denialPrefix + before.name];
}

function asAllowed(statement: Statement): Statement[] {
  return statement.effect === "Deny" ? [{ ...statement, effect: "Allow" }] : [];
}

function keyOf({ use, document }: ReadPolicy): string {
  return JSON.stringify([document.scope, use?.address]);
}

function textOf({ policy, document }: ReadPolicy): string {
  const statements = policy.statements.map((one) => statementText(one, policy, document.text));
  return JSON.stringify([document.scope, ...statements.sort()]);
}
