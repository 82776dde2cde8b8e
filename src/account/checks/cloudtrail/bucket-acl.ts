import { sectionOf } from "../../snapshot";
import { evidenceOf, isAnswered } from "../evaluation";
import { defineTrailBucketCheck } from "../trail-bucket-check";

export default defineTrailBucketCheck({
  id: "cloudtrail/bucket-acl",
  title: "The buckets of trails are not public by their ACL",
  why: "Whoever can read the log knows every name, role and address in the account, and sees whether they have been noticed.",
  severity: "critical",
  cis: [],
  securityHub: ["CloudTrail.6"],
  asks: "s3/bucket-acl",
  asksToo: ["s3/public-access-block"],
  remediation: [
    {
      kind: "console",
      text: "S3 > (the bucket) > Permissions > Block public access > Edit: Block all public access. Then Object Ownership: ACLs disabled.",
    },
    {
      kind: "cli",
      text: "# Replaces the four settings of the bucket. See first what they are:\naws s3api get-public-access-block --bucket BUCKET\naws s3api put-public-access-block --bucket BUCKET --public-access-block-configuration BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true\n# Replaces who owns objects: with it ACLs count no more.\naws s3api get-bucket-ownership-controls --bucket BUCKET\naws s3api put-bucket-ownership-controls --bucket BUCKET --ownership-controls Rules=[{ObjectOwnership=BucketOwnerEnforced}]",
    },
    {
      kind: "cloudformation",
      text: "Type: AWS::S3::Bucket\nProperties:\n  OwnershipControls:\n    Rules:\n      - ObjectOwnership: BucketOwnerEnforced\n  PublicAccessBlockConfiguration:\n    BlockPublicAcls: true\n    IgnorePublicAcls: true\n    BlockPublicPolicy: true\n    RestrictPublicBuckets: true",
    },
    {
      kind: "terraform",
      text: 'resource "aws_s3_bucket_public_access_block" "log" {\n  bucket                  = aws_s3_bucket.log.id\n  block_public_acls       = true\n  ignore_public_acls      = true\n  block_public_policy     = true\n  restrict_public_buckets = true\n}\n\nresource "aws_s3_bucket_ownership_controls" "log" {\n  bucket = aws_s3_bucket.log.id\n\n  rule {\n    object_ownership = "BucketOwnerEnforced"\n  }\n}',
    },
  ],
  links: ["https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html"],
  evidence: (section) => [
    evidenceOf(section, `${section.resource} public grants`, section.data.publicGrants.join(", ") || "none"),
  ],
  judge: ({ data: { publicGrants } }, bucket, snapshot) => {
    if (publicGrants.length === 0) return { verdict: "pass", reason: "Its ACL lets in nobody from outside." };
    const block = sectionOf(snapshot, "s3/public-access-block", bucket);
    if (!isAnswered(block)) return { missing: [block ?? "s3/public-access-block"] };
    const evidence = [evidenceOf(block, `${bucket} IgnorePublicAcls`, block.data?.ignorePublicAcls ?? false)];
    return block.data?.ignorePublicAcls
      ? { verdict: "pass", reason: "Its ACL is public, but Block Public Access ignores it.", evidence }
      : { verdict: "fail", reason: `Its ACL grants ${publicGrants.join(", ")}.`, evidence };
  },
  words: { pass: "lets in nobody by its ACL", fail: ["is public by its ACL", "are public by their ACLs"] },
});
