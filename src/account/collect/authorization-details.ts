/** Users, groups, roles and customer-managed policies with their documents: all of an account in a few pages. */
import {
  IAMClient, paginateGetAccountAuthorizationDetails,
  type AttachedPolicy, type EntityType, type GetAccountAuthorizationDetailsResponse, type ManagedPolicyDetail, type PolicyDetail, type RoleDetail as SdkRole,
} from '@aws-sdk/client-iam';
import type { AuthorizationDetails, ManagedPolicy, NamedPolicy, PolicyHolder, RoleDetail } from '../sections/iam';
import { putAnswer, type Put } from './collector';
import { ask, type Session } from './session';

/** The most that AWS gives: with it 5,000 users and 1,000 roles come in about seven calls. */
const pageSize = 1000;

export async function collectAuthorizationDetails(session: Session, put: Put): Promise<void> {
  putAnswer(put, 'iam/authorization-details', await ask<AuthorizationDetails>(session, 'iam:GetAccountAuthorizationDetails', async options => {
    const pages: GetAccountAuthorizationDetailsResponse[] = [];
    const input = { Filter: ['User', 'Group', 'Role', 'LocalManagedPolicy'] satisfies EntityType[] };
    for await (const page of paginateGetAccountAuthorizationDetails({ client: session.client(IAMClient, 'iam'), pageSize }, input, options)) pages.push(page);
    return {
      users: pages.flatMap(page => (page.UserDetailList ?? []).map(user => toHolder('user', user.UserName, user.Arn, user.UserPolicyList, user.AttachedManagedPolicies))),
      groups: pages.flatMap(page => (page.GroupDetailList ?? []).map(group => toHolder('group', group.GroupName, group.Arn, group.GroupPolicyList, group.AttachedManagedPolicies))),
      roles: pages.flatMap(page => (page.RoleDetailList ?? []).map(toRole)),
      policies: pages.flatMap(page => (page.Policies ?? []).map(toManagedPolicy)),
    };
  }));
}

function toHolder<Kind extends PolicyHolder['kind']>(kind: Kind, name = '', arn = '', inline: readonly PolicyDetail[] = [], attached: readonly AttachedPolicy[] = []) {
  return { kind, name, arn, inline: inline.map(toInline), attached: attached.flatMap(policy => policy.PolicyArn ?? []) };
}

function toRole(role: SdkRole): RoleDetail {
  return {
    ...toHolder('role', role.RoleName, role.Arn, role.RolePolicyList, role.AttachedManagedPolicies),
    path: role.Path ?? '/',
    trustPolicy: decoded(role.AssumeRolePolicyDocument),
    createdAt: role.CreateDate?.toISOString() ?? null,
    lastUsedAt: role.RoleLastUsed?.LastUsedDate?.toISOString() ?? null,
  };
}

function toInline({ PolicyName, PolicyDocument }: PolicyDetail): NamedPolicy {
  return { name: PolicyName ?? '', document: decoded(PolicyDocument) };
}

function toManagedPolicy({ Arn, PolicyName, AttachmentCount, PolicyVersionList = [] }: ManagedPolicyDetail): ManagedPolicy {
  const version = PolicyVersionList.find(one => one.IsDefaultVersion);
  return { arn: Arn ?? '', name: PolicyName ?? '', attachments: AttachmentCount ?? 0, document: decoded(version?.Document) };
}

/** IAM encodes documents as in a URL (RFC 3986). */
function decoded(document = ''): string {
  try {
    return decodeURIComponent(document);
  } catch {
    return document;
  }
}
