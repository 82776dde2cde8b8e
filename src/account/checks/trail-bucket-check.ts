/** What the checks of the buckets that trails write to share. A bucket of another account is judged where it belongs. */
import type { Evidence, ResourceVerdict } from "../posture";
import { type SectionName, sectionOf, type Snapshot } from "../snapshot";
import { type Check, type CheckDeclaration, defineCheck, type Evaluation } from "./check";
import {
  type Answered,
  counted,
  evidenceOf,
  isAnswered,
  judgeResources,
  type Missing,
  missingFrom,
  notAssessed,
  withMissing,
} from "./evaluation";
import { knownTrails } from "./trails";

export interface TrailBucketCheck<Name extends SectionName> extends Omit<
  CheckDeclaration,
  "sections" | "recommendation" | "evaluate"
> {
  /** What is asked about each bucket. */
  readonly asks: Name;
  /** Asked of it too. */
  readonly asksToo?: readonly SectionName[];
  readonly evidence: (section: Answered<Name>) => readonly Evidence[];
  readonly judge: (section: Answered<Name>, bucket: string, snapshot: Snapshot) => BucketVerdict;
  readonly words: BucketWords;
}

interface BucketWords {
  /** `is not public by its policy`, of each bucket. */
  readonly pass: string;
  readonly fail: readonly [one: string, many: string];
}

export type BucketVerdict =
  | { readonly verdict: "pass" | "fail"; readonly reason: string; readonly evidence?: readonly Evidence[] }
  | { readonly missing: readonly Missing[]; readonly reason?: string };

export function defineTrailBucketCheck<Name extends SectionName>({
  asks,
  asksToo = [],
  evidence: evidenceFor,
  judge,
  words,
  ...declaration
}: TrailBucketCheck<Name>): Check {
  return defineCheck({
    ...declaration,
    recommendation: "cloudtrail",
    sections: ["cloudtrail/trail-list", "cloudtrail/trails", "s3/own-buckets", asks, ...asksToo],
    evaluate: (snapshot) => {
      const { trails, missing, missingElsewhere } = knownTrails(snapshot);
      if (missing.length > 0) return notAssessed(missing);
      const buckets = [...new Set(trails.flatMap(({ bucket }) => bucket ?? []))];
      const own = sectionOf(snapshot, "s3/own-buckets");
      if (buckets.length > 0 && !isAnswered(own)) return notAssessed(missingFrom(own, "s3/own-buckets"));
      const names = isAnswered(own) ? own.data.map(({ name }) => name) : [];
      const [here, elsewhere] = [
        buckets.filter((bucket) => names.includes(bucket)),
        buckets.filter((bucket) => !names.includes(bucket)),
      ];
      const evidence = isAnswered(own)
        ? buckets.map((bucket) => evidenceOf(own, `${bucket} is of this account`, names.includes(bucket)))
        : [];
      const unanswered: Missing[] = [];
      const resources = here.map((bucket): ResourceVerdict => {
        const about = { id: `arn:${snapshot.account.partition}:s3:::${bucket}`, region: null };
        const section = sectionOf(snapshot, asks, bucket);
        if (isAnswered(section)) evidence.push(...evidenceFor(section));
        const judged: BucketVerdict = isAnswered(section)
          ? judge(section, bucket, snapshot)
          : { missing: missingFrom(section, asks) };
        if (!("verdict" in judged)) {
          unanswered.push(...judged.missing);
          return { ...about, verdict: "not-assessed", reason: judged.reason ?? notAssessed(judged.missing).reason };
        }
        evidence.push(...(judged.evidence ?? []));
        return { ...about, verdict: judged.verdict, reason: judged.reason };
      });
      return withMissing(outcome(resources, elsewhere, words, evidence, unanswered), missingElsewhere);
    },
  });
}

function outcome(
  resources: readonly ResourceVerdict[],
  elsewhere: readonly string[],
  words: BucketWords,
  evidence: readonly Evidence[],
  unanswered: readonly Missing[],
): Evaluation {
  const others =
    elsewhere.length === 0
      ? ""
      : ` ${elsewhere.join(" and ")} ${elsewhere.length === 1 ? "belongs" : "belong"} to another account, and ${elsewhere.length === 1 ? "is" : "are"} judged there.`;
  return judgeResources(
    resources,
    {
      none: {
        verdict: "not-applicable",
        reason: others.trim() || "There is no trail; cloudtrail/all-regions says more.",
      },
      pass: (count) => `${counted(count, "trail bucket")}: each ${words.pass}.${others}`,
      fail: (count, of) => `${count} of ${counted(of, "trail bucket")} ${words.fail[count === 1 ? 0 : 1]}.${others}`,
    },
    evidence,
    unanswered,
  );
}
