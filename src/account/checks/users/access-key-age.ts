import { daysSince, keysOf, olderThan } from "../credential-report";
import { counted } from "../evaluation";
import { aboutUser, defineUserCheck, unreadable } from "../user-check";
import commands from "./access-key-age.sh";

const maximumDays = 90;

export default defineUserCheck({
  id: "users/access-key-age",
  title: `No access key is older than ${maximumDays} days`,
  why: "The longer a key lives, the more copies of it there are: in files, images, histories and backups. Rotation ends the use of all of them.",
  severity: "medium",
  recommendation: "no-embedded-keys",
  cis: ["2.12"],
  securityHub: ["IAM.3"],
  remediation: {
    console:
      "IAM > Users > (the user) > Security credentials > Access keys. Better than a new key is none: give the workload a role, and people IAM Identity Center.",
    cli: commands,
  },
  links: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/id-credentials-access-keys-update.html"],
  columns: ["access_key_1_active", "access_key_1_last_rotated", "access_key_2_active", "access_key_2_last_rotated"],
  words: {
    none: { verdict: "pass", reason: "No user has an active access key." },
    pass: (count) => `${counted(count, "active access key")}, none older than ${maximumDays} days.`,
    fail: (count, of) =>
      `${count} of ${counted(of, "active access key")} ${count === 1 ? "has" : "have"} not been rotated for more than ${maximumDays} days.`,
  },
  judge: (row, now) =>
    keysOf(row).flatMap((key) => {
      const credential = `access key ${key.number}`;
      if (key.active === null) return [unreadable(row, `access_key_${key.number}_active`, credential)];
      if (!key.active) return [];
      if (typeof key.rotated !== "number")
        return [unreadable(row, `access_key_${key.number}_last_rotated`, credential)];
      const verdict = olderThan(key.rotated, maximumDays, now) ? "fail" : "pass";
      return [aboutUser(row, verdict, `Made or rotated ${daysSince(key.rotated, now)} days ago.`, credential)];
    }),
});
