import { keysOf } from "../credential-report";
import { counted } from "../evaluation";
import { aboutUser, defineUserCheck, unreadable } from "../user-check";
import commands from "./two-active-keys.sh";

export default defineUserCheck({
  id: "users/two-active-keys",
  title: "No user has two active access keys",
  why: "The second key is for the hours of a rotation. Kept longer, it is one more copy to lose, and nobody can tell which of the two is in use where.",
  severity: "low",
  recommendation: "no-embedded-keys",
  // CIS v7.0.0 has no such control any more (v6.0.0: 2.12).
  cis: [],
  securityHub: [],
  remediation: {
    console:
      "IAM > Users > (the user) > Security credentials > Access keys: deactivate the one that was used longer ago, and delete it when nothing has failed for some days.",
    cli: commands,
  },
  columns: ["access_key_1_active", "access_key_2_active"],
  words: {
    none: { verdict: "pass", reason: "No user has an active access key." },
    pass: (count) => `${counted(count, "user")} with an access key, none with two active ones.`,
    fail: (count, of) =>
      `${count} of ${counted(of, "user")} with access keys ${count === 1 ? "has" : "have"} two active ones.`,
  },
  judge(row) {
    const keys = keysOf(row);
    if (keys.every((key) => key.active === true)) return [aboutUser(row, "fail", "Both access keys are active.")];
    if (keys.some((key) => key.active === false)) {
      // One inactive key settles it, whatever the other is.
      return keys.some((key) => key.active === true) ? [aboutUser(row, "pass", "One access key is active.")] : [];
    }
    return [unreadable(row, `access_key_${keys.find((key) => key.active === null)!.number}_active`)];
  },
});
