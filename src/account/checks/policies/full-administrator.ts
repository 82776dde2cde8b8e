/** What the policies of this account allow, attached or not: whoever may attach one has it. */
import fullAdministrator from '../../../analysis/rules/risk/full-administrator';
import { counted } from '../evaluation';
import { defineLivePolicyCheck, messagesOf, permissionPolicies } from '../live-policy-check';

export default defineLivePolicyCheck({
  id: 'policies/full-administrator',
  title: 'No policy of this account allows every action on every resource',
  why: 'Whoever has such a policy, or takes over a workload that has it, owns the account.',
  severity: 'high',
  recommendation: 'least-privilege',
  cis: ['2.14'],
  securityHub: ['IAM.1'],
  remediation: [
    { kind: 'console', text: 'IAM > Policies > (the policy) > Entities attached: see who has it. Give them policies that name the actions they use (IAM > Access Analyzer > Generate policy), then detach it and delete it.' },
    { kind: 'cli', text: 'aws iam list-entities-for-policy --policy-arn POLICY_ARN\naws iam detach-role-policy --role-name ROLE --policy-arn POLICY_ARN\naws iam delete-policy --policy-arn POLICY_ARN' },
  ],
  links: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-policy-generation.html'],
  policies: permissionPolicies,
  mistakes: policy => messagesOf([fullAdministrator], policy),
  right: 'Does not allow every action on every resource.',
  words: {
    none: { verdict: 'pass', reason: 'The account has no customer-managed and no inline policies.' },
    pass: count => `${counted(count, 'policy document')} read; none allows every action on every resource.`,
    fail: (count, of) => `${count} of ${counted(of, 'policy document')} ${count === 1 ? 'allows' : 'allow'} every action on every resource.`,
  },
});
