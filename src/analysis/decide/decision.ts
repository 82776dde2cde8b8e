/** What is asked of the decision, and what it answers. */
import type { Catalog } from "../../catalog/catalog";
import type { DecidingStatement, Policies } from "../policy/evaluate";
import type { Policy } from "../policy/model";
import type { Request } from "../policy/request";

/** The policies that act together. */
export type PolicySets = Policies;

/** `more` and `less` are of what is allowed after the change; `unknown` where it could not be decided. */
export type Verdict = "same" | "less" | "more" | "incomparable" | "unknown";

export interface Decision {
  readonly verdict: Verdict;
  /** What is allowed after the change and was not before; each with a request that shows it. */
  readonly newlyAllowed: readonly Difference[];
  readonly noLongerAllowed: readonly Difference[];
}

/** What one statement allows on one side of a change and nothing allows on the other. */
export interface Difference {
  /** Of one service and one access level, as AWS spells them; `*` where they are all but a few. */
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** Under which condition, in words; null where there is none. */
  readonly conditions: string | null;
  /** A request that is allowed on this side and not on the other, as `evaluate` confirms. */
  readonly witness: Request;
  /** The Allow that gives it, of the side on which it is allowed. */
  readonly statement: DecidingStatement;
  /** What the statement names as well, and AWS never asks about on any of its resources. */
  readonly never: readonly string[];
}

export interface DecideOptions {
  /** The actions that AWS has; null where the catalogue is not at hand: then those that the policies name. */
  readonly catalog: Catalog | null;
  /** Nobody makes a request before this day, `YYYY-MM-DD`; absent: at any time. */
  readonly today?: string | undefined;
  /** Nobody asks about resources of another one (`aws`); absent: about those of any. */
  readonly partition?: string | undefined;
  /** The text that a policy stands in: with it, what a template leaves open equals itself where it is written alike. */
  readonly textOf?: (policy: Policy) => string | null;
}
