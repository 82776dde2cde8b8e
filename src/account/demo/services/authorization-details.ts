/** GetAccountAuthorizationDetails of the demo account: lists of four kinds, cut into pages as one. */
import { type AccountState, daysAgo, userArn } from "../description";
import type { PolicyDocument } from "../descriptions/identity";
import type { Members, Value } from "../protocols/protocol";
import { type Call, pageOf } from "./service";

interface Entry {
  readonly list: string;
  readonly value: Members;
}

export function authorizationDetails(state: AccountState, call: Call): Members {
  const { entries, ...rest } = pageOf(entriesOf(state) as unknown as readonly Value[], "entries", call);
  const page = entries as unknown as readonly Entry[];
  const lists = ["UserDetailList", "GroupDetailList", "RoleDetailList", "Policies"];
  return {
    ...rest,
    ...Object.fromEntries(
      lists.map((list) => [list, page.filter((entry) => entry.list === list).map((entry) => entry.value)]),
    ),
  };
}

function entriesOf(state: AccountState): Entry[] {
  const { users, groups = [], roles, policies, awsPolicies = {} } = state.description;
  const arnOf = (name: string) => policyArn(state, name);
  const attached = (names: readonly string[] = []) =>
    names.map((name) => ({ PolicyName: name.replace(/^aws:/, ""), PolicyArn: arnOf(name) }));
  const inlined = (documents: Readonly<Record<string, PolicyDocument>> = {}) =>
    Object.entries(documents).map(([PolicyName, document]) => ({ PolicyName, PolicyDocument: encoded(document) }));
  const bounded = (boundary: string | undefined): Members =>
    boundary === undefined
      ? {}
      : { PermissionsBoundary: { PermissionsBoundaryType: "Policy", PermissionsBoundaryArn: arnOf(boundary) } };
  const used = new Set([...users, ...groups, ...roles].flatMap((one) => one.policies ?? []));
  const ofAws = Object.entries(awsPolicies).filter(([name]) => used.has(`aws:${name}`));
  return [
    ...users.map((user) => ({
      list: "UserDetailList",
      value: {
        UserName: user.name,
        Path: user.path ?? "/",
        Arn: userArn(state, user),
        CreateDate: daysAgo(state, user.createdDaysAgo),
        GroupList: groups.filter(({ members }) => members.includes(user.name)).map(({ name }) => name),
        UserPolicyList: inlined(user.inline),
        AttachedManagedPolicies: attached(user.policies),
        ...bounded(user.boundary),
      },
    })),
    ...groups.map(({ name, policies: names, inline }) => ({
      list: "GroupDetailList",
      value: {
        GroupName: name,
        Path: "/",
        Arn: `arn:aws:iam::${state.description.id}:group/${name}`,
        GroupPolicyList: inlined(inline),
        AttachedManagedPolicies: attached(names),
      },
    })),
    ...roles.map(({ name, path = "/", createdDaysAgo, lastUsedDaysAgo, trust, inline, policies: names, boundary }) => ({
      list: "RoleDetailList",
      value: {
        RoleName: name,
        Path: path,
        Arn: `arn:aws:iam::${state.description.id}:role${path}${name}`,
        CreateDate: daysAgo(state, createdDaysAgo),
        AssumeRolePolicyDocument: encoded(trust),
        RolePolicyList: inlined(inline),
        AttachedManagedPolicies: attached(names),
        ...bounded(boundary),
        RoleLastUsed:
          lastUsedDaysAgo === null ? {} : { LastUsedDate: daysAgo(state, lastUsedDaysAgo), Region: "eu-central-1" },
      },
    })),
    ...policies.map(({ name, attachments, document }) => policyEntry(state, name, attachments, document)),
    ...ofAws.map(([name, document]) => policyEntry(state, `aws:${name}`, 1, document)),
  ];
}

function policyEntry(state: AccountState, name: string, attachments: number, document: PolicyDocument): Entry {
  return {
    list: "Policies",
    value: {
      PolicyName: name.replace(/^aws:/, ""),
      Arn: policyArn(state, name),
      AttachmentCount: attachments,
      DefaultVersionId: "v1",
      PolicyVersionList: [{ VersionId: "v1", IsDefaultVersion: true, Document: encoded(document) }],
    },
  };
}

function policyArn({ description: { id } }: AccountState, name: string): string {
  return name.startsWith("aws:")
    ? `arn:aws:iam::aws:policy/${name.slice("aws:".length)}`
    : `arn:aws:iam::${id}:policy/${name}`;
}

function encoded(document: PolicyDocument): string {
  return encodeURIComponent(JSON.stringify(document));
}
