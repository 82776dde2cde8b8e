import { definePasswordPolicyCheck, passwordPolicyLinks, passwordPolicyRemediation } from '../password-policy-check';

export default definePasswordPolicyCheck({
  id: 'password-policy/length',
  title: 'Passwords have at least 14 characters',
  why: 'Short passwords can be guessed, and are the ones that people use elsewhere too.',
  severity: 'medium',
  recommendation: 'separate-administrators',
  cis: ['2.8'],
  securityHub: ['IAM.15'],
  remediation: passwordPolicyRemediation('minimum length 14'),
  links: passwordPolicyLinks,
  field: 'MinimumPasswordLength',
  value: policy => policy.minimumLength,
  minimum: 14,
  words: {
    noPolicy: 'The account has no password policy of its own: AWS\'s default asks for 8 characters.',
    pass: value => `Passwords have at least ${value} characters.`,
    fail: value => (value === null ? 'The password policy sets no minimum length.' : `Passwords may have as few as ${value} characters.`),
  },
});
