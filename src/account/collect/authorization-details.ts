/** Users, groups, roles and their policies with the documents: all of an account in a few pages. */
import {
  type AttachedPolicy,
  type EntityType,
  IAMClient,
  type ManagedPolicyDetail,
  paginateGetAccountAuthorizationDetails,
  type PolicyDetail,
  type RoleDetail as SdkRole,
  type UserDetail as SdkUser,
} from "@aws-sdk/client-iam";

import type {
  AuthorizationDetails,
  ManagedPolicy,
  NamedPolicy,
  PolicyHolder,
  RoleDetail,
  UserDetail,
} from "../sections/iam";
import { pagesOf } from "./answers/pages";
import { type Put, putAnswer } from "./collector";
import { once } from "./once";
import { ask, type Session } from "./session";

/** The most that AWS gives: with it 5,000 users and 1,000 roles come in about seven calls. */
const pageSize = 1000;

/** Asked for once a session. */
export const authorizationDetails = once((session: Session) =>
  ask<AuthorizationDetails>(session, "iam:GetAccountAuthorizationDetails", async (options) => {
    const users: UserDetail[] = [];
    const groups: PolicyHolder[] = [];
    const roles: RoleDetail[] = [];
    const managed: ManagedPolicy[] = [];
    const input = {
      Filter: ["User", "Group", "Role", "LocalManagedPolicy", "AWSManagedPolicy"] satisfies EntityType[],
    };
    for await (const page of pagesOf(
      paginateGetAccountAuthorizationDetails({ client: session.client(IAMClient, "iam"), pageSize }, input, options),
    )) {
      // Taken over page by page: what AWS sends is several times as large.
      users.push(...(page.UserDetailList ?? []).map(toUser));
      groups.push(
        ...(page.GroupDetailList ?? []).map((group) =>
          toHolder("group", group.GroupName, group.Arn, group.GroupPolicyList, group.AttachedManagedPolicies),
        ),
      );
      roles.push(...(page.RoleDetailList ?? []).map(toRole));
      managed.push(...(page.Policies ?? []).map(toManagedPolicy));
    }
    const used = new Set(
      [...users, ...groups, ...roles].flatMap(({ attached, boundary }) => [
        ...attached,
        ...(boundary === null ? [] : [boundary]),
      ]),
    );
    return {
      users,
      groups,
      roles,
      policies: managed.filter((policy) => !isOfAws(policy)),
      awsPolicies: managed.filter((policy) => isOfAws(policy) && used.has(policy.arn)),
    };
  }),
);

export async function collectAuthorizationDetails(session: Session, put: Put): Promise<void> {
  putAnswer(put, "iam/authorization-details", await authorizationDetails(session));
}

function toHolder<Kind extends PolicyHolder["kind"]>(
  kind: Kind,
  name = "",
  arn = "",
  inline: readonly PolicyDetail[] = [],
  attached: readonly AttachedPolicy[] = [],
  boundary?: string,
) {
  return {
    kind,
    name,
    arn,
    inline: inline.map(toInline),
    attached: attached.flatMap((policy) => policy.PolicyArn ?? []),
    boundary: boundary ?? null,
  };
}

function toUser(user: SdkUser): UserDetail {
  return {
    ...toHolder(
      "user",
      user.UserName,
      user.Arn,
      user.UserPolicyList,
      user.AttachedManagedPolicies,
      user.PermissionsBoundary?.PermissionsBoundaryArn,
    ),
    groups: user.GroupList ?? [],
  };
}

/** `arn:aws:iam::aws:policy/…`, in any partition. */
function isOfAws({ arn }: ManagedPolicy): boolean {
  return arn.split(":")[4] === "aws";
}

function toRole(role: SdkRole): RoleDetail {
  return {
    ...toHolder(
      "role",
      role.RoleName,
      role.Arn,
      role.RolePolicyList,
      role.AttachedManagedPolicies,
      role.PermissionsBoundary?.PermissionsBoundaryArn,
    ),
    path: role.Path ?? "/",
    trustPolicy: decoded(role.AssumeRolePolicyDocument),
    createdAt: role.CreateDate?.toISOString() ?? null,
    lastUsedAt: role.RoleLastUsed?.LastUsedDate?.toISOString() ?? null,
  };
}

function toInline({ PolicyName, PolicyDocument }: PolicyDetail): NamedPolicy {
  return { name: PolicyName ?? "", document: decoded(PolicyDocument) };
}

function toManagedPolicy({
  Arn,
  PolicyName,
  AttachmentCount,
  PolicyVersionList = [],
}: ManagedPolicyDetail): ManagedPolicy {
  const version = PolicyVersionList.find((one) => one.IsDefaultVersion);
  return {
    arn: Arn ?? "",
    name: PolicyName ?? "",
    attachments: AttachmentCount ?? 0,
    document: decoded(version?.Document),
  };
}

/** IAM encodes documents as in a URL (RFC 3986). */
function decoded(document = ""): string {
  try {
    return decodeURIComponent(document);
  } catch {
    return document;
  }
}
