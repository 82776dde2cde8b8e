import { evidenceOf } from "../evaluation";
import { defineTrailBucketCheck } from "../trail-bucket-check";
import { takesAnyTrail } from "../trail-bucket-policy";

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
  remediation: [
    {
      kind: "console",
      text: `S3 > (the bucket) > Permissions > Bucket policy > Edit: aws:SourceArn in the statements for cloudtrail.amazonaws.com, such as\n${statement("BUCKET", "TRAIL_ARN")}`,
    },
    {
      kind: "cli",
      text: `# Replaces the whole policy: get it, change the statement for cloudtrail.amazonaws.com, and put it.\naws s3api get-bucket-policy --bucket BUCKET --query Policy --output text > policy.json\naws s3api put-bucket-policy --bucket BUCKET --policy file://policy.json`,
    },
    {
      kind: "cloudformation",
      text: "Type: AWS::S3::BucketPolicy\nProperties:\n  Bucket: !Ref LogBucket\n  PolicyDocument:\n    Version: 2012-10-17\n    Statement:\n      - Effect: Allow\n        Principal: { Service: cloudtrail.amazonaws.com }\n        Action: s3:GetBucketAcl\n        Resource: !GetAtt LogBucket.Arn\n        Condition: { StringEquals: { aws:SourceArn: !Ref TrailArn } }\n      - Effect: Allow\n        Principal: { Service: cloudtrail.amazonaws.com }\n        Action: s3:PutObject\n        Resource: !Sub ${LogBucket.Arn}/AWSLogs/${AWS::AccountId}/*\n        Condition: { StringEquals: { aws:SourceArn: !Ref TrailArn, s3:x-amz-acl: bucket-owner-full-control } }",
    },
  ],
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
