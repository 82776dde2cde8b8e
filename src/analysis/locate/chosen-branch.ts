/** Of what an expression chooses from. */
import type { UnknownNode } from "../value";

/** One of several values. */
export interface ChosenBranch {
  readonly of: UnknownNode;
  readonly branch: number;
}
