/** The log groups that trails of every Region write to. */
import type { Evidence } from "../posture";
import type { Trail } from "../sections/cloudtrail";
import type { Snapshot } from "../snapshot";
import type { Missing } from "./evaluation";
import { type Recording, recordingOf } from "./trail-recording";
import { knownTrails, trailEvidence } from "./trails";

export interface LoggedTrails {
  /** In this account: the ARN as the trail has it, and what the trail records. */
  readonly groups: readonly { readonly group: string; readonly trail: Trail; readonly recording: Recording }[];
  /** Whose log group is in another account. */
  readonly elsewhere: readonly Trail[];
  /** Why trails are not known at all. */
  readonly unknown: readonly Missing[];
  readonly evidence: readonly Evidence[];
}

export function loggedTrails(snapshot: Snapshot): LoggedTrails {
  const { trails, missing, evidence } = knownTrails(snapshot);
  const everywhere = trails.filter((trail) => trail.multiRegion);
  const withGroup = everywhere.filter((trail) => trail.logGroup !== null);
  return {
    groups: withGroup
      .filter((trail) => isOwnGroup(trail, snapshot))
      .map((trail) => ({ group: trail.logGroup!, trail, recording: recordingOf(trail, snapshot) })),
    elsewhere: withGroup.filter((trail) => !isOwnGroup(trail, snapshot)),
    unknown: missing,
    evidence: [
      ...evidence,
      ...everywhere.map((trail) => trailEvidence(trail, "CloudWatchLogsLogGroupArn", trail.logGroup)),
    ],
  };
}

/** A trail of one account writes to that account; one of an organization to the account that owns it, or its administrator's. */
export function isOwnGroup({ organization, logGroup }: Trail, { account }: Snapshot): boolean {
  return !organization || logGroup?.split(":")[4] === account.id;
}
