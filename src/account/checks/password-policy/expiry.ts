import { filledText } from "../filled-text";
import { definePasswordPolicyCheck, passwordPolicyLinks } from "../password-policy-check";
import commands from "./expiry.sh";
import terraform from "./expiry.tf";

const mostDays = 90;
const values = { DAYS: `${mostDays}` };

export default definePasswordPolicyCheck({
  id: "password-policy/expiry",
  title: `Passwords expire within ${mostDays} days`,
  why: "A password that leaked without anybody noticing works until it is changed. Where every user has MFA this matters little, and some rules (NIST) advise against it.",
  severity: "low",
  recommendation: "separate-administrators",
  // CIS v7.0.0 has no such control (v1.2.0: 1.11).
  cis: [],
  securityHub: ["IAM.17"],
  remediation: {
    console: `IAM > Account settings > Password policy > Edit > Custom: Turn on password expiration, ${mostDays} days. Or give people IAM Identity Center, and no passwords of users at all.`,
    cli: filledText(commands, values),
    terraform: filledText(terraform, values),
  },
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
