import rolesAtLarge from '../../../analysis/rules/risk/roles-at-large';
import { counted } from '../evaluation';
import { defineLivePolicyCheck, messagesOf, permissionPolicies } from '../live-policy-check';

const passRole = rolesAtLarge.filter(({ id }) => id.startsWith('risk/pass-role-'));

export default defineLivePolicyCheck({
  id: 'policies/pass-role',
  title: 'No policy of this account allows to pass every role',
  why: 'Whoever may pass any role to a service may hand the most powerful one to something that they control, and act with it.',
  severity: 'high',
  recommendation: 'least-privilege',
  cis: [],
  securityHub: [],
  remediation: [
    { kind: 'console', text: 'IAM > Policies > (the policy) > Edit: in the statement with iam:PassRole name the roles that are meant, and add a condition on iam:PassedToService.' },
    { kind: 'cli', text: 'aws iam create-policy-version --policy-arn POLICY_ARN --policy-document file://policy.json --set-as-default' },
  ],
  links: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html'],
  policies: permissionPolicies,
  mistakes: policy => messagesOf(passRole, policy),
  right: 'Does not allow to pass every role.',
  words: {
    none: { verdict: 'pass', reason: 'The account has no customer-managed and no inline policies.' },
    pass: count => `${counted(count, 'policy document')} read; none allows to pass every role.`,
    fail: (count, of) => `${count} of ${counted(of, 'policy document')} ${count === 1 ? 'allows' : 'allow'} to pass every role.`,
  },
});
