/** The networks of the demo account, and what EC2 does there by default. */
import type { AccountDescription } from "../description";
import type { Members } from "../protocols/protocol";
import type { Operation } from "./service";

export const networkOperations: Readonly<Record<string, Operation>> = {
  DescribeNetworkInterfaces: ({ description }, { region }) => ({
    networkInterfaceSet:
      hasVpc(description, region) && !description.regional?.emptyVpcs?.includes(region)
        ? [{ networkInterfaceId: "eni-1", vpcId: `vpc-${region}`, status: "in-use" }]
        : [],
  }),
  DescribeNetworkAcls: ({ description }, { region }) => ({
    networkAclSet: hasVpc(description, region)
      ? [
          {
            networkAclId: `acl-${region.replaceAll("-", "")}`,
            vpcId: `vpc-${region}`,
            default: true,
            ownerId: description.id,
            associationSet: [{ networkAclAssociationId: "aclassoc-1", networkAclId: "acl-1", subnetId: "subnet-1" }],
            entrySet: [
              ...(description.regional?.aclRules?.[region] ?? [{ number: 100, allows: true, range: "0.0.0.0/0" }]).map(
                ({ number, allows, range, ports, protocol = "-1" }): Members => ({
                  ruleNumber: number,
                  protocol,
                  ruleAction: allows ? "allow" : "deny",
                  egress: false,
                  ...(range.includes(":") ? { ipv6CidrBlock: range } : { cidrBlock: range }),
                  ...(ports ? { portRange: { from: ports[0], to: ports[1] } } : {}),
                }),
              ),
              { ruleNumber: 32767, protocol: "-1", ruleAction: "deny", egress: false, cidrBlock: "0.0.0.0/0" },
            ],
          },
        ]
      : [],
  }),
  DescribeFlowLogs: ({ description }, { region }) => ({
    flowLogSet: (description.regional?.flowLogs ?? []).includes(region)
      ? [
          {
            flowLogId: "fl-1",
            flowLogStatus: "ACTIVE",
            resourceId: `vpc-${region}`,
            trafficType: "ALL",
            deliverLogsStatus: "SUCCESS",
          },
        ]
      : [],
  }),
  GetInstanceMetadataDefaults: ({ description }, { region }) => ({
    accountLevel: (description.regional?.tokensByDefault ?? []).includes(region) ? { httpTokens: "required" } : {},
  }),
};

function hasVpc({ regional }: AccountDescription, region: string): boolean {
  return !regional?.vpcs || regional.vpcs.includes(region);
}
