/** Who may assume the roles of this account. */
import { arnOf, textOf } from '../../../analysis/policy/arn';
import type { Policy, Statement } from '../../../analysis/policy/model';
import type { PolicyRule } from '../../../analysis/rules/rule';
import { keepsStrangersOut } from '../../../analysis/rules/support/narrowing';
import anyPrincipal from '../../../analysis/rules/trust/any-principal';
import providerRules from '../../../analysis/rules/trust/identity-providers';
import { counted } from '../evaluation';
import { defineLivePolicyCheck, messagesOf, trustPolicies } from '../live-policy-check';

const subjectRules: readonly PolicyRule[] = providerRules.filter(({ id }) => id === 'trust/oidc-without-condition' || id === 'trust/github-without-repository');

const shared = { recommendation: 'cross-account-roles', cis: [], securityHub: [], policies: trustPolicies } as const;
const none = { verdict: 'pass', reason: 'The account has no roles of its own.' } as const;
const updateTrust = { kind: 'cli', text: 'aws iam get-role --role-name ROLE --query Role.AssumeRolePolicyDocument > trust.json\n# edit trust.json, then:\naws iam update-assume-role-policy --role-name ROLE --policy-document file://trust.json' } as const;

export default [
  defineLivePolicyCheck({
    ...shared,
    id: 'roles/any-principal',
    title: 'No role can be assumed by anybody',
    why: 'With `*` as its principal a role belongs to every AWS account in the world: its ARN is no secret.',
    severity: 'critical',
    remediation: [{ kind: 'console', text: 'IAM > Roles > (the role) > Trust relationships > Edit trust policy: name the accounts, roles or services that are meant in the place of *.' }, updateTrust],
    mistakes: policy => messagesOf([anyPrincipal], policy),
    right: 'Its trust policy does not let everybody in.',
    words: {
      none,
      pass: count => `${counted(count, 'role')}, none for everybody.`,
      fail: (count, of) => `${count} of ${counted(of, 'role')} can be assumed from every AWS account.`,
    },
  }),
  defineLivePolicyCheck({
    ...shared,
    id: 'roles/oidc-subject',
    title: 'Roles for OpenID Connect name who may assume them',
    why: 'The provider issues tokens to everybody who uses it. Without a condition on the subject, any repository of GitHub can assume the role.',
    severity: 'high',
    remediation: [{ kind: 'console', text: 'IAM > Roles > (the role) > Trust relationships > Edit trust policy: add a condition on the provider\'s :sub, such as repo:ORGANIZATION/REPOSITORY:ref:refs/heads/main.' }, updateTrust],
    links: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html'],
    mistakes: policy => messagesOf(subjectRules, policy),
    right: 'No identity provider may let everybody in.',
    words: {
      none,
      pass: count => `${counted(count, 'role')}, none open to everybody at an OpenID Connect provider.`,
      fail: (count, of) => `${count} of ${counted(of, 'role')} can be assumed with a token that anybody can get.`,
    },
  }),
  defineLivePolicyCheck({
    ...shared,
    id: 'roles/external-id',
    title: 'Roles for other accounts ask for an external id',
    why: 'A service provider who serves many customers can be made to use the role of one for another. The external id tells for whom it acts.',
    severity: 'medium',
    remediation: [{ kind: 'console', text: 'IAM > Roles > (the role) > Trust relationships > Edit trust policy: add "Condition": {"StringEquals": {"sts:ExternalId": "…"}} with the id that the other side gives you; for accounts of your own organization, a condition on aws:PrincipalOrgID.' }, updateTrust],
    links: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html'],
    mistakes: withoutExternalId,
    right: 'No other account may assume it without an external id.',
    words: {
      none,
      pass: count => `${counted(count, 'role')}, none that another account can assume without an external id.`,
      fail: (count, of) => `${count} of ${counted(of, 'role')} can be assumed from other accounts without an external id.`,
    },
  }),
];

function withoutExternalId(policy: Policy, own: string): string[] {
  return policy.statements.filter(statement => statement.effect === 'Allow' && !asksForExternalId(statement) && !keepsStrangersOut(statement)).flatMap(statement => {
    const accounts = (statement.principal?.groups ?? []).filter(group => group.type === 'AWS').flatMap(group => group.items.map(item => accountOf(item.value)));
    return [...new Set(accounts)].filter(account => account !== null && account !== own).map(account => `Account ${account} can assume it without an external id.`);
  });
}

/** With a value: a wildcard, an absent id or another one than this must not do. */
function asksForExternalId({ condition }: Statement): boolean {
  return (condition?.blocks ?? []).some(({ parsed, keys }) =>
    parsed !== null && !parsed.ifExists && parsed.qualifier !== 'ForAllValues' && /^String(?:Equals|EqualsIgnoreCase|Like)$/.test(parsed.name)
    && keys.some(key => key.name.toLowerCase() === 'sts:externalid' && key.items.every(({ value }) => value === null || !/^\**$/.test(value))));
}

/** Of an ARN or a bare account id; `*` belongs to roles/any-principal. */
function accountOf(principal: string | null): string | null {
  if (principal === null) return null;
  if (/^\d{12}$/.test(principal)) return principal;
  const arn = arnOf(principal);
  const account = arn ? textOf(arn.account) : null;
  return account !== null && /^\d{12}$/.test(account) ? account : null;
}
