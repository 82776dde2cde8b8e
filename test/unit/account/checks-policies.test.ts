import { allow, details, detailsDenied, document, group, managed, ofAws, user } from './identity';
import { accountId, table } from './support';

table('policies/full-administrator', [
  { name: 'no policies', snapshot: details({}), verdict: 'pass' },
  { name: 'narrow', snapshot: details({ policies: [managed(allow('s3:GetObject', 'arn:aws:s3:::x/*'))] }), verdict: 'pass' },
  { name: 'everything', snapshot: details({ policies: [managed(allow(['s3:GetObject', '*']))] }), verdict: 'fail', resources: { 'policy/own': 'fail' } },
  { name: 'everything as *:*', snapshot: details({ policies: [managed(allow('*:*'))] }), verdict: 'fail' },
  { name: 'everything, attached to nobody yet', snapshot: details({ policies: [managed(allow('*'))] }), verdict: 'fail' },
  { name: 'an inline policy of a group', snapshot: details({ groups: [group('all', { inline: [{ name: 'all', document: allow('*') }] })] }), verdict: 'fail', resources: { '(inline policy all)': 'fail' } },
  { name: 'a denial of everything', snapshot: details({ policies: [managed(document({ Effect: 'Deny', Action: '*', Resource: '*' }))] }), verdict: 'pass' },
  { name: 'a document that cannot be read', snapshot: details({ policies: [managed('')] }), verdict: 'not-assessed' },
  { name: 'one that cannot be read beside a bad one', snapshot: details({ policies: [managed(''), managed(allow('*'))] }), verdict: 'fail' },
  detailsDenied,
]);

table('policies/pass-role', [
  { name: 'one role', snapshot: details({ policies: [managed(allow('iam:PassRole', `arn:aws:iam::${accountId}:role/work`))] }), verdict: 'pass' },
  { name: 'every role', snapshot: details({ policies: [managed(allow('iam:PassRole'))] }), verdict: 'fail', resources: { 'policy/own': 'fail' } },
  { name: 'every role, by a wildcard', snapshot: details({ policies: [managed(allow('iam:Pass*'))] }), verdict: 'fail' },
  { name: 'every role, inline', snapshot: details({ users: [user('alice', { inline: [{ name: 'own', document: allow('iam:PassRole') }] })] }), verdict: 'fail' },
  detailsDenied,
]);

table('users/direct-policies', [
  { name: 'no users', snapshot: details({}), verdict: 'pass' },
  { name: 'none', snapshot: details({ users: [user()] }), verdict: 'pass' },
  { name: 'attached', snapshot: details({ users: [user('alice', { attached: ['arn:aws:iam::aws:policy/AdministratorAccess'] })] }), verdict: 'fail', resources: { 'user/alice': 'fail' } },
  { name: 'inline', snapshot: details({ users: [user('alice', { inline: [{ name: 'own', document: allow('s3:GetObject') }] })] }), verdict: 'fail' },
  { name: 'of a group', snapshot: details({ users: [user()], groups: [group('all', { attached: ['arn:x'] })] }), verdict: 'pass' },
  detailsDenied,
]);

