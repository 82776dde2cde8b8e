/** What the checks of Session Manager's preferences share: without a managed instance there are no sessions. */
import type { Evidence, ResourceVerdict } from "../posture";
import type { SessionPreferences } from "../sections/session-manager";
import { sectionAt } from "../snapshot";
import { type Check, type CheckDeclaration, defineCheck } from "./check";
import {
  acrossRegions,
  type Answered,
  counted,
  evidenceOf,
  isAnswered,
  judgeResources,
  type Missing,
  missingFrom,
  resourceNotAssessed,
  withMissing,
} from "./evaluation";

export interface SessionCheck extends Omit<
  CheckDeclaration,
  "recommendation" | "cis" | "securityHub" | "sections" | "evaluate"
> {
  readonly fields: (
    preferences: SessionPreferences,
    section: Answered<"ssm/session-preferences">,
  ) => readonly Evidence[];
  /** How they are protected; null: not at all. */
  readonly protection: (preferences: SessionPreferences) => string | null;
  /** Behind `Sessions `, in general. */
  readonly passes: string;
  readonly fail: string;
}

export function defineSessionCheck({ fields, protection, passes, fail, ...declaration }: SessionCheck): Check {
  return defineCheck({
    ...declaration,
    recommendation: "proxied-administration",
    cis: [],
    securityHub: [],
    sections: ["ec2/regions", "ssm/managed-instances", "ssm/session-preferences"],
    evaluate: (snapshot) => {
      const { answered, missing } = acrossRegions(snapshot, "ssm/managed-instances");
      const silent: Missing[] = [...missing];
      const evidence = answered
        .filter(({ data }) => data.length > 0)
        .map((section) => evidenceOf(section, "InstanceInformationList", section.data.length));
      const resources = answered.flatMap(({ region, data }): ResourceVerdict[] => {
        if (data.length === 0 || region === null) return [];
        const section = sectionAt(snapshot, "ssm/session-preferences", region);
        const about = { id: region, region };
        if (!isAnswered(section)) {
          const unanswered = missingFrom(section, "ssm/session-preferences");
          silent.push(...unanswered);
          return [resourceNotAssessed(about, unanswered)];
        }
        const preferences = section.data;
        evidence.push(
          ...(preferences === null
            ? [evidenceOf(section, "SSM-SessionManagerRunShell", "none (InvalidDocument)")]
            : fields(preferences, section)),
        );
        const how = preferences === null ? null : protection(preferences);
        return how === null
          ? [{ ...about, verdict: "fail", reason: `Sessions ${fail} (${counted(data.length, "managed instance")}).` }]
          : [{ ...about, verdict: "pass", reason: `Sessions ${how}.` }];
      });
      const evaluation = judgeResources(
        resources,
        {
          none: { verdict: "not-applicable", reason: "No instance in any Region takes sessions." },
          pass: (count) => `In ${counted(count, "Region")} with managed instances sessions ${passes}.`,
          fail: (count, of) => `In ${count} of ${counted(of, "Region")} with managed instances sessions ${fail}.`,
        },
        evidence,
        silent,
      );
      return withMissing(evaluation, missing);
    },
  });
}
