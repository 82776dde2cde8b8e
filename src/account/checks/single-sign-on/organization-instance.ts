import type { ResourceVerdict } from "../../posture";
import { sectionOf } from "../../snapshot";
import { defineCheck } from "../check";
import { decided, isAnswered, judgeResources, missingFrom, notAssessed } from "../evaluation";
import { identityCenter } from "../identity-center";
import commands from "./organization-instance.sh";

export default defineCheck({
  id: "single-sign-on/organization-instance",
  title: "IAM Identity Center is the organization's, not one account's",
  why: "An instance of a single account signs people in to applications only, not to accounts, and nobody in the organization sees who is let in.",
  severity: "low",
  recommendation: "single-sign-on",
  cis: [],
  securityHub: [],
  sections: ["sso/instances", "ec2/regions", "organizations/organization"],
  remediation: {
    console:
      "IAM Identity Center > Settings > Management > Delete IAM Identity Center instance (of the account); in the management account: Enable, and Account instances of IAM Identity Center > off.",
    cli: commands,
  },
  links: ["https://docs.aws.amazon.com/singlesignon/latest/userguide/identity-center-instances.html"],
  evaluate: (snapshot) => {
    const { instances, missing, evidence } = identityCenter(snapshot);
    if (instances.length === 0)
      return missing.length > 0
        ? notAssessed(missing, evidence)
        : decided("not-applicable", "No Region has an instance of IAM Identity Center.", evidence);
    const organization = sectionOf(snapshot, "organizations/organization");
    if (!isAnswered(organization))
      return notAssessed(missingFrom(organization, "organizations/organization"), evidence);
    const management = organization.data?.managementAccount ?? null;
    return judgeResources(
      instances.map(({ arn, owner, region }): ResourceVerdict =>
        owner === management
          ? { id: arn, region, verdict: "pass", reason: "Belongs to the organization." }
          : { id: arn, region, verdict: "fail", reason: `Belongs to account ${owner} alone.` },
      ),
      {
        none: { verdict: "not-applicable", reason: "" },
        pass: () => "The instance is the organization's.",
        fail: () => "An instance belongs to a single account.",
      },
      evidence,
    );
  },
});
