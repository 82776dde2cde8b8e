/** Security groups that let everybody try to sign in. */
import type { ResourceVerdict } from "../../posture";
import { admits, type IngressRule, type SecurityGroup } from "../../sections/security-groups";
import { sectionAt, type Snapshot } from "../../snapshot";
import { openToStrangers } from "../address-ranges";
import { type Check, defineCheck } from "../check";
import { counted, isAnswered, type Missing, missingFrom } from "../evaluation";
import { filledText } from "../filled-text";
import { judgeGroups } from "../security-group-check";
import cloudformation from "./administration-ports.cfn.yaml";
import commands from "./administration-ports.sh";
import terraform from "./administration-ports.tf";

export default [
  administrationPort({
    port: 22,
    name: "open-ssh",
    protocol: "SSH",
    securityHub: "EC2.13",
    why: "Whoever finds the address may try keys and passwords, and the next flaw of the server, day and night. Session Manager needs no open port.",
  }),
  administrationPort({
    port: 3389,
    name: "open-rdp",
    protocol: "RDP",
    securityHub: "EC2.14",
    why: "Open remote desktops are what ransomware comes in by. Fleet Manager and Session Manager reach the same desktop without an open port.",
  }),
];

interface Port {
  readonly port: 22 | 3389;
  readonly name: string;
  readonly protocol: string;
  readonly securityHub: string;
  readonly why: string;
}

function administrationPort({ port, name, protocol, securityHub, why }: Port): Check {
  return defineCheck({
    id: `network/${name}`,
    title: `No security group lets everybody in by ${protocol} (port ${port})`,
    why,
    severity: "high",
    recommendation: "proxied-administration",
    cis: ["6.3", "6.4"],
    securityHub: [securityHub, "EC2.53", "EC2.54"],
    sections: ["ec2/regions", "ec2/security-groups", "ec2/prefix-list"],
    remediation: {
      console: `EC2 (in the Region) > Security Groups > (the group) > Edit inbound rules: delete the rule of port ${port} from 0.0.0.0/0 and ::/0, and connect with Session Manager instead.`,
      cli: filledText(commands, { PORT: `${port}` }),
      cloudformation: filledText(cloudformation, { PORT: `${port}` }),
      terraform: filledText(terraform, { PORT: `${port}` }),
    },
    links: ["https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager.html"],
    evaluate: (snapshot) =>
      judgeGroups(snapshot, {
        groups: (all) => all.filter((group) => group.ingress.some((rule) => admits(rule, port))),
        judge: (group, region) => judgeGroup(group, region, port, snapshot),
        words: {
          none: (groups, regions) =>
            `${counted(groups, "security group")} in ${counted(regions, "Region")}, none with a rule that lets everybody in on port ${port}.`,
          pass: (groups, regions) =>
            `${counted(groups, "security group")} in ${counted(regions, "Region")}, none open to everybody on port ${port}.`,
          fail: (count) =>
            `${counted(count, "security group")} let${count === 1 ? "s" : ""} everybody in on port ${port}.`,
        },
      }),
  });
}

function judgeGroup(
  group: SecurityGroup,
  region: string,
  port: 22 | 3389,
  snapshot: Snapshot,
): { verdict: ResourceVerdict["verdict"]; reason: string; missing: readonly Missing[] } {
  const rules = group.ingress.filter((rule) => admits(rule, port));
  const fail = (reason: string) => ({ verdict: "fail" as const, reason, missing: [] });
  const own = rules.flatMap((rule) => rule.ranges);
  const open = openToStrangers(own);
  if (open.length > 0) {
    const letting = rules.filter((rule) => rule.ranges.some((range) => open.includes(range)));
    return fail(`${group.name} lets ${open.join(" and ")} in on ${[...new Set(letting.map(portsOf))].join(" and ")}.`);
  }
  const missing: Missing[] = [];
  const listed: string[] = [];
  const lists = rules.flatMap((rule) => rule.prefixLists);
  for (const list of lists) {
    const section = sectionAt(snapshot, "ec2/prefix-list", region, list);
    if (!isAnswered(section)) missing.push(...missingFrom(section, "ec2/prefix-list"));
    else if (openToStrangers(section.data).length > 0)
      return fail(`${group.name} lets the prefix list ${list} in, which has everybody in it.`);
    else listed.push(...section.data);
  }
  if (openToStrangers([...own, ...listed]).length > 0)
    return fail(`${group.name} lets everybody in by its rules and the prefix lists ${lists.join(" and ")} together.`);
  if (missing.length > 0)
    return {
      verdict: "not-assessed",
      reason: `Whom the prefix lists of ${group.name} have in them is not known.`,
      missing,
    };
  return {
    verdict: "pass",
    reason: `${group.name} lets ${lists.length > 0 ? "prefix lists of known ranges" : "single networks"} in.`,
    missing: [],
  };
}

function portsOf({ protocol, fromPort, toPort }: IngressRule): string {
  if (protocol === "-1" || fromPort === null || toPort === null) return "every port";
  return fromPort === toPort ? `port ${fromPort}` : `the ports ${fromPort} to ${toPort}`;
}
