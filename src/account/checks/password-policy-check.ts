/** What the checks of the password policy share: without one AWS's own default holds. */
import type { Remedies } from "../posture";
import type { PasswordPolicy } from "../sections/iam";
import { sectionOf } from "../snapshot";
import { type Check, type CheckDeclaration, defineCheck } from "./check";
import { decided, evidenceOf, isAnswered, missingFrom, notAssessed, whenAnswered } from "./evaluation";
import commands from "./password-policy-check.sh";
import terraform from "./password-policy-check.tf";

export interface PasswordPolicyCheck extends Omit<CheckDeclaration, "sections" | "evaluate"> {
  /** The name of AWS's field, and its value; null where it is not set. */
  readonly field: string;
  readonly value: (policy: PasswordPolicy) => string | number | boolean | null;
  readonly holds: (policy: PasswordPolicy) => boolean;
  readonly words: {
    readonly noPolicy: string;
    readonly pass: (policy: PasswordPolicy) => string;
    readonly fail: (policy: PasswordPolicy) => string;
  };
}

export function definePasswordPolicyCheck({ field, value, holds, words, ...declaration }: PasswordPolicyCheck): Check {
  return defineCheck({
    ...declaration,
    sections: ["iam/password-policy", "iam/account-summary"],
    evaluate: (snapshot) =>
      whenAnswered(snapshot, "iam/password-policy", (policy, section) => {
        const summary = sectionOf(snapshot, "iam/account-summary");
        const users = isAnswered(summary) ? summary.data.Users : undefined;
        const evidence = [
          policy === null
            ? evidenceOf(section, "PasswordPolicy", "none (NoSuchEntity)")
            : evidenceOf(section, field, value(policy)),
          ...(isAnswered(summary) ? [evidenceOf(summary, "Users", users ?? null)] : []),
        ];
        // It is for the passwords of users of IAM: root's follows rules of AWS's own.
        if (users === 0)
          return decided(
            "not-applicable",
            "The account has no users: nobody has a password to which the policy applies.",
            evidence,
          );
        if (policy !== null && holds(policy)) return decided("pass", words.pass(policy), evidence);
        if (!isAnswered(summary)) return notAssessed(missingFrom(summary, "iam/account-summary"), evidence);
        return decided("fail", policy === null ? words.noPolicy : words.fail(policy), evidence);
      }),
  });
}

export const passwordPolicyLinks = [
  "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html",
];

/** The call sets the whole policy at once, so that every check of it shows the same one. */
export function passwordPolicyRemediation(setting: string): Remedies {
  return { console: `IAM > Account settings > Password policy > Edit > Custom: ${setting}.`, cli: commands, terraform };
}
