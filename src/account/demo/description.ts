/** What a demo account is described by. Days are counted back from the moment it is asked, so that the picture does not age. */
import type { MonitoringDescription } from './descriptions/monitoring';
import type { RegionalDescription } from './descriptions/regional';
import type { TrailsDescription } from './descriptions/trails';

export interface AccountDescription extends TrailsDescription, MonitoringDescription {
  readonly id: string;
  readonly alias: string | null;
  /** Behind `arn:aws:sts::ID:`. */
  readonly caller: string;
  readonly root: RootDescription;
  readonly users: readonly UserDescription[];
  /** null: none of its own. */
  readonly passwordPolicy: { readonly minimumLength: number; readonly reusePrevention: number | null } | null;
  /** Without those that AWS manages. */
  readonly policies: readonly PolicyDescription[];
  readonly roles: readonly RoleDescription[];
  /** Every Region of the partition, switched on or off. */
  readonly regions: readonly RegionDescription[];
  readonly regional?: RegionalDescription;
  /** What AWS has of a credential report before it is asked for one. */
  readonly credentialReport: 'absent' | 'expired' | 'in-progress' | 'present';
}

export interface RegionDescription {
  readonly name: string;
  readonly optInStatus: 'opt-in-not-required' | 'opted-in' | 'not-opted-in';
}

export interface RootDescription {
  readonly mfa: 'none' | 'virtual' | 'hardware';
  readonly password: { readonly lastUsedDaysAgo: number | null } | null;
  readonly keys: readonly KeyDescription[];
}

export interface UserDescription {
  readonly name: string;
  /** Default `/`. */
  readonly path?: string;
  readonly createdDaysAgo: number;
  readonly password: { readonly changedDaysAgo: number; readonly lastUsedDaysAgo: number | null } | null;
  readonly mfa: 'none' | 'virtual' | 'hardware';
  /** Two at most. */
  readonly keys: readonly KeyDescription[];
  /** Attached to the user itself, by name; default: none. */
  readonly policies?: readonly string[];
}

/** A policy document as AWS has it. */
type Document = Readonly<Record<string, unknown>>;

export interface PolicyDescription {
  readonly name: string;
  readonly attachments: number;
  readonly document: Document;
}

export interface RoleDescription {
  readonly name: string;
  /** Default `/`. */
  readonly path?: string;
  readonly createdDaysAgo: number;
  /** null: not within 400 days. */
  readonly lastUsedDaysAgo: number | null;
  readonly trust: Document;
  /** Inline policies by name. */
  readonly inline?: Readonly<Record<string, Document>>;
  /** Names of customer-managed policies. */
  readonly policies?: readonly string[];
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
  report: AccountDescription['credentialReport'];
  readonly reportNeverReady: boolean;
}

export function daysAgo(state: AccountState, days: number): string {
  return new Date(state.now - days * 24 * 60 * 60 * 1000).toISOString().replace(/\.\d+Z$/, '+00:00');
}

export function userArn({ description }: AccountState, { path = '/', name }: Pick<UserDescription, 'path' | 'name'>): string {
  return `arn:aws:iam::${description.id}:user${path}${name}`;
}

export function rootArn({ description }: AccountState): string {
  return `arn:aws:iam::${description.id}:root`;
}
