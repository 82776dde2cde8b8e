import type { ResourceVerdict } from "../../posture";
import { defineCheck } from "../check";
import { counted, decided, evidenceOf, whenAnswered } from "../evaluation";
import { withoutCatalog } from "../live-policy-check";
import { describeReach, isAdministrator, principalsOf } from "../principals";
import commands from "./number.sh";

const most = 5;

export default defineCheck({
  id: "administrators/number",
  title: `No more than ${most} users are administrators`,
  why: "Every administrator is one more way in. Where everybody is one, nobody notices one too many.",
  severity: "medium",
  recommendation: "separate-administrators",
  cis: [],
  securityHub: [],
  sections: ["iam/authorization-details"],
  needsCatalog: true,
  remediation: {
    console:
      "IAM > Users: give most of them a group for their job in place of the administrators'. Keep two or three administrators who stand in for each other.",
    cli: commands,
  },
  links: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html"],
  evaluate: (snapshot, _now, catalog) =>
    whenAnswered(snapshot, "iam/authorization-details", (details, section) => {
      if (!catalog) return withoutCatalog;
      const principals = principalsOf(details, catalog);
      const users = principals.filter(({ holder }) => holder.kind === "user");
      const found = users.filter(isAdministrator);
      const unknown = users.filter(({ reach }) => reach === "unknown");
      const evidence = [
        evidenceOf(section, "users", users.length),
        evidenceOf(section, "administrators (users)", found.length),
        evidenceOf(
          section,
          "administrators (roles)",
          principals.filter((one) => one.holder.kind === "role" && isAdministrator(one)).length,
        ),
      ];
      if (found.length > most) {
        return decided(
          "fail",
          `${found.length} users are administrators.`,
          evidence,
          found.map((one): ResourceVerdict => ({
            id: one.holder.arn,
            region: null,
            verdict: "fail",
            reason: describeReach(one),
          })),
        );
      }
      if (found.length + unknown.length > most) {
        const reason = `${found.length} users are administrators; of ${unknown.length} more a policy could not be read.`;
        return { verdict: "not-assessed", reason, resources: [], evidence, missingActions: [] };
      }
      return decided(
        "pass",
        found.length === 0
          ? "No user is an administrator."
          : `${counted(found.length, "user")} ${found.length === 1 ? "is an administrator" : "are administrators"}.`,
        evidence,
      );
    }),
});
