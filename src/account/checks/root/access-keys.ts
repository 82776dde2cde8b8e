import { defineCheck } from "../check";
import { decided, evidenceOf, notAssessed, whenAnswered } from "../evaluation";
import commands from "./access-keys.sh";

export default defineCheck({
  id: "root/access-keys",
  title: "The root user has no access keys",
  why: "A key of root allows everything, no policy limits it and no MFA stands before it. Whoever finds it owns the account.",
  severity: "critical",
  recommendation: "separate-administrators",
  cis: ["2.4"],
  securityHub: ["IAM.4"],
  sections: ["iam/account-summary"],
  remediation: [
    {
      kind: "console",
      text: "Sign in as the root user, then: account name (top right) > Security credentials > Access keys > Actions > Deactivate. When nothing has failed for some days: Delete.",
    },
    { kind: "cli", text: commands },
  ],
  links: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/root-user-best-practices.html"],
  evaluate: (snapshot) =>
    whenAnswered(snapshot, "iam/account-summary", (data, section) => {
      const keys = data.AccountAccessKeysPresent;
      const evidence = [evidenceOf(section, "AccountAccessKeysPresent", keys ?? null)];
      if (keys === undefined)
        return {
          ...notAssessed([], evidence),
          reason: "The account summary does not say whether root has access keys.",
        };
      return keys > 0
        ? decided("fail", "Root has an access key: it allows everything and no MFA stands before it.", evidence)
        : decided("pass", "Root has no access key.", evidence);
    }),
});
