/** What is known of an account: plain JSON, a section for each call, so that a missing answer stays visible as one. */
import type { AccountIdentity } from './posture';

/** `SummaryMap` of GetAccountSummary. */
export type AccountSummary = Readonly<Record<string, number>>;

export interface CredentialReport {
  /** ISO 8601; AWS makes a report at most every four hours. */
  readonly generatedAt: string | null;
  /** A row for each user and for root, by the names of the header. */
  readonly rows: readonly Readonly<Record<string, string>>[];
}

export interface VirtualMfaDevice {
  readonly serialNumber: string;
  readonly userArn: string | null;
}

export interface PasswordPolicy {
  readonly minimumLength: number | null;
  /** How many passwords are remembered; null where none is. */
  readonly reusePrevention: number | null;
}

export interface Trail {
  readonly arn: string;
  readonly name: string;
  readonly homeRegion: string;
  readonly multiRegion: boolean;
  readonly organization: boolean;
  readonly logFileValidation: boolean;
  readonly kmsKeyId: string | null;
  readonly bucket: string | null;
  /** ARN of the log group that gets the events too. */
  readonly logGroup: string | null;
}

export interface TrailStatus {
  readonly logging: boolean;
  readonly latestDeliveryError: string | null;
}

export interface EventSelectors {
  readonly basic: readonly { readonly readWriteType: string; readonly managementEvents: boolean }[];
  readonly advanced: readonly { readonly name: string | null; readonly fields: readonly FieldSelector[] }[];
}

/** `equals`, `notEquals`, … are lists of values; an absent one asks nothing. */
export interface FieldSelector {
  readonly field: string;
  readonly operators: Readonly<Record<string, readonly string[]>>;
}

export interface NamedPolicy {
  readonly name: string;
  /** JSON. */
  readonly document: string;
}

/** A user, a group or a role, with what gives it permissions. */
export interface PolicyHolder {
  readonly kind: 'user' | 'group' | 'role';
  readonly arn: string;
  readonly name: string;
  readonly inline: readonly NamedPolicy[];
  /** ARNs of managed policies. */
  readonly attached: readonly string[];
}

export interface RoleDetail extends PolicyHolder {
  readonly path: string;
  /** JSON. */
  readonly trustPolicy: string;
  /** ISO 8601. AWS keeps the last use for 400 days. */
  readonly createdAt: string | null;
  readonly lastUsedAt: string | null;
}

export interface ManagedPolicy extends NamedPolicy {
  readonly arn: string;
  readonly attachments: number;
}

/** Customer-managed policies only. */
export interface AuthorizationDetails {
  readonly users: readonly PolicyHolder[];
  readonly groups: readonly PolicyHolder[];
  readonly roles: readonly RoleDetail[];
  readonly policies: readonly ManagedPolicy[];
}

/** Every section there is, with the shape of its data. */
export interface SectionData {
  'iam/account-summary': AccountSummary;
  'iam/credential-report': CredentialReport;
  'iam/virtual-mfa-devices': readonly VirtualMfaDevice[];
  /** null: the account has no policy of its own. */
  'iam/password-policy': PasswordPolicy | null;
  'iam/account-aliases': readonly string[];
  'iam/authorization-details': AuthorizationDetails;
  'cloudtrail/trails': readonly Trail[];
  /** One for each trail, which is its `resource`. */
  'cloudtrail/trail-status': TrailStatus;
  'cloudtrail/event-selectors': EventSelectors;
}

export type SectionName = keyof SectionData;

/** The IAM actions that a section takes; the first is the call that its evidence names. */
export const sectionActions: { readonly [Name in SectionName]: readonly [string, ...string[]] } = {
  'iam/account-summary': ['iam:GetAccountSummary'],
  'iam/credential-report': ['iam:GetCredentialReport', 'iam:GenerateCredentialReport'],
  'iam/virtual-mfa-devices': ['iam:ListVirtualMFADevices'],
  'iam/password-policy': ['iam:GetAccountPasswordPolicy'],
  'iam/account-aliases': ['iam:ListAccountAliases'],
  'iam/authorization-details': ['iam:GetAccountAuthorizationDetails'],
  'cloudtrail/trails': ['cloudtrail:DescribeTrails'],
  'cloudtrail/trail-status': ['cloudtrail:GetTrailStatus'],
  'cloudtrail/event-selectors': ['cloudtrail:GetEventSelectors'],
};

export interface SectionPlace<Name extends SectionName = SectionName> {
  readonly name: Name;
  /** null: the service is global. */
  readonly region: string | null;
  /** What it is about where there is one section for each of several things. */
  readonly resource: string | null;
}

export type SectionAnswer<Data> =
  | { readonly status: 'ok'; readonly data: Data }
  | {
      /** `denied`: not allowed; `failed`: throttled, timed out, cut, refused; `skipped`: not asked, because what it depends on is missing. */
      readonly status: 'denied' | 'failed' | 'skipped';
      readonly missingActions: readonly string[];
      /** Begins with the action: `iam:GetAccountSummary was denied: …`. */
      readonly message: string;
    };

/** `at`: when it was answered, ISO 8601. */
export type Section<Name extends SectionName = SectionName> =
  SectionPlace<Name> & { readonly at: string } & SectionAnswer<SectionData[Name]>;

/** Any section; a union over the names, so that the name tells the data. */
export type AnySection = { [Name in SectionName]: Section<Name> }[SectionName];

export interface Snapshot {
  readonly account: AccountIdentity;
  /** The Region that was asked where a service is regional. */
  readonly region: string;
  readonly sections: readonly AnySection[];
}

/** The sections of a name: one for each Region or resource. */
export function sectionsOf<Name extends SectionName>(snapshot: Snapshot, name: Name): Section<Name>[] {
  return snapshot.sections.filter(section => section.name === name) as unknown as Section<Name>[];
}

/** The section of a name, and of a resource where one is given; undefined while it has not come in. */
export function sectionOf<Name extends SectionName>(snapshot: Snapshot, name: Name, resource: string | null = null): Section<Name> | undefined {
  return sectionsOf(snapshot, name).find(section => resource === null || section.resource === resource);
}
