/** What the checks of security groups share: those of every Region that is on, and the Regions that did not answer. */
import type { ResourceVerdict } from "../posture";
import type { SecurityGroup } from "../sections/security-groups";
import type { Snapshot } from "../snapshot";
import type { Evaluation } from "./check";
import { acrossRegions, evidenceOf, judgeResources, type Missing, notAssessed } from "./evaluation";

export interface GroupJudgement {
  readonly verdict: ResourceVerdict["verdict"];
  readonly reason: string;
  readonly missing: readonly Missing[];
}

export interface JudgeGroups {
  /** Those that it is about. */
  readonly groups: (all: readonly SecurityGroup[]) => readonly SecurityGroup[];
  readonly judge: (group: SecurityGroup, region: string) => GroupJudgement;
  readonly words: {
    /** With how many groups there are in how many Regions. */
    readonly none: (groups: number, regions: number) => string;
    readonly pass: (groups: number, regions: number) => string;
    readonly fail: (count: number, of: number) => string;
  };
}

export function judgeGroups(snapshot: Snapshot, { groups, judge, words }: JudgeGroups): Evaluation {
  const { answered, missing: silent } = acrossRegions(snapshot, "ec2/security-groups");
  const missing: Missing[] = [...silent];
  const resources: ResourceVerdict[] = [];
  for (const section of answered) {
    for (const group of groups(section.data.groups)) {
      const region = section.region ?? snapshot.region;
      const { verdict, reason, missing: unknown } = judge(group, region);
      missing.push(...unknown);
      resources.push({ id: group.id, region, verdict, reason });
    }
  }
  const evidence = answered.map((section) => evidenceOf(section, "SecurityGroups", section.data.count));
  const count = answered.reduce((sum, section) => sum + section.data.count, 0);
  if (missing.length > 0 && !resources.some((one) => one.verdict === "fail"))
    return notAssessed(missing, evidence, resources);
  return judgeResources(
    resources,
    {
      none: { verdict: "pass", reason: words.none(count, answered.length) },
      pass: () => words.pass(count, answered.length),
      fail: words.fail,
    },
    evidence,
    missing,
  );
}
