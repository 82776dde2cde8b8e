/** What the checks share that hold every recorder of AWS Config that records to the same. */
import type { Evidence } from "../posture";
import type { Recorder } from "../sections/config";
import type { SectionName, Snapshot } from "../snapshot";
import type { Check, CheckDeclaration } from "./check";
import type { Finding } from "./coverage-map/finding";
import { recorderAt } from "./coverage-map/recorder";
import { counted } from "./evaluation";
import { defineRegionCheck, type RegionJudgement } from "./region-check";

export interface RecorderCheck extends Omit<CheckDeclaration, "recommendation" | "sections" | "evaluate"> {
  /** Beside the recorders and their status. */
  readonly sections?: readonly SectionName[];
  readonly judge: (
    recorder: Recorder,
    at: { readonly snapshot: Snapshot; readonly region: string; readonly evidence: readonly Evidence[] },
  ) => RegionJudgement;
  /** Behind `2 recorders, each `, and behind `1 of 2 recorders `. */
  readonly words: { readonly pass: string; readonly fail: string };
}

export function defineRecorderCheck({ judge, words, sections = [], ...declaration }: RecorderCheck): Check {
  return defineRegionCheck({
    ...declaration,
    recommendation: "config",
    sections: ["config/recorder-status", "config/recorders", "ssm/offered", ...sections],
    judge: (snapshot, region) => {
      const at = recorderAt(snapshot, region);
      return "none" in at ? withoutRecorder(at.none) : judge(at.recorder, { snapshot, region, evidence: at.evidence });
    },
    words: {
      none: { verdict: "not-applicable", reason: "No recorder records; config/recording says more." },
      pass: (count) => `${counted(count, "recorder")}, each ${words.pass}.`,
      fail: (count, of) => `${count} of ${counted(of, "recorder")} ${words.fail}.`,
    },
  });
}

/** That there is none is the matter of config/recording. */
export function withoutRecorder(none: Finding): RegionJudgement {
  return { ...none, verdict: none.state === "unknown" ? "not-assessed" : null };
}
