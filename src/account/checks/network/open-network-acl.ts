/** Network ACLs that let everybody through to what administrators sign in by. */
import type { AclRule, NetworkAcl } from "../../sections/network";
import { administrationPorts } from "../../sections/security-groups";
import { rulesAdmitStrangers } from "../address-ranges";
import { counted, evidenceOf } from "../evaluation";
import { defineRegionCheck } from "../region-check";
import { inVpcRegion, vpcSections } from "../vpc-regions";
import cloudformation from "./open-network-acl.cfn.yaml";
import commands from "./open-network-acl.sh";
import terraform from "./open-network-acl.tf";

export default defineRegionCheck({
  id: "network/open-network-acl",
  title: "No network ACL lets everybody through to SSH or RDP",
  why: "Behind an ACL that lets everything through, one mistake in a security group is enough. The ACL that AWS makes with a VPC is such a one.",
  severity: "low",
  recommendation: "proxied-administration",
  cis: ["6.2"],
  securityHub: ["EC2.21"],
  sections: [...vpcSections, "ec2/network-acls"],
  remediation: {
    console:
      "VPC (in the Region) > Network ACLs > (the ACL) > Inbound rules > Edit: a Deny of the ports 22 and 3389 from 0.0.0.0/0 and ::/0 with a number below that of the rule that allows them.",
    cli: commands,
    cloudformation,
    terraform,
  },
  links: ["https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html"],
  judge: (snapshot, region) =>
    inVpcRegion(snapshot, region, "ec2/network-acls", (acls, section) => {
      const used = acls.filter(({ subnets }) => subnets > 0);
      const open = used.flatMap((acl) => {
        const ports = administrationPorts.filter((port) => letsThrough(acl, port));
        return ports.length === 0 ? [] : [{ id: acl.id, ports: ports.join(", ") }];
      });
      return {
        verdict: used.length === 0 ? null : open.length === 0 ? "pass" : "fail",
        reason:
          open.length === 0
            ? `${counted(used.length, "ACL")} of subnets, none open.`
            : `Open: ${open.map(({ id, ports }) => `${id} (${ports})`).join(", ")}.`,
        evidence: [evidenceOf(section, "NetworkAcls", acls.length)],
        missing: [],
        failing: open.map(({ id }) => id),
      };
    }),
  words: {
    none: { verdict: "not-applicable", reason: "No Region in use has a network ACL of a subnet." },
    pass: (count) => `In ${counted(count, "Region")} no network ACL lets everybody through to SSH or RDP.`,
    fail: (count, of) => `In ${count} of ${counted(of, "Region")} network ACLs let everybody through to SSH or RDP.`,
  },
});

function letsThrough({ ingress }: NetworkAcl, port: number): boolean {
  return rulesAdmitStrangers(ingress.filter((one) => isAbout(one, port)));
}

function isAbout({ protocol, fromPort, toPort }: AclRule, port: number): boolean {
  if (protocol !== "-1" && protocol !== "6") return false;
  return protocol === "-1" || fromPort === null || toPort === null || (fromPort <= port && port <= toPort);
}
