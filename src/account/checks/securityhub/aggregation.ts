import { isOn } from "../../sections/regions";
import type { FindingAggregator } from "../../sections/securityhub";
import { sectionOf, type Snapshot } from "../../snapshot";
import { defineCheck, type Evaluation } from "../check";
import { asked, counted, decided, evidenceOf, isAnswered, missingFrom, notAssessed, whenAnswered } from "../evaluation";
import { hubSections, withoutHub } from "../security-hubs";
import cloudformation from "./aggregation.cfn.yaml";
import terraform from "./aggregation.tf";

export default defineCheck({
  id: "securityhub/aggregation",
  title: "The findings of every Region come together in one",
  why: "Whoever watches a hub sees one Region. What is found in the others waits there for somebody to switch the Region of the console.",
  severity: "low",
  recommendation: "log-analysis",
  cis: [],
  securityHub: [],
  sections: [...hubSections, "securityhub/aggregator"],
  remediation: {
    console:
      "Security Hub CSPM (in the home Region) > Settings > Regions > Configure finding aggregation: all Regions, and those to come. In an organization the administrator account decides.",
    cli: "aws securityhub create-finding-aggregator --region HOME_REGION --region-linking-mode ALL_REGIONS",
    cloudformation,
    terraform,
  },
  links: ["https://docs.aws.amazon.com/securityhub/latest/userguide/finding-aggregation.html"],
  evaluate: (snapshot) =>
    withoutHub(snapshot) ??
    whenAnswered(snapshot, "securityhub/aggregator", (aggregator, found) => {
      const evidence = [
        evidenceOf(found, "FindingAggregatorArn", aggregator?.arn ?? null),
        ...(aggregator ? [evidenceOf(found, "RegionLinkingMode", aggregator.mode)] : []),
      ];
      if (aggregator) return judge(snapshot, aggregator, evidence);
      // In an organization its administrator account has it, which a member does not see.
      return asked(
        "This account has no finding aggregator. Does the administrator account of Security Hub bring the findings of every Region together?",
        evidence,
      );
    }),
});

function judge(
  snapshot: Snapshot,
  { mode, region, regions }: FindingAggregator,
  evidence: Evaluation["evidence"],
): Evaluation {
  if (mode === "ALL_REGIONS") return decided("pass", `The findings of every Region come to ${region}.`, evidence);
  const known = sectionOf(snapshot, "ec2/regions");
  if (!isAnswered(known)) return notAssessed(missingFrom(known, "ec2/regions"), evidence);
  const linked = (name: string) =>
    name === region ||
    (mode === "ALL_REGIONS_EXCEPT_SPECIFIED"
      ? !regions.includes(name)
      : mode === "SPECIFIED_REGIONS" && regions.includes(name));
  const left = known.data
    .filter(isOn)
    .map(({ name }) => name)
    .filter((name) => !linked(name));
  return left.length === 0
    ? decided("pass", `The findings of every Region that is on come to ${region}.`, evidence)
    : decided(
        "fail",
        `The findings of ${counted(left.length, "Region")} that ${left.length === 1 ? "is" : "are"} on do not come to ${region}: ${left.join(", ")}.`,
        evidence,
      );
}
