/** What a person says of a check that no call answers: an entry of `.planeguard/attestations.json`. No secret belongs there. */

export const attestationsFile = ".planeguard/attestations.json";

export interface AttestationEntry {
  /** The id of the check: `root/custody`. */
  readonly check: string;
  /** Twelve digits. */
  readonly account: string;
  /** Who says so. */
  readonly by: string;
  /** The day on which they did: `YYYY-MM-DD`. */
  readonly at: string;
  /** The last day on which it holds. */
  readonly until: string;
  /** Where it is written down; https or http. */
  readonly link?: string;
  readonly note?: string;
}

/** Whether two entries are about the same; there is one at most for each check of an account. */
export function isSame(
  a: Pick<AttestationEntry, "check" | "account">,
  b: Pick<AttestationEntry, "check" | "account">,
): boolean {
  return a.check === b.check && a.account === b.account;
}
