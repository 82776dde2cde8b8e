/** What attestations make of a posture. */
import type { CheckResult, Posture } from "../posture";
import { type AttestationEntry, isSame } from "./attestation";

/** Only checks that no call answers are touched: nobody can attest away what AWS says. `today` is `YYYY-MM-DD`. */
export function withAttestations(posture: Posture, entries: readonly AttestationEntry[], today: string): Posture {
  if (entries.length === 0) return posture;
  return {
    ...posture,
    checks: posture.checks.map((check) =>
      attested(
        check,
        entries.filter((entry) => isSame(entry, { check: check.id, account: posture.account.id })),
        today,
      ),
    ),
  };
}

function attested(check: CheckResult, entries: readonly AttestationEntry[], today: string): CheckResult {
  const [last] = [...entries].sort((a, b) => (a.until < b.until ? 1 : -1));
  if (check.verdict !== "attest" || last === undefined) return check;
  const { by, at, until, link = null, note = null } = last;
  const lapsed = until < today;
  const attestation = { by, at, until, link, note, lapsed };
  if (lapsed)
    return { ...check, attestation, reason: `What ${by} attested on ${at} lapsed on ${until}. ${check.reason}` };
  return {
    ...check,
    attestation,
    verdict: "pass",
    reason: `Attested by ${by} on ${at}, until ${until}.${note === null ? "" : ` ${note}`}`,
    remediation: [],
  };
}

/** The day, in the time of the place. */
export function dayOf(date: Date): string {
  const two = (number: number) => String(number).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
