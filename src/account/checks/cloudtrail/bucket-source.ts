import { evidenceOf } from "../evaluation";
import { defineTrailBucketCheck } from "../trail-bucket-check";
import { takesAnyTrail } from "../trail-bucket-policy";
import cloudformation from "./bucket-source.cfn.yaml";
import commands from "./bucket-source.sh";

const statement = (bucket: string, arn: string): string =>
  `{ "Effect": "Allow", "Principal": { "Service": "cloudtrail.amazonaws.com" }, "Action": "s3:PutObject", "Resource": "arn:aws:s3:::${bucket}/AWSLogs/ACCOUNT_ID/*", "Condition": { "StringEquals": { "aws:SourceArn": "${arn}", "s3:x-amz-acl": "bucket-owner-full-control" } } }`;

export default defineTrailBucketCheck({
  id: "cloudtrail/bucket-source",
  title: "The buckets of trails take the files of their own trails only",
  why: "CloudTrail writes for everybody. Without a condition on the trail, somebody in another account can have it write their files among yours (the confused deputy).",
  severity: "low",
  cis: [],
  securityHub: [],
  asks: "s3/bucket-policy",
  remediation: {
    console: `S3 > (the bucket) > Permissions > Bucket policy > Edit: aws:SourceArn in the statements for cloudtrail.amazonaws.com, such as\n${statement("BUCKET", "TRAIL_ARN")}`,
    cli: commands,
    cloudformation,
  },
  links: ["https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html"],
  evidence: (section) => [evidenceOf(section, `${section.resource} Policy`, section.data === null ? null : "read")],
  judge: ({ data: document }) => {
    if (document === null) return { verdict: "pass", reason: "Its policy lets CloudTrail write for nobody." };
    const open = takesAnyTrail(document);
    if (open === null) return { missing: [], reason: "Its policy cannot be read." };
    return open
      ? { verdict: "fail", reason: "Its policy lets CloudTrail write for any trail: no condition on aws:SourceArn." }
      : { verdict: "pass", reason: "Its policy lets CloudTrail write for named trails or accounts only." };
  },
  words: {
    pass: "takes the files of its own trails only",
    fail: ["takes the files of any trail", "take the files of any trail"],
  },
});
