/** What is known of an account: plain JSON, a section for each call, so that a missing answer stays visible as one. */
import { addTo } from "../analysis/group-by";
import type { AccountIdentity, CheckResult } from "./posture";
import { accessAnalyzerActions, type AccessAnalyzerSections } from "./sections/access-analyzer";
import { accountActions, type AccountSections } from "./sections/account";
import { billingActions, type BillingSections } from "./sections/billing";
import { cloudtrailActions, type CloudTrailSections } from "./sections/cloudtrail";
import { configActions, type ConfigSections } from "./sections/config";
import { eventActions, type EventSections } from "./sections/events";
import { guardDutyActions, type GuardDutySections } from "./sections/guardduty";
import { iamActions, type IamSections } from "./sections/iam";
import { instanceActions, type InstanceSections } from "./sections/instances";
import { kmsActions, type KmsSections } from "./sections/kms";
import { monitoringActions, type MonitoringSections } from "./sections/monitoring";
import { networkActions, type NetworkSections } from "./sections/network";
import { offeredActions, type OfferedSections } from "./sections/offered";
import { organizationsActions, type OrganizationsSections } from "./sections/organizations";
import { regionActions, type RegionSections } from "./sections/regions";
import { s3Actions, type S3Sections } from "./sections/s3";
import type { SectionActions } from "./sections/section";
import { securityGroupActions, type SecurityGroupSections } from "./sections/security-groups";
import { securityHubActions, type SecurityHubSections } from "./sections/securityhub";
import { sessionManagerActions, type SessionManagerSections } from "./sections/session-manager";
import { ssoActions, type SsoSections } from "./sections/sso";

/** Every section there is, with the shape of its data: a file of `sections/` for each service. */
export interface SectionData
  extends
    IamSections,
    RegionSections,
    CloudTrailSections,
    ConfigSections,
    AccessAnalyzerSections,
    GuardDutySections,
    NetworkSections,
    EventSections,
    SecurityGroupSections,
    OfferedSections,
    S3Sections,
    MonitoringSections,
    KmsSections,
    BillingSections,
    SecurityHubSections,
    SessionManagerSections,
    AccountSections,
    OrganizationsSections,
    SsoSections,
    InstanceSections {}

export type SectionName = keyof SectionData;

/** The IAM actions that a section takes; the first is the call that its evidence names. */
export const sectionActions: SectionActions<SectionData> = {
  ...iamActions,
  ...regionActions,
  ...cloudtrailActions,
  ...configActions,
  ...accessAnalyzerActions,
  ...guardDutyActions,
  ...networkActions,
  ...eventActions,
  ...securityGroupActions,
  ...offeredActions,
  ...s3Actions,
  ...monitoringActions,
  ...kmsActions,
  ...billingActions,
  ...securityHubActions,
  ...sessionManagerActions,
  ...accountActions,
  ...organizationsActions,
  ...ssoActions,
  ...instanceActions,
};

export interface SectionPlace<Name extends SectionName = SectionName> {
  readonly name: Name;
  /** null: the service is global. */
  readonly region: string | null;
  /** What it is about where there is one section for each of several things. */
  readonly resource: string | null;
}

export type SectionAnswer<Data> =
  | { readonly status: "ok"; readonly data: Data }
  | {
      /** `denied`: not allowed; `failed`: throttled, timed out, cut, refused; `skipped`: not asked, because what it depends on is missing. */
      readonly status: "denied" | "failed" | "skipped";
      readonly missingActions: readonly string[];
      /** Begins with the action: `iam:GetAccountSummary was denied: …`. */
      readonly message: string;
    };

/** `at`: when it was answered, ISO 8601. */
export type Section<Name extends SectionName = SectionName> = SectionPlace<Name> & {
  readonly at: string;
} & SectionAnswer<SectionData[Name]>;

/** Any section; a union over the names, so that the name tells the data. */
export type AnySection = { [Name in SectionName]: Section<Name> }[SectionName];

/** What makes checks of its own of all that was collected. */
export interface AlsoJudging {
  readonly alsoJudge?: ((snapshot: Snapshot) => Promise<readonly CheckResult[]>) | undefined;
}

export interface Snapshot {
  readonly account: AccountIdentity;
  /** The Region that was asked where a service is regional. */
  readonly region: string;
  readonly sections: readonly AnySection[];
  /** Accounts that the project says it knows; default: none. */
  readonly trustedAccounts?: readonly string[];
  /** The name of the profile that was used; null or absent: the credentials come from elsewhere. */
  readonly profile?: string | null;
}

/** The sections of a name: one for each Region or resource. */
export function sectionsOf<Name extends SectionName>({ sections }: Snapshot, name: Name): readonly Section<Name>[] {
  return (indexOf(sections).byName.get(name) ?? []) as unknown as readonly Section<Name>[];
}

/** The section of a name, and of a resource where one is given; undefined while it has not come in. */
export function sectionOf<Name extends SectionName>(
  snapshot: Snapshot,
  name: Name,
  resource: string | null = null,
): Section<Name> | undefined {
  return (resource === null ? sectionsOf(snapshot, name) : sectionsAbout(snapshot, name, resource))[0];
}

/** The section of a name in a Region, and of a resource there where one is given. */
export function sectionAt<Name extends SectionName>(
  snapshot: Snapshot,
  name: Name,
  region: string,
  resource: string | null = null,
): Section<Name> | undefined {
  const sections = resource === null ? sectionsOf(snapshot, name) : sectionsAbout(snapshot, name, resource);
  return sections.find((section) => section.region === region);
}

function sectionsAbout<Name extends SectionName>(
  { sections }: Snapshot,
  name: Name,
  resource: string,
): readonly Section<Name>[] {
  return (indexOf(sections).byResource.get(`${name} ${resource}`) ?? []) as unknown as readonly Section<Name>[];
}

/** A check asks for one section out of thousands, for each of thousands of things. */
interface Index {
  /** So many of the sections are in it: they come in one after another. */
  length: number;
  readonly byName: Map<string, AnySection[]>;
  readonly byResource: Map<string, AnySection[]>;
}

const indexes = new WeakMap<readonly AnySection[], Index>();

function indexOf(sections: readonly AnySection[]): Index {
  let index = indexes.get(sections);
  if (!index) indexes.set(sections, (index = { length: 0, byName: new Map(), byResource: new Map() }));
  for (; index.length < sections.length; index.length++) {
    const section = sections[index.length]!;
    addTo(index.byName, section.name, section);
    if (section.resource !== null) addTo(index.byResource, `${section.name} ${section.resource}`, section);
  }
  return index;
}
