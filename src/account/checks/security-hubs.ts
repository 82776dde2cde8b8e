/** The hubs of Security Hub, Region by Region. */
import type { Evaluation, Evidence } from "../posture";
import { isOn } from "../sections/regions";
import { sectionAt, type SectionName, sectionOf, type Snapshot } from "../snapshot";
import { type Finding, found, unanswered } from "./coverage-map/finding";
import { decided, evidenceOf, isAnswered, type Missing, missingFrom, notAssessed } from "./evaluation";

export function hubFinding(snapshot: Snapshot, region: string): Finding {
  const section = sectionAt(snapshot, "securityhub/hub", region);
  if (!isAnswered(section)) return unanswered(snapshot, "securityhub", section, "securityhub/hub", region);
  return section.data === null
    ? found("not", "There is no hub.", [evidenceOf(section, "HubArn", "none (not subscribed)")])
    : found("covered", "There is a hub.", [evidenceOf(section, "SubscribedAt", section.data.subscribedAt)]);
}

/** The Regions with a hub, and why there may be others. */
export function hubRegions(snapshot: Snapshot): {
  readonly regions: readonly string[];
  readonly missing: readonly Missing[];
  readonly evidence: readonly Evidence[];
} {
  const known = sectionOf(snapshot, "ec2/regions");
  const names = isAnswered(known) ? known.data.filter(isOn).map(({ name }) => name) : [snapshot.region];
  const findings = names.map((region) => ({ region, ...hubFinding(snapshot, region) }));
  return {
    regions: findings.filter(({ state }) => state === "covered").map(({ region }) => region),
    missing: [...missingFrom(known, "ec2/regions"), ...findings.flatMap((one) => one.missing)],
    evidence: findings.flatMap((one) => one.evidence),
  };
}

export const hubSections = ["ec2/regions", "securityhub/hub", "ssm/offered"] as const satisfies readonly SectionName[];

/** For a check of what hubs have; null: there is one. */
export function withoutHub(snapshot: Snapshot): Evaluation | null {
  const { regions, missing, evidence } = hubRegions(snapshot);
  if (regions.length > 0) return null;
  return missing.length > 0
    ? notAssessed(missing, evidence)
    : decided("not-applicable", "There is no hub in any Region; securityhub/enabled says more.", evidence);
}
