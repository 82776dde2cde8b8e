/** Policies of AWS's own, by who has them. */
import type { ResourceVerdict } from "../../posture";
import { defineCheck } from "../check";
import { counted, decided, evidenceOf, judgeResources, whenAnswered } from "../evaluation";
import { accountWide } from "../principals";

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
    remediation: [
      {
        kind: "console",
        text: "IAM > Policies > AWSCloudShellFullAccess > Entities attached > Detach. Who needs the terminal gets a policy that denies cloudshell:GetFileDownloadUrls and cloudshell:GetFileUploadUrls.",
      },
      {
        kind: "cli",
        text: "aws iam list-entities-for-policy --policy-arn arn:aws:iam::aws:policy/AWSCloudShellFullAccess\naws iam detach-role-policy --role-name ROLE --policy-arn arn:aws:iam::aws:policy/AWSCloudShellFullAccess",
      },
    ],
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
    remediation: [
      {
        kind: "console",
        text: "IAM > Roles > Create role: trust the people who handle incidents, attach AWSSupportAccess.",
      },
      {
        kind: "cli",
        text: "aws iam create-role --role-name support --assume-role-policy-document file://trust.json\naws iam attach-role-policy --role-name support --policy-arn arn:aws:iam::aws:policy/AWSSupportAccess",
      },
      {
        kind: "terraform",
        text: 'resource "aws_iam_role" "support" {\n  name               = "support"\n  assume_role_policy = data.aws_iam_policy_document.incident_handlers.json\n}\n\nresource "aws_iam_role_policy_attachment" "support" {\n  role       = aws_iam_role.support.name\n  policy_arn = "arn:aws:iam::aws:policy/AWSSupportAccess"\n}',
      },
      {
        kind: "cloudformation",
        text: "Resources:\n  SupportRole:\n    Type: AWS::IAM::Role\n    Properties:\n      AssumeRolePolicyDocument:\n        Version: '2012-10-17'\n        Statement:\n          - Effect: Allow\n            Principal:\n              AWS: !Ref AWS::AccountId\n            Action: sts:AssumeRole\n            Condition:\n              Bool:\n                aws:MultiFactorAuthPresent: 'true'\n      ManagedPolicyArns:\n        - !Sub arn:${AWS::Partition}:iam::aws:policy/AWSSupportAccess",
      },
    ],
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
