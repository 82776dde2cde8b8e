/** The state of the posture view, as plain data. */
import type { Posture, PostureFailure } from "../../../account/posture";

/** One account of the view. */
export interface AccountState {
  /** Tells it from the others: a profile, or the id of an account of an organization. */
  readonly key: string;
  /** Above its rows where there are several; null where it is the only one. */
  readonly title: string | null;
  readonly status: "waiting" | "collecting" | "done";
  /** As AWS answered it, without what people attest. */
  readonly posture: Posture | null;
  /** The posture is from an earlier time, and has not been had anew. */
  readonly kept: boolean;
  /** Why it could not be had, or not be had anew. */
  readonly failure: PostureFailure | null;
}

/** `idle` is before the first collection, and after one that was cancelled with nothing to show. */
export type PostureState =
  | { readonly kind: "idle" }
  | { readonly kind: "loading" | "ready"; readonly accounts: readonly AccountState[] }
  | { readonly kind: "failed"; readonly failure: PostureFailure };

export function accountsOf(state: PostureState): readonly AccountState[] {
  return "accounts" in state ? state.accounts : [];
}

/** Every failure that a person may have to do something about. */
export function failuresOf(state: PostureState): readonly PostureFailure[] {
  return state.kind === "failed" ? [state.failure] : accountsOf(state).flatMap(({ failure }) => failure ?? []);
}
