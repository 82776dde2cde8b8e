import { flag } from "../credential-report";
import { counted } from "../evaluation";
import { aboutUser, defineUserCheck, unreadable } from "../user-check";
import commands from "./console-mfa.sh";

export default defineUserCheck({
  id: "users/console-mfa",
  title: "Every user with a console password has MFA",
  why: "A password alone can be guessed, phished or reused from another breach. With MFA it opens nothing by itself.",
  severity: "high",
  recommendation: "separate-administrators",
  cis: ["2.10"],
  securityHub: ["IAM.5"],
  remediation: {
    console:
      "IAM > Users > (the user) > Security credentials > Assign MFA device. Or remove the console password and let the person sign in through IAM Identity Center.",
    cli: commands,
  },
  links: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_enable.html"],
  columns: ["password_enabled", "mfa_active"],
  words: {
    none: { verdict: "pass", reason: "No user has a console password." },
    pass: (count) => `${counted(count, "user")} with a console password, each with MFA.`,
    fail: (count, of) =>
      `${count} of ${counted(of, "user")} with a console password ${count === 1 ? "has" : "have"} no MFA: the password alone lets anybody in.`,
  },
  judge(row) {
    const password = flag(row, "password_enabled");
    if (password === null) return [unreadable(row, "password_enabled")];
    if (!password) return [];
    const mfa = flag(row, "mfa_active");
    if (mfa === null) return [unreadable(row, "mfa_active")];
    return [
      mfa
        ? aboutUser(row, "pass", "Has a console password and MFA.")
        : aboutUser(row, "fail", "Has a console password but no MFA."),
    ];
  },
});
