/** What records the management events of a Region: trails, and the event data stores of CloudTrail Lake. */
import type { CoverageState, Evidence } from "../../posture";
import { sectionActions, type SectionName, sectionsOf, type Snapshot } from "../../snapshot";
import { evidenceOf, isAnswered } from "../evaluation";
import { type RegionCoverage, trailCoverage } from "../trail-coverage";
import { type Finding, found } from "./finding";

export const trailSections: readonly SectionName[] = [
  "cloudtrail/trail-list",
  "cloudtrail/trails",
  "cloudtrail/trail-status",
  "cloudtrail/event-selectors",
  "cloudtrail/event-data-stores",
  "cloudtrail/event-data-store",
];

const states: { readonly [State in RegionCoverage["state"]]: CoverageState } = {
  covered: "covered",
  partial: "partial",
  none: "not",
  unknown: "unknown",
};

export function trailFinding(snapshot: Snapshot, region: string): Finding {
  const { state, by, missingActions } = trailCoverage(snapshot).get(region) ?? {
    state: "unknown",
    by: [],
    missingActions: sectionActions["cloudtrail/trails"],
  };
  const names = by.map((arn) => arn.slice(arn.lastIndexOf("/") + 1)).join(" and ");
  const record = `${names} record${by.length === 1 ? "s" : ""}`;
  switch (state) {
    case "covered":
      return found(states[state], `${record} its management events.`, evidenceIn(snapshot, region));
    case "partial":
      return found(states[state], `${record} its management events only in part.`, evidenceIn(snapshot, region));
    case "none":
      return found(states[state], "No trail records its management events.", evidenceIn(snapshot, region));
    case "unknown":
      return {
        state: "unknown",
        reason: `What may record it is not known: ${missingActions.join(", ")} did not answer.`,
        evidence: evidenceIn(snapshot, region),
        missing: trailSections.filter((name) => sectionActions[name].some((action) => missingActions.includes(action))),
      };
  }
}

function evidenceIn(snapshot: Snapshot, region: string): Evidence[] {
  return sectionsOf(snapshot, "cloudtrail/trails")
    .filter(isAnswered)
    .map((section) => {
      const here = section.data.filter((trail) => trail.multiRegion || trail.homeRegion === region);
      return evidenceOf(section, "trailList", here.map(({ name }) => name).join(", ") || 0);
    });
}
