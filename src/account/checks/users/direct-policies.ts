import type { ResourceVerdict } from "../../posture";
import { defineCheck } from "../check";
import { counted, evidenceOf, judgeResources, whenAnswered } from "../evaluation";
import commands from "./direct-policies.sh";

export default defineCheck({
  id: "users/direct-policies",
  title: "Users have their permissions through groups only",
  why: "Permissions of single users outlive the task they were given for: nobody sees them in the list of a group, and they are not taken away with it.",
  severity: "low",
  recommendation: "least-privilege",
  cis: ["2.13"],
  securityHub: ["IAM.2"],
  sections: ["iam/authorization-details"],
  remediation: {
    console:
      "IAM > Users > (the user) > Permissions: add the user to a group for the job, then remove the policies that are attached directly or inline. Better still, let people sign in through IAM Identity Center.",
    cli: commands,
  },
  links: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_manage-attach-detach.html"],
  evaluate: (snapshot) =>
    whenAnswered(snapshot, "iam/authorization-details", (details, section) => {
      const resources = details.users.map(({ arn, attached, inline }): ResourceVerdict => {
        const direct = [
          ...attached.map((policy) => policy.slice(policy.lastIndexOf("/") + 1)),
          ...inline.map(({ name }) => `${name} (inline)`),
        ];
        return direct.length === 0
          ? { id: arn, region: null, verdict: "pass", reason: "Has no policy of its own." }
          : { id: arn, region: null, verdict: "fail", reason: `Has ${direct.join(", ")}.` };
      });
      return judgeResources(
        resources,
        {
          none: { verdict: "pass", reason: "The account has no users." },
          pass: (count) => `${counted(count, "user")}, none with a policy of its own.`,
          fail: (count, of) =>
            `${count} of ${counted(of, "user")} ${count === 1 ? "has" : "have"} policies of their own.`,
        },
        [evidenceOf(section, "UserDetailList", details.users.length)],
      );
    }),
});
