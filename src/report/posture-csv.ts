/** `posture --format csv`: a record for each resource that fails or is not known, else one for the check. */
import type { Posture } from "../account/posture";
import { csvRecord } from "../escape/csv";
import type { AccountReport } from "./account-report";
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
  return [columns, ...recordsOf(posture)].map(csvRecord).join("");
}

/** The records of all accounts; one that was not read has a record without a check. */
export function accountsCsv(accounts: readonly AccountReport[]): string {
  const records = accounts.flatMap(({ key, posture, failure }) =>
    posture ? recordsOf(posture) : [[key, "global", "", "", "", "not-assessed", key, failure ?? "", "", "", "", ""]],
  );
  return [columns, ...records].map(csvRecord).join("");
}

function recordsOf(posture: Posture): string[][] {
  return posturePlaces(posture).map(({ check, verdict, reason, id, region }) => [
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
}
