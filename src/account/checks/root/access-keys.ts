import type { Evidence } from "../../posture";
import { sectionOf, type Snapshot } from "../../snapshot";
import { defineCheck } from "../check";
import { keysOf, rootRow } from "../credential-report";
import { decided, evidenceOf, isAnswered, notAssessed, whenAnswered } from "../evaluation";
import commands from "./access-keys.sh";

export default defineCheck({
  id: "root/access-keys",
  title: "The root user has no access keys",
  why: "A key of root allows everything, no policy limits it and no MFA protects it. Whoever finds it owns the account.",
  severity: "critical",
  recommendation: "separate-administrators",
  cis: ["2.4"],
  securityHub: ["IAM.4"],
  sections: ["iam/account-summary", "iam/credential-report"],
  remediation: {
    console:
      "Sign in as the root user, then: account name (top right) > Security credentials > Access keys > Actions > Deactivate. When nothing has failed for some days: Delete.",
    cli: commands,
  },
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
      if (keys > 0)
        return decided("fail", "Root has an access key: it allows everything, and no MFA protects it.", evidence);
      const inactive = inactiveKeys(snapshot);
      return inactive.length > 0
        ? decided("fail", "Root has an inactive access key: whoever signs in as root can make it active again.", [
            ...evidence,
            ...inactive,
          ])
        : decided("pass", "Root has no access key.", evidence);
    }),
});

/** The summary counts keys that are active; the credential report also says when another was made. */
function inactiveKeys(snapshot: Snapshot): Evidence[] {
  const section = sectionOf(snapshot, "iam/credential-report");
  const row = isAnswered(section) ? rootRow(section.data) : undefined;
  if (!row || !isAnswered(section)) return [];
  return keysOf(row)
    .filter(({ active, rotated }) => active === false && typeof rotated === "number")
    .map(({ number }) => {
      const column = `access_key_${number}_last_rotated`;
      return evidenceOf(section, `<root_account> ${column}`, row[column]!);
    });
}
