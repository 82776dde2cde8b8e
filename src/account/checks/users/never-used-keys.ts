import { daysSince, keysOf } from "../credential-report";
import { counted } from "../evaluation";
import { aboutUser, defineUserCheck, unreadable } from "../user-check";
import commands from "./never-used-keys.sh";

/** Long enough for whoever asked for it to have tried it. */
const patience = 7;

export default defineUserCheck({
  id: "users/never-used-keys",
  title: `No access key is older than ${patience} days and was never used`,
  why: "A key that its owner never needed helps only whoever finds it.",
  severity: "low",
  recommendation: "no-embedded-keys",
  cis: [],
  securityHub: [],
  remediation: {
    console:
      "IAM > Users > (the user) > Security credentials > Access keys > Actions > Deactivate, then Delete: nothing uses it.",
    cli: commands,
  },
  links: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html"],
  columns: [
    "access_key_1_active",
    "access_key_1_last_rotated",
    "access_key_1_last_used_date",
    "access_key_2_active",
    "access_key_2_last_rotated",
    "access_key_2_last_used_date",
  ],
  words: {
    none: { verdict: "pass", reason: "No user has an active access key." },
    pass: (count) => `${counted(count, "active access key")}, each used or new.`,
    fail: (count, of) => `${count} of ${counted(of, "active access key")} ${count === 1 ? "was" : "were"} never used.`,
  },
  judge: (row, now) =>
    keysOf(row).flatMap((key) => {
      const credential = `access key ${key.number}`;
      if (key.active === null) return [unreadable(row, `access_key_${key.number}_active`, credential)];
      if (!key.active) return [];
      if (typeof key.used === "number") return [aboutUser(row, "pass", "Has been used.", credential)];
      if (key.used === "unknown") return [unreadable(row, `access_key_${key.number}_last_used_date`, credential)];
      if (typeof key.rotated !== "number")
        return [unreadable(row, `access_key_${key.number}_last_rotated`, credential)];
      const days = daysSince(key.rotated, now);
      return [aboutUser(row, days > patience ? "fail" : "pass", `Never used; made ${days} days ago.`, credential)];
    }),
});
