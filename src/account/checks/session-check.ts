/** What the checks of Session Manager's preferences share: without a managed instance there are no sessions. */
import type { Evidence } from "../posture";
import type { SessionPreferences } from "../sections/session-manager";
import { sectionOf } from "../snapshot";
import { type Check, type CheckDeclaration, defineCheck } from "./check";
import { type Answered, counted, decided, evidenceOf, isAnswered, notAssessed, whenAnswered } from "./evaluation";

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
  /** Behind `Sessions in eu-central-1 `. */
  readonly fail: string;
}

export function defineSessionCheck({ fields, protection, fail, ...declaration }: SessionCheck): Check {
  return defineCheck({
    ...declaration,
    recommendation: "proxied-administration",
    cis: [],
    securityHub: [],
    sections: ["ssm/session-preferences", "ssm/managed-instances"],
    evaluate: (snapshot) =>
      whenAnswered(snapshot, "ssm/session-preferences", (preferences, section) => {
        const sessions = `Sessions in ${section.region ?? snapshot.region}`;
        const evidence =
          preferences === null
            ? [evidenceOf(section, "SSM-SessionManagerRunShell", "none (InvalidDocument)")]
            : fields(preferences, section);
        const how = preferences === null ? null : protection(preferences);
        if (how !== null) return decided("pass", `${sessions} ${how}.`, evidence);
        const instances = sectionOf(snapshot, "ssm/managed-instances");
        if (!isAnswered(instances)) return notAssessed([instances ?? "ssm/managed-instances"], evidence);
        const count = instances.data.length;
        const all = [...evidence, evidenceOf(instances, "InstanceInformationList", count)];
        if (count === 0)
          return decided(
            "not-applicable",
            `No instance in ${instances.region ?? snapshot.region} takes sessions.`,
            all,
          );
        return decided("fail", `${sessions} ${fail} (${counted(count, "managed instance")}).`, all);
      }),
  });
}
