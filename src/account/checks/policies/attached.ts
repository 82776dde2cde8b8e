/** Policies of AWS's own, by who has them. */
import type { ResourceVerdict } from "../../posture";
import { defineCheck } from "../check";
import { counted, decided, evidenceOf, judgeResources, whenAnswered } from "../evaluation";
import { accountWide } from "../principals";
import cloudshellCommands from "./cloudshell.sh";
import supportRoleCloudformation from "./support-role.cfn.yaml";
import supportRoleCommands from "./support-role.sh";
import supportRoleTerraform from "./support-role.tf";

/** Of any partition. */
function isAws(arn: string, name: string): boolean {
  return arn.split(":")[4] === "aws" && arn.endsWith(`:policy/${name}`);
}

export default [
  defineCheck({
    id: "policies/cloudshell",
    title: "Nobody has full access to CloudShell",
    why: "The terminal in the console can also download and upload files: with full access, data leaves the account through a browser.",
    severity: "low",
    recommendation: "least-privilege",
    cis: [],
    securityHub: ["IAM.27"],
    sections: ["iam/authorization-details"],
    remediation: {
      console:
        "IAM > Policies > AWSCloudShellFullAccess > Entities attached > Detach. Whoever needs the terminal gets a policy that denies cloudshell:GetFileDownloadUrls and cloudshell:GetFileUploadUrls.",
      cli: cloudshellCommands,
    },
    links: ["https://docs.aws.amazon.com/cloudshell/latest/userguide/sec-auth-with-identities.html"],
    evaluate: (snapshot) =>
      whenAnswered(snapshot, "iam/authorization-details", (details, section) => {
        const holders = accountWide(details).filter(({ attached }) =>
          attached.some((arn) => isAws(arn, "AWSCloudShellFullAccess")),
        );
        const resources = holders.map(({ arn }): ResourceVerdict => ({
          id: arn,
          region: null,
          verdict: "fail",
          reason: "Has AWSCloudShellFullAccess.",
        }));
        return judgeResources(
          resources,
          {
            none: { verdict: "pass", reason: "AWSCloudShellFullAccess is attached to nobody." },
            pass: () => "",
            fail: (count) =>
              `AWSCloudShellFullAccess is attached to ${count === 1 ? "one identity" : `${count} identities`}.`,
          },
          [evidenceOf(section, "AWSCloudShellFullAccess attached to", holders.length)],
        );
      }),
  }),
  defineCheck({
    id: "policies/support-role",
    title: "Somebody can open a case with AWS Support",
    why: "In an incident nobody should have to look for the root user, or wait for a permission, before AWS can be asked for help.",
    severity: "low",
    recommendation: "least-privilege",
    cis: [],
    securityHub: ["IAM.18"],
    sections: ["iam/authorization-details"],
    remediation: {
      console: "IAM > Roles > Create role: trust the people who handle incidents, attach AWSSupportAccess.",
      cli: supportRoleCommands,
      terraform: supportRoleTerraform,
      cloudformation: supportRoleCloudformation,
    },
    links: ["https://docs.aws.amazon.com/awssupport/latest/user/accessing-support.html"],
    evaluate: (snapshot) =>
      whenAnswered(snapshot, "iam/authorization-details", (details, section) => {
        const holders = accountWide(details).filter(({ attached }) =>
          attached.some((arn) => isAws(arn, "AWSSupportAccess")),
        );
        const evidence = [
          evidenceOf(section, "AWSSupportAccess attached to", holders.map(({ name }) => name).join(", ") || "nobody"),
        ];
        return holders.length > 0
          ? decided(
              "pass",
              `AWSSupportAccess is attached to ${counted(holders.length, "identity").replace("identitys", "identities")}.`,
              evidence,
            )
          : decided("fail", "AWSSupportAccess is attached to nobody.", evidence);
      }),
  }),
];
