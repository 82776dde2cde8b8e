import { defineCheck } from "../check";
import { decided, evidenceOf, notAssessed, whenAnswered } from "../evaluation";
import { rootCredentials, rootMfaEnabled } from "../root-credentials";
import commands from "./mfa.sh";

export default defineCheck({
  id: "root/mfa",
  title: "The root user has MFA",
  why: "The root user can do everything and no policy of the account limits it. Without MFA whoever learns its password, or reads the mailbox that resets it, owns the account.",
  severity: "critical",
  recommendation: "root-mfa",
  cis: ["2.5"],
  securityHub: ["IAM.9"],
  sections: ["iam/account-summary", "iam/credential-report"],
  remediation: {
    console:
      "Sign in as the root user, then: account name (top right) > Security credentials > Multi-factor authentication (MFA) > Assign MFA device. Choose a hardware key or a passkey, and register a second one as a spare.",
    cli: commands,
  },
  links: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/enable-mfa-for-root.html"],
  evaluate: (snapshot) =>
    whenAnswered(snapshot, "iam/account-summary", (data, section) => {
      const enabled = rootMfaEnabled(data);
      const evidence = [evidenceOf(section, "AccountMFAEnabled", data.AccountMFAEnabled ?? null)];
      if (enabled === null)
        return { ...notAssessed([], evidence), reason: "The account summary does not say whether root has MFA." };
      if (enabled) return decided("pass", "Root has MFA.", evidence);
      const root = rootCredentials(snapshot, section);
      const all = [...evidence, ...root.evidence];
      if (root.present === null) return notAssessed(root.missing, all);
      return root.present
        ? decided("fail", "Root has no MFA: its password or key alone opens everything.", all)
        : decided("pass", "Root has neither a password nor a key: there is nothing to sign in with.", all);
    }),
});
