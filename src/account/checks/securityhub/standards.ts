import type { Evidence, ResourceVerdict } from "../../posture";
import { sectionAt, type Snapshot } from "../../snapshot";
import { defineCheck } from "../check";
import { counted, evidenceOf, isAnswered, judgeResources, type Missing, missingFrom, withMissing } from "../evaluation";
import { hubRegions, hubSections, withoutHub } from "../security-hubs";
import cloudformation from "./standards.cfn.yaml";
import terraform from "./standards.tf";

export default defineCheck({
  id: "securityhub/standards",
  title: "Security Hub checks the account against a standard",
  why: "A hub without a standard only passes on what others find: nothing says that a bucket is public or a password policy weak.",
  severity: "low",
  recommendation: "log-analysis",
  cis: [],
  securityHub: [],
  sections: [...hubSections, "securityhub/standards"],
  remediation: {
    console:
      "Security Hub CSPM > Security standards: Enable AWS Foundational Security Best Practices, and the CIS AWS Foundations Benchmark.",
    cli: "aws securityhub batch-enable-standards --region REGION --standards-subscription-requests StandardsArn=arn:aws:securityhub:REGION::standards/aws-foundational-security-best-practices/v/1.0.0",
    cloudformation,
    terraform,
  },
  links: ["https://docs.aws.amazon.com/securityhub/latest/userguide/standards-reference.html"],
  evaluate: (snapshot) => {
    const none = withoutHub(snapshot);
    if (none) return none;
    const { regions, missing } = hubRegions(snapshot);
    const judged = regions.map((region) => standardsIn(snapshot, region));
    const silent = [...missing, ...judged.flatMap((one) => one.missing)];
    const evidence = judged.flatMap((one) => one.evidence);
    const evaluation = judgeResources(
      judged.flatMap((one) => one.resources),
      {
        none: { verdict: "not-applicable", reason: "The standards are being set up." },
        pass: (count) => `${counted(count, "standard")} enabled, in ${counted(regions.length, "Region")} with a hub.`,
        fail: (count) =>
          `${counted(count, "hub or standard")} of ${counted(regions.length, "Region")} with a hub: nothing is checked.`,
      },
      evidence,
      silent,
    );
    return withMissing(evaluation, silent);
  },
});

interface StandardsIn {
  readonly resources: readonly ResourceVerdict[];
  readonly evidence: readonly Evidence[];
  readonly missing: readonly Missing[];
}

function standardsIn(snapshot: Snapshot, region: string): StandardsIn {
  const section = sectionAt(snapshot, "securityhub/standards", region);
  if (!isAnswered(section))
    return { resources: [], evidence: [], missing: missingFrom(section, "securityhub/standards") };
  const evidence = [
    evidenceOf(section, "StandardsSubscriptions", section.data.length),
    ...section.data.map((one) =>
      evidenceOf(section, one.standard.slice(one.standard.lastIndexOf("standards/") + 10), one.status),
    ),
  ];
  if (section.data.length === 0)
    return {
      resources: [{ id: region, region, verdict: "fail", reason: "The hub checks nothing: no standard is enabled." }],
      evidence,
      missing: [],
    };
  // One that is being set up or taken away is no failure of the others.
  const finished = section.data.filter(({ status }) => ["READY", "FAILED", "INCOMPLETE"].includes(status));
  return {
    resources: finished.map(({ standard, status }): ResourceVerdict => ({
      id: standard,
      region,
      ...(status === "FAILED"
        ? { verdict: "fail", reason: "It could not be enabled." }
        : {
            verdict: "pass",
            reason:
              status === "READY" ? "It is checked." : "It is checked in part: some controls could not be enabled.",
          }),
    })),
    evidence,
    missing: [],
  };
}
