/** Policies that stand on something else than before, or are attached to something else: whoever gains or loses one is compared alone. */
import { decidersOf } from "./changed-deciders";
import { isOnceLoose } from "./loose";
import type { Pair } from "./match";
import { countPrefix, meaningPrefix } from "./meanings";
import { anotherPrefix } from "./others";
import { type ChangePlace, type Subject, targetsOf } from "./subject";
import { isOtherTarget, isSameTarget, type Target } from "./targeted";

export interface TargetPair extends Pair {
  /** What nobody knows of it. */
  readonly doubts?: readonly string[];
  /** Where that is told, if not where the policies stand. */
  readonly at?: ChangePlace;
  /** What works with the role that it is about. */
  readonly of?: string;
}

const mostShown = 3;

/** A pair for what both sides have, one for all that has lost the policy, and one for all that has got it. */
export function byTarget(pair: Pair): readonly TargetPair[] {
  const { before, after } = pair;
  const { kind, name } = (after ?? before)!;
  if (isOnceLoose(pair)) return [{ ...pair, doubts: [anotherPrefix + name] }];
  const isControl = kind === "scp" || kind === "rcp";
  if (!isControl && kind !== "resource" && kind !== "endpoint") return [pair];
  const [old, current] = [targetsOf(before), targetsOf(after)];
  // What a control policy of elsewhere denied nobody knows.
  const isUnread = isControl && before !== null && before.policies.some((one) => one.isUnread);
  if (!before || !after) {
    if (isUnread) return [{ ...pair, doubts: [anotherPrefix + before.name] }];
    // What several take is named with all of them.
    const all = [...old, ...current];
    const isOfSeveral = !isControl && new Set(all.map((one) => one.shown)).size > 1;
    return [isOfSeveral ? { before: before && on(before, all), after: after && on(after, all) } : pair];
  }
  if (!isControl && (old.length === 0 || current.length === 0)) return [pair];
  const lost = old.filter((one) => !current.some((other) => isSameTarget(one, other)));
  const gained = current.filter((one) => !old.some((other) => isSameTarget(other, one)));
  if (lost.length + gained.length === 0) {
    const doubts = changedChoice(before, after);
    return [doubts.length > 0 ? { ...pair, doubts } : pair];
  }
  if ((isUnread && lost.length > 0) || lost.some((one) => gained.some((other) => !isOtherTarget(one, other))))
    return [{ ...pair, doubts: [anotherPrefix + shown(gained.length > 0 ? gained : lost)] }];
  const isKept = lost.length < old.length || old.length === 0 || current.length === 0;
  return [
    ...(isKept ? [pair] : []),
    ...(lost.length > 0 ? [{ before: on(before, lost), after: null }] : []),
    ...(gained.length > 0 ? [{ before: null, after: on(after, gained) }] : []),
  ];
}

/** What it stands on as before, in other deployments. */
function changedChoice(before: Subject, after: Subject): readonly string[] {
  const deciders = decidersOf(before, after);
  const changed = targetsOf(after).filter(({ shown, branches = [] }) => {
    const then = targetsOf(before).filter((one) => one.shown === shown);
    return then.length > 0 && then.every((one) => deciders().areOther(one.branches ?? [], branches));
  });
  return changed.map(({ shown }) => meaningPrefix + countPrefix + shown);
}

function on(subject: Subject, targets: readonly Target[]): Subject {
  const on = new Set(targets);
  const policies = subject.policies.map((one) => ({ ...one, targets: one.targets?.filter((each) => on.has(each)) }));
  return { ...subject, policies, name: `${subject.name} on ${shown(targets)}` };
}

function shown(targets: readonly Target[]): string {
  const names = [...new Set(targets.map((one) => one.shown))];
  const more = names.length - mostShown;
  return more > 0 ? `${names.slice(0, mostShown).join(", ")} and ${more} more` : names.join(", ");
}
