/** What is found of one service in one Region: a cell of the map, with what it rests on. */
import type { CoverageCell, CoverageState, Evidence } from "../../posture";
import type { RegionalService } from "../../sections/offered";
import { type Section, type SectionName, sectionOf, type Snapshot } from "../../snapshot";
import { evidenceOf, isAnswered, type Missing, missingFrom, notAssessed } from "../evaluation";

export interface Finding extends CoverageCell {
  readonly evidence: readonly Evidence[];
  /** What would have to be known. */
  readonly missing: readonly Missing[];
}

export function found(state: CoverageState, reason: string, evidence: readonly Evidence[]): Finding {
  return { state, reason, evidence, missing: [] };
}

/** For a section that did not answer: its service may not be offered in the Region. */
export function unanswered(
  snapshot: Snapshot,
  service: RegionalService | null,
  section: Section | undefined,
  name: SectionName,
  region: string,
  evidence: readonly Evidence[] = [],
): Finding {
  const offered = service === null ? undefined : sectionOf(snapshot, "ssm/offered", service);
  if (!section && isAnswered(offered) && offered.data[region] === false) {
    return found("not-offered", `AWS does not offer it in ${region}.`, [
      { ...evidenceOf(offered, `regions/${region}/services/${service!}`, null), region },
    ]);
  }
  const missing = missingFrom(section, name);
  return { state: "unknown", reason: notAssessed(missing).reason, evidence, missing };
}
