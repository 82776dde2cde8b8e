/** Modules of the repository that the other side takes from elsewhere: nobody knows what they allow there. */
import type { AllowedChange } from "../allowed";
import type { Pair } from "../match";

/** Before the call of such a module, among what is not known. */
export const elsewherePrefix = "from elsewhere: ";

/** What has gone with such a module may be allowed still, and what has come with it may have been allowed before. */
export function withElsewhere(change: AllowedChange, { before, after }: Pair): AllowedChange {
  const side = before && after ? null : (before ?? after);
  const call = side?.policies.find(({ document }) => document.elsewhere !== undefined)?.document.elsewhere;
  if (call === undefined || change.verdict === "same") return change;
  return {
    ...change,
    verdict: "unknown",
    noLongerAllowed: [],
    unknown: [elsewherePrefix + call, ...change.unknown.filter((one) => one !== "")],
  };
}
