/** GetAccountAuthorizationDetails of the demo account: lists of four kinds, cut into pages as one. */
import { daysAgo, userArn, type AccountState } from '../description';
import type { Members, Value } from '../protocols/protocol';
import { pageOf, type Call } from './service';

interface Entry {
  readonly list: string;
  readonly value: Members;
}

export function authorizationDetails(state: AccountState, call: Call): Members {
  const { entries, ...rest } = pageOf(entriesOf(state) as unknown as readonly Value[], 'entries', call);
  const page = entries as unknown as readonly Entry[];
  const lists = ['UserDetailList', 'GroupDetailList', 'RoleDetailList', 'Policies'];
  return { ...rest, ...Object.fromEntries(lists.map(list => [list, page.filter(entry => entry.list === list).map(entry => entry.value)])) };
}

function entriesOf(state: AccountState): Entry[] {
  const { id, users, roles, policies } = state.description;
  const managed = (names: readonly string[] = []) => names.map(name => ({ PolicyName: name, PolicyArn: `arn:aws:iam::${id}:policy/${name}` }));
  return [
    ...users.map(user => ({
      list: 'UserDetailList',
      value: { UserName: user.name, Path: user.path ?? '/', Arn: userArn(state, user), CreateDate: daysAgo(state, user.createdDaysAgo), AttachedManagedPolicies: managed(user.policies) },
    })),
    ...roles.map(({ name, path = '/', createdDaysAgo, lastUsedDaysAgo, trust, inline = {}, policies: attached }) => ({
      list: 'RoleDetailList',
      value: {
        RoleName: name, Path: path, Arn: `arn:aws:iam::${id}:role${path}${name}`, CreateDate: daysAgo(state, createdDaysAgo),
        AssumeRolePolicyDocument: encoded(trust),
        RolePolicyList: Object.entries(inline).map(([PolicyName, document]) => ({ PolicyName, PolicyDocument: encoded(document) })),
        AttachedManagedPolicies: managed(attached),
        RoleLastUsed: lastUsedDaysAgo === null ? {} : { LastUsedDate: daysAgo(state, lastUsedDaysAgo), Region: 'eu-central-1' },
      },
    })),
    ...policies.map(({ name, attachments, document }) => ({
      list: 'Policies',
      value: {
        PolicyName: name, Arn: `arn:aws:iam::${id}:policy/${name}`, AttachmentCount: attachments, DefaultVersionId: 'v1',
        PolicyVersionList: [{ VersionId: 'v1', IsDefaultVersion: true, Document: encoded(document) }],
      },
    })),
  ];
}

function encoded(document: Readonly<Record<string, unknown>>): string {
  return encodeURIComponent(JSON.stringify(document));
}
