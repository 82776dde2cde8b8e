import type { ResourceVerdict } from "../../posture";
import type { Trail } from "../../sections/cloudtrail";
import type { Snapshot } from "../../snapshot";
import { defineCheck } from "../check";
import { type Answered, decided, lowerFirst, notAssessed } from "../evaluation";
import { type Recording, recordingOf, storeRecording } from "../trail-recording";
import { knownStores, knownTrails, trailEvidence } from "../trails";
import cloudformation from "./all-regions.cfn.yaml";
import commands from "./all-regions.sh";
import terraform from "./all-regions.tf";

export default defineCheck({
  id: "cloudtrail/all-regions",
  title: "The management events of every Region are recorded, now",
  why: "An intruder works in the Region where nobody looks. Without a record of reads and writes in all of them, nobody can tell what was done.",
  severity: "high",
  recommendation: "cloudtrail",
  cis: ["4.1"],
  securityHub: ["CloudTrail.1"],
  sections: [
    "cloudtrail/trails",
    "cloudtrail/trail-status",
    "cloudtrail/event-selectors",
    "cloudtrail/event-data-stores",
    "cloudtrail/event-data-store",
  ],
  remediation: {
    console:
      "CloudTrail > Trails > Create trail (one made in the console covers every Region): Management events, Read and Write. Best as an organization trail, with its bucket in a log account.",
    cli: commands,
    cloudformation,
    terraform,
  },
  links: [
    "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/receive-cloudtrail-log-files-from-multiple-regions.html",
  ],
  evaluate: (snapshot) => {
    const { trails, missing: trailsMissing, evidence: answers } = knownTrails(snapshot);
    if (trailsMissing.length > 0) return notAssessed(trailsMissing);
    const lake = knownStores(snapshot);
    const judged = [...judgedTrails(trails, snapshot), ...judgedStores(lake.stores)];
    const evidence = [
      ...answers,
      ...trails.map((trail) => trailEvidence(trail, "IsMultiRegionTrail", trail.multiRegion)),
      ...judged.flatMap((one) => one.recording.evidence),
    ];
    const missing = [...judged.flatMap((one) => one.recording.missing), ...lake.missing];
    const resources = judged.map(
      ({ id, region, recording: { read, write, missing: unknown, reason } }): ResourceVerdict => {
        // One may record the reads and another the writes.
        const open = unknown.length > 0 || (missing.length > 0 && (read || write));
        return { id, region, verdict: read && write ? "pass" : open ? "not-assessed" : "fail", reason };
      },
    );
    const recording = recordingTogether(judged);
    if (recording.length > 0) {
      const names = recording.map(({ name }) => name).join(" and ");
      return decided(
        "pass",
        `${names} record${recording.length === 1 ? "s" : ""} the management events of every Region, now.`,
        evidence,
        resources
          .filter(({ id }) => recording.some((good) => good.id === id))
          .map((resource) => ({ ...resource, verdict: "pass" })),
      );
    }
    if (missing.length > 0) return notAssessed(missing, evidence, resources);
    return decided(
      "fail",
      judged.length === 0 ? `There is no trail: ${snapshot.region} sees none of any Region.` : whyNot(judged),
      evidence,
      resources,
    );
  },
});

interface Judged {
  readonly id: string;
  readonly name: string;
  readonly region: string | null;
  readonly store: boolean;
  /** Of every Region. */
  readonly recording: Recording;
}

/** Those that record reads and writes, each by itself or with the others; none where something is left out. */
function recordingTogether(judged: readonly Judged[]): readonly Judged[] {
  const [whole, some] = [
    judged.filter(({ recording: { read, write } }) => read && write),
    judged.filter(({ recording: { read, write } }) => read || write),
  ];
  if (whole.length > 0) return whole;
  return some.some((one) => one.recording.read) && some.some((one) => one.recording.write) ? some : [];
}

const ofOneRegion = (region: string | null): Recording => ({
  read: false,
  write: false,
  reason: `Records ${region ?? "one Region"} only.`,
  evidence: [],
  missing: [],
});

function judgedTrails(trails: readonly Trail[], snapshot: Snapshot): Judged[] {
  return trails.map((trail) => {
    const { arn: id, name, homeRegion: region } = trail;
    return {
      id,
      name,
      region,
      store: false,
      recording: trail.multiRegion ? recordingOf(trail, snapshot) : ofOneRegion(region),
    };
  });
}

function judgedStores(stores: readonly Answered<"cloudtrail/event-data-store">[]): Judged[] {
  return stores.map((section) => {
    const { arn: id, name, multiRegion } = section.data;
    return {
      id,
      name,
      region: section.region,
      store: true,
      recording: multiRegion ? storeRecording(section) : ofOneRegion(section.region),
    };
  });
}

function whyNot(judged: readonly Judged[]): string {
  const first = judged[0]!;
  if (judged.length === 1)
    return `The only ${first.store ? "event data store" : "trail"}, ${first.name}, does not cover it: ${lowerFirst(first.recording.reason)}`;
  return `None of ${judged.length} trails and event data stores covers it: ${judged.map((one) => `${one.name} ${lowerFirst(one.recording.reason).replace(/\.$/, "")}`).join("; ")}.`;
}
