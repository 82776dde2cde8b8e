import { evidenceOf } from "../evaluation";
import { defineTrailBucketCheck } from "../trail-bucket-check";

export default defineTrailBucketCheck({
  id: "cloudtrail/bucket-access-logging",
  title: "Access to the buckets of trails is logged",
  why: "Without an access log nobody can tell who read the log of the account, or took files out of it.",
  severity: "low",
  cis: ["4.4"],
  securityHub: ["CloudTrail.7"],
  asks: "s3/bucket-logging",
  remediation: [
    {
      kind: "console",
      text: "S3 > (the bucket) > Properties > Server access logging > Edit: Enable, with another bucket as destination.",
    },
    {
      kind: "cli",
      text: '# Replaces where its log goes. See first what is set:\naws s3api get-bucket-logging --bucket BUCKET\naws s3api put-bucket-logging --bucket BUCKET --bucket-logging-status \'{"LoggingEnabled":{"TargetBucket":"ACCESS_LOG_BUCKET","TargetPrefix":"trail/"}}\'',
    },
    {
      kind: "cloudformation",
      text: "Type: AWS::S3::Bucket\nProperties:\n  LoggingConfiguration:\n    DestinationBucketName: !Ref AccessLogBucket\n    LogFilePrefix: trail/",
    },
    {
      kind: "terraform",
      text: 'resource "aws_s3_bucket_logging" "log" {\n  bucket        = aws_s3_bucket.log.id\n  target_bucket = aws_s3_bucket.access_log.id\n  target_prefix = "trail/"\n}',
    },
  ],
  links: ["https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html"],
  evidence: (section) => [evidenceOf(section, `${section.resource} TargetBucket`, section.data.target)],
  judge: ({ data: { target } }) =>
    target === null
      ? { verdict: "fail", reason: "No access log." }
      : { verdict: "pass", reason: `Access is logged to ${target}.` },
  words: { pass: "has an access log", fail: ["has no access log", "have no access log"] },
});
