import { sectionAt } from "../../snapshot";
import { counted, evidenceOf, isAnswered } from "../evaluation";
import { defineRegionCheck } from "../region-check";
import { inVpcRegion } from "../vpc-regions";

export default defineRegionCheck({
  id: "network/flow-logs",
  title: "What every VPC lets through or refuses is logged",
  why: "Trails record calls, not connections. Without flow logs nobody can tell afterwards where an instance that was taken over connected to.",
  severity: "low",
  recommendation: "log-analysis",
  cis: ["4.7"],
  securityHub: ["EC2.6"],
  sections: ["ec2/security-groups", "ec2/flow-logs"],
  remediation: [
    {
      kind: "console",
      text: "VPC (in the Region) > Your VPCs > (the VPC) > Flow logs > Create flow log: Filter All (or Reject), to a log group or a bucket. Delete default VPCs that nobody needs.",
    },
    {
      kind: "cli",
      text: "aws ec2 describe-vpcs --region REGION --query Vpcs[].VpcId\naws ec2 create-flow-logs --region REGION --resource-type VPC --resource-ids VPC --traffic-type ALL --log-destination-type s3 --log-destination arn:aws:s3:::FLOW_LOG_BUCKET",
    },
    {
      kind: "cloudformation",
      text: "Type: AWS::EC2::FlowLog\nProperties:\n  ResourceType: VPC\n  ResourceId: !Ref Vpc\n  TrafficType: ALL\n  LogDestinationType: s3\n  LogDestination: !GetAtt FlowLogBucket.Arn",
    },
    {
      kind: "terraform",
      text: 'resource "aws_flow_log" "vpc" {\n  vpc_id               = aws_vpc.this.id\n  traffic_type         = "ALL"\n  log_destination_type = "s3"\n  log_destination      = aws_s3_bucket.flow_logs.arn\n}',
    },
  ],
  links: ["https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html"],
  judge: (snapshot, region) =>
    inVpcRegion(snapshot, region, "ec2/flow-logs", (logs, section) => {
      const groups = sectionAt(snapshot, "ec2/security-groups", region);
      // Every VPC has a default group.
      const vpcs = isAnswered(groups)
        ? groups.data.groups.flatMap(({ isDefault, vpcId }) => (isDefault && vpcId !== null ? [vpcId] : []))
        : [];
      const logged = new Set(logs.filter(({ active }) => active).map(({ resource }) => resource));
      const without = [...new Set(vpcs)].filter((vpc) => !logged.has(vpc));
      return {
        verdict: vpcs.length === 0 ? null : without.length === 0 ? "pass" : "fail",
        reason:
          without.length === 0 ? `${counted(vpcs.length, "VPC")}, each logged.` : `Not logged: ${without.join(", ")}.`,
        evidence: [evidenceOf(section, "FlowLogs", logs.length)],
        missing: [],
      };
    }),
  words: {
    none: { verdict: "not-applicable", reason: "No Region has a VPC." },
    pass: (count) => `In ${counted(count, "Region")} every VPC is logged.`,
    fail: (count, of) => `In ${count} of ${counted(of, "Region")} with a VPC some are not logged.`,
  },
});
