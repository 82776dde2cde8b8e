import { definePasswordPolicyCheck, passwordPolicyLinks } from "../password-policy-check";

const mostDays = 90;

export default definePasswordPolicyCheck({
  id: "password-policy/expiry",
  title: `Passwords expire within ${mostDays} days`,
  why: "A password that leaked without anybody noticing works until it is changed. Where every user has MFA this matters little, and some rules (NIST) advise against it.",
  severity: "low",
  recommendation: "separate-administrators",
  // CIS v7.0.0 has no such control (v1.2.0: 1.11).
  cis: [],
  securityHub: ["IAM.17"],
  remediation: [
    {
      kind: "console",
      text: `IAM > Account settings > Password policy > Edit > Custom: Turn on password expiration, ${mostDays} days. Or give people IAM Identity Center, and no passwords of users at all.`,
    },
    {
      kind: "cli",
      text: `# Sets the whole policy: what is left out goes back to its default. See first what is set:\naws iam get-account-password-policy\naws iam update-account-password-policy --max-password-age ${mostDays} --minimum-password-length 14 --password-reuse-prevention 24 --allow-users-to-change-password`,
    },
    {
      kind: "terraform",
      text: `resource "aws_iam_account_password_policy" "this" {\n  max_password_age               = ${mostDays}\n  minimum_password_length        = 14\n  password_reuse_prevention      = 24\n  allow_users_to_change_password = true\n}`,
    },
  ],
  links: passwordPolicyLinks,
  field: "MaxPasswordAge",
  value: ({ maximumAge }) => maximumAge,
  holds: ({ maximumAge }) => maximumAge !== null && maximumAge <= mostDays,
  words: {
    noPolicy: "The account has no password policy of its own: passwords never expire.",
    pass: ({ maximumAge }) => `Passwords expire after ${maximumAge} days.`,
    fail: ({ maximumAge }) =>
      maximumAge === null ? "Passwords never expire." : `Passwords expire only after ${maximumAge} days.`,
  },
});
