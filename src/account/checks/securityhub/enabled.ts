import { counted } from "../evaluation";
import { defineRegionCheck, judgeFinding } from "../region-check";
import { hubFinding, hubSections } from "../security-hubs";
import cloudformation from "./enabled.cfn.yaml";
import terraform from "./enabled.tf";

export default defineRegionCheck({
  id: "securityhub/enabled",
  title: "Security Hub is enabled in every Region",
  why: "GuardDuty, Access Analyzer, Inspector and the checks of AWS itself each have a list of their own. Where they do not come together, the finding that matters is in the one that nobody opened.",
  severity: "medium",
  recommendation: "log-analysis",
  cis: ["5.16"],
  securityHub: [],
  sections: hubSections,
  remediation: {
    console:
      "Security Hub CSPM (in the Region) > Go to Security Hub > Enable, with AWS Foundational Security Best Practices. AWS Config has to record there. In an organization: from its administrator account, with central configuration.",
    cli: "aws securityhub enable-security-hub --region REGION --enable-default-standards",
    cloudformation,
    terraform,
  },
  links: ["https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-settingup.html"],
  judge: (snapshot, region) => judgeFinding(hubFinding(snapshot, region), "fail"),
  words: {
    none: { verdict: "not-applicable", reason: "Security Hub is offered in no Region that is on." },
    pass: (count) => `The account has a hub in ${counted(count, "Region")}.`,
    fail: (count, of) => `In ${count} of ${counted(of, "Region")} the account has no hub.`,
  },
});
