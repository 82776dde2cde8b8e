/** EC2's security groups of every Region, and the addresses of the prefix lists that they let in to administer. */
import {
  EC2Client,
  type IpPermission,
  paginateDescribeSecurityGroups,
  paginateGetManagedPrefixListEntries,
  type SecurityGroup as SdkGroup,
} from "@aws-sdk/client-ec2";

import {
  administrationPorts,
  admits,
  type IngressRule,
  isWide,
  type SecurityGroup,
  type SecurityGroups,
} from "../sections/security-groups";
import { pagesOf } from "./answers/pages";
import { type Put, putAnswer, putSkipped, type Task } from "./collector";
import { onceInRegion } from "./once";
import { eachRegion } from "./regions";
import { ask, type Session } from "./session";

/** EC2 gives up to a thousand, whose elements take much memory. */
const pageSize = 300;

/** The groups of a Region, asked for once a session. `count` is of all: none at all means that the Region has no VPC, as each has a default group. */
export const groupsOf = onceInRegion((session, region) =>
  ask<SecurityGroups>(session, "ec2:DescribeSecurityGroups", async (options) => {
    let count = 0;
    const groups: SecurityGroup[] = [];
    for await (const page of pagesOf(
      paginateDescribeSecurityGroups({ client: session.client(EC2Client, "ec2", region), pageSize }, {}, options),
    )) {
      const found = (page.SecurityGroups ?? []).map(toGroup);
      count += found.length;
      groups.push(...found.filter((group) => group.isDefault || group.ingress.length > 0));
    }
    return { count, groups };
  }),
);

async function collectGroups(session: Session, put: Put): Promise<void> {
  await eachRegion(session, async (region) => {
    const client = session.client(EC2Client, "ec2", region);
    const answer = await groupsOf(session, region);
    putAnswer(put, "ec2/security-groups", answer, { region });
    if (answer.status !== "ok") return putSkipped(put, ["ec2/prefix-list"], answer, { region });

    const lists = new Set(
      answer.data.groups.flatMap((group) =>
        group.ingress
          .filter((rule) => administrationPorts.some((port) => admits(rule, port)))
          .flatMap((rule) => rule.prefixLists),
      ),
    );
    await Promise.all(
      [...lists].map(async (id) => {
        const entries = await ask(session, "ec2:GetManagedPrefixListEntries", async (options) => {
          const found: string[] = [];
          for await (const page of pagesOf(
            paginateGetManagedPrefixListEntries({ client }, { PrefixListId: id }, options),
          ))
            found.push(...(page.Entries ?? []).flatMap(({ Cidr }) => Cidr ?? []));
          return found;
        });
        putAnswer(put, "ec2/prefix-list", entries, { region, resource: id });
      }),
    );
  });
}

function toGroup({ GroupId, GroupName, VpcId, IpPermissions = [], IpPermissionsEgress = [] }: SdkGroup): SecurityGroup {
  return {
    id: GroupId ?? "",
    name: GroupName ?? "",
    vpcId: VpcId ?? null,
    isDefault: GroupName === "default",
    ingress: IpPermissions.map(toRule).filter((rule) => rule.ranges.length + rule.prefixLists.length > 0),
    ingressRules: IpPermissions.length,
    egressRules: IpPermissionsEgress.length,
  };
}

function toRule({
  IpProtocol,
  FromPort,
  ToPort,
  IpRanges = [],
  Ipv6Ranges = [],
  PrefixListIds = [],
}: IpPermission): IngressRule {
  const ranges = [...IpRanges.map(({ CidrIp }) => CidrIp), ...Ipv6Ranges.map(({ CidrIpv6 }) => CidrIpv6)];
  return {
    protocol: IpProtocol ?? "-1",
    fromPort: FromPort ?? null,
    toPort: ToPort ?? null,
    ranges: ranges.flatMap((range) => (range !== undefined && isWide(range) ? [range] : [])),
    prefixLists: PrefixListIds.flatMap(({ PrefixListId }) => PrefixListId ?? []),
  };
}

export const tasks: readonly Task[] = [{ sections: ["ec2/security-groups", "ec2/prefix-list"], run: collectGroups }];
