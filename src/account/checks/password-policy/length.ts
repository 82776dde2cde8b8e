import { definePasswordPolicyCheck, passwordPolicyLinks, passwordPolicyRemediation } from "../password-policy-check";

export default definePasswordPolicyCheck({
  id: "password-policy/length",
  title: "Passwords have at least 14 characters",
  why: "Short passwords can be guessed, and are the ones that people use elsewhere too.",
  severity: "medium",
  recommendation: "separate-administrators",
  cis: ["2.8"],
  securityHub: ["IAM.15"],
  remediation: passwordPolicyRemediation("minimum length 14"),
  links: passwordPolicyLinks,
  field: "MinimumPasswordLength",
  value: (policy) => policy.minimumLength,
  holds: ({ minimumLength }) => minimumLength !== null && minimumLength >= 14,
  words: {
    noPolicy: "The account has no password policy of its own: AWS's default asks for 8 characters.",
    pass: ({ minimumLength }) => `Passwords have at least ${minimumLength} characters.`,
    fail: ({ minimumLength }) =>
      minimumLength === null
        ? "The password policy sets no minimum length."
        : `Passwords may have as few as ${minimumLength} characters.`,
  },
});
