/** What a change of policies that act together newly allows and no longer allows: decided, with a request that shows it. */
import { inPartition } from "./askable";
import type { DecideOptions, Decision, PolicySets, Verdict } from "./decision";
import { differencesOf } from "./groups";
import { Problem } from "./problem";

export type { DecideOptions, Decision, Difference, PolicySets, Verdict } from "./decision";
export { policySetsOf } from "./sets";

/** Decides what is allowed after a change and was not before, and the other way round. */
export function decide(before: PolicySets, after: PolicySets, options: DecideOptions): Decision {
  const problem = new Problem([before, after], options);
  const asked = options.partition === undefined ? {} : { resource: inPartition(options.partition) };
  const more = problem.differences(1, 0, asked);
  const less = problem.differences(0, 1, asked);
  return {
    verdict: verdictOf(
      more.found.length > 0 || (more.isOpen && "unknown"),
      less.found.length > 0 || (less.isOpen && "unknown"),
    ),
    newlyAllowed: differencesOf(more.found, options.catalog, (found, actions) => problem.shown(found, actions, 1, 0)),
    noLongerAllowed: differencesOf(less.found, options.catalog, (found, actions) =>
      problem.shown(found, actions, 0, 1),
    ),
  };
}

type Whether = boolean | "unknown";

/** What is newly allowed decides; whether anything is no longer allowed only tells more of it. */
function verdictOf(more: Whether, less: Whether): Verdict {
  if (more === "unknown") return "unknown";
  if (less === "unknown") return more ? "more" : "unknown";
  if (more) return less ? "incomparable" : "more";
  return less ? "less" : "same";
}
