import { definePasswordPolicyCheck, passwordPolicyLinks, passwordPolicyRemediation } from "../password-policy-check";

export default definePasswordPolicyCheck({
  id: "password-policy/reuse",
  title: "The last 24 passwords cannot be used again",
  why: "Where an old password may come back, one that leaked before works again.",
  severity: "low",
  recommendation: "separate-administrators",
  cis: ["2.9"],
  securityHub: ["IAM.16"],
  remediation: passwordPolicyRemediation("Prevent password reuse, 24 passwords"),
  links: passwordPolicyLinks,
  field: "PasswordReusePrevention",
  value: (policy) => policy.reusePrevention,
  holds: ({ reusePrevention }) => reusePrevention !== null && reusePrevention >= 24,
  words: {
    noPolicy: "The account has no password policy of its own: AWS's default lets every password come back.",
    pass: ({ reusePrevention }) => `The last ${reusePrevention} passwords cannot be used again.`,
    fail: ({ reusePrevention }) =>
      reusePrevention === null
        ? "The password policy lets every password come back."
        : `Only the last ${reusePrevention} passwords are remembered.`,
  },
});
