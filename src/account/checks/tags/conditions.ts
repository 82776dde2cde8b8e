import type { ResourceVerdict } from "../../posture";
import { defineCheck } from "../check";
import { usesOf } from "../condition-keys";
import { counted, decided, evidenceOf, whenAnswered } from "../evaluation";
import { narrowedPolicy } from "../narrowed-policy";
import { permissionPolicies } from "../policy-documents";

/** What a thing or a caller is tagged with, or shall be. */
const tagKey = /^([a-z0-9-]+:(resourcetag|principaltag|requesttag)\/.+|aws:tagkeys|s3:existingobjecttag\/.+)$/;

export default defineCheck({
  id: "tags/conditions",
  title: "Policies limit access by tags",
  why: "Without a condition on tags a permission holds for every object of its kind, also those of other teams and those that do not exist yet.",
  severity: "low",
  recommendation: "tag-restrictions",
  cis: [],
  securityHub: [],
  sections: ["iam/authorization-details"],
  remediation: narrowedPolicy(
    'Add a condition such as "StringEquals": {"aws:ResourceTag/team": "${aws:PrincipalTag/team}"} to what changes or deletes things, and deny changing that tag.',
  ),
  links: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/introduction_attribute-based-access-control.html"],
  evaluate: (snapshot) =>
    whenAnswered(snapshot, "iam/authorization-details", (details, section) => {
      const policies = permissionPolicies(details).length;
      const uses = usesOf(details, (key) => tagKey.test(key));
      const evidence = [
        evidenceOf(section, "policies read", policies),
        evidenceOf(
          section,
          "condition keys",
          [...new Set(uses.flatMap(({ keys }) => keys))].join(", ") || "none about tags",
        ),
      ];
      if (policies === 0)
        return decided("not-applicable", "The account has no customer-managed and no inline policies.", evidence);
      const resources = uses.map(({ id, keys }): ResourceVerdict => ({
        id,
        region: null,
        verdict: "pass",
        reason: `Names ${keys.join(", ")}.`,
      }));
      return uses.length > 0
        ? decided(
            "pass",
            `${counted(uses.length, "policy document")} of ${policies} ${uses.length === 1 ? "has" : "have"} conditions on tags.`,
            evidence,
            resources,
          )
        : decided("fail", `None of ${counted(policies, "policy document")} has a condition on tags.`, evidence);
    }),
});
