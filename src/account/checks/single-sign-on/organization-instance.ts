import type { ResourceVerdict } from "../../posture";
import { sectionOf } from "../../snapshot";
import { defineCheck } from "../check";
import { decided, evidenceOf, isAnswered, judgeResources, notAssessed, whenAnswered } from "../evaluation";

export default defineCheck({
  id: "single-sign-on/organization-instance",
  title: "IAM Identity Center is the organization's, not one account's",
  why: "An instance of a single account signs people in to applications only, not to accounts, and nobody in the organization sees who is let in.",
  severity: "low",
  recommendation: "single-sign-on",
  cis: [],
  securityHub: [],
  sections: ["sso/instances", "organizations/organization"],
  remediation: [
    {
      kind: "console",
      text: "IAM Identity Center > Settings > Management > Delete IAM Identity Center instance (of the account); in the management account: Enable, and Account instances of IAM Identity Center > off.",
    },
    { kind: "cli", text: "aws sso-admin list-instances\naws sso-admin delete-instance --instance-arn INSTANCE_ARN" },
  ],
  links: ["https://docs.aws.amazon.com/singlesignon/latest/userguide/identity-center-instances.html"],
  evaluate: (snapshot) =>
    whenAnswered(snapshot, "sso/instances", (data, section) => {
      const evidence = [evidenceOf(section, "Instances", data.map(({ owner }) => `of ${owner}`).join(", ") || "none")];
      if (data.length === 0)
        return decided("not-applicable", `${snapshot.region} sees no instance of IAM Identity Center.`, evidence);
      const organization = sectionOf(snapshot, "organizations/organization");
      if (!isAnswered(organization)) return notAssessed([organization ?? "organizations/organization"], evidence);
      const management = organization.data?.managementAccount ?? null;
      return judgeResources(
        data.map(({ arn, owner }): ResourceVerdict =>
          owner === management
            ? { id: arn, region: section.region, verdict: "pass", reason: "Belongs to the organization." }
            : { id: arn, region: section.region, verdict: "fail", reason: `Belongs to account ${owner} alone.` },
        ),
        {
          none: { verdict: "not-applicable", reason: "" },
          pass: () => "The instance is the organization's.",
          fail: () => "An instance belongs to a single account.",
        },
        evidence,
      );
    }),
});
