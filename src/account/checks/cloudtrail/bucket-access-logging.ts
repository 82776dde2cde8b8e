import { evidenceOf } from "../evaluation";
import { defineTrailBucketCheck } from "../trail-bucket-check";
import cloudformation from "./bucket-access-logging.cfn.yaml";
import commands from "./bucket-access-logging.sh";
import terraform from "./bucket-access-logging.tf";

export default defineTrailBucketCheck({
  id: "cloudtrail/bucket-access-logging",
  title: "Access to the buckets of trails is logged",
  why: "Without an access log nobody can tell who read the log of the account, or took files out of it.",
  severity: "low",
  cis: ["4.4"],
  securityHub: ["CloudTrail.7"],
  asks: "s3/bucket-logging",
  remediation: {
    console:
      "S3 > (the bucket) > Properties > Server access logging > Edit: Enable, with another bucket as destination.",
    cli: commands,
    cloudformation,
    terraform,
  },
  links: ["https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html"],
  evidence: (section) => [evidenceOf(section, `${section.resource} TargetBucket`, section.data.target)],
  judge: ({ data: { target } }) =>
    target === null
      ? { verdict: "fail", reason: "No access log." }
      : { verdict: "pass", reason: `Access is logged to ${target}.` },
  words: { pass: "has an access log", fail: ["has no access log", "have no access log"] },
});
