import { analyzerFinding } from "../coverage-map/analyzer";
import { counted } from "../evaluation";
import { defineRegionCheck, judgeFinding } from "../region-check";
import cloudformation from "./external-access.cfn.yaml";
import commands from "./external-access.sh";
import terraform from "./external-access.tf";

export default defineRegionCheck({
  id: "access-analyzer/external-access",
  title: "Access Analyzer looks for access from outside in every Region",
  why: "A bucket, key, queue or role that somebody outside may use stays open until somebody looks. The analyzer looks at each change, at no cost.",
  severity: "medium",
  recommendation: "cross-account-roles",
  cis: ["2.18"],
  securityHub: ["IAM.28"],
  sections: ["access-analyzer/analyzers", "ssm/offered"],
  remediation: {
    console:
      "IAM (in the Region) > Access Analyzer > Analyzer settings > Create analyzer: External access analysis, for the organization if you have one. Repeat for each Region.",
    cli: commands,
    cloudformation,
    terraform,
  },
  links: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-create-external.html"],
  judge: (snapshot, region) => judgeFinding(analyzerFinding(snapshot, region), "fail"),
  words: {
    none: { verdict: "not-applicable", reason: "Access Analyzer is offered in no Region that is on." },
    pass: (count) => `An analyzer is active in ${counted(count, "Region")}.`,
    fail: (count, of) =>
      `${count} of ${counted(of, "Region")} ${count === 1 ? "has" : "have"} no active analyzer that this account can see.`,
  },
});
