import type { CheckResult, Posture } from "../../../../account/posture";

/** The id of a row. Rows of several accounts must not be taken for each other. */
export function idOf({ account, profile }: Posture, ...parts: readonly (string | null)[]): string {
  return [profile, account.id, ...parts].join("|");
}

/** The id of a row of a check: the assertions of several folders are numbered alike. */
export function checkIdOf(
  posture: Posture,
  { id, asserted }: CheckResult,
  ...parts: readonly (string | null)[]
): string {
  return idOf(posture, asserted?.file ?? null, id, ...parts);
}
