import type { Trail, TrailStatus } from "../../sections/cloudtrail";
import { counted, evidenceOf } from "../evaluation";
import { recordingOf } from "../trail-recording";
import { defineTrailStatusCheck } from "../trail-status-check";

/** Days without a log file after which a trail of reads and writes of every Region delivers none any more: each call that asks it is an event. */
const longest = 7;

export default defineTrailStatusCheck({
  id: "cloudtrail/delivery",
  title: "Every trail delivers its log files, lately too",
  why: "A trail that records but cannot write to its bucket keeps nothing: what happens meanwhile is lost to the log.",
  severity: "high",
  recommendation: "cloudtrail",
  cis: [],
  securityHub: [],
  sections: ["cloudtrail/event-selectors"],
  remediation: {
    console:
      "CloudTrail > Trails > (the trail): see the last delivery error. Mostly the bucket is gone, or its policy does not let cloudtrail.amazonaws.com write.",
    cli: "aws cloudtrail get-trail-status --name TRAIL_ARN --region HOME_REGION",
  },
  links: ["https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html"],
  evidence: ({ name }, section) => [
    evidenceOf(section, `${name} LatestDeliveryError`, section.data.latestDeliveryError),
    evidenceOf(section, `${name} LatestDeliveryTime`, section.data.latestDeliveryAt),
  ],
  judge: (trail, { data: status }, snapshot, now) => {
    const mistake = errorOf(trail, status);
    if (mistake) return { verdict: "fail", reason: mistake };
    if (!isSilent(trail, status, now)) return { verdict: "pass", reason: "No delivery error." };
    const { read, write, missing } = recordingOf(trail, snapshot);
    if (missing.length > 0) return { missing };
    return read && write
      ? { verdict: "fail", reason: `Is logging, and has delivered nothing for more than ${longest} days.` }
      : { verdict: "pass", reason: "No delivery error; there may have been nothing to deliver." };
  },
  words: {
    none: { verdict: "not-applicable", reason: "There is no trail; cloudtrail/all-regions says more." },
    pass: (count) => `${counted(count, "trail")}, none with a delivery error.`,
    fail: (count, of) => `${count} of ${counted(of, "trail")} ${count === 1 ? "does" : "do"} not deliver log files.`,
  },
});

function errorOf({ bucket }: Trail, { latestDeliveryError: error }: TrailStatus): string | null {
  if (!error) return null;
  const gone = error === "NoSuchBucket" ? " Whoever makes a bucket of that name can have the log." : "";
  return `The last delivery to ${bucket ?? "its bucket"} failed: ${error}.${gone}`;
}

function isSilent({ multiRegion }: Trail, { logging, startedAt, latestDeliveryAt }: TrailStatus, now: Date): boolean {
  const longAgo = (time: string | null) => time !== null && now.getTime() - Date.parse(time) > longest * 86_400_000;
  return multiRegion && logging && longAgo(startedAt) && (latestDeliveryAt === null || longAgo(latestDeliveryAt));
}
