/** Who may do what in a demo account beside its users and roles; what is left out is not there. */

/** A policy document as AWS has it. */
export type PolicyDocument = Readonly<Record<string, unknown>>;

export interface IdentityDescription {
  readonly groups?: readonly GroupDescription[];
  /** The documents of policies that AWS manages, by name; sent where they are attached. */
  readonly awsPolicies?: Readonly<Record<string, PolicyDocument>>;
  readonly samlProviders?: readonly { readonly name: string; readonly validForDays: number }[];
  /** Hosts. */
  readonly oidcProviders?: readonly string[];
  readonly serverCertificates?: readonly { readonly name: string; readonly validForDays: number }[];
  readonly contacts?: Readonly<Partial<Record<"SECURITY" | "BILLING" | "OPERATIONS", string>>>;
  /** Default: whole. */
  readonly contactInformation?: Readonly<Record<string, string>>;
  readonly organization?: OrganizationDescription;
  /** The account that owns the instance of IAM Identity Center. */
  readonly identityCenter?: string;
  /** Default: eu-central-1. */
  readonly identityCenterRegion?: string;
  /** By Region. */
  readonly instances?: Readonly<Record<string, readonly InstanceDescription[]>>;
}

export interface GroupDescription {
  readonly name: string;
  /** Names of users. */
  readonly members: readonly string[];
  readonly policies?: readonly string[];
  readonly inline?: Readonly<Record<string, PolicyDocument>>;
}

export interface OrganizationDescription {
  readonly id: string;
  readonly managementAccount: string;
  readonly featureSet: "ALL" | "CONSOLIDATED_BILLING";
  readonly accounts: readonly MemberDescription[];
  /** Beside FullAWSAccess. */
  readonly policies: readonly ServiceControlPolicyDescription[];
  /** Below the root, with what is in them; accounts that are in none are in the root. */
  readonly units?: readonly UnitDescription[];
  /** Ids of what FullAWSAccess is attached to; default: everything. */
  readonly fullAccess?: readonly string[];
  /** Ids of accounts. */
  readonly delegatedAdministrators: readonly string[];
  /** Of each of them; default: AWS Config and GuardDuty. */
  readonly delegatedServices?: readonly string[];
  readonly rootFeatures: readonly string[];
}

export interface ServiceControlPolicyDescription {
  readonly id: string;
  /** Default: a service control policy. */
  readonly type?: "RESOURCE_CONTROL_POLICY" | "TAG_POLICY";
  readonly name: string;
  readonly document: PolicyDocument | { readonly tags: object };
  /** Ids; default: the root, `r-demo`. */
  readonly targets?: readonly string[];
}

export interface UnitDescription {
  readonly id: string;
  /** Ids of accounts. */
  readonly accounts?: readonly string[];
  readonly units?: readonly UnitDescription[];
}

export interface MemberDescription {
  readonly id: string;
  readonly name: string;
  /** Default: ACTIVE. */
  readonly status?: "ACTIVE" | "SUSPENDED";
  /** No role of it can be assumed. */
  readonly closed?: boolean;
  /** What is there, beside and in place of what the management account has: an account description in parts. */
  readonly own?: Readonly<Record<string, unknown>>;
}

export interface InstanceDescription {
  readonly id: string;
  readonly name?: string;
  /** The name of an instance profile. */
  readonly profile?: string;
  /** Default: required. */
  readonly tokens?: "required" | "optional";
  readonly state?: "running" | "stopped";
  /** A service that runs it. */
  readonly operator?: string;
}
