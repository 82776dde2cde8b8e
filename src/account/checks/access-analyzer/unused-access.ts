import { sectionAt } from "../../snapshot";
import { defineCheck } from "../check";
import { unanswered } from "../coverage-map/finding";
import { counted, evidenceOf, isAnswered } from "../evaluation";
import { judgeAnyRegion, judgeFinding } from "../region-check";
import cloudformation from "./unused-access.cfn.yaml";
import terraform from "./unused-access.tf";

export default defineCheck({
  id: "access-analyzer/unused-access",
  title: "Access Analyzer looks for permissions that nobody uses",
  why: "What is granted and never used serves only an intruder. The analyzer names unused roles, keys and permissions month after month.",
  severity: "low",
  recommendation: "least-privilege",
  cis: [],
  securityHub: [],
  sections: ["ec2/regions", "access-analyzer/analyzers", "ssm/offered"],
  remediation: {
    console:
      "IAM > Access Analyzer > Analyzer settings > Create analyzer: Unused access analysis, tracking period 90 days. One Region is enough; it is billed by role and user.",
    cli: 'aws accessanalyzer create-analyzer --analyzer-name unused-access --type ACCOUNT_UNUSED_ACCESS --configuration \'{"unusedAccess":{"unusedAccessAge":90}}\'',
    cloudformation,
    terraform,
  },
  links: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-create-unused.html"],
  evaluate: (snapshot) =>
    judgeAnyRegion(
      snapshot,
      (region) => {
        const section = sectionAt(snapshot, "access-analyzer/analyzers", region);
        if (!isAnswered(section))
          return judgeFinding(
            unanswered(snapshot, "accessanalyzer", section, "access-analyzer/analyzers", region),
            "fail",
          );
        const analyzer = section.data.find(
          ({ type, status }) => type.endsWith("_UNUSED_ACCESS") && status === "ACTIVE",
        );
        return analyzer
          ? {
              verdict: "pass",
              reason: `${analyzer.name} is active.`,
              evidence: [evidenceOf(section, `${analyzer.name} type`, analyzer.type)],
              missing: [],
            }
          : {
              verdict: "fail",
              reason: "No active analyzer for unused access.",
              evidence: [evidenceOf(section, "analyzers", section.data.map(({ type }) => type).join(", ") || 0)],
              missing: [],
            };
      },
      {
        none: { verdict: "not-applicable", reason: "Access Analyzer is offered in no Region that is on." },
        pass: (regions) => `An analyzer for unused access is active in ${regions}.`,
        fail: (of) => `None of ${counted(of, "Region")} has an active analyzer for unused access.`,
      },
    ),
});
