/** EC2's network ACLs, flow logs and defaults of the Regions whose VPCs are in use, and whether documents may be shared there. */
import {
  EC2Client,
  GetInstanceMetadataDefaultsCommand,
  type NetworkAcl as SdkAcl,
  paginateDescribeFlowLogs,
  paginateDescribeNetworkAcls,
} from "@aws-sdk/client-ec2";
import { GetServiceSettingCommand, SSMClient } from "@aws-sdk/client-ssm";

import type { NetworkAcl, NetworkSections } from "../sections/network";
import type { SectionData, SectionName } from "../snapshot";
import { pagesOf } from "./answers/pages";
import { type Put, putAnswer, putSkipped, type Task } from "./collector";
import { anyInterfaceIn, hasInterfaces } from "./networks-in-use";
import { eachRegion } from "./regions";
import { groupsOf } from "./security-groups";
import { type Answer, ask, type Session } from "./session";

const names = [
  "ec2/network-acls",
  "ec2/flow-logs",
  "ec2/metadata-defaults",
  "ssm/public-sharing",
] as const satisfies readonly SectionName[];

async function collectIn(region: string, session: Session, put: Put): Promise<void> {
  // Every VPC has a default group: where there is no group there is no network.
  const groups = await groupsOf(session, region);
  if (groups.status !== "ok") return putSkipped(put, names, groups, { region });
  if (groups.data.count === 0) return;
  const interfaces = await anyInterfaceIn(session, region);
  if (interfaces !== null) putAnswer(put, "ec2/network-interfaces", interfaces, { region });
  if (!hasInterfaces(interfaces)) return;
  const client = session.client(EC2Client, "ec2", region);
  const answer = <Name extends keyof NetworkSections>(name: Name, asked: Promise<Answer<SectionData[Name]>>) =>
    asked.then((one) => putAnswer(put, name, one, { region }));
  await Promise.all([
    answer(
      "ec2/network-acls",
      ask(session, "ec2:DescribeNetworkAcls", async (options) => {
        const found: NetworkAcl[] = [];
        for await (const { NetworkAcls = [] } of pagesOf(paginateDescribeNetworkAcls({ client }, {}, options)))
          found.push(...NetworkAcls.map(toAcl));
        return found;
      }),
    ),
    answer(
      "ec2/flow-logs",
      ask(session, "ec2:DescribeFlowLogs", async (options) => {
        const found: NetworkSections["ec2/flow-logs"][number][] = [];
        for await (const { FlowLogs = [] } of pagesOf(paginateDescribeFlowLogs({ client }, {}, options)))
          found.push(
            ...FlowLogs.map(({ ResourceId = "", TrafficType = "", FlowLogStatus, DeliverLogsStatus }) => ({
              resource: ResourceId,
              traffic: TrafficType,
              active: FlowLogStatus === "ACTIVE" && DeliverLogsStatus !== "FAILED",
            })),
          );
        return found;
      }),
    ),
    answer(
      "ec2/metadata-defaults",
      ask(session, "ec2:GetInstanceMetadataDefaults", async (options) => {
        const { AccountLevel } = await client.send(new GetInstanceMetadataDefaultsCommand({}), options);
        return { tokens: AccountLevel?.HttpTokens ?? null };
      }),
    ),
    answer(
      "ssm/public-sharing",
      ask(session, "ssm:GetServiceSetting", async (options) => {
        const { ServiceSetting } = await session
          .client(SSMClient, "ssm", region)
          .send(
            new GetServiceSettingCommand({ SettingId: "/ssm/documents/console/public-sharing-permission" }),
            options,
          );
        return { enabled: ServiceSetting?.SettingValue !== "Disable" };
      }),
    ),
  ]);
}

function toAcl({ NetworkAclId, VpcId, IsDefault, Associations = [], Entries = [] }: SdkAcl): NetworkAcl {
  return {
    id: NetworkAclId ?? "",
    vpcId: VpcId ?? null,
    isDefault: IsDefault ?? false,
    subnets: Associations.length,
    ingress: Entries.filter(({ Egress }) => !Egress)
      .map(({ RuleNumber, RuleAction, Protocol, CidrBlock, Ipv6CidrBlock, PortRange }) => ({
        number: RuleNumber ?? 0,
        allows: RuleAction === "allow",
        protocol: Protocol ?? "-1",
        range: CidrBlock ?? Ipv6CidrBlock ?? "",
        fromPort: PortRange?.From ?? null,
        toPort: PortRange?.To ?? null,
      }))
      .sort((a, b) => a.number - b.number),
  };
}

export const tasks: readonly Task[] = [
  {
    sections: ["ec2/network-interfaces", ...names],
    run: (session, put) => eachRegion(session, (region) => collectIn(region, session, put)),
  },
];
