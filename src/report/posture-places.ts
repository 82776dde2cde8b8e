/** What a check says of which resource: the rows of every form that a machine reads. */
import { type Accepted, type CheckResult, isInForce, type Posture, type Verdict } from "../account/posture";

/** Behind a number: `3 failed`. */
export const verdictCounts: Readonly<Record<Verdict, string>> = {
  pass: "passed",
  fail: "failed",
  "not-assessed": "not assessed",
  attest: "to be confirmed",
  "not-applicable": "not applicable",
};

export interface PosturePlace {
  readonly check: CheckResult;
  readonly verdict: Verdict;
  readonly reason: string;
  /** An ARN or a name; the account's id where the check names no resource. */
  readonly id: string;
  /** Null for what is global. */
  readonly region: string | null;
  readonly isAccount: boolean;
  /** Who accepted that it fails; null where nobody did, or the day has passed. */
  readonly accepted: Accepted | null;
}

/** What fails or is not known, resource by resource; the account where the check names none of these. */
export function posturePlaces({ checks, account }: Pick<Posture, "checks" | "account">): PosturePlace[] {
  return checks.flatMap((check): PosturePlace[] => {
    const { verdict, reason, resources } = check;
    const ofCheck = inForce(check.accepted);
    const named = resources.filter((one) => one.verdict === verdict && verdict !== "pass");
    if (named.length === 0)
      return [{ check, verdict, reason, id: account.id, region: null, isAccount: true, accepted: ofCheck }];
    return named.map((one) => ({
      check,
      verdict,
      reason: one.reason,
      id: one.id,
      region: one.region,
      isAccount: false,
      accepted: inForce(one.accepted) ?? ofCheck,
    }));
  });
}

function inForce(accepted: Accepted | undefined): Accepted | null {
  return accepted && isInForce(accepted) ? accepted : null;
}

/** The name of a place among all of an account, for fingerprints and lists. */
export function qualifiedName({ id, region }: Pick<PosturePlace, "id" | "region">): string {
  return region === null || id.startsWith("arn:") ? id : `${region}/${id}`;
}

/** The controls of standards that a check is about, such as `CIS 2.5`. */
export function controlsOf({ cis, securityHub }: Pick<CheckResult, "cis" | "securityHub">): string[] {
  return [...cis.map((control) => `CIS ${control}`), ...securityHub.map((control) => `Security Hub ${control}`)];
}
