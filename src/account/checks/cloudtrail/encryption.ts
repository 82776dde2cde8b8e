import { defineTrailCheck } from "../trail-check";
import cloudformation from "./encryption.cfn.yaml";
import terraform from "./encryption.tf";

export default defineTrailCheck({
  id: "cloudtrail/encryption",
  title: "The log files of every trail are encrypted with a KMS key",
  why: "Without a KMS key, whoever may read the bucket may read the whole history of the account. With one they need the key too, and each use of it is logged.",
  severity: "medium",
  recommendation: "cloudtrail",
  cis: ["4.5"],
  securityHub: ["CloudTrail.2"],
  remediation: {
    console:
      "CloudTrail > Trails > (the trail) > General details > Edit > Log file SSE-KMS encryption: Enabled, with a key whose policy lets CloudTrail encrypt.",
    cli: "aws cloudtrail update-trail --name TRAIL_ARN --kms-key-id KEY_ARN",
    cloudformation,
    terraform,
  },
  links: [
    "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/encrypting-cloudtrail-log-files-with-aws-kms.html",
  ],
  field: "KmsKeyId",
  value: (trail) => trail.kmsKeyId,
  holds: (trail) => trail.kmsKeyId !== null,
  words: {
    pass: "Log files are encrypted with a KMS key",
    fail: "No KMS key: whoever may read the bucket may read the log",
  },
});
