/** What a demo account is described by. Days are counted back from the moment it is asked, so that the picture does not age. */
import type { IdentityDescription, PolicyDocument } from "./descriptions/identity";
import type { MonitoringDescription } from "./descriptions/monitoring";
import type { RegionalDescription } from "./descriptions/regional";
import type { TrailsDescription } from "./descriptions/trails";

export interface AccountDescription extends TrailsDescription, MonitoringDescription, IdentityDescription {
  readonly id: string;
  readonly alias: string | null;
  /** Behind `arn:aws:sts::ID:`. */
  readonly caller: string;
  readonly root: RootDescription;
  readonly users: readonly UserDescription[];
  /** null: none of its own. */
  readonly passwordPolicy: PasswordPolicyDescription | null;
  /** Without those that AWS manages. */
  readonly policies: readonly PolicyDescription[];
  readonly roles: readonly RoleDescription[];
  /** Every Region of the partition, switched on or off. */
  readonly regions: readonly RegionDescription[];
  readonly regional?: RegionalDescription;
  /** What AWS has of a credential report before it is asked for one. */
  readonly credentialReport: "absent" | "expired" | "in-progress" | "present";
}

export interface RegionDescription {
  readonly name: string;
  readonly optInStatus: "opt-in-not-required" | "opted-in" | "not-opted-in";
}

export interface RootDescription {
  readonly mfa: "none" | "virtual" | "hardware";
  readonly password: { readonly lastUsedDaysAgo: number | null } | null;
  readonly keys: readonly KeyDescription[];
}

export interface UserDescription {
  readonly name: string;
  /** Default `/`. */
  readonly path?: string;
  readonly createdDaysAgo: number;
  readonly password: { readonly changedDaysAgo: number; readonly lastUsedDaysAgo: number | null } | null;
  readonly mfa: "none" | "virtual" | "hardware";
  /** Two at most. */
  readonly keys: readonly KeyDescription[];
  /** Attached to the user itself, by name (`aws:…`: one of AWS's own); default: none. */
  readonly policies?: readonly string[];
  /** Inline policies by name. */
  readonly inline?: Readonly<Record<string, PolicyDocument>>;
  /** The name of the policy that is its permissions boundary. */
  readonly boundary?: string;
}

export interface PasswordPolicyDescription {
  readonly minimumLength: number;
  readonly reusePrevention: number | null;
  /** Default: none of the four kinds of characters. */
  readonly allCharacters?: boolean;
  /** Days; default: never. */
  readonly maximumAge?: number;
}

export interface PolicyDescription {
  readonly name: string;
  readonly attachments: number;
  readonly document: PolicyDocument;
}

export interface RoleDescription {
  readonly name: string;
  /** Default `/`. */
  readonly path?: string;
  readonly createdDaysAgo: number;
  /** null: not within 400 days. */
  readonly lastUsedDaysAgo: number | null;
  readonly trust: PolicyDocument;
  /** Inline policies by name. */
  readonly inline?: Readonly<Record<string, PolicyDocument>>;
  /** By name (`aws:…`: one of AWS's own). */
  readonly policies?: readonly string[];
  /** The name of the policy that is its permissions boundary. */
  readonly boundary?: string;
}

export interface KeyDescription {
  readonly active: boolean;
  readonly rotatedDaysAgo: number;
  /** null: never used. */
  readonly lastUsed: { readonly daysAgo: number; readonly region: string; readonly service: string } | null;
}

/** What a request is answered from. */
export interface AccountState {
  readonly description: AccountDescription;
  readonly now: number;
  report: AccountDescription["credentialReport"];
  readonly reportNeverReady: boolean;
}

export function daysAgo(state: AccountState, days: number): string {
  return new Date(state.now - days * 24 * 60 * 60 * 1000).toISOString().replace(/\.\d+Z$/, "+00:00");
}

export function userArn(
  { description }: AccountState,
  { path = "/", name }: Pick<UserDescription, "path" | "name">,
): string {
  return `arn:aws:iam::${description.id}:user${path}${name}`;
}

export function rootArn({ description }: AccountState): string {
  return `arn:aws:iam::${description.id}:root`;
}
