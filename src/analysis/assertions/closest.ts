/** The statement that comes closest to what an assertion is about: it shows why the assertion holds. */
import type { ReadPolicy, Subject } from "../change/subject";
import type { Statement } from "../policy/model";
import type { Assertion } from "./assertion";
import { meet } from "./statements";

export interface Closest {
  readonly subject: Subject;
  readonly read: ReadPolicy;
  readonly statement: Statement;
}

/** Of the statements that allow something: one about the same actions, else one of the same service; null where none is. */
export function closestTo({ claim }: Assertion, held: readonly Subject[]): Closest | null {
  const asked = claim.kind === "never" || claim.kind === "possible" ? claim.actions : ["iam:*"];
  const isAnything = claim.kind === "regions" || asked.includes("*");
  let best: (Closest & { readonly rank: number }) | null = null;
  for (const subject of held)
    for (const read of subject.policies)
      for (const statement of read.policy.statements) {
        const rank = isAnything ? 1 : rankOf(statement, asked);
        if (statement.effect !== "Deny" && rank > (best?.rank ?? 0)) best = { subject, read, statement, rank };
        if (best && best.rank === (isAnything ? 1 : mostAlike)) return best;
      }
  return best;
}

const mostAlike = 3;

/** 3: it names such an action, or a pattern of them; 2: it may mean one; 1: it is about the same service. */
function rankOf({ action, notAction }: Statement, asked: readonly string[]): number {
  if (notAction || !action) return 2;
  return action.items.reduce((rank, { value }) => {
    if (value === null) return Math.max(rank, 2);
    const own = value.toLowerCase();
    if (asked.some((one) => meet(own, one.toLowerCase()))) return mostAlike;
    return asked.some((one) => serviceOf(one) === serviceOf(own)) ? Math.max(rank, 1) : rank;
  }, 0);
}

function serviceOf(action: string): string {
  return action.slice(0, Math.max(0, action.indexOf(":"))).toLowerCase();
}

/** What people call a statement: its Sid, or what it speaks of. */
export function labelOf({ sid, action, notAction }: Statement): string {
  if (sid?.value) return sid.value;
  const element = action ?? notAction;
  const names = (element?.items ?? []).flatMap(({ value }) => value ?? []);
  const shown = names.slice(0, 2).join(", ");
  const more = names.length > 2 ? ` and ${names.length - 2} more` : "";
  return shown === "" ? "a statement" : `${notAction ? "all but " : ""}${shown}${more}`;
}
