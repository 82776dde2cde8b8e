import { definePasswordPolicyCheck, passwordPolicyLinks, passwordPolicyRemediation } from "../password-policy-check";

export default definePasswordPolicyCheck({
  id: "password-policy/own-change",
  title: "People can change their own password",
  why: "Who suspects that their password is known should be able to change it at once, and nobody but them should ever know it.",
  severity: "low",
  recommendation: "separate-administrators",
  cis: [],
  securityHub: [],
  remediation: passwordPolicyRemediation("Allow users to change their own password"),
  links: passwordPolicyLinks,
  field: "AllowUsersToChangePassword",
  value: ({ usersMayChange }) => usersMayChange,
  holds: ({ usersMayChange }) => usersMayChange,
  words: {
    noPolicy:
      "The account has no password policy of its own: people need a permission (iam:ChangePassword) to change their password.",
    pass: () => "People can change their own password.",
    fail: () => "People need a permission (iam:ChangePassword) to change their own password.",
  },
});
