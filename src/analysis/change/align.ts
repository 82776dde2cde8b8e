/** The statements of two sides side by side: what both have is the same object in both, so that nothing of it has to be understood. */
import { groupBy } from "../group-by";
import type { Policy, Statement } from "../policy/model";
import { openTexts, statementText } from "./canonical";
import { type ReadPolicy, type Subject, textOf } from "./subject";

export interface Aligned {
  readonly before: readonly Part[];
  readonly after: readonly Part[];
  /** The same, where what is less surely there than before is as it was: for what is newly allowed. */
  readonly afterAtMost: readonly Part[];
  /** What the second side may allow beyond its statements, as it is written: nobody knows what that is. */
  readonly mayAllow: readonly string[];
  /** The same of the first side. */
  readonly mightHaveAllowed: readonly string[];
}

/** One statement, as a policy of its own. */
export interface Part {
  readonly policy: Policy;
  readonly statement: Statement;
  /** The text that its nodes point into. */
  readonly text: string;
  /** What it says, without regard to whether it is surely there. */
  readonly said: string;
}

export function align(before: Subject | null, after: Subject | null): Aligned {
  const [old, current] = [partsOf(before), partsOf(after)];
  const same = paired(old, current, new Map(), (one, other) => one.conditional === other.conditional);
  // What is only less sure to be there allows nothing new.
  const atMost = paired(old, current, same, (one, other) =>
    one.effect === "Allow" ? !one.conditional && other.conditional : one.conditional && !other.conditional,
  );
  const kept = new Set(same.values());
  const openings = { old: openingsOf(before), current: openingsOf(after) };
  const unread = (parts: readonly Part[], isShared: (part: Part) => boolean, effect: "Allow" | "Deny"): string[] =>
    parts
      .filter((one) => isUnread(one) && !isShared(one) && (one.statement.effect ?? effect) === effect)
      .map(({ statement, text }) => text.slice(statement.node.span.start, statement.node.span.end));
  const [isKept, isShared] = [(part: Part) => kept.has(part), (part: Part) => same.has(part)];
  const readable = (parts: readonly Part[]) => parts.filter((one) => !isUnread(one));
  return {
    before: readable(old),
    after: readable(current.map((one) => same.get(one) ?? one)),
    afterAtMost: readable(current.map((one) => atMost.get(one) ?? one)),
    mayAllow: [
      ...without(openings.current, openings.old),
      ...unread(current, isShared, "Allow"),
      ...unread(old, isKept, "Deny"),
    ],
    mightHaveAllowed: [
      ...without(openings.old, openings.current),
      ...unread(old, isKept, "Allow"),
      ...unread(current, isShared, "Deny"),
    ],
  };
}

/** Of which action it speaks is left open, or whether it allows or denies. */
function isUnread({ statement: { action, notAction, complete, effect } }: Part): boolean {
  return (!complete && action === null && notAction === null) || effect === null;
}

/** Those of the second side that say what one of the first says, each with one of its own; beside those that are paired already. */
function paired(
  before: readonly Part[],
  after: readonly Part[],
  already: ReadonlyMap<Part, Part>,
  fits: (before: Statement, after: Statement) => boolean,
): Map<Part, Part> {
  const pairs = new Map(already);
  const taken = new Set(already.values());
  const open = groupBy(
    before.filter((one) => !taken.has(one)),
    ({ said }) => said,
  );
  for (const one of after) {
    const candidates = pairs.has(one) ? undefined : open.get(one.said);
    const at = candidates?.findIndex((other) => fits(other.statement, one.statement)) ?? -1;
    if (at >= 0) pairs.set(one, candidates!.splice(at, 1)[0]!);
  }
  return pairs;
}

function partsOf(subject: Subject | null): Part[] {
  return (subject?.policies ?? []).flatMap((read) => {
    const text = textOf(read);
    return read.policy.statements.map((statement): Part => ({
      policy: { ...read.policy, statements: [statement], complete: true },
      statement,
      text,
      said: statementText(statement, read.policy, text),
    }));
  });
}

function openingsOf(subject: Subject | null): string[] {
  return (subject?.policies ?? []).flatMap((read: ReadPolicy) => openTexts(read.policy, textOf(read)));
}

/** The texts that the others have not, each as often. */
function without(texts: readonly string[], others: readonly string[]): string[] {
  const left = [...others];
  return texts.filter((text) => {
    const at = left.indexOf(text);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}
