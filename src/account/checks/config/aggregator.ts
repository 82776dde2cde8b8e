import { sectionOf, sectionsOf } from "../../snapshot";
import { defineCheck } from "../check";
import { decided, evidenceOf, isAnswered, notAssessed } from "../evaluation";

export default defineCheck({
  id: "config/aggregator",
  title: "An aggregator brings what AWS Config records of every Region together",
  why: "A history that lies in seventeen places is read in none of them. With an aggregator one query tells where a resource is and how it is set.",
  severity: "low",
  recommendation: "config",
  cis: [],
  securityHub: [],
  sections: ["ec2/regions", "config/aggregators"],
  remediation: [
    {
      kind: "console",
      text: "AWS Config (in your home Region) > Aggregators > Create aggregator: add the organization, or this account; all Regions, and those to come.",
    },
    {
      kind: "cli",
      text: "# Replaces an aggregator of this name. See first what there is:\naws configservice describe-configuration-aggregators --region HOME_REGION\naws configservice put-configuration-aggregator --region HOME_REGION --configuration-aggregator-name all-regions --account-aggregation-sources AccountIds=ACCOUNT_ID,AllAwsRegions=true",
    },
    {
      kind: "cloudformation",
      text: "Type: AWS::Config::ConfigurationAggregator\nProperties:\n  ConfigurationAggregatorName: all-regions\n  AccountAggregationSources:\n    - AccountIds: [!Ref AWS::AccountId]\n      AllAwsRegions: true",
    },
    {
      kind: "terraform",
      text: 'resource "aws_config_configuration_aggregator" "this" {\n  name = "all-regions"\n\n  account_aggregation_source {\n    account_ids = [data.aws_caller_identity.current.account_id]\n    all_regions = true\n  }\n}\n\ndata "aws_caller_identity" "current" {}',
    },
  ],
  links: ["https://docs.aws.amazon.com/config/latest/developerguide/aggregate-data.html"],
  evaluate: (snapshot) => {
    const sections = sectionsOf(snapshot, "config/aggregators");
    const found = sections.filter(isAnswered).flatMap((section) => section.data.map((one) => ({ ...one, section })));
    const evidence = [
      ...sections.filter(isAnswered).map((one) => evidenceOf(one, "ConfigurationAggregators", one.data.length)),
      ...found.map(({ name, regions, section }) =>
        evidenceOf(section, `${name} regions`, regions === null ? "all" : regions.join(", ")),
      ),
    ];
    const whole = found.find(
      (one) => one.regions === null && (one.organization || one.accounts.includes(snapshot.account.id)),
    );
    if (whole)
      return decided(
        "pass",
        `${whole.name} collects all Regions of ${whole.organization ? "the organization" : "this account"}.`,
        evidence,
      );
    const regions = sectionOf(snapshot, "ec2/regions");
    const silent = [
      ...(isAnswered(regions) ? [] : [regions ?? ("ec2/regions" as const)]),
      ...sections.filter((section) => section.status !== "ok"),
    ];
    if (silent.length > 0) return notAssessed(silent, evidence);
    // It may stand where nothing is recorded, or in the account that the organization has for it: neither can be seen from here.
    const reason = `No Region that records has an aggregator${found.length === 0 ? "" : " of every Region of this account"}. Does one in another Region or account collect what this account records?`;
    return { verdict: "attest", reason, resources: [], evidence, missingActions: [] };
  },
});
