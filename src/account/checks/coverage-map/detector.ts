/** GuardDuty in a Region: a detector that is enabled. */
import { sectionAt, type Snapshot } from "../../snapshot";
import { evidenceOf, isAnswered } from "../evaluation";
import { type Finding, found, unanswered } from "./finding";

export function detectorFinding(snapshot: Snapshot, region: string): Finding {
  const section = sectionAt(snapshot, "guardduty/detectors", region);
  if (!isAnswered(section)) return unanswered(snapshot, "guardduty", section, "guardduty/detectors", region);
  const [id] = section.data;
  if (id === undefined) return found("not", "There is no detector.", [evidenceOf(section, "DetectorIds", 0)]);
  const detector = sectionAt(snapshot, "guardduty/detector", region, id);
  if (!isAnswered(detector))
    return unanswered(snapshot, null, detector, "guardduty/detector", region, [evidenceOf(section, "DetectorIds", id)]);
  const evidence = [evidenceOf(detector, "Status", detector.data.status)];
  return detector.data.status === "ENABLED"
    ? found("covered", "The detector is enabled.", evidence)
    : found("not", "The detector is suspended.", evidence);
}
