/** The recorder of AWS Config in a Region. */
import type { Evidence } from "../../posture";
import type { Recorder } from "../../sections/config";
import { sectionAt, type Snapshot } from "../../snapshot";
import { counted, evidenceOf, isAnswered } from "../evaluation";
import { type Finding, found, unanswered } from "./finding";

/** Recorded once for the account: in one Region, and in the others as copies. */
const globalTypes = ["AWS::IAM::User", "AWS::IAM::Group", "AWS::IAM::Role", "AWS::IAM::Policy"];

/** Whether a recorder records now: covered, partial (the last event failed) or not; or that it is not known. */
export function recordingNow(snapshot: Snapshot, region: string): Finding {
  const section = sectionAt(snapshot, "config/recorder-status", region);
  if (!isAnswered(section)) return unanswered(snapshot, "config", section, "config/recorder-status", region);
  // AWS allows one for the whole Region; those that other services keep for themselves are not told of.
  const [status] = section.data;
  if (!status) return found("not", "There is no recorder.", [evidenceOf(section, "ConfigurationRecordersStatus", 0)]);
  const evidence = [
    evidenceOf(section, "recording", status.recording),
    evidenceOf(section, "lastStatus", status.lastStatus),
  ];
  if (!status.recording) return found("not", "The recorder is stopped.", evidence);
  if (failed(status.lastStatus))
    return found(
      "partial",
      `It records, but the last event failed${status.lastErrorCode === null ? "" : ` (${status.lastErrorCode})`}.`,
      evidence,
    );
  return found("covered", "It is recording.", evidence);
}

/** Either the recorder that records now, or why there is none to speak of. */
export type RecorderAt =
  | { readonly recorder: Recorder; readonly evidence: readonly Evidence[] }
  | { readonly none: Finding };

export function recorderAt(snapshot: Snapshot, region: string): RecorderAt {
  const now = recordingNow(snapshot, region);
  if (now.state !== "covered" && now.state !== "partial") return { none: now };
  const section = sectionAt(snapshot, "config/recorders", region);
  if (!isAnswered(section))
    return { none: unanswered(snapshot, null, section, "config/recorders", region, now.evidence) };
  const [recorder] = section.data;
  if (!recorder)
    return { none: found("not", "There is no recorder.", [evidenceOf(section, "ConfigurationRecorders", 0)]) };
  return {
    recorder,
    evidence: [...now.evidence, evidenceOf(section, "recordingGroup", recordedTypes(recorder).words)],
  };
}

export function recorderFinding(snapshot: Snapshot, region: string): Finding {
  const at = recorderAt(snapshot, region);
  if ("none" in at) return at.none;
  const now = recordingNow(snapshot, region);
  if (now.state !== "covered") return { ...now, evidence: at.evidence };
  const { all, words } = recordedTypes(at.recorder);
  return found(
    all ? "covered" : "partial",
    `Records ${words}${at.recorder.frequency === "DAILY" ? ", once a day" : ""}.`,
    at.evidence,
  );
}

/** `Failure`, in any letters. */
export function failed(status: string | null): boolean {
  return status?.toLowerCase() === "failure";
}

/** What a recorder records of what is not global. */
export function recordedTypes({ strategy, resourceTypes, excludedTypes }: Recorder): {
  readonly all: boolean;
  readonly words: string;
} {
  if (strategy === "ALL_SUPPORTED_RESOURCE_TYPES") return { all: true, words: "every resource type" };
  if (strategy === "EXCLUSION_BY_RESOURCE_TYPES") {
    const left = excludedTypes.filter((type) => !globalTypes.includes(type));
    return left.length === 0
      ? { all: true, words: "every resource type" }
      : { all: false, words: `every resource type but ${listed(left)}` };
  }
  return { all: false, words: `${counted(resourceTypes.length, "resource type")} only (${listed(resourceTypes)})` };
}

/** Whether users, groups, roles and policies of IAM are recorded with the rest. */
export function recordsGlobalTypes({
  strategy,
  includeGlobalResourceTypes,
  resourceTypes,
  excludedTypes,
}: Recorder): boolean {
  if (strategy === "EXCLUSION_BY_RESOURCE_TYPES") return !globalTypes.some((type) => excludedTypes.includes(type));
  return includeGlobalResourceTypes || globalTypes.every((type) => resourceTypes.includes(type));
}

function listed(types: readonly string[]): string {
  return types.length > 3 ? `${types.slice(0, 3).join(", ")}, …` : types.join(", ");
}
