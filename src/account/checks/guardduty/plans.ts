import { sectionAt } from "../../snapshot";
import { detectorFinding } from "../coverage-map/detector";
import { counted, evidenceOf, isAnswered } from "../evaluation";
import { defineRegionCheck } from "../region-check";
import cloudformation from "./plans.cfn.yaml";
import commands from "./plans.sh";
import terraform from "./plans.tf";

/** As GuardDuty names them, and as its console does. */
const plans: Readonly<Record<string, string>> = {
  S3_DATA_EVENTS: "S3 Protection",
  EKS_AUDIT_LOGS: "EKS Protection",
  EBS_MALWARE_PROTECTION: "Malware Protection for EC2",
  RDS_LOGIN_EVENTS: "RDS Protection",
  LAMBDA_NETWORK_LOGS: "Lambda Protection",
};

export default defineRegionCheck({
  id: "guardduty/plans",
  title: "GuardDuty's protection plans are on where it is",
  why: "The detector alone reads trails, flow logs and DNS. What is done with objects, clusters, databases and functions it sees with their plans only.",
  severity: "low",
  recommendation: "log-analysis",
  cis: [],
  securityHub: ["GuardDuty.5", "GuardDuty.6", "GuardDuty.8", "GuardDuty.9", "GuardDuty.10"],
  sections: ["guardduty/detectors", "guardduty/detector", "ssm/offered"],
  remediation: {
    console:
      "GuardDuty (in the Region) > Protection plans: S3, EKS, Malware Protection for EC2, RDS and Lambda Protection, each Enable. In an organization from its administrator account. Each is billed by what it reads.",
    cli: commands,
    cloudformation,
    terraform,
  },
  links: ["https://docs.aws.amazon.com/guardduty/latest/ug/guardduty-features-activation-model.html"],
  judge: (snapshot, region) => {
    const { state, reason, evidence, missing } = detectorFinding(snapshot, region);
    if (state === "unknown") return { verdict: "not-assessed", reason, evidence, missing };
    const detectors = sectionAt(snapshot, "guardduty/detectors", region);
    const id = isAnswered(detectors) ? detectors.data[0] : undefined;
    const detector = id === undefined ? undefined : sectionAt(snapshot, "guardduty/detector", region, id);
    // Where there is no detector, guardduty/enabled says so. A plan that a Region has not got is not told of.
    if (state !== "covered" || !isAnswered(detector) || Object.keys(detector.data.plans).length === 0)
      return { verdict: null, reason: "", evidence: [], missing: [] };
    const off = Object.entries(plans).flatMap(([name, title]) => (detector.data.plans[name] === false ? [title] : []));
    return {
      verdict: off.length === 0 ? "pass" : "fail",
      reason: off.length === 0 ? "Every plan is on." : `Off: ${off.join(", ")}.`,
      evidence: [evidenceOf(detector, "Features that are off", off.join(", ") || "none")],
      missing: [],
    };
  },
  words: {
    none: { verdict: "not-applicable", reason: "No Region has a detector that tells of its plans." },
    pass: (count) => `Every plan is on in ${counted(count, "Region")} with a detector.`,
    fail: (count, of) => `In ${count} of ${counted(of, "Region")} with a detector plans are off.`,
  },
});
