import { defineCheck } from "../check";
import { daysSince, keysOf, moment, olderThan, rootRow } from "../credential-report";
import { decided, evidenceOf, notAssessed, whenAnswered } from "../evaluation";

const quietDays = 30;

export default defineCheck({
  id: "root/last-use",
  title: `The root user has not been used for ${quietDays} days`,
  why: "Root is for the few tasks that nobody else can do. Used day to day it is exposed day to day, and the log cannot tell which person acted.",
  severity: "high",
  recommendation: "separate-administrators",
  cis: ["2.7"],
  securityHub: [],
  sections: ["iam/credential-report"],
  remediation: {
    console:
      "CloudTrail > Event history, User name = root: find what it was used for and by whom. Give that task to a named administrator (IAM Identity Center or a role), and lock root's credentials away.",
    cli: "aws cloudtrail lookup-events --region us-east-1 --lookup-attributes AttributeKey=Username,AttributeValue=root",
  },
  links: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/root-user-tasks.html"],
  evaluate: (snapshot, now) =>
    whenAnswered(snapshot, "iam/credential-report", (report, section) => {
      const row = rootRow(report);
      const generated = evidenceOf(section, "GeneratedTime", report.generatedAt);
      if (!row) return { ...notAssessed([], [generated]), reason: "The credential report has no row for root." };
      // The latest of all three decides: a key used today counts although the password was not.
      const uses = [
        { what: "password", column: "password_last_used", at: moment(row, "password_last_used") },
        ...keysOf(row).map((key) => ({
          what: `access key ${key.number}`,
          column: `access_key_${key.number}_last_used_date`,
          at: key.used,
        })),
      ];
      const evidence = [
        ...uses.map((use) => evidenceOf(section, `<root_account> ${use.column}`, row[use.column] ?? null)),
        generated,
      ];
      const known = uses
        .filter((use): use is typeof use & { at: number } => typeof use.at === "number")
        .sort((a, b) => b.at - a.at);
      const latest = known[0];
      if (latest && !olderThan(latest.at, quietDays, now)) {
        const days = daysSince(latest.at, now);
        return decided(
          "fail",
          `Root was used ${days === 0 ? "today" : days === 1 ? "yesterday" : `${days} days ago`} (${latest.what}).`,
          evidence,
        );
      }
      const unreadable = uses.find((use) => use.at === "unknown");
      if (unreadable)
        return {
          ...notAssessed([], evidence),
          reason: `The credential report's ${unreadable.column} of root cannot be read.`,
        };
      return decided(
        "pass",
        latest
          ? `Root was last used ${daysSince(latest.at, now)} days ago.`
          : "There is no record of root having been used.",
        evidence,
      );
    }),
});
