/** What limits would take from a principal: what its policies allow without them, and do not with them. */
import type { DecideOptions, Difference, PolicySets } from "./decision";
import { differencesOf } from "./groups";
import { Problem } from "./problem";

export interface Losses {
  readonly lost: readonly Difference[];
  /** There may be more. */
  readonly isOpen: boolean;
}

/** @param principal its ARN */
export function lossesOf(given: PolicySets, limited: PolicySets, principal: string, options: DecideOptions): Losses {
  const problem = new Problem([limited, given], options);
  const { found, isOpen } = problem.differences(1, 0, { principals: [principal] });
  return { lost: differencesOf(found, options.catalog, (one, actions) => problem.shown(one, actions, 1, 0)), isOpen };
}
