import type { ResourceVerdict } from "../../posture";
import { defineCheck } from "../check";
import { counted, decided, evidenceOf, judgeResources, whenAnswered } from "../evaluation";

export default defineCheck({
  id: "securityhub/standards",
  title: "Security Hub checks the account against a standard",
  why: "A hub without a standard only passes on what others find: nothing says that a bucket is public or a password policy weak.",
  severity: "low",
  recommendation: "log-analysis",
  cis: [],
  securityHub: [],
  sections: ["securityhub/hub", "securityhub/standards"],
  remediation: [
    {
      kind: "console",
      text: "Security Hub CSPM > Security standards: Enable AWS Foundational Security Best Practices, and the CIS AWS Foundations Benchmark.",
    },
    {
      kind: "cli",
      text: "aws securityhub batch-enable-standards --region REGION --standards-subscription-requests StandardsArn=arn:aws:securityhub:REGION::standards/aws-foundational-security-best-practices/v/1.0.0",
    },
    {
      kind: "cloudformation",
      text: "Type: AWS::SecurityHub::Standard\nProperties:\n  StandardsArn: !Sub arn:${AWS::Partition}:securityhub:${AWS::Region}::standards/aws-foundational-security-best-practices/v/1.0.0",
    },
    {
      kind: "terraform",
      text: 'resource "aws_securityhub_standards_subscription" "best_practices" {\n  standards_arn = "arn:aws:securityhub:${data.aws_region.current.name}::standards/aws-foundational-security-best-practices/v/1.0.0"\n}\n\ndata "aws_region" "current" {}',
    },
  ],
  links: ["https://docs.aws.amazon.com/securityhub/latest/userguide/standards-reference.html"],
  evaluate: (snapshot) =>
    whenAnswered(snapshot, "securityhub/hub", (hub, hubSection) => {
      if (hub === null)
        return decided("not-applicable", "There is no hub; securityhub/enabled says more.", [
          evidenceOf(hubSection, "HubArn", "none (not subscribed)"),
        ]);
      return whenAnswered(snapshot, "securityhub/standards", (standards, section) => {
        const evidence = [
          evidenceOf(section, "StandardsSubscriptions", standards.length),
          ...standards.map((one) =>
            evidenceOf(section, one.standard.slice(one.standard.lastIndexOf("standards/") + 10), one.status),
          ),
        ];
        if (standards.length === 0) return decided("fail", "No standard is enabled.", evidence);
        // One that is being set up or taken away is no failure of the others.
        const settled = standards.filter(
          (one) => one.status === "READY" || one.status === "FAILED" || one.status === "INCOMPLETE",
        );
        const resources = settled.map(({ standard, status }): ResourceVerdict => {
          const about = { id: standard, region: section.region };
          if (status === "FAILED") return { ...about, verdict: "fail", reason: "It could not be enabled." };
          return {
            ...about,
            verdict: "pass",
            reason:
              status === "READY" ? "It is checked." : "It is checked in part: some controls could not be enabled.",
          };
        });
        return judgeResources(
          resources,
          {
            none: { verdict: "not-applicable", reason: "The standards are being set up." },
            pass: (count) => `${counted(count, "standard")} enabled.`,
            fail: (count, of) => `${count} of ${counted(of, "standard")} could not be enabled.`,
          },
          evidence,
        );
      });
    }),
});
