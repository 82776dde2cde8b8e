import type { ResourceVerdict } from "../../posture";
import { daysSince, flag, keysOf, type Moment, moment, type Row } from "../credential-report";
import { counted } from "../evaluation";
import { aboutUser, defineUserCheck, unreadable } from "../user-check";
import commands from "./unused-credentials.sh";

const maximumDays = 45;

export default defineUserCheck({
  id: "users/unused-credentials",
  title: `No password or access key has been unused for ${maximumDays} days`,
  why: "A credential that nobody uses is missed by nobody when somebody else uses it: of people who left, of tests long over.",
  severity: "medium",
  recommendation: "least-privilege",
  cis: ["2.11"],
  securityHub: ["IAM.22"],
  remediation: {
    console:
      "IAM > Users > (the user) > Security credentials: disable console access, or deactivate the access key. Delete it when nothing has failed for some days.",
    cli: commands,
  },
  links: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_finding-unused.html"],
  columns: ["password_enabled", "password_last_used", "access_key_1_last_used_date", "access_key_2_last_used_date"],
  words: {
    none: { verdict: "pass", reason: "No user has a password or an active access key." },
    pass: (count) => `${counted(count, "credential")}, each used within ${maximumDays} days.`,
    fail: (count, of) =>
      `${count} of ${counted(of, "credential")} ${count === 1 ? "has" : "have"} not been used for ${maximumDays} days or more.`,
  },
  judge: (row, now) => [...judgePassword(row, now), ...judgeKeys(row, now)],
});

function judgePassword(row: Row, now: Date): readonly ResourceVerdict[] {
  const enabled = flag(row, "password_enabled");
  if (enabled === null) return [unreadable(row, "password_enabled", "password")];
  if (!enabled) return [];
  const used = moment(row, "password_last_used");
  if (used === "unknown") return [unreadable(row, "password_last_used", "password")];
  const changed = moment(row, "password_last_changed");
  return [
    judgeUse(
      row,
      "password",
      used,
      typeof changed === "number" ? changed : moment(row, "user_creation_time"),
      "password_last_changed",
      now,
    ),
  ];
}

function judgeKeys(row: Row, now: Date): readonly ResourceVerdict[] {
  return keysOf(row).flatMap((key) => {
    const credential = `access key ${key.number}`;
    if (key.active === null) return [unreadable(row, `access_key_${key.number}_active`, credential)];
    if (!key.active) return [];
    if (key.used === "unknown") return [unreadable(row, `access_key_${key.number}_last_used_date`, credential)];
    return [judgeUse(row, credential, key.used, key.rotated, `access_key_${key.number}_last_rotated`, now)];
  });
}

/** One that was never used counts from when it was made. */
function judgeUse(
  row: Row,
  credential: string,
  used: Moment,
  made: Moment,
  madeColumn: string,
  now: Date,
): ResourceVerdict {
  const since = used === "never" ? made : used;
  if (typeof since !== "number") return unreadable(row, madeColumn, credential);
  const days = daysSince(since, now);
  const reason = used === "never" ? `Never used; made ${days} days ago.` : `Last used ${days} days ago.`;
  // CIS: unused for 45 days or more; the day itself counts.
  return aboutUser(row, days >= maximumDays ? "fail" : "pass", reason, credential);
}
