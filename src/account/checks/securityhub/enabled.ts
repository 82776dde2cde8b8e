import { defineCheck } from "../check";
import { decided, evidenceOf, whenAnswered } from "../evaluation";

export default defineCheck({
  id: "securityhub/enabled",
  title: "Security Hub is enabled in the Region of the profile",
  why: "GuardDuty, Access Analyzer, Inspector and the checks of AWS itself each have a list of their own. Where they do not come together, the finding that matters is in the one that nobody opened.",
  severity: "medium",
  recommendation: "log-analysis",
  cis: ["5.16"],
  securityHub: [],
  sections: ["securityhub/hub"],
  remediation: [
    {
      kind: "console",
      text: "Security Hub CSPM (in the Region) > Go to Security Hub > Enable, with AWS Foundational Security Best Practices. AWS Config has to record there. In an organization: from its administrator account, with central configuration.",
    },
    { kind: "cli", text: "aws securityhub enable-security-hub --region REGION --enable-default-standards" },
    {
      kind: "cloudformation",
      text: 'AWSTemplateFormatVersion: "2010-09-09"\nResources:\n  Hub:\n    Type: AWS::SecurityHub::Hub\n    Properties:\n      EnableDefaultStandards: true',
    },
    { kind: "terraform", text: 'resource "aws_securityhub_account" "this" {\n  enable_default_standards = true\n}' },
  ],
  links: ["https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-settingup.html"],
  evaluate: (snapshot) =>
    whenAnswered(snapshot, "securityhub/hub", (hub, section) => {
      const region = section.region ?? snapshot.region;
      return hub === null
        ? decided("fail", `The account has no hub in ${region}, the Region that was asked.`, [
            evidenceOf(section, "HubArn", "none (not subscribed)"),
          ])
        : decided("pass", `The account has a hub in ${region}.`, [
            evidenceOf(section, "SubscribedAt", hub.subscribedAt),
          ]);
    }),
});
