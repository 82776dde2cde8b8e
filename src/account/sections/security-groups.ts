/** What EC2 says of the security groups of an account. */
import type { SectionActions } from "./section";

/** A rule that lets in what comes from wide address ranges, or from those of a prefix list. */
export interface IngressRule {
  /** `tcp`, `udp`, `-1` (all), or a number. */
  readonly protocol: string;
  /** null: every port. */
  readonly fromPort: number | null;
  readonly toPort: number | null;
  /** Those that are much of the internet, alone or with others: `0.0.0.0/0`, `128.0.0.0/1`. */
  readonly ranges: readonly string[];
  readonly prefixLists: readonly string[];
}

/** Whether a range may be much of the internet, alone or with others: of longer prefixes a group has too few rules. */
export function isWide(range: string): boolean {
  const prefix = /\/(\d{1,3})$/.exec(range)?.[1];
  return prefix !== undefined && Number(prefix) <= (range.includes(":") ? 16 : 12);
}

/** What administrators sign in through: SSH, RDP. */
export const administrationPorts = [22, 3389] as const;

/** RDP is spoken over UDP too. */
const protocols: Readonly<Record<number, readonly string[]>> = {
  22: ["tcp", "6", "-1"],
  3389: ["tcp", "6", "udp", "17", "-1"],
};

/** Whether a rule is about a port; for all protocols AWS gives no range. */
export function admits(
  { protocol, fromPort, toPort }: IngressRule,
  port: (typeof administrationPorts)[number],
): boolean {
  if (!protocols[port]!.includes(protocol)) return false;
  return protocol === "-1" || fromPort === null || toPort === null || (fromPort <= port && port <= toPort);
}

export interface SecurityGroup {
  readonly id: string;
  readonly name: string;
  readonly vpcId: string | null;
  /** The group that every VPC has, and that is taken where none is named. */
  readonly isDefault: boolean;
  readonly ingress: readonly IngressRule[];
  /** How many rules it has, of any kind. */
  readonly ingressRules: number;
  readonly egressRules: number;
}

export interface SecurityGroups {
  readonly count: number;
  /** Without those that neither are a default group nor have such a rule. */
  readonly groups: readonly SecurityGroup[];
}

export interface SecurityGroupSections {
  "ec2/security-groups": SecurityGroups;
  /** Address ranges; one for each list that lets somebody in to administer, which is its `resource`. */
  "ec2/prefix-list": readonly string[];
}

export const securityGroupActions: SectionActions<SecurityGroupSections> = {
  "ec2/security-groups": ["ec2:DescribeSecurityGroups"],
  "ec2/prefix-list": ["ec2:GetManagedPrefixListEntries"],
};
