/** The organization of the account, as every account is told. */
import { defineCheck } from "../check";
import { decided, evidenceOf, whenAnswered } from "../evaluation";
import allFeaturesTerraform from "./all-features.tf";
import memberCommands from "./member.sh";
import memberTerraform from "./member.tf";

const link = "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_introduction.html";

export default [
  defineCheck({
    id: "organizations/member",
    title: "The account belongs to an organization",
    why: "One account for everything has one boundary for everything. In an organization, development, testing and production are apart, under one bill and common rules.",
    severity: "medium",
    recommendation: "separate-accounts",
    cis: ["2.1"],
    securityHub: ["Account.2"],
    sections: ["organizations/organization"],
    remediation: {
      console:
        "AWS Organizations > Create an organization, from an account that runs nothing else; or accept the invitation of your organization.",
      cli: memberCommands,
      terraform: memberTerraform,
    },
    links: [link],
    evaluate: (snapshot) =>
      whenAnswered(snapshot, "organizations/organization", (data, section) =>
        data === null
          ? decided("fail", "The account belongs to no organization.", [
              evidenceOf(section, "Organization", "none (AWSOrganizationsNotInUse)"),
            ])
          : decided(
              "pass",
              `The account belongs to ${data.id}${data.managementAccount === snapshot.account.id ? ", of which it is the management account" : ""}.`,
              [evidenceOf(section, "Id", data.id), evidenceOf(section, "MasterAccountId", data.managementAccount)],
            ),
      ),
  }),
  defineCheck({
    id: "organizations/all-features",
    title: "The organization has all features, not the common bill alone",
    why: "With consolidated billing only there are no service control policies, no central root management and no delegated administrators.",
    severity: "medium",
    recommendation: "separate-accounts",
    cis: [],
    securityHub: [],
    sections: ["organizations/organization"],
    remediation: {
      console:
        "In the management account: AWS Organizations > Settings > Begin process to enable all features. Every invited account has to agree.",
      cli: "aws organizations enable-all-features",
      terraform: allFeaturesTerraform,
    },
    links: ["https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_org_support-all-features.html"],
    evaluate: (snapshot) =>
      whenAnswered(snapshot, "organizations/organization", (data, section) => {
        if (data === null)
          return decided("not-applicable", "The account belongs to no organization; organizations/member says more.", [
            evidenceOf(section, "Organization", "none"),
          ]);
        const evidence = [evidenceOf(section, "FeatureSet", data.featureSet)];
        return data.featureSet === "ALL"
          ? decided("pass", "The organization has all features.", evidence)
          : decided("fail", `The organization has ${data.featureSet} only.`, evidence);
      }),
  }),
];
