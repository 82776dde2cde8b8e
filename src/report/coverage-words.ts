/** The coverage map in words, for every report. */
import type { CoverageColumn, CoverageState } from "../account/posture";

export const coverageColumns: readonly { readonly id: CoverageColumn; readonly title: string }[] = [
  { id: "trail", title: "Trail" },
  { id: "recorder", title: "Config recorder" },
  { id: "analyzer", title: "Access Analyzer" },
  { id: "detector", title: "GuardDuty" },
];

export const coverageWords: Readonly<Record<CoverageState, string>> = {
  covered: "yes",
  partial: "partly",
  not: "no",
  off: "Region off",
  "not-offered": "not offered",
  unknown: "not known",
};
