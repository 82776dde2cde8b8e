/** Findings of an account that a project accepts: what fails stays what it is, and is shown as accepted until the day that was said. */
import type { Accepted, CheckResult, Posture, ResourceVerdict } from "../posture";
import { isInForce } from "../posture";

/** An entry of `accepted` in planeguard.json; it names a check, a resource or both. */
export interface AcceptedEntry {
  /** The id of the check: `root/mfa`. */
  readonly check?: string;
  /** As the report names it: an ARN, an id, a name. */
  readonly resource?: string;
  /** Twelve digits; any account where it is left out. */
  readonly account?: string;
  readonly by: string;
  readonly reason: string;
  /** The last day on which it holds: `YYYY-MM-DD`. */
  readonly until: string;
}

/** `today` is `YYYY-MM-DD`. */
export function withAccepted(posture: Posture, entries: readonly AcceptedEntry[], today: string): Posture {
  const meant = entries.filter(({ account }) => account === undefined || account === posture.account.id);
  if (meant.length === 0) return posture;
  return { ...posture, checks: posture.checks.map((check) => acceptedCheck(check, meant, today)) };
}

function acceptedCheck(check: CheckResult, entries: readonly AcceptedEntry[], today: string): CheckResult {
  if (check.verdict !== "fail") return check;
  const about = entries.filter((entry) => entry.check === undefined || entry.check === check.id);
  const whole = lasting(
    about.filter(({ resource }) => resource === undefined),
    today,
  );
  const resources = check.resources.map((one): ResourceVerdict => {
    const own =
      one.verdict === "fail"
        ? lasting(
            about.filter(({ resource }) => resource !== undefined && isNamed(one, resource)),
            today,
          )
        : null;
    return own ? { ...one, accepted: own } : one;
  });
  const failing = resources.filter(({ verdict }) => verdict === "fail");
  const known = check.missingActions.length === 0 && resources.every(({ verdict }) => verdict !== "not-assessed");
  // Nobody accepted by name what has not been looked at.
  const each =
    known && failing.length > 0 && failing.every(({ accepted }) => isInForce(accepted))
      ? [...failing].sort((a, b) => (a.accepted!.until < b.accepted!.until ? -1 : 1))[0]!.accepted!
      : null;
  const accepted = whole && isInForce(whole) ? whole : (each ?? whole);
  return { ...check, resources, ...(accepted ? { accepted } : {}) };
}

/** Whether a resource is meant, with or without what stands in brackets behind its name. */
function isNamed({ id }: ResourceVerdict, name: string): boolean {
  return id === name || (id.endsWith(")") && id.startsWith(`${name} (`));
}

/** The one that holds longest. */
function lasting(entries: readonly AcceptedEntry[], today: string): Accepted | null {
  const [last] = [...entries].sort((a, b) => (a.until < b.until ? 1 : -1));
  return last ? { by: last.by, reason: last.reason, until: last.until, lapsed: last.until < today } : null;
}
