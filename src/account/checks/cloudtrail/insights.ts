import { defineCheck } from "../check";
import { decided, evidenceOf, notAssessed } from "../evaluation";
import { knownTrails, trailEvidence } from "../trails";
import cloudformation from "./insights.cfn.yaml";
import commands from "./insights.sh";
import terraform from "./insights.tf";

export default defineCheck({
  id: "cloudtrail/insights",
  title: "CloudTrail Insights looks for unusual numbers of calls and errors",
  why: "A burst of calls or refusals stands in the log among millions of lines. Insights compares with what is usual, and says when it was and by whom.",
  severity: "low",
  recommendation: "log-analysis",
  cis: [],
  securityHub: [],
  sections: ["cloudtrail/trails"],
  remediation: {
    console:
      "CloudTrail > Trails > (the trail of every Region) > Insights events > Edit: API call rate and API error rate. It is billed by the events that it looks at.",
    cli: commands,
    cloudformation,
    terraform,
  },
  links: ["https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-insights-events-with-cloudtrail.html"],
  evaluate: (snapshot) => {
    const { trails, missing, evidence: answers } = knownTrails(snapshot);
    if (missing.length > 0) return notAssessed(missing);
    const everywhere = trails.filter(({ multiRegion }) => multiRegion);
    const evidence = [
      ...answers,
      ...everywhere.map((trail) => trailEvidence(trail, "HasInsightSelectors", trail.insights)),
    ];
    if (everywhere.length === 0)
      return decided("not-applicable", "No trail covers every Region; cloudtrail/all-regions says more.", [
        ...evidence,
        evidenceOf({ name: "cloudtrail/trails", region: snapshot.region }, "IsMultiRegionTrail", "none"),
      ]);
    const looking = everywhere.find(({ insights }) => insights);
    return looking
      ? decided("pass", `${looking.name} has Insights.`, evidence)
      : decided(
          "fail",
          "No trail of every Region has Insights.",
          evidence,
          everywhere.map(({ arn, homeRegion }) => ({
            id: arn,
            region: homeRegion,
            verdict: "fail" as const,
            reason: "Has no Insights.",
          })),
        );
  },
});
