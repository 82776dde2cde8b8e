import { evidenceOf } from "../evaluation";
import { defineTrailBucketCheck } from "../trail-bucket-check";
import commands from "./mfa-delete.sh";

export default defineTrailBucketCheck({
  id: "cloudtrail/mfa-delete",
  title: "The buckets of trails take MFA to delete a version for good",
  why: "Versions keep what was deleted only until somebody deletes the versions. With MFA Delete stolen credentials alone are not enough for that.",
  severity: "low",
  cis: [],
  securityHub: ["S3.20"],
  asks: "s3/bucket-versioning",
  remediation: {
    console:
      "MFA Delete can be switched on with the AWS CLI alone, by the root user with its MFA device. Object Lock in compliance mode keeps everybody from deleting, and needs no root.",
    cli: commands,
  },
  links: ["https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiFactorAuthenticationDelete.html"],
  evidence: (section) => [evidenceOf(section, `${section.resource} MFADelete`, section.data.mfaDelete)],
  judge: ({ data: { status, mfaDelete } }) =>
    mfaDelete && status === "Enabled"
      ? { verdict: "pass", reason: "Takes MFA to delete a version." }
      : { verdict: "fail", reason: "Versions can be deleted without MFA." },
  words: {
    pass: "takes MFA to delete versions",
    fail: ["does not take MFA to delete versions", "do not take MFA to delete versions"],
  },
});
