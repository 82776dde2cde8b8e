/** The coverage map: what watches each Region, and where nothing does. */
import type { Coverage, CoverageCell, CoverageColumn, CoverageRow } from "../../posture";
import { isOn } from "../../sections/regions";
import { type SectionName, sectionOf, type Snapshot } from "../../snapshot";
import { isAnswered, missingFrom, notAssessed } from "../evaluation";
import { analyzerFinding } from "./analyzer";
import { detectorFinding } from "./detector";
import type { Finding } from "./finding";
import { recorderFinding } from "./recorder";
import { trailFinding, trailSections } from "./trail";

/** In the order of the map's columns. */
export const coverageFindings: {
  readonly [Column in CoverageColumn]: (snapshot: Snapshot, region: string) => Finding;
} = {
  trail: trailFinding,
  recorder: recorderFinding,
  analyzer: analyzerFinding,
  detector: detectorFinding,
};

export const coverageColumns = Object.keys(coverageFindings) as readonly CoverageColumn[];

const columnSections: { readonly [Column in CoverageColumn]: readonly SectionName[] } = {
  trail: trailSections,
  recorder: ["config/recorder-status", "config/recorders", "ssm/offered"],
  analyzer: ["access-analyzer/analyzers", "ssm/offered"],
  detector: ["guardduty/detectors", "guardduty/detector", "ssm/offered"],
};

/** What these columns of the map are drawn from. */
export function coverageSections(columns: readonly CoverageColumn[] = coverageColumns): readonly SectionName[] {
  return [...new Set(["ec2/regions" as const, ...columns.flatMap((column) => columnSections[column])])];
}

/** A row for every Region of the partition; for the session's alone where they are not known. */
export function coverageOf(snapshot: Snapshot): Coverage {
  const regions = sectionOf(snapshot, "ec2/regions");
  if (!isAnswered(regions))
    return {
      regions: [rowOf(snapshot, snapshot.region)],
      incomplete: notAssessed(missingFrom(regions, "ec2/regions")).reason,
    };
  return {
    regions: regions.data.map((region) => (isOn(region) ? rowOf(snapshot, region.name) : offRow(region.name))),
    incomplete: null,
  };
}

function rowOf(snapshot: Snapshot, region: string): CoverageRow {
  return rowWith(region, (column) => {
    const { state, reason } = coverageFindings[column](snapshot, region);
    return { state, reason };
  });
}

function offRow(region: string): CoverageRow {
  return rowWith(region, () => ({ state: "off", reason: "The Region is switched off: nothing can run there." }));
}

function rowWith(region: string, cell: (column: CoverageColumn) => CoverageCell): CoverageRow {
  return {
    region,
    trail: cell("trail"),
    recorder: cell("recorder"),
    analyzer: cell("analyzer"),
    detector: cell("detector"),
  };
}
