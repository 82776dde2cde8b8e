import { defineCheck } from "../check";
import { counted } from "../evaluation";
import { judgeGroups } from "../security-group-check";
import commands from "./default-group.sh";
import terraform from "./default-group.tf";

export default defineCheck({
  id: "network/default-group",
  title: "The default security group of every VPC lets nothing in or out",
  why: "It is taken wherever nobody names another one: instances that have nothing to do with each other may then talk to each other, and to everywhere.",
  severity: "low",
  recommendation: "proxied-administration",
  cis: ["6.5"],
  securityHub: ["EC2.2"],
  sections: ["ec2/regions", "ec2/security-groups"],
  remediation: {
    console:
      "EC2 (in the Region) > Security Groups > default > Edit inbound rules and Edit outbound rules: delete them all, once no instance uses the group. Delete default VPCs that nobody needs.",
    cli: commands,
    terraform,
  },
  links: ["https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html"],
  evaluate: (snapshot) =>
    judgeGroups(snapshot, {
      groups: (all) => all.filter((group) => group.isDefault),
      judge: ({ vpcId, ingressRules, egressRules }) => {
        const vpc = vpcId ?? "EC2-Classic";
        const rules = [
          ingressRules > 0 ? `${counted(ingressRules, "rule")} in` : "",
          egressRules > 0 ? `${counted(egressRules, "rule")} out` : "",
        ]
          .filter(Boolean)
          .join(", ");
        return rules === ""
          ? { verdict: "pass", reason: `The default group of ${vpc} has no rule.`, missing: [] }
          : { verdict: "fail", reason: `The default group of ${vpc} has ${rules}.`, missing: [] };
      },
      words: {
        none: (_, regions) => `There is no VPC in ${counted(regions, "Region")}.`,
        pass: () => "Every default group is without rules.",
        fail: (count, of) => `${count} of ${counted(of, "default group")} ${count === 1 ? "has" : "have"} rules.`,
      },
    }),
});
