import type { ResourceVerdict } from "../../posture";
import { sectionAt } from "../../snapshot";
import { defineCheck } from "../check";
import {
  acrossRegions,
  counted,
  decided,
  evidenceOf,
  isAnswered,
  judgeResources,
  type Missing,
  missingFrom,
  notAssessed,
  withMissing,
} from "../evaluation";
import commands from "./findings.sh";

export default defineCheck({
  id: "access-analyzer/findings",
  title: "No finding of Access Analyzer is open",
  why: "It has found what can be reached from outside of the account. What is meant is archived; what is left open nobody has decided on.",
  severity: "medium",
  recommendation: "cross-account-roles",
  cis: [],
  securityHub: [],
  sections: ["ec2/regions", "access-analyzer/analyzers", "access-analyzer/findings"],
  remediation: {
    console:
      "IAM > Access Analyzer > External access (in the Region): go through the active findings. Take the access away, or archive what is meant, best by an archive rule.",
    cli: commands,
  },
  links: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-findings-view.html"],
  evaluate: (snapshot) => {
    const { answered, missing } = acrossRegions(snapshot, "access-analyzer/analyzers");
    const silent: Missing[] = [];
    let open = 0;
    let analyzers = 0;
    const resources: ResourceVerdict[] = [];
    const evidence = [];
    for (const { region, data } of answered) {
      for (const analyzer of data.filter(({ type, status }) => isExternal(type) && status === "ACTIVE")) {
        analyzers++;
        const section =
          region === null ? undefined : sectionAt(snapshot, "access-analyzer/findings", region, analyzer.arn);
        if (!isAnswered(section)) {
          silent.push(...missingFrom(section, "access-analyzer/findings"));
          continue;
        }
        const { findings, more } = section.data;
        open += findings.length;
        evidence.push(
          evidenceOf(section, `${analyzer.name} active findings`, `${findings.length}${more ? " or more" : ""}`),
        );
        resources.push(
          ...findings.map(({ resource, type }): ResourceVerdict => ({
            id: resource,
            region,
            verdict: "fail",
            reason: `Can be reached from outside (${type}).`,
          })),
        );
      }
    }
    if (analyzers === 0)
      return missing.length > 0
        ? notAssessed(missing)
        : decided("not-applicable", "No analyzer is active; access-analyzer/external-access says more.", [
            evidenceOf({ name: "access-analyzer/analyzers", region: null }, "active analyzers", 0),
          ]);
    const evaluation = judgeResources(
      resources,
      {
        none: { verdict: "pass", reason: `${counted(analyzers, "analyzer")}, none with an active finding.` },
        pass: () => "",
        fail: () => `${counted(open, "finding")} of Access Analyzer ${open === 1 ? "is" : "are"} open.`,
      },
      evidence,
      silent,
    );
    return withMissing(evaluation, [...silent, ...missing]);
  },
});

function isExternal(type: string): boolean {
  return type === "ACCOUNT" || type === "ORGANIZATION";
}
