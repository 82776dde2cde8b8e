import { sectionOf } from "../../snapshot";
import { defineAdministratorCheck } from "../administrator-check";
import { flag } from "../credential-report";
import { counted, isAnswered } from "../evaluation";
import commands from "./phishing-resistant-mfa.sh";

export default defineAdministratorCheck({
  kind: "user",
  report: true,
  sections: ["iam/virtual-mfa-devices"],
  id: "administrators/phishing-resistant-mfa",
  title: "No user who is an administrator signs in with codes of an authenticator app",
  why: "A code is typed wherever somebody is made to believe that they sign in, and works there for whoever runs that page. Passkeys and security keys answer the real page alone.",
  severity: "medium",
  recommendation: "separate-administrators",
  cis: [],
  securityHub: [],
  remediation: {
    console:
      "IAM > Users > (the administrator) > Security credentials > Assign MFA device > Passkey or security key. Register a spare, then remove the authenticator app.",
    cli: commands,
  },
  links: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_fido.html"],
  judge({ holder, row }, _now, snapshot) {
    const devices = sectionOf(snapshot, "iam/virtual-mfa-devices");
    if (!row) return { verdict: "not-assessed", reason: "The credential report does not have this user yet." };
    if (flag(row, "password_enabled") === false) return null;
    if (!isAnswered(devices)) return { verdict: "not-assessed", reason: "Which MFA devices are virtual is not known." };
    if (devices.data.some(({ userArn }) => userArn === holder.arn))
      return { verdict: "fail", reason: "Has a virtual device: its codes can be phished." };
    const mfa = flag(row, "mfa_active");
    if (mfa === null)
      return { verdict: "not-assessed", reason: "The credential report does not say whether it has MFA." };
    // Without any, administrators/mfa says so.
    return mfa ? { verdict: "pass", reason: "Has MFA, and no virtual device." } : null;
  },
  words: {
    none: { verdict: "not-applicable", reason: "No administrator among the users signs in with a password and MFA." },
    pass: (count) => `${counted(count, "administrator")} among the users, none with a virtual device.`,
    fail: (count, of) =>
      `${count} of ${counted(of, "administrator")} among the users ${count === 1 ? "signs" : "sign"} in with codes of an authenticator app.`,
  },
});
