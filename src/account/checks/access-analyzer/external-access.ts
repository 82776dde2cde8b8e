import { analyzerFinding } from "../coverage-map/analyzer";
import { counted } from "../evaluation";
import { defineRegionCheck, judgeFinding } from "../region-check";

export default defineRegionCheck({
  id: "access-analyzer/external-access",
  title: "Access Analyzer looks for access from outside in every Region",
  why: "A bucket, key, queue or role that somebody outside may use stays open until somebody looks. The analyzer looks at each change, at no cost.",
  severity: "medium",
  recommendation: "cross-account-roles",
  cis: ["2.18"],
  securityHub: ["IAM.28"],
  sections: ["access-analyzer/analyzers", "ssm/offered"],
  remediation: [
    {
      kind: "console",
      text: "IAM (in the Region) > Access Analyzer > Analyzer settings > Create analyzer: External access analysis, for the organization if you have one. Repeat for each Region.",
    },
    {
      kind: "cli",
      text: 'for region in REGION_1 REGION_2; do\n  aws accessanalyzer create-analyzer --region "$region" --analyzer-name external-access --type ACCOUNT\ndone',
    },
    {
      kind: "cloudformation",
      text: '# As a stack set, for every Region.\nAWSTemplateFormatVersion: "2010-09-09"\nResources:\n  ExternalAccess:\n    Type: AWS::AccessAnalyzer::Analyzer\n    Properties:\n      AnalyzerName: external-access\n      Type: ACCOUNT',
    },
    {
      kind: "terraform",
      text: '# Once for each Region, with a provider each.\nresource "aws_accessanalyzer_analyzer" "external_access" {\n  analyzer_name = "external-access"\n  type          = "ACCOUNT"\n}',
    },
  ],
  links: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-create-external.html"],
  judge: (snapshot, region) => judgeFinding(analyzerFinding(snapshot, region), "fail"),
  words: {
    none: { verdict: "not-applicable", reason: "Access Analyzer is offered in no Region that is on." },
    pass: (count) => `An analyzer is active in ${counted(count, "Region")}.`,
    fail: (count, of) =>
      `${count} of ${counted(of, "Region")} ${count === 1 ? "has" : "have"} no active analyzer that this account can see.`,
  },
});
