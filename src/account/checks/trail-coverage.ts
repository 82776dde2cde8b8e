/** Which Regions the management events are recorded of, and by what: for the map of coverage. */
import { isOn } from "../sections/regions";
import { sectionOf, type Snapshot } from "../snapshot";
import { isAnswered, type Missing, missingActionsOf } from "./evaluation";
import { recordingOf, storeRecording } from "./trail-recording";
import { knownStores, knownTrails } from "./trails";

export interface RegionCoverage {
  /** `partial`: only the reads or only the writes; `unknown`: what did not answer may cover it. */
  readonly state: "covered" | "partial" | "none" | "unknown";
  /** ARNs of the trails and event data stores that record it, wholly or in part. */
  readonly by: readonly string[];
  /** Of `unknown`: the actions that did not answer. */
  readonly missingActions: readonly string[];
}

/** By Region: those that are on; where the list is not known, the session's alone. */
export function trailCoverage(snapshot: Snapshot): ReadonlyMap<string, RegionCoverage> {
  const regions = sectionOf(snapshot, "ec2/regions");
  const names = isAnswered(regions) ? regions.data.filter(isOn).map(({ name }) => name) : [snapshot.region];
  const { trails, missing, missingElsewhere } = knownTrails(snapshot);
  const lake = knownStores(snapshot);
  const recorders: Recorder[] = [
    ...trails.map((trail) => ({
      id: trail.arn,
      everywhere: trail.multiRegion,
      region: trail.homeRegion,
      ...recordingOf(trail, snapshot),
    })),
    ...lake.stores.map((section) => ({
      id: section.data.arn,
      everywhere: section.data.multiRegion,
      region: section.region ?? "",
      ...storeRecording(section),
    })),
  ];
  return new Map(
    names.map((name) => [name, coverageOf(name, recorders, [...missing, ...missingElsewhere, ...lake.missing])]),
  );
}

interface Recorder {
  readonly id: string;
  readonly everywhere: boolean;
  readonly region: string;
  readonly read: boolean;
  readonly write: boolean;
  readonly missing: readonly Missing[];
}

function coverageOf(region: string, recorders: readonly Recorder[], unseen: readonly Missing[]): RegionCoverage {
  const here = recorders.filter((one) => one.everywhere || one.region === region);
  const by = here.filter((one) => one.read || one.write);
  if (by.some((one) => one.read) && by.some((one) => one.write))
    return { state: "covered", by: by.map((one) => one.id), missingActions: [] };
  const missing = [...unseen, ...here.flatMap((one) => one.missing)];
  if (missing.length > 0)
    return { state: "unknown", by: by.map((one) => one.id), missingActions: missingActionsOf(missing) };
  return { state: by.length > 0 ? "partial" : "none", by: by.map((one) => one.id), missingActions: [] };
}
