/** Which account the session is in, for the calls that have to name it. */
import type { Trail } from "../sections/cloudtrail";
import { once } from "./once";
import type { Session } from "./session";
import { callerIdentity } from "./sts";
import { describeTrails, trailsOf } from "./trails";

/** undefined where neither GetCallerIdentity nor the credentials nor a trail tell it. */
export const ownAccount = once(async (session: Session): Promise<string | undefined> => {
  const identity = await callerIdentity(session);
  if (identity.status === "ok") return identity.data.id;
  if (session.credentials.accountId) return session.credentials.accountId;
  const { regions } = await describeTrails(session);
  return trailsOf(regions)
    .filter((trail) => !trail.organization)
    .map(({ arn }) => arn.split(":")[4])[0];
});

/** The trails whose log group is in this account, with its ARN; those of an organization mostly write to another's. */
export async function ownLogGroups(
  session: Session,
): Promise<{ readonly arn: string; readonly name: string; readonly region: string }[]> {
  const { regions } = await describeTrails(session);
  const account = await ownAccount(session);
  const arns = trailsOf(regions).flatMap((trail: Trail) =>
    trail.logGroup !== null && (!trail.organization || trail.logGroup.split(":")[4] === account)
      ? [trail.logGroup]
      : [],
  );
  return [...new Set(arns)].map((arn) => {
    const [, , , region = "", , , name = ""] = arn.split(":");
    return { arn, name, region };
  });
}
