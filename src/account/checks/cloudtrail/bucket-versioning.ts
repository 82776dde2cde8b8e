import { evidenceOf } from "../evaluation";
import { defineTrailBucketCheck } from "../trail-bucket-check";
import cloudformation from "./bucket-versioning.cfn.yaml";
import terraform from "./bucket-versioning.tf";

export default defineTrailBucketCheck({
  id: "cloudtrail/bucket-versioning",
  title: "The buckets of trails keep what is deleted or overwritten",
  why: "Without versions, one call takes a log file away for good, or puts another in its place.",
  severity: "low",
  cis: [],
  securityHub: ["S3.14"],
  asks: "s3/bucket-versioning",
  remediation: {
    console:
      "S3 > (the bucket) > Properties > Bucket Versioning > Edit: Enable. Object Lock in compliance mode also keeps administrators from deleting.",
    cli: "aws s3api put-bucket-versioning --bucket BUCKET --versioning-configuration Status=Enabled",
    cloudformation,
    terraform,
  },
  links: ["https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html"],
  evidence: (section) => [
    evidenceOf(section, `${section.resource} Status`, section.data.status),
    evidenceOf(section, `${section.resource} MFADelete`, section.data.mfaDelete),
  ],
  judge: ({ data: { status, mfaDelete } }) =>
    status === "Enabled"
      ? { verdict: "pass", reason: `Keeps versions${mfaDelete ? ", which take MFA to delete" : ""}.` }
      : {
          verdict: "fail",
          reason: status === "Suspended" ? "Keeps no new versions: versioning is suspended." : "Keeps no versions.",
        },
  words: { pass: "keeps versions", fail: ["keeps no versions", "keep no versions"] },
});
