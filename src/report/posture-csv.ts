/** `posture --format csv`: a record for each resource that fails or is not known, else one for the check. */
import type { Posture } from "../account/posture";
import { csvRecord } from "../escape/csv";
import { controlsOf, posturePlaces } from "./posture-places";

const columns = [
  "account",
  "region",
  "check",
  "title",
  "severity",
  "verdict",
  "resource",
  "reason",
  "recommendation",
  "controls",
  "missing_actions",
  "collected_at",
];

/** Scripts read the columns by name: one may be added at the end, none changes its meaning. */
export function postureCsv(posture: Posture): string {
  const records = posturePlaces(posture).map(({ check, verdict, reason, id, region }) => [
    posture.account.id,
    region ?? "global",
    check.id,
    check.title,
    check.severity,
    verdict,
    id,
    reason,
    check.recommendation,
    controlsOf(check).join("; "),
    check.missingActions.join("; "),
    posture.collectedAt,
  ]);
  return [columns, ...records].map(csvRecord).join("");
}
