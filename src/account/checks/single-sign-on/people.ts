/** Whether people come in through a directory, or as users of the account. */
import type { ResourceVerdict } from "../../posture";
import type { AuthorizationDetails } from "../../sections/iam";
import { sectionOf, type Snapshot } from "../../snapshot";
import { defineCheck } from "../check";
import { flag, userId, userRows } from "../credential-report";
import {
  counted,
  decided,
  evidenceOf,
  isAnswered,
  judgeResources,
  type Missing,
  missingFrom,
  notAssessed,
  whenAnswered,
} from "../evaluation";
import { identityCenter } from "../identity-center";
import { readDocument } from "../policy-documents";
import { trustedProviders } from "../trust";
import commands from "./people.sh";
import terraform from "./people.tf";

const identityCenterPath = "/aws-reserved/sso.amazonaws.com/";

interface WayIn {
  /** null: there is none, or it is not known while something is missing. */
  readonly how: string | null;
  readonly missing: readonly Missing[];
}

/** The roles that Identity Center makes in an account, its instance, or roles of a SAML provider. */
function wayIn(snapshot: Snapshot): WayIn {
  const details = sectionOf(snapshot, "iam/authorization-details");
  const { instances, missing } = identityCenter(snapshot);
  if (isAnswered(details)) {
    const ofIdentityCenter = details.data.roles.filter(({ path }) => path.startsWith(identityCenterPath)).length;
    if (ofIdentityCenter > 0)
      return { how: `IAM Identity Center, with ${counted(ofIdentityCenter, "role")} in this account`, missing: [] };
    const ofSaml = details.data.roles.filter(({ trustPolicy }) => letsSamlIn(details.data, trustPolicy)).length;
    if (ofSaml > 0) return { how: `SAML, with ${counted(ofSaml, "role")} in this account`, missing: [] };
  }
  if (instances.length > 0) return { how: "IAM Identity Center", missing: [] };
  return {
    how: null,
    missing: [missingFrom(details, "iam/authorization-details"), missing].flat(),
  };
}

function letsSamlIn(details: AuthorizationDetails, trustPolicy: string): boolean {
  const policy = readDocument(details, trustPolicy, "trust");
  return policy !== null && trustedProviders(policy).some(({ provider }) => provider.includes(":saml-provider/"));
}

export default [
  defineCheck({
    id: "single-sign-on/in-use",
    title: "People sign in to the account through single sign-on",
    why: "Where everybody is a user of each account, nobody takes all of them away on the day somebody leaves.",
    severity: "medium",
    recommendation: "single-sign-on",
    cis: [],
    securityHub: [],
    sections: ["sso/instances", "ec2/regions", "iam/authorization-details"],
    remediation: {
      console:
        "In the management account: IAM Identity Center > Enable, connect your directory (Settings > Identity source), then Permission sets and AWS accounts > Assign users or groups.",
      cli: commands,
      terraform,
    },
    links: ["https://docs.aws.amazon.com/singlesignon/latest/userguide/getting-started.html"],
    evaluate(snapshot) {
      const { how, missing } = wayIn(snapshot);
      const { evidence } = identityCenter(snapshot);
      if (how !== null)
        return decided("pass", `People come in through ${how}.`, [
          ...evidence,
          evidenceOf({ name: "iam/authorization-details", region: null }, "way in", how),
        ]);
      if (missing.length > 0) return notAssessed(missing, evidence);
      return decided(
        "fail",
        "Neither IAM Identity Center (asked in every Region) nor a SAML provider lets people in here.",
        evidence,
      );
    },
  }),
  defineCheck({
    id: "single-sign-on/console-users",
    title: "Nobody has a password of the account beside single sign-on",
    why: "A user with a password keeps a second door open: it does not close when the person leaves the directory.",
    severity: "low",
    recommendation: "single-sign-on",
    cis: [],
    securityHub: [],
    sections: ["sso/instances", "ec2/regions", "iam/authorization-details", "iam/credential-report"],
    remediation: {
      console:
        "IAM > Users > (the user) > Security credentials > Manage console access > Disable. Keep one user for emergencies, with MFA, whose use raises an alarm.",
      cli: "aws iam delete-login-profile --user-name USER",
    },
    links: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#bp-users-federation-idp"],
    evaluate(snapshot) {
      const { how, missing } = wayIn(snapshot);
      if (how === null)
        return missing.length > 0
          ? notAssessed(missing)
          : decided("not-applicable", "There is no single sign-on; single-sign-on/in-use says more.", [
              evidenceOf({ name: "sso/instances", region: snapshot.region }, "Instances", 0),
            ]);
      return whenAnswered(snapshot, "iam/credential-report", (report, section) => {
        const resources = userRows(report).flatMap((row): ResourceVerdict[] => {
          const password = flag(row, "password_enabled");
          if (password === false) return [];
          const id = userId(row);
          return [
            password === null
              ? {
                  id,
                  region: null,
                  verdict: "not-assessed",
                  reason: `The credential report's password_enabled cannot be read (${row.password_enabled ?? "absent"}).`,
                }
              : { id, region: null, verdict: "fail", reason: "Has a password of the account." },
          ];
        });
        return judgeResources(
          resources,
          {
            none: { verdict: "pass", reason: `People come in through ${how}, and no user has a password.` },
            pass: () => "",
            fail: (count) =>
              `People come in through ${how}, but ${counted(count, "user")} ${count === 1 ? "has" : "have"} a password too.`,
          },
          [
            evidenceOf(section, "password_enabled", resources.length),
            evidenceOf(section, "GeneratedTime", report.generatedAt),
          ],
        );
      });
    },
  }),
];
