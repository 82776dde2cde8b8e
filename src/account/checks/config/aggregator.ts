import { sectionOf, sectionsOf } from "../../snapshot";
import { defineCheck } from "../check";
import { asked, decided, evidenceOf, isAnswered, missingFrom, notAssessed } from "../evaluation";
import cloudformation from "./aggregator.cfn.yaml";
import commands from "./aggregator.sh";
import terraform from "./aggregator.tf";

export default defineCheck({
  id: "config/aggregator",
  title: "An aggregator brings what AWS Config records of every Region together",
  why: "A history that lies in seventeen places is read in none of them. With an aggregator one query tells where a resource is and how it is set.",
  severity: "low",
  recommendation: "config",
  cis: [],
  securityHub: [],
  sections: ["ec2/regions", "config/aggregators"],
  remediation: {
    console:
      "AWS Config (in your home Region) > Aggregators > Create aggregator: add the organization, or this account; all Regions, and those to come.",
    cli: commands,
    cloudformation,
    terraform,
  },
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
    const silent = [...missingFrom(regions, "ec2/regions"), ...sections.filter((section) => section.status !== "ok")];
    if (silent.length > 0) return notAssessed(silent, evidence);
    // It may stand where nothing is recorded, or in the account that the organization has for it: neither can be seen from here.
    const question = `No Region that records has an aggregator${found.length === 0 ? "" : " of every Region of this account"}. Does one in another Region or account collect what this account records?`;
    return asked(question, evidence);
  },
});
