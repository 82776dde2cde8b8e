/** What stands in every Region of a demo account, by the name of the Region; what is left out is not there. */

export interface RegionalDescription {
  readonly recorders?: Readonly<Record<string, RecorderDescription>>;
  readonly aggregators?: Readonly<Record<string, readonly AggregatorDescription[]>>;
  readonly analyzers?: Readonly<Record<string, readonly AnalyzerDescription[]>>;
  readonly detectors?: Readonly<Record<string, "ENABLED" | "DISABLED">>;
  /** GuardDuty's plans that are off, where there is a detector. */
  readonly plansOff?: Readonly<Record<string, readonly string[]>>;
  /** Regions whose VPC has a flow log. */
  readonly flowLogs?: readonly string[];
  /** Regions in which new instances ask for a token by default. */
  readonly tokensByDefault?: readonly string[];
  /** Regions whose documents cannot be shared with everybody. */
  readonly privateDocuments?: readonly string[];
  /** What comes in by the network ACL of the Region's VPC; default: everything. */
  readonly aclRules?: Readonly<Record<string, readonly AclRuleDescription[]>>;
  /** The Regions that have a VPC, where AWS's default ones were deleted elsewhere; default: every Region. */
  readonly vpcs?: readonly string[];
  /** The Regions in whose VPC nothing stands; default: none. */
  readonly emptyVpcs?: readonly string[];
  /** Beside the default group of the Region's VPC; a group called `default` takes its place. */
  readonly securityGroups?: Readonly<Record<string, readonly SecurityGroupDescription[]>>;
  /** The address ranges of prefix lists, by id. */
  readonly prefixLists?: Readonly<Record<string, readonly string[]>>;
  readonly hubs?: Readonly<Record<string, HubDescription>>;
  readonly sessionManager?: Readonly<Record<string, SessionManagerDescription>>;
  /** Services that a Region has not got, as AWS's public parameters name them: `accessanalyzer`. */
  readonly notOffered?: Readonly<Record<string, readonly string[]>>;
}

export interface AclRuleDescription {
  readonly number: number;
  readonly allows: boolean;
  readonly range: string;
  /** Default: `-1`, all. */
  readonly protocol?: string;
  readonly ports?: readonly [number, number];
}

export interface HubDescription {
  /** `aws-foundational-security-best-practices/v/1.0.0` */
  readonly standards: readonly string[];
  /** The findings of other Regions come here. */
  readonly aggregates?: {
    readonly mode: "ALL_REGIONS" | "ALL_REGIONS_EXCEPT_SPECIFIED" | "SPECIFIED_REGIONS";
    readonly regions?: readonly string[];
  };
}

export interface SessionManagerDescription {
  /** `Online` or `ConnectionLost` by the id of the instance. */
  readonly instances?: Readonly<Record<string, string>>;
  /** Inputs of the document; default: nobody has set any. */
  readonly preferences?: Readonly<Record<string, string | boolean>>;
}

export interface RecorderDescription {
  /** Default: the service-linked one. */
  readonly role?: string;
  readonly recording: boolean;
  /** Default `SUCCESS`. */
  readonly lastStatus?: string;
  readonly lastErrorCode?: string;
  /** Default: every type that is not global. */
  readonly global?: boolean;
  readonly onlyTypes?: readonly string[];
  readonly exceptTypes?: readonly string[];
  /** Default `CONTINUOUS`. */
  readonly frequency?: "CONTINUOUS" | "DAILY";
  /** Default: delivers; null: there is no channel. */
  readonly channel?: { readonly errorCode: string } | null;
}

export interface AggregatorDescription {
  readonly name: string;
  /** Default: the organization. */
  readonly accounts?: readonly string[];
  /** Default: all. */
  readonly regions?: readonly string[];
}

export interface AnalyzerDescription {
  readonly name: string;
  readonly type:
    | "ACCOUNT"
    | "ORGANIZATION"
    | "ACCOUNT_UNUSED_ACCESS"
    | "ORGANIZATION_UNUSED_ACCESS"
    | "ACCOUNT_INTERNAL_ACCESS"
    | "ORGANIZATION_INTERNAL_ACCESS";
  /** ARNs of what it has found, and nobody has archived. */
  readonly findings?: readonly string[];
  readonly status: "ACTIVE" | "CREATING" | "DISABLED" | "FAILED";
}

export interface SecurityGroupDescription {
  readonly id: string;
  readonly name: string;
  readonly ingress: readonly SecurityGroupRuleDescription[];
  /** Default: everything, everywhere. */
  readonly egress?: readonly SecurityGroupRuleDescription[];
}

export interface SecurityGroupRuleDescription {
  readonly protocol: string;
  /** `[from, to]`; default: every one. */
  readonly ports?: readonly [number, number];
  readonly ipv4?: readonly string[];
  readonly ipv6?: readonly string[];
  readonly groups?: readonly string[];
  readonly prefixLists?: readonly string[];
}
