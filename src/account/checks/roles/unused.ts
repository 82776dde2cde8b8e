import type { ResourceVerdict } from "../../posture";
import { defineCheck } from "../check";
import { daysSince } from "../credential-report";
import { counted, evidenceOf, judgeResources, whenAnswered } from "../evaluation";
import { ownRoles } from "../policy-documents";
import commands from "./unused.sh";

const maximumDays = 90;

export default defineCheck({
  id: "roles/unused",
  title: `No role has been unused for ${maximumDays} days`,
  why: "A role that nobody uses keeps its permissions and its trust for whoever finds it, and nobody notices when it is used again.",
  severity: "low",
  recommendation: "least-privilege",
  cis: [],
  securityHub: [],
  sections: ["iam/authorization-details"],
  remediation: {
    console:
      "IAM > Roles > (the role) > Last accessed: see what it was used for. Deny its use first (Revoke active sessions, or an empty trust policy), and delete it when nothing has failed for some days.",
    cli: commands,
  },
  links: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-findings-view.html"],
  evaluate: (snapshot, now) =>
    whenAnswered(snapshot, "iam/authorization-details", (details, section) => {
      const resources = ownRoles(details).map(({ arn, createdAt, lastUsedAt }): ResourceVerdict => {
        const since = lastUsedAt ?? createdAt;
        if (since === null)
          return {
            id: arn,
            region: null,
            verdict: "not-assessed",
            reason: "AWS does not say when it was made or used.",
          };
        const days = daysSince(Date.parse(since), now);
        const reason =
          lastUsedAt === null
            ? `Not used within the 400 days that AWS remembers; made ${days} days ago.`
            : `Last used ${days} days ago.`;
        return { id: arn, region: null, verdict: days > maximumDays ? "fail" : "pass", reason };
      });
      return judgeResources(
        resources,
        {
          none: { verdict: "pass", reason: "The account has no roles of its own." },
          pass: (count) => `${counted(count, "role")}, each used or made within ${maximumDays} days.`,
          fail: (count, of) =>
            `${count} of ${counted(of, "role")} ${count === 1 ? "has" : "have"} not been used for more than ${maximumDays} days.`,
        },
        [evidenceOf(section, "RoleDetailList", details.roles.length)],
      );
    }),
});
