/** What EC2 says of the networks of an account, and of what it does by default. */
import type { SectionActions } from "./section";

/** A rule for what comes in, as it stands in the list. */
export interface AclRule {
  readonly number: number;
  readonly allows: boolean;
  /** `6` is TCP, `17` UDP, `-1` all. */
  readonly protocol: string;
  readonly range: string;
  /** null: every port. */
  readonly fromPort: number | null;
  readonly toPort: number | null;
}

export interface NetworkAcl {
  readonly id: string;
  readonly vpcId: string | null;
  readonly isDefault: boolean;
  readonly subnets: number;
  /** In the order in which they are asked. */
  readonly ingress: readonly AclRule[];
}

/** Each of the Regions that have a VPC in which something stands, and the first of the partition if it has one. */
export interface NetworkSections {
  /** Each of the Regions that have a VPC but the first: whether anything stands in one (an instance, a database, a function). */
  "ec2/network-interfaces": { readonly any: boolean };
  "ec2/network-acls": readonly NetworkAcl[];
  /** Ids of VPCs of which all that is accepted and refused is logged, or only one of these. */
  "ec2/flow-logs": readonly { readonly resource: string; readonly traffic: string; readonly active: boolean }[];
  /** `required`, `optional`; null: nobody has set anything. */
  "ec2/metadata-defaults": { readonly tokens: string | null };
  /** Whether the documents of Systems Manager may be shared with everybody. */
  "ssm/public-sharing": { readonly enabled: boolean };
}

export const networkActions: SectionActions<NetworkSections> = {
  "ec2/network-interfaces": ["ec2:DescribeNetworkInterfaces"],
  "ec2/network-acls": ["ec2:DescribeNetworkAcls"],
  "ec2/flow-logs": ["ec2:DescribeFlowLogs"],
  "ec2/metadata-defaults": ["ec2:GetInstanceMetadataDefaults"],
  "ssm/public-sharing": ["ssm:GetServiceSetting"],
};
