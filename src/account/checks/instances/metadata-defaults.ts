import { counted, evidenceOf } from "../evaluation";
import { defineRegionCheck } from "../region-check";
import { inVpcRegion, vpcSections } from "../vpc-regions";
import terraform from "./metadata-defaults.tf";

export default defineRegionCheck({
  id: "instances/metadata-defaults",
  title: "New instances ask for a token by the account's own default",
  why: "Whoever launches an instance and says nothing about it gets the default of the account, else that of the image: without a token where nobody set one.",
  severity: "low",
  recommendation: "roles-for-workloads",
  cis: [],
  securityHub: [],
  sections: [...vpcSections, "ec2/metadata-defaults"],
  remediation: {
    console:
      "EC2 (in the Region) > Dashboard > Account attributes > Data protection and security > IMDS defaults > Manage: Metadata version, V2 only (token required).",
    cli: "aws ec2 modify-instance-metadata-defaults --region REGION --http-tokens required",
    terraform,
  },
  links: [
    "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-IMDS-new-instances.html#set-imdsv2-account-defaults",
  ],
  judge: (snapshot, region) =>
    inVpcRegion(snapshot, region, "ec2/metadata-defaults", ({ tokens }, section) => ({
      verdict: tokens === "required" ? "pass" : "fail",
      reason:
        tokens === "required"
          ? "Asks for a token by default."
          : tokens === null
            ? "The account has no default of its own."
            : "Asks for no token by default.",
      evidence: [evidenceOf(section, "AccountLevel.HttpTokens", tokens)],
      missing: [],
    })),
  words: {
    none: { verdict: "not-applicable", reason: "No Region has a VPC in use for an instance." },
    pass: (count) => `In ${counted(count, "Region")} with a VPC in use new instances ask for a token by default.`,
    fail: (count, of) =>
      `In ${count} of ${counted(of, "Region")} with a VPC in use the account does not make new instances ask for a token.`,
  },
});
