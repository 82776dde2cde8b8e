import { defineBillingCheck } from "../billing-check";
import { decided, evidenceOf, notAssessed, whenAnswered } from "../evaluation";
import { furthest, subscribersReach } from "../reach";
import cloudformation from "./anomaly-alert.cfn.yaml";
import terraform from "./anomaly-alert.tf";

export default defineBillingCheck({
  id: "billing/anomaly-alert",
  title: "Somebody is notified of unusual costs",
  why: "A monitor alone writes what it notices on a page that nobody opens.",
  severity: "low",
  sections: ["ce/anomaly-subscriptions", "sns/subscriptions"],
  remediation: {
    console:
      "Billing and Cost Management > Cost Anomaly Detection > Alert subscriptions > Create subscription: the monitor, daily, a threshold, and an address.",
    cli: 'aws ce create-anomaly-subscription --anomaly-subscription \'{"SubscriptionName":"unusual-costs","MonitorArnList":["MONITOR_ARN"],"Frequency":"DAILY","Subscribers":[{"Type":"EMAIL","Address":"MAILBOX"}],"ThresholdExpression":{"Dimensions":{"Key":"ANOMALY_TOTAL_IMPACT_ABSOLUTE","MatchOptions":["GREATER_THAN_OR_EQUAL"],"Values":["AMOUNT"]}}}\'',
    cloudformation,
    terraform,
  },
  links: ["https://docs.aws.amazon.com/cost-management/latest/userguide/getting-started-ad.html"],
  evaluate: (snapshot) =>
    whenAnswered(snapshot, "ce/anomaly-subscriptions", (subscriptions, section) => {
      const evidence = [
        evidenceOf(section, "AnomalySubscriptions", subscriptions.map(({ name }) => name).join(", ") || "none"),
      ];
      const [first, ...others] = subscriptions
        .filter(({ monitors }) => monitors.length > 0)
        .map(({ name, subscribers }) => subscribersReach(subscribers, name, snapshot));
      if (!first) return decided("fail", "No subscription tells anybody of unusual costs.", evidence);
      const reach = furthest([first, ...others]);
      evidence.push(...reach.evidence);
      if (reach.level === "unknown") return notAssessed(reach.missing, evidence);
      return decided(reach.level === "reached" ? "pass" : "fail", reach.reason, evidence);
    }),
});
