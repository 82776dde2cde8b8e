import { sectionOf } from "../../snapshot";
import { evidenceOf, isAnswered, missingFrom } from "../evaluation";
import { blockingOf, blockSections } from "../public-access-block";
import { defineTrailBucketCheck } from "../trail-bucket-check";
import { publicStatement } from "../trail-bucket-policy";
import cloudformation from "./bucket-policy.cfn.yaml";
import commands from "./bucket-policy.sh";
import terraform from "./bucket-policy.tf";

const unreadable = { reason: "Its policy cannot be read." };

export default defineTrailBucketCheck({
  id: "cloudtrail/bucket-policy",
  title: "The buckets of trails are not public by their policy",
  why: "A policy opens a bucket to everybody as well as an ACL does: whoever can read the log sees every name, role and address in the account.",
  severity: "critical",
  cis: [],
  securityHub: ["CloudTrail.6"],
  asks: "s3/bucket-policy-status",
  asksToo: ["s3/bucket-policy", ...blockSections],
  remediation: {
    console:
      'S3 > (the bucket) > Permissions > Block public access > Edit: Block all public access. Then take the statement with Principal "*" out of the bucket policy.',
    cli: commands,
    cloudformation,
    terraform,
  },
  links: [
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status",
  ],
  evidence: (section) => [evidenceOf(section, `${section.resource} IsPublic`, section.data.public)],
  judge: ({ data }, bucket, snapshot) => {
    const policy = sectionOf(snapshot, "s3/bucket-policy", bucket);
    const opening = isAnswered(policy) ? publicStatement(policy.data) : "unreadable";
    // The rule for policies in files also heeds what a Deny takes away; S3's own judgement counts where there is no document.
    const isPublic = opening === "unreadable" ? data.public : opening.statement !== null;
    if (isPublic === null)
      return { missing: missingFrom(policy, "s3/bucket-policy"), ...(isAnswered(policy) ? unreadable : {}) };
    if (!isPublic) return { verdict: "pass", reason: "Its policy is not public." };
    const named = opening === "unreadable" ? null : opening.statement;
    const { by, evidence, missing } = blockingOf(snapshot, bucket, "restrictPublicBuckets");
    if (missing.length > 0) return { missing };
    return by !== null
      ? {
          verdict: "pass",
          reason: `Its policy is public, but ${by} restricts it to this account and services of AWS.`,
          evidence,
        }
      : {
          verdict: "fail",
          reason: `Its policy lets in everybody${named === null ? "" : ` (statement ${named})`}.`,
          evidence,
        };
  },
  words: { pass: "is not public by its policy", fail: ["is public by its policy", "are public by their policies"] },
});
