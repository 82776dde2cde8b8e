import { evidenceOf } from "../evaluation";
import { blockingOf, blockSections } from "../public-access-block";
import { defineTrailBucketCheck } from "../trail-bucket-check";
import cloudformation from "./bucket-acl.cfn.yaml";
import commands from "./bucket-acl.sh";
import terraform from "./bucket-acl.tf";

export default defineTrailBucketCheck({
  id: "cloudtrail/bucket-acl",
  title: "The buckets of trails are not public by their ACL",
  why: "Whoever can read the log knows every name, role and address in the account, and sees whether they have been noticed.",
  severity: "critical",
  cis: [],
  securityHub: ["CloudTrail.6"],
  asks: "s3/bucket-acl",
  asksToo: blockSections,
  remediation: {
    console:
      "S3 > (the bucket) > Permissions > Block public access > Edit: Block all public access. Then Object Ownership: ACLs disabled.",
    cli: commands,
    cloudformation,
    terraform,
  },
  links: ["https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html"],
  evidence: (section) => [
    evidenceOf(section, `${section.resource} public grants`, section.data.publicGrants.join(", ") || "none"),
  ],
  judge: ({ data: { publicGrants } }, bucket, snapshot) => {
    if (publicGrants.length === 0) return { verdict: "pass", reason: "Its ACL lets in nobody from outside." };
    const { by, evidence, missing } = blockingOf(snapshot, bucket, "ignorePublicAcls");
    if (missing.length > 0) return { missing };
    return by !== null
      ? { verdict: "pass", reason: `Its ACL is public, but ${by} ignores it.`, evidence }
      : { verdict: "fail", reason: `Its ACL grants ${publicGrants.join(", ")}.`, evidence };
  },
  words: { pass: "lets in nobody by its ACL", fail: ["is public by its ACL", "are public by their ACLs"] },
});
