import type { Posture } from "../../../../account/posture";

/** The id of a row. Rows of several accounts must not be taken for each other. */
export function idOf({ account, profile }: Posture, ...parts: readonly (string | null)[]): string {
  return [profile, account.id, ...parts].join("|");
}
