/** What policies allow beyond others that say all that is permitted. */
import type { DecidingStatement } from "../policy/evaluate";
import type { Request } from "../policy/request";
import type { DecideOptions, PolicySets } from "./decision";
import { Problem } from "./problem";

export interface Excess {
  /** What one statement allows beyond them; each statement once. */
  readonly found: readonly { readonly statement: DecidingStatement; readonly witness: Request }[];
  /** There may be more. */
  readonly isOpen: boolean;
}

/** @param permitted all that may be allowed */
export function exceeds(given: PolicySets, permitted: PolicySets, options: DecideOptions): Excess {
  const problem = new Problem([permitted, given], options);
  const { found, isOpen } = problem.differences(1, 0);
  const byStatement = new Map(found.map((one) => [one.source.statement, one] as const).reverse());
  return {
    found: [...byStatement].flatMap(([statement, one]) =>
      statement
        ? [{ statement: { policy: one.source.policy, statement }, witness: problem.shown(one, one.actions, 1, 0) }]
        : [],
    ),
    isOpen,
  };
}
