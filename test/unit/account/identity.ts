/** Users, roles and policies for the tests of who may do what. */
import type {
  AuthorizationDetails,
  ManagedPolicy,
  PolicyHolder,
  RoleDetail,
  UserDetail,
} from "../../../src/account/sections/iam";
import type { Snapshot } from "../../../src/account/snapshot";
import { accountId, ago, type Case, denied, snapshotOf } from "./support";

type Data = Parameters<typeof snapshotOf>[0];

/** Not in an organization, unless `more` says otherwise. */
export function details(fields: Partial<AuthorizationDetails>, more: Data = {}): Snapshot {
  return snapshotOf({
    "organizations/organization": null,
    "organizations/accounts": null,
    "ec2/regions": [],
    "iam/authorization-details": { users: [], groups: [], roles: [], policies: [], awsPolicies: [], ...fields },
    ...more,
  });
}

export const detailsDenied: Case = {
  name: "denied",
  snapshot: snapshotOf({ "iam/authorization-details": denied }),
  verdict: "not-assessed",
  missing: ["iam:GetAccountAuthorizationDetails"],
};

export function user(name = "alice", fields: Partial<UserDetail> = {}): UserDetail {
  return {
    kind: "user",
    name,
    arn: `arn:aws:iam::${accountId}:user/${name}`,
    inline: [],
    attached: [],
    boundary: null,
    groups: [],
    ...fields,
  };
}

export function group(name: string, fields: Partial<PolicyHolder> = {}): PolicyHolder {
  return {
    kind: "group",
    name,
    arn: `arn:aws:iam::${accountId}:group/${name}`,
    inline: [],
    attached: [],
    boundary: null,
    ...fields,
  };
}

export function role(trustPolicy: string, fields: Partial<RoleDetail> = {}): RoleDetail {
  const name = fields.name ?? "work";
  return {
    kind: "role",
    name,
    arn: `arn:aws:iam::${accountId}:role/${name}`,
    inline: [],
    attached: [],
    boundary: null,
    path: "/",
    trustPolicy,
    createdAt: ago(500),
    lastUsedAt: ago(1),
    ...fields,
  };
}

export function document(...statements: object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

export function allow(Action: string | string[], Resource: string | string[] = "*", more = {}): string {
  return document({ Effect: "Allow", Action, Resource, ...more });
}

export function managed(text: string, name = "own"): ManagedPolicy {
  return { arn: `arn:aws:iam::${accountId}:policy/${name}`, name, attachments: 1, document: text };
}

export function ofAws(name: string): string {
  return `arn:aws:iam::aws:policy/${name}`;
}

export function trust(Principal: unknown, Condition?: object, Action: string | string[] = "sts:AssumeRole"): string {
  return document({ Effect: "Allow", Principal, Action, ...(Condition ? { Condition } : {}) });
}

/** The account with one role that trusts this. */
export function trusting(
  Principal: unknown,
  Condition?: object,
  Action: string | string[] = "sts:AssumeRole",
): Snapshot {
  return details({ roles: [role(trust(Principal, Condition, Action))] });
}

export const outside = "arn:aws:iam::777788889999:root";
