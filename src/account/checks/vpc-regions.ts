/** What the checks of networks share: a Region without a VPC, or with nothing in it, is not asked. */
import { sectionAt, type SectionData, type SectionName, type Snapshot } from "../snapshot";
import { type Answered, evidenceOf, isAnswered, type Missing, missingFrom, notAssessed } from "./evaluation";
import type { RegionJudgement } from "./region-check";

type NetworkSection = Extract<
  SectionName,
  "ec2/network-acls" | "ec2/flow-logs" | "ec2/metadata-defaults" | "ssm/public-sharing"
>;

const nothing: RegionJudgement = { verdict: null, reason: "", evidence: [], missing: [] };

/** What the checks of this kind need beside their own section. */
export const vpcSections = ["ec2/security-groups", "ec2/network-interfaces"] as const satisfies readonly SectionName[];

/** Judges what a Region with a VPC says; through one in which nothing stands nothing passes, whatever holds there. */
export function inVpcRegion<Name extends NetworkSection>(
  snapshot: Snapshot,
  region: string,
  name: Name,
  judge: (data: SectionData[Name], section: Answered<Name>) => RegionJudgement,
): RegionJudgement {
  const groups = sectionAt(snapshot, "ec2/security-groups", region);
  if (isAnswered(groups) && groups.data.count === 0) return nothing;
  const interfaces = sectionAt(snapshot, "ec2/network-interfaces", region);
  if (isAnswered(interfaces) && !interfaces.data.any)
    return { ...nothing, evidence: [evidenceOf(interfaces, "NetworkInterfaces", 0)] };
  const section = sectionAt(snapshot, name, region);
  if (isAnswered(section)) return judge(section.data, section);
  return unansweredIn(missingFrom(section, name));
}

/** A Region of which nothing is known because these did not answer. */
export function unansweredIn(missing: readonly Missing[]): RegionJudgement {
  return { verdict: "not-assessed", reason: notAssessed(missing).reason, evidence: [], missing };
}
