/** What the checks of the password policy share: without one AWS's own default holds. */
import type { Remediation } from '../posture';
import type { PasswordPolicy } from '../sections/iam';
import { defineCheck, type Check, type CheckDeclaration } from './check';
import { decided, evidenceOf, whenAnswered } from './evaluation';

export interface PasswordPolicyCheck extends Omit<CheckDeclaration, 'sections' | 'evaluate'> {
  /** The name of AWS's field, and its value; null where it is not set. */
  readonly field: string;
  readonly value: (policy: PasswordPolicy) => number | null;
  readonly minimum: number;
  readonly words: {
    readonly noPolicy: string;
    readonly pass: (value: number) => string;
    readonly fail: (value: number | null) => string;
  };
}

export function definePasswordPolicyCheck({ field, value, minimum, words, ...declaration }: PasswordPolicyCheck): Check {
  return defineCheck({
    ...declaration,
    sections: ['iam/password-policy'],
    evaluate: snapshot => whenAnswered(snapshot, 'iam/password-policy', (policy, section) => {
      if (policy === null) return decided('fail', words.noPolicy, [evidenceOf(section, 'PasswordPolicy', 'none (NoSuchEntity)')]);
      const found = value(policy);
      const evidence = [evidenceOf(section, field, found)];
      return found !== null && found >= minimum ? decided('pass', words.pass(found), evidence) : decided('fail', words.fail(found), evidence);
    }),
  });
}

export const passwordPolicyLinks = ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html'];

/** The call sets the whole policy at once, so that every check of it shows the same one. */
export function passwordPolicyRemediation(setting: string): readonly Remediation[] {
  return [
    { kind: 'console', text: `IAM > Account settings > Password policy > Edit > Custom: ${setting}.` },
    { kind: 'cli', text: '# Sets the whole policy: what is left out goes back to its default.\naws iam update-account-password-policy --minimum-password-length 14 --password-reuse-prevention 24 --allow-users-to-change-password' },
    { kind: 'terraform', text: 'resource "aws_iam_account_password_policy" "this" {\n  minimum_password_length        = 14\n  password_reuse_prevention      = 24\n  allow_users_to_change_password = true\n}' },
  ];
}
