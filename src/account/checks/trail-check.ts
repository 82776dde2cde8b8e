/** What the checks that hold every trail to one setting share. */
import type { ResourceVerdict } from "../posture";
import type { Trail } from "../sections/cloudtrail";
import { type Check, type CheckDeclaration, defineCheck } from "./check";
import { counted, judgeResources, notAssessed, withMissing } from "./evaluation";
import { knownTrails, ownerOf, trailEvidence } from "./trails";

export interface TrailCheck extends Omit<CheckDeclaration, "sections" | "evaluate"> {
  /** Leaves out the trails that another account owns. */
  readonly ownOnly?: boolean;
  readonly field: string;
  readonly value: (trail: Trail) => string | boolean | null;
  readonly holds: (trail: Trail) => boolean;
  /** Without the full stop. */
  readonly words: { readonly pass: string; readonly fail: string };
}

export function defineTrailCheck({ ownOnly = false, field, value, holds, words, ...declaration }: TrailCheck): Check {
  return defineCheck({
    ...declaration,
    sections: ["cloudtrail/trail-list", "cloudtrail/trails"],
    evaluate: (snapshot) => {
      const { trails: seen, missing, missingElsewhere, evidence: answers } = knownTrails(snapshot);
      if (missing.length > 0) return notAssessed(missing);
      const { id: own } = snapshot.account;
      if (ownOnly && !/^\d{12}$/.test(own)) {
        return {
          verdict: "not-assessed",
          reason: "Which of the trails are of this account is not known.",
          resources: [],
          evidence: [],
          missingActions: ["sts:GetCallerIdentity"],
        };
      }
      const trails = ownOnly ? seen.filter((trail) => ownerOf(trail) === own) : seen;
      const evidence = [...answers, ...trails.map((trail) => trailEvidence(trail, field, value(trail)))];
      const resources = trails.map((trail): ResourceVerdict => {
        const good = holds(trail);
        return {
          id: trail.arn,
          region: trail.homeRegion,
          verdict: good ? "pass" : "fail",
          reason: `${good ? words.pass : words.fail}.`,
        };
      });
      return withMissing(
        judgeResources(
          resources,
          {
            none: {
              verdict: "not-applicable",
              reason: `There is no trail${seen.length > 0 ? " of this account" : ""}; cloudtrail/all-regions says more.`,
            },
            pass: (count) => `${words.pass} (${counted(count, "trail")}).`,
            fail: (count, of) => `${words.fail} (${count} of ${counted(of, "trail")}).`,
          },
          evidence,
        ),
        missingElsewhere,
      );
    },
  });
}
