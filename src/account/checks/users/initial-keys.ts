import { flag, keysOf, moment } from "../credential-report";
import { counted } from "../evaluation";
import { aboutUser, defineUserCheck, unreadable } from "../user-check";
import commands from "./initial-keys.sh";

/** What the wizard makes in one go carries nearly the same time. */
const together = 60 * 1000;

export default defineUserCheck({
  id: "users/initial-keys",
  title: "No user with a console password has an unused key made together with the user",
  why: "A key that was made only because the wizard offered it is needed by nobody, and works for whoever finds it.",
  severity: "low",
  recommendation: "no-embedded-keys",
  // CIS v7.0.0 has no such control any more (v3.0.0: 1.11).
  cis: [],
  securityHub: [],
  remediation: {
    console:
      "IAM > Users > (the user) > Security credentials > Access keys: deactivate the key, and delete it when nothing has failed for some days.",
    cli: commands,
  },
  columns: ["user_creation_time", "access_key_1_last_rotated", "access_key_1_last_used_date"],
  words: {
    none: { verdict: "pass", reason: "No user with a console password has an active access key." },
    pass: (count) =>
      `${counted(count, "active access key")} of users with a console password, none made with the user and never used.`,
    fail: (count, of) =>
      `${count} of ${counted(of, "active access key")} of users with a console password ${count === 1 ? "was" : "were"} made with the user and never used.`,
  },
  judge(row) {
    const password = flag(row, "password_enabled");
    if (password === false) return [];
    const made = moment(row, "user_creation_time");
    return keysOf(row)
      .filter((key) => key.active === true)
      .map((key) => {
        const credential = `access key ${key.number}`;
        if (key.used !== "never" && key.used !== "unknown") return aboutUser(row, "pass", "Has been used.", credential);
        if (password === null) return unreadable(row, "password_enabled", credential);
        if (typeof made !== "number") return unreadable(row, "user_creation_time", credential);
        if (typeof key.rotated !== "number")
          return unreadable(row, `access_key_${key.number}_last_rotated`, credential);
        if (key.used === "unknown") return unreadable(row, `access_key_${key.number}_last_used_date`, credential);
        const initial = Math.abs(key.rotated - made) <= together;
        return initial
          ? aboutUser(row, "fail", "Made together with the user and never used.", credential)
          : aboutUser(row, "pass", "Made later than the user.", credential);
      });
  },
});
