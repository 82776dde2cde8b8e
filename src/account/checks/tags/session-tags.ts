import { actionPattern } from "../../../analysis/rules/support/actions";
import type { ResourceVerdict } from "../../posture";
import { defineCheck } from "../check";
import { keysOfStatement, usesOf } from "../condition-keys";
import { counted, decided, evidenceOf, judgeResources, whenAnswered } from "../evaluation";
import { nameOf, readDocument, trustPolicies } from "../policy-documents";
import { trustRemediation } from "../trust-remediation";

const principalTag = "aws:principaltag/";

export default defineCheck({
  id: "tags/session-tags",
  title: "Nobody chooses the tags of their session by which policies let them in",
  why: "Policies that go by aws:PrincipalTag believe the tags of a session. Whoever may set them freely when they assume a role is let in everywhere.",
  severity: "high",
  recommendation: "tag-restrictions",
  cis: [],
  securityHub: [],
  sections: ["iam/authorization-details"],
  remediation: trustRemediation(
    "in the statement with sts:TagSession add conditions on aws:RequestTag/… with the values that are meant, and on aws:TagKeys.",
    'AWS = "arn:aws:iam::111122223333:role/deployment"',
    {
      action: "sts:TagSession",
      operator: "StringEquals",
      key: "aws:RequestTag/team",
      value: "billing",
    },
  ),
  links: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html"],
  evaluate: (snapshot) =>
    whenAnswered(snapshot, "iam/authorization-details", (details, section) => {
      const tags = new Set(
        usesOf(details, (key) => key.startsWith(principalTag)).flatMap(({ keys }) =>
          keys.map((key) => key.slice(principalTag.length)),
        ),
      );
      const evidence = [evidenceOf(section, "aws:PrincipalTag in policies", [...tags].join(", ") || "none")];
      if (tags.size === 0) return decided("not-applicable", "No policy goes by the tags of who calls.", evidence);
      const resources = trustPolicies(details).flatMap((live): ResourceVerdict[] => {
        const policy = readDocument(details, live.document, "trust");
        if (!policy)
          return [{ id: live.arn, region: null, verdict: "not-assessed", reason: "The trust policy cannot be read." }];
        return policy.statements.flatMap((statement): ResourceVerdict[] => {
          const { effect, action } = statement;
          if (
            effect !== "Allow" ||
            !action?.items.some((item) => actionPattern(item).matches("sts:tagsession") === true)
          )
            return [];
          const keys = keysOfStatement(statement);
          const free = keys.includes("aws:tagkeys")
            ? []
            : [...tags].filter((tag) => !keys.includes(`aws:requesttag/${tag}`));
          const id = nameOf(live, policy, statement);
          return [
            free.length > 0
              ? {
                  id,
                  region: null,
                  verdict: "fail",
                  reason: `Whoever assumes it may set ${free.join(", ")}, by which policies let people in.`,
                }
              : { id, region: null, verdict: "pass", reason: "A condition limits the tags of its sessions." },
          ];
        });
      });
      return judgeResources(
        resources,
        {
          none: { verdict: "pass", reason: "No role lets its sessions be tagged." },
          pass: (count) => `${counted(count, "role")} whose sessions can be tagged, each within limits.`,
          fail: (count, of) =>
            `${count} of ${counted(of, "role")} whose sessions can be tagged ${count === 1 ? "leaves" : "leave"} the tags to whoever assumes ${count === 1 ? "it" : "them"}.`,
        },
        evidence,
      );
    }),
});
