/** What a rehearsal of a control policy found. */
import type { DeniedCalls } from "./calls";
import type { HolderLosses } from "./losses";

export interface RehearsalReport {
  readonly file: string;
  readonly policyType: "scp" | "rcp";
  /** An SCP that lists what it allows takes the place of `FullAWSAccess`. */
  readonly replacesFullAccess: boolean;
  /** Of the workspace, or of the account. */
  readonly of: "workspace" | "snapshot";
  readonly holders: { readonly count: number; readonly losing: readonly HolderLosses[] };
  readonly calls: {
    readonly files: number;
    readonly records: number;
    readonly denied: readonly DeniedCalls[];
    readonly unknown: readonly DeniedCalls[];
  } | null;
  readonly problems: readonly { readonly file: string; readonly message: string }[];
}
