import { defineBillingCheck } from "../billing-check";
import { decided, evidenceOf, notAssessed, whenAnswered } from "../evaluation";
import { furthest, subscribersReach } from "../reach";
import cloudformation from "./budget.cfn.yaml";
import terraform from "./budget.tf";

export default defineBillingCheck({
  id: "billing/budget",
  title: "A budget of all costs tells somebody",
  why: "A budget that tells nobody, or that counts one service only, does not notice the machines that an intruder starts.",
  severity: "low",
  sections: ["budgets/budgets", "sns/subscriptions"],
  remediation: {
    console:
      "Billing and Cost Management > Budgets > Create budget > Monthly cost budget: an amount, and the addresses that are told.",
    cli: 'aws budgets create-budget --account-id ACCOUNT_ID --budget \'{"BudgetName":"all-costs","BudgetType":"COST","TimeUnit":"MONTHLY","BudgetLimit":{"Amount":"AMOUNT","Unit":"USD"}}\' --notifications-with-subscribers \'[{"Notification":{"NotificationType":"FORECASTED","ComparisonOperator":"GREATER_THAN","Threshold":100},"Subscribers":[{"SubscriptionType":"EMAIL","Address":"MAILBOX"}]}]\'',
    cloudformation,
    terraform,
  },
  links: ["https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-managing-costs.html"],
  evaluate: (snapshot) =>
    whenAnswered(snapshot, "budgets/budgets", (budgets, section) => {
      const whole = budgets.filter(({ type, filtered }) => type === "COST" && !filtered);
      const [first, ...others] = whole.map(({ name, subscribers }) => subscribersReach(subscribers, name, snapshot));
      const evidence = [
        evidenceOf(
          section,
          "Budgets",
          budgets.map(({ name, type, filtered }) => `${name} (${type}${filtered ? ", filtered" : ""})`).join(", ") ||
            "none",
        ),
      ];
      if (!first)
        return decided(
          "fail",
          budgets.length === 0
            ? "There is no budget."
            : "No budget counts all costs: each counts some of them, or something else.",
          evidence,
        );
      const reach = furthest([first, ...others]);
      evidence.push(...reach.evidence);
      if (reach.level === "unknown") return notAssessed(reach.missing, evidence);
      return decided(reach.level === "reached" ? "pass" : "fail", reach.reason, evidence);
    }),
});
