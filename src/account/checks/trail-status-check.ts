/** What the checks that judge each trail by its status share. */
import type { Evidence, ResourceVerdict } from "../posture";
import type { Trail } from "../sections/cloudtrail";
import { type SectionName, sectionOf, type Snapshot } from "../snapshot";
import { type Check, type CheckDeclaration, defineCheck } from "./check";
import {
  type Answered,
  isAnswered,
  judgeResources,
  type Missing,
  missingFrom,
  notAssessed,
  resourceNotAssessed,
  type ResourceWords,
  withMissing,
} from "./evaluation";
import { knownTrails } from "./trails";

export interface TrailStatusCheck extends Omit<CheckDeclaration, "sections" | "evaluate"> {
  /** Beside the trails and their status. */
  readonly sections?: readonly SectionName[];
  readonly concerns?: (trail: Trail) => boolean;
  readonly evidence: (trail: Trail, section: Answered<"cloudtrail/trail-status">) => readonly Evidence[];
  readonly judge: (
    trail: Trail,
    section: Answered<"cloudtrail/trail-status">,
    snapshot: Snapshot,
    now: Date,
  ) => StatusVerdict;
  readonly words: ResourceWords;
}

/** Not assessed where something is missing. */
export type StatusVerdict =
  | { readonly verdict: "pass" | "fail"; readonly reason: string }
  | { readonly missing: readonly Missing[] };

export function defineTrailStatusCheck({
  sections = [],
  concerns = () => true,
  evidence: evidenceFor,
  judge,
  words,
  ...declaration
}: TrailStatusCheck): Check {
  return defineCheck({
    ...declaration,
    sections: ["cloudtrail/trail-list", "cloudtrail/trails", "cloudtrail/trail-status", ...sections],
    evaluate: (snapshot, now) => {
      const { trails, missing, missingElsewhere, evidence: answers } = knownTrails(snapshot);
      if (missing.length > 0) return notAssessed(missing);
      const evidence = [...answers];
      const unanswered: Missing[] = [];
      const resources = trails.filter(concerns).map((trail): ResourceVerdict => {
        const about = { id: trail.arn, region: trail.homeRegion };
        const status = sectionOf(snapshot, "cloudtrail/trail-status", trail.arn);
        if (isAnswered(status)) evidence.push(...evidenceFor(trail, status));
        const judged = isAnswered(status)
          ? judge(trail, status, snapshot, now)
          : { missing: missingFrom(status, "cloudtrail/trail-status") };
        if ("verdict" in judged) return { ...about, ...judged };
        unanswered.push(...judged.missing);
        return resourceNotAssessed(about, judged.missing);
      });
      return withMissing(judgeResources(resources, words, evidence, unanswered), missingElsewhere);
    },
  });
}
