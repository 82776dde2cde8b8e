/** The security groups of the demo account, and its prefix lists. */
import type { AccountDescription } from "../description";
import type { SecurityGroupDescription, SecurityGroupRuleDescription } from "../descriptions/regional";
import { type Members, ServiceError } from "../protocols/protocol";
import { type Operation, pageByToken } from "./service";

const anywhere: SecurityGroupRuleDescription = { protocol: "-1", ipv4: ["0.0.0.0/0"] };

export const securityGroupOperations: Readonly<Record<string, Operation>> = {
  DescribeSecurityGroups: ({ description }, call) =>
    ec2Page(
      pageByToken(
        groupsOf(description, call.region).map((group) => toWire(group, description.id, call.region)),
        "securityGroupInfo",
        call,
      ),
    ),
  GetManagedPrefixListEntries: ({ description: { regional } }, call) => {
    const ranges = regional?.prefixLists?.[String(call.parameters.PrefixListId)];
    if (!ranges)
      throw new ServiceError(
        "InvalidPrefixListID.NotFound",
        400,
        `The prefix list ID '${String(call.parameters.PrefixListId)}' does not exist.`,
      );
    return ec2Page(
      pageByToken(
        ranges.map((cidr) => ({ cidr })),
        "entrySet",
        call,
      ),
    );
  },
};

/** On the wire EC2 writes the token small. */
function ec2Page({ NextToken = null, ...page }: Members): Members {
  return { ...page, nextToken: NextToken };
}

/** With the default group that AWS makes: everything from itself, everything out. */
function groupsOf({ regional }: AccountDescription, region: string): readonly SecurityGroupDescription[] {
  if (regional?.vpcs && !regional.vpcs.includes(region)) return [];
  const groups = regional?.securityGroups?.[region] ?? [];
  if (groups.some((group) => group.name === "default")) return groups;
  return [
    { id: "sg-00000000000000000", name: "default", ingress: [{ protocol: "-1", groups: ["sg-00000000000000000"] }] },
    ...groups,
  ];
}

function toWire(
  { id, name, ingress, egress = [anywhere] }: SecurityGroupDescription,
  accountId: string,
  region: string,
): Members {
  return {
    ownerId: accountId,
    groupId: id,
    groupName: name,
    groupDescription: `${name} of the demo account`,
    vpcId: `vpc-${region}`,
    ipPermissions: ingress.map((rule) => permission(rule, accountId)),
    ipPermissionsEgress: egress.map((rule) => permission(rule, accountId)),
  };
}

function permission(
  { protocol, ports, ipv4 = [], ipv6 = [], groups = [], prefixLists = [] }: SecurityGroupRuleDescription,
  accountId: string,
): Members {
  return {
    ipProtocol: protocol,
    ...(ports === undefined ? {} : { fromPort: ports[0], toPort: ports[1] }),
    groups: groups.map((groupId) => ({ groupId, userId: accountId })),
    ipRanges: ipv4.map((cidrIp) => ({ cidrIp })),
    ipv6Ranges: ipv6.map((cidrIpv6) => ({ cidrIpv6 })),
    prefixListIds: prefixLists.map((prefixListId) => ({ prefixListId })),
  };
}
