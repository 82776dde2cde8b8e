/** What the checks share that hold every Region to the same. */
import type { Evidence, ResourceVerdict } from "../posture";
import { isOn } from "../sections/regions";
import { type SectionName, sectionOf, type Snapshot } from "../snapshot";
import { type Check, type CheckDeclaration, defineCheck, type Evaluation } from "./check";
import type { Finding } from "./coverage-map/finding";
import {
  decided,
  isAnswered,
  judgeResources,
  type Missing,
  missingFrom,
  notAssessed,
  type ResourceWords,
} from "./evaluation";

export interface RegionJudgement {
  /** null: there is nothing to judge in the Region. */
  readonly verdict: ResourceVerdict["verdict"] | null;
  readonly reason: string;
  readonly evidence: readonly Evidence[];
  readonly missing: readonly Missing[];
  /** Ids of what fails in it, which its commands are for; default: the Region itself. */
  readonly failing?: readonly string[];
}

export interface RegionCheck extends Omit<CheckDeclaration, "sections" | "evaluate"> {
  readonly sections: readonly SectionName[];
  readonly judge: (snapshot: Snapshot, region: string) => RegionJudgement;
  readonly words: ResourceWords;
}

/** A cell as a verdict; what a partial one is depends on the check. */
export function judgeFinding({ state, reason, evidence, missing }: Finding, partial: "pass" | "fail"): RegionJudgement {
  const verdicts = {
    covered: "pass",
    partial,
    not: "fail",
    off: null,
    "not-offered": null,
    unknown: "not-assessed",
  } as const;
  return { verdict: verdicts[state], reason, evidence, missing };
}

export function defineRegionCheck({ judge, words, ...declaration }: RegionCheck): Check {
  return defineCheck({
    ...declaration,
    sections: [...new Set(["ec2/regions" as const, ...declaration.sections])],
    evaluate: (snapshot) => judgeRegions(snapshot, (region) => judge(snapshot, region), words),
  });
}

/** Every Region that is on; where they are not known a pass of the session's is none of the account's. */
function judgeRegions(
  snapshot: Snapshot,
  judge: (region: string) => RegionJudgement,
  words: ResourceWords,
): Evaluation {
  const { resources, evidence, missing, mended } = inRegions(snapshot, judge);
  const evaluation = judgeResources(resources, words, evidence, missing);
  const open = evaluation.verdict === "pass" || evaluation.verdict === "not-applicable";
  if (open && missing.length > 0) return notAssessed(missing, evidence, resources);
  return mended.length > 0 ? { ...evaluation, mended } : evaluation;
}

export interface AnyRegionWords {
  readonly none: ResourceWords["none"];
  /** Where it is found. */
  readonly pass: (regions: string) => string;
  readonly fail: (of: number) => string;
}

/** What one Region has for all of them: a pass anywhere is one; a fail takes that all are known. */
export function judgeAnyRegion(
  snapshot: Snapshot,
  judge: (region: string) => RegionJudgement,
  words: AnyRegionWords,
): Evaluation {
  const { resources, evidence, missing } = inRegions(snapshot, judge);
  const passing = resources.filter((one) => one.verdict === "pass");
  if (passing.length > 0) return decided("pass", words.pass(passing.map(({ id }) => id).join(", ")), evidence, passing);
  if (missing.length > 0) return notAssessed(missing, evidence, resources);
  if (resources.length === 0) return decided(words.none.verdict, words.none.reason, evidence);
  return decided("fail", words.fail(resources.length), evidence, resources);
}

interface InRegions {
  readonly mended: readonly ResourceVerdict[];
  readonly resources: readonly ResourceVerdict[];
  readonly evidence: readonly Evidence[];
  readonly missing: readonly Missing[];
}

function inRegions(snapshot: Snapshot, judge: (region: string) => RegionJudgement): InRegions {
  const regions = sectionOf(snapshot, "ec2/regions");
  const names = isAnswered(regions) ? regions.data.filter(isOn).map(({ name }) => name) : [snapshot.region];
  const judged = names.map((region) => ({ region, ...judge(region) }));
  return {
    resources: judged.flatMap(({ region, verdict, reason }): ResourceVerdict[] =>
      verdict === null ? [] : [{ id: region, region, verdict, reason }],
    ),
    mended: judged.flatMap(({ region, reason, failing = [] }) =>
      failing.map((id): ResourceVerdict => ({ id, region, verdict: "fail", reason })),
    ),
    evidence: judged.flatMap((one) => one.evidence),
    missing: [...missingFrom(regions, "ec2/regions"), ...judged.flatMap((one) => one.missing)],
  };
}
