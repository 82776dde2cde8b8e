import { daysSince, flag, keysOf } from "../credential-report";
import { counted } from "../evaluation";
import { aboutUser, defineUserCheck, unreadable } from "../user-check";
import commands from "./machine-keys.sh";

export default defineUserCheck({
  id: "users/machine-keys",
  title: "No machine signs in as a user with an access key",
  why: "A user without a password whose key is in use is a machine. Its key lies in a file or a setting, never changes by itself, and works from everywhere.",
  severity: "medium",
  recommendation: "roles-for-workloads",
  cis: [],
  securityHub: [],
  remediation: {
    console:
      "Give the workload a role: an instance profile (EC2), a task role (ECS), an execution role (Lambda), OpenID Connect (GitHub and other CI), IAM Roles Anywhere (machines of your own). Then IAM > Users > (the user) > Security credentials: deactivate the key.",
    cli: commands,
  },
  links: [
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#bp-workloads-use-roles",
    "https://docs.aws.amazon.com/rolesanywhere/latest/userguide/introduction.html",
  ],
  columns: [
    "password_enabled",
    "access_key_1_active",
    "access_key_1_last_used_service",
    "access_key_2_active",
    "access_key_2_last_used_service",
  ],
  words: {
    none: { verdict: "pass", reason: "No user without a password has a key in use." },
    pass: () => "No user without a password has a key in use.",
    fail: (count) =>
      `${counted(count, "user")} without a password ${count === 1 ? "signs" : "sign"} in with an access key: machines that a role would serve.`,
  },
  judge(row, now) {
    const password = flag(row, "password_enabled");
    if (password === true) return [];
    const used = keysOf(row).filter((key) => key.active === true && typeof key.used === "number");
    if (used.length === 0) return [];
    if (password === null) return [unreadable(row, "password_enabled")];
    const latest = used.reduce((one, other) => ((other.used as number) > (one.used as number) ? other : one));
    const service = row[`access_key_${latest.number}_last_used_service`];
    const where =
      service && service.toLowerCase() !== "n/a"
        ? ` for ${service} in ${row[`access_key_${latest.number}_last_used_region`] ?? "some Region"}`
        : "";
    return [aboutUser(row, "fail", `Its key was last used ${daysSince(latest.used as number, now)} days ago${where}.`)];
  },
});
