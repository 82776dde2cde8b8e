import { billingMetric, watches } from "../../sections/alarms";
import type { Alarm } from "../../sections/monitoring";
import { sectionsOf } from "../../snapshot";
import { defineBillingCheck } from "../billing-check";
import { asked, decided, evidenceOf, isAnswered, missingFrom, notAssessed } from "../evaluation";
import { alarmReaches, furthest } from "../reach";
import cloudformation from "./alarm.cfn.yaml";
import commands from "./alarm.sh";
import terraform from "./alarm.tf";

/** The only Region with billing metrics. */
const region = "us-east-1";

/** What an alarm on the charges is limited to, in words; null: it watches all of this account. */
function partOf({ condition }: Alarm, account: string): string | null {
  const { ServiceName: service, LinkedAccount: linked } = condition?.dimensions ?? {};
  if (service !== undefined) return `the charges of ${service}`;
  return linked === undefined || linked === account ? null : `the charges of account ${linked}`;
}

export default defineBillingCheck({
  id: "billing/alarm",
  title: "A billing alarm would reach somebody",
  why: "Stolen credentials are mostly used to spend money. An alarm without an action, or whose topic nobody has confirmed, goes off and nobody hears it.",
  severity: "medium",
  sections: ["cloudwatch/alarms", "sns/subscriptions"],
  remediation: {
    console:
      "Billing and Cost Management > Billing preferences > Alert preferences: Receive CloudWatch billing alerts. Then, in us-east-1: CloudWatch > Alarms > Create alarm > Billing > Total Estimated Charge; notify an SNS topic, and confirm its subscription.",
    cli: commands,
    cloudformation,
    terraform,
  },
  links: [
    "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/monitor_estimated_charges_with_cloudwatch.html",
  ],
  evaluate: (snapshot) => {
    const alarms = sectionsOf(snapshot, "cloudwatch/alarms").find((section) => section.region === region);
    if (!isAnswered(alarms)) return notAssessed(missingFrom(alarms, "cloudwatch/alarms"));
    const ofCharges = alarms.data.filter((alarm) => watches(alarm, new Set([billingMetric])));
    const watching = ofCharges.filter((alarm) => partOf(alarm, snapshot.account.id) === null);
    const [first, ...others] = alarmReaches(watching, alarms, snapshot);
    const evidence = [evidenceOf(alarms, `alarms on ${billingMetric}`, watching.length)];
    const [partial] = ofCharges;
    if (!first && partial)
      return decided(
        "fail",
        `${partial.name} watches ${partOf(partial, snapshot.account.id)} alone: whatever else is spent raises no alarm.`,
        [
          ...evidence,
          evidenceOf(alarms, `${partial.name} Dimensions`, JSON.stringify(partial.condition?.dimensions ?? {})),
        ],
      );
    if (!first)
      return decided(
        "fail",
        `No alarm in ${region} watches ${billingMetric}. A budget that warns somebody does much the same: see billing/budget.`,
        evidence,
      );
    const reach = furthest([first, ...others]);
    evidence.push(...reach.evidence);
    switch (reach.level) {
      case "reached":
        return decided("pass", reach.reason, evidence);
      case "nobody":
        return decided("fail", reach.reason, evidence);
      case "unknown":
        return { ...notAssessed(reach.missing, evidence), reason: notAssessed(reach.missing).reason || reach.reason };
      case "elsewhere":
        return asked(`${reach.reason} Does that tell somebody?`, evidence);
    }
  },
});
