import { counted, evidenceOf } from "../evaluation";
import { defineRegionCheck } from "../region-check";
import { inVpcRegion, vpcSections } from "../vpc-regions";
import terraform from "./public-documents.tf";

export default defineRegionCheck({
  id: "session-manager/public-documents",
  title: "Documents of Systems Manager cannot be shared with everybody",
  why: "Documents hold scripts, names and at times passwords. One click shares one with every account of AWS, unless the account forbids that.",
  severity: "medium",
  recommendation: "least-privilege",
  cis: [],
  securityHub: ["SSM.7"],
  sections: [...vpcSections, "ssm/public-sharing"],
  remediation: {
    console: "Systems Manager (in the Region) > Documents > Preferences > Edit: Block public sharing, Enable.",
    cli: "aws ssm update-service-setting --region REGION --setting-id /ssm/documents/console/public-sharing-permission --setting-value Disable",
    terraform,
  },
  links: ["https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-ssm-sharing.html"],
  judge: (snapshot, region) =>
    inVpcRegion(snapshot, region, "ssm/public-sharing", ({ enabled }, section) => ({
      verdict: enabled ? "fail" : "pass",
      reason: enabled ? "Documents may be shared with everybody." : "Public sharing is blocked.",
      evidence: [evidenceOf(section, "public-sharing-permission", enabled ? "Enable" : "Disable")],
      missing: [],
    })),
  words: {
    none: { verdict: "not-applicable", reason: "No Region has a VPC in use; others were not asked." },
    pass: (count) => `In ${counted(count, "Region")} with a VPC in use documents cannot be shared with everybody.`,
    fail: (count, of) =>
      `In ${count} of ${counted(of, "Region")} with a VPC in use documents may be shared with everybody.`,
  },
});
