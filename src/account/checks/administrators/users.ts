/** Users who are administrators by what they may do. */
import { type Administrator, defineAdministratorCheck, type Judged } from "../administrator-check";
import { daysSince, flag, keysOf, moment, type Row } from "../credential-report";
import { counted } from "../evaluation";
import accessKeysCommands from "./access-keys.sh";
import unusedCommands from "./unused.sh";

const shared = {
  kind: "user",
  report: true,
  recommendation: "separate-administrators",
  cis: [],
  securityHub: [],
} as const;
const none = { verdict: "pass", reason: "No user is an administrator." } as const;
const links = ["https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html"];

const notInReport: Judged = { verdict: "not-assessed", reason: "The credential report does not have this user yet." };

/** Judges by the row of the report. */
function byRow(
  judge: (row: Row, now: Date) => Judged | null,
): (administrator: Administrator, now: Date) => Judged | null {
  return ({ row }, now) => (row ? judge(row, now) : notInReport);
}

function unclear(row: Row, column: string): Judged {
  return {
    verdict: "not-assessed",
    reason: `The credential report's ${column} cannot be read (${row[column] ?? "absent"}).`,
  };
}

export default [
  defineAdministratorCheck({
    ...shared,
    id: "administrators/mfa",
    title: "Every user who is an administrator has MFA",
    why: "One guessed or phished password of an administrator, or one key found in a file, opens the whole account, unless something is asked that cannot be copied.",
    severity: "critical",
    remediation: {
      console:
        "IAM > Users > (the administrator) > Security credentials > Assign MFA device. Better: a permission set in IAM Identity Center, and no user at all.",
      cli: "aws iam enable-mfa-device --user-name USER --serial-number MFA_ARN --authentication-code1 CODE1 --authentication-code2 CODE2",
    },
    links,
    judge: byRow((row) => {
      const mfa = flag(row, "mfa_active");
      if (mfa === null) return unclear(row, "mfa_active");
      if (mfa) return { verdict: "pass", reason: "Has MFA." };
      const password = flag(row, "password_enabled");
      const active = keysOf(row).map((key) => key.active);
      if (password === true || active.includes(true))
        return {
          verdict: "fail",
          reason:
            password === true ? "Signs in with a password and no MFA." : "Signs with an access key and has no MFA.",
        };
      if (password === null) return unclear(row, "password_enabled");
      return active.includes(null) ? unclear(row, `access_key_${active.indexOf(null) + 1}_active`) : null;
    }),
    words: {
      none,
      pass: (count) => `${counted(count, "administrator")} among the users, each with MFA.`,
      fail: (count, of) =>
        `${count} of ${counted(of, "administrator")} among the users ${count === 1 ? "has" : "have"} no MFA.`,
    },
  }),
  defineAdministratorCheck({
    ...shared,
    id: "administrators/access-keys",
    title: "No administrator has an active access key",
    why: "A key of an administrator lies in a file, works from everywhere and asks for no MFA: whoever copies it owns the account.",
    severity: "high",
    remediation: {
      console:
        "IAM > Users > (the administrator) > Security credentials > Access keys: deactivate, and delete when nothing has failed for some days. For the command line: aws configure sso (people), a role with narrow permissions (machines).",
      cli: accessKeysCommands,
    },
    links: ["https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-sso.html"],
    judge: byRow((row) => {
      const active = keysOf(row)
        .filter((key) => key.active === true)
        .map((key) => key.number);
      if (active.length > 0)
        return {
          verdict: "fail",
          reason: active.length === 1 ? `Access key ${active[0]} is active.` : "Both access keys are active.",
        };
      const open = keysOf(row).find((key) => key.active === null);
      return open
        ? unclear(row, `access_key_${open.number}_active`)
        : { verdict: "pass", reason: "Has no active access key." };
    }),
    words: {
      none,
      pass: (count) => `${counted(count, "administrator")} among the users, none with an active access key.`,
      fail: (count, of) =>
        `${count} of ${counted(of, "administrator")} among the users ${count === 1 ? "has" : "have"} active access keys.`,
    },
  }),
  defineAdministratorCheck({
    ...shared,
    id: "administrators/unused",
    title: "No administrator has been unused for 45 days",
    why: "An administrator who is never needed can be taken over for months before anybody notices.",
    severity: "high",
    remediation: {
      console:
        "IAM > Users > (the administrator) > Permissions: remove from the group of administrators, or detach the policy. Security credentials: disable console access and keys.",
      cli: unusedCommands,
    },
    links,
    judge: byRow((row, now) => {
      const uses = [moment(row, "password_last_used"), ...keysOf(row).map((key) => key.used)];
      const last = Math.max(...uses.filter((use) => typeof use === "number"));
      const recent = Number.isFinite(last) && daysSince(last, now) < 45;
      if (recent) return { verdict: "pass", reason: `Last used ${daysSince(last, now)} days ago.` };
      if (uses.includes("unknown")) return unclear(row, "password_last_used");
      const made = moment(row, "user_creation_time");
      if (typeof made !== "number") return unclear(row, "user_creation_time");
      const reason = Number.isFinite(last)
        ? `Last used ${daysSince(last, now)} days ago.`
        : `Never used; made ${daysSince(made, now)} days ago.`;
      return { verdict: daysSince(made, now) >= 45 ? "fail" : "pass", reason };
    }),
    words: {
      none,
      pass: (count) => `${counted(count, "administrator")} among the users, each in use.`,
      fail: (count, of) =>
        `${count} of ${counted(of, "administrator")} among the users ${count === 1 ? "has" : "have"} not been used for 45 days or more.`,
    },
  }),
];
