/** What only the management account and delegated administrators are told. */
import type { ResourceVerdict } from "../../posture";
import { isClosed } from "../../sections/organizations";
import { sectionOf } from "../../snapshot";
import { defineCheck } from "../check";
import { acrossRegions, counted, decided, evidenceOf, isAnswered, notAssessed, whenAnswered } from "../evaluation";
import closedAccountsCommands from "./closed-accounts.sh";
import delegatedAdministratorsTerraform from "./delegated-administrators.tf";
import managementWorkloadsCommands from "./management-workloads.sh";

const guide = "https://docs.aws.amazon.com/organizations/latest/userguide/";
const noOrganization = "The account belongs to no organization; organizations/member says more.";

export default [
  defineCheck({
    id: "organizations/delegated-administrators",
    title: "Services of the organization are administered from member accounts",
    why: "Without delegated administrators every administrator of a security service works in the management account, which no service control policy limits.",
    severity: "low",
    recommendation: "split-administration",
    cis: [],
    securityHub: [],
    sections: ["organizations/delegated-administrators", "organizations/delegated-services"],
    remediation: {
      console:
        "In the settings of the service (GuardDuty, Security Hub, Config, IAM Identity Center, …) of the management account: Delegated administrator > the security account.",
      cli: "aws organizations register-delegated-administrator --account-id SECURITY_ACCOUNT --service-principal config.amazonaws.com",
      terraform: delegatedAdministratorsTerraform,
    },
    links: [`${guide}orgs_delegate_policies.html`],
    evaluate: (snapshot) =>
      whenAnswered(snapshot, "organizations/delegated-administrators", (data, section) => {
        if (data === null)
          return decided("not-applicable", noOrganization, [
            evidenceOf(section, "DelegatedAdministrators", "no organization"),
          ]);
        const evidence = [
          evidenceOf(
            section,
            "DelegatedAdministrators",
            data.map(({ id, name }) => `${name} (${id})`).join(", ") || "none",
          ),
        ];
        if (data.length === 0)
          return decided("fail", "No member account administers a service for the organization.", evidence);
        const services = sectionOf(snapshot, "organizations/delegated-services");
        const known = isAnswered(services) ? (services.data ?? {}) : {};
        const all = [...new Set(Object.values(known).flat())].sort();
        const named =
          all.length === 0 ? "services for it" : `for it: ${all.map((service) => `\`${service}\``).join(", ")}`;
        return decided(
          "pass",
          `${counted(data.length, "account")} of the organization ${data.length === 1 ? "administers" : "administer"} ${named}.`,
          evidence,
          data.flatMap(({ id, name }): ResourceVerdict[] =>
            known[id]
              ? [
                  {
                    id: `${id} (${name})`,
                    region: null,
                    verdict: "pass",
                    reason: `Administers ${known[id].map((service) => `\`${service}\``).join(", ") || "no service"}.`,
                  },
                ]
              : [],
          ),
        );
      }),
  }),
  defineCheck({
    id: "organizations/closed-accounts",
    title: "Every account of the organization is in use",
    why: "A suspended account keeps its place, its roles in other accounts and its trust until it is gone: take its access away with it.",
    severity: "low",
    recommendation: "separate-accounts",
    cis: [],
    securityHub: [],
    sections: ["organizations/accounts"],
    remediation: {
      console:
        "AWS Organizations > AWS accounts: find out why it is suspended. Remove it from trust policies, key policies and bucket policies of the other accounts.",
      cli: closedAccountsCommands,
    },
    links: [`${guide}orgs_manage_accounts_close.html`],
    evaluate: (snapshot) =>
      whenAnswered(snapshot, "organizations/accounts", (data, section) => {
        if (data === null)
          return decided("not-applicable", noOrganization, [evidenceOf(section, "Accounts", "no organization")]);
        const closed = data.filter(isClosed);
        const evidence = [
          evidenceOf(section, "Accounts", data.length),
          evidenceOf(section, "suspended", closed.map(({ id }) => id).join(", ") || "none"),
        ];
        return closed.length === 0
          ? decided("pass", `${counted(data.length, "account")}, none suspended.`, evidence)
          : decided(
              "fail",
              `${closed.length} of ${counted(data.length, "account")} ${closed.length === 1 ? "is" : "are"} suspended.`,
              evidence,
              closed.map(({ id, name }): ResourceVerdict => ({
                id: `${id} (${name})`,
                region: null,
                verdict: "fail",
                reason: "Is suspended.",
              })),
            );
      }),
  }),
  defineCheck({
    id: "organizations/management-workloads",
    title: "The management account runs no instances",
    why: "No service control policy limits the management account. Whoever breaks into a workload there stands beside the controls of every other account.",
    severity: "medium",
    recommendation: "separate-accounts",
    cis: [],
    securityHub: [],
    sections: ["organizations/organization", "ec2/regions", "ec2/instances"],
    remediation: {
      console:
        "Move the workload to a member account (Organizations > AWS accounts > Add an AWS account), and end its instances here.",
      cli: managementWorkloadsCommands,
    },
    links: [`${guide}orgs_best-practices_mgmt-acct.html`],
    evaluate: (snapshot) =>
      whenAnswered(snapshot, "organizations/organization", (data, section) => {
        if (data === null)
          return decided("not-applicable", noOrganization, [evidenceOf(section, "Organization", "none")]);
        const evidence = [evidenceOf(section, "MasterAccountId", data.managementAccount)];
        if (!/^\d{12}$/.test(snapshot.account.id))
          return {
            verdict: "not-assessed",
            reason: "Which account this is is not known.",
            resources: [],
            evidence,
            missingActions: ["sts:GetCallerIdentity"],
          };
        if (data.managementAccount !== snapshot.account.id)
          return decided("not-applicable", "This is a member account.", evidence);
        const { answered, missing } = acrossRegions(snapshot, "ec2/instances");
        const running = answered.filter((one) => one.data.length > 0);
        const all = [...evidence, ...running.map((one) => evidenceOf(one, "instances", one.data.length))];
        if (running.length > 0) {
          const resources = running.flatMap((one) =>
            one.data.map((instance): ResourceVerdict => ({
              id: instance.name === null ? instance.id : `${instance.id} (${instance.name})`,
              region: one.region,
              verdict: "fail",
              reason: "Runs in the management account.",
            })),
          );
          return decided(
            "fail",
            `The management account has ${counted(resources.length, "instance")}.`,
            all,
            resources,
          );
        }
        return missing.length > 0
          ? notAssessed(missing, all)
          : decided("pass", "The management account has no instances. Other workloads were not looked for.", all);
      }),
  }),
];
