import { sectionAt } from "../../snapshot";
import { counted, evidenceOf, isAnswered, missingFrom } from "../evaluation";
import { defineRegionCheck } from "../region-check";
import { inVpcRegion, unansweredIn, vpcSections } from "../vpc-regions";
import cloudformation from "./flow-logs.cfn.yaml";
import commands from "./flow-logs.sh";
import terraform from "./flow-logs.tf";

export default defineRegionCheck({
  id: "network/flow-logs",
  title: "What every VPC refuses is logged",
  why: "Trails record calls, not connections. Without flow logs nobody can tell afterwards where an instance that was taken over connected to.",
  severity: "low",
  recommendation: "log-analysis",
  cis: ["4.7"],
  securityHub: ["EC2.6"],
  sections: [...vpcSections, "ec2/flow-logs"],
  remediation: {
    console:
      "VPC (in the Region) > Your VPCs > (the VPC) > Flow logs > Create flow log: Filter All (or Reject), to a log group or a bucket. Delete default VPCs that nobody needs.",
    cli: commands,
    cloudformation,
    terraform,
  },
  links: ["https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html"],
  judge: (snapshot, region) =>
    inVpcRegion(snapshot, region, "ec2/flow-logs", (logs, section) => {
      const groups = sectionAt(snapshot, "ec2/security-groups", region);
      // Every VPC has a default group.
      if (!isAnswered(groups)) return unansweredIn(missingFrom(groups, "ec2/security-groups"));
      const vpcs = groups.data.groups.flatMap(({ isDefault, vpcId }) => (isDefault && vpcId !== null ? [vpcId] : []));
      // The benchmark wants what is refused: one of what is accepted alone leaves it out.
      const logged = new Set(
        logs.filter(({ active, traffic }) => active && traffic !== "ACCEPT").map(({ resource }) => resource),
      );
      const without = [...new Set(vpcs)].filter((vpc) => !logged.has(vpc));
      return {
        verdict: vpcs.length === 0 ? null : without.length === 0 ? "pass" : "fail",
        reason:
          without.length === 0 ? `${counted(vpcs.length, "VPC")}, each logged.` : `Not logged: ${without.join(", ")}.`,
        evidence: [evidenceOf(section, "FlowLogs", logs.length)],
        missing: [],
        failing: without,
      };
    }),
  words: {
    none: { verdict: "not-applicable", reason: "No Region has a VPC in use." },
    pass: (count) => `In ${counted(count, "Region")} every VPC is logged.`,
    fail: (count, of) => `In ${count} of ${counted(of, "Region")} with a VPC in use some are not logged.`,
  },
});
