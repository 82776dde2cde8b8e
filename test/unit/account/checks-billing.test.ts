import type { AnomalySubscription, Budget, CostSubscriber } from "../../../src/account/sections/billing";
import type { Alarm, AlarmCondition, TopicSubscriptions } from "../../../src/account/sections/monitoring";
import type { Snapshot } from "../../../src/account/snapshot";
import { accountId, denied, sectionIn, snapshotOf, table } from "./support";

const topic = `arn:aws:sns:us-east-1:${accountId}:billing`;
const charges = (dimensions: Readonly<Record<string, string>> = {}): AlarmCondition => ({
  dimensions: { Currency: "USD", ...dimensions },
  statistic: "Maximum",
  period: 21_600,
  datapoints: 1,
  periods: 1,
  threshold: 100,
  missingData: "missing",
});
const alarm = (fields: Partial<Alarm> = {}): Alarm => ({
  name: "charges",
  actionsEnabled: true,
  actions: [topic],
  metrics: ["AWS/Billing EstimatedCharges"],
  comparison: "GreaterThanThreshold",
  condition: charges(),
  rule: null,
  ...fields,
});
const told = (subscriptions: TopicSubscriptions | undefined) =>
  sectionIn("us-east-1", "sns/subscriptions", subscriptions, topic);
const confirmed: TopicSubscriptions = { confirmed: ["email"], pending: 0 };
const pending: TopicSubscriptions = { confirmed: [], pending: 2 };
const alarms = (
  all: readonly Alarm[] | undefined,
  subscriptions: TopicSubscriptions | undefined = confirmed,
  region = "us-east-1",
) => snapshotOf({}, [sectionIn(region, "cloudwatch/alarms", all), told(subscriptions)]);
const of = (partition: string): Snapshot => ({ ...snapshotOf({}), account: { ...snapshotOf({}).account, partition } });

table("billing/alarm", [
  { name: "a confirmed subscription", snapshot: alarms([alarm()]), verdict: "pass" },
  {
    name: "of a band around what is usual",
    snapshot: alarms([alarm({ comparison: "GreaterThanUpperThreshold" })]),
    verdict: "pass",
  },
  {
    name: "of one service",
    snapshot: alarms([alarm({ condition: charges({ ServiceName: "AmazonEC2" }) })]),
    verdict: "fail",
    reason: /charges watches the charges of AmazonEC2 alone/,
  },
  {
    name: "of another account",
    snapshot: alarms([alarm({ condition: charges({ LinkedAccount: "777788889999" }) })]),
    verdict: "fail",
  },
  {
    name: "of this account within its organization",
    snapshot: alarms([alarm({ condition: charges({ LinkedAccount: accountId }) })]),
    verdict: "pass",
  },
  {
    name: "of one service, and one of everything",
    snapshot: alarms([alarm({ name: "one", condition: charges({ ServiceName: "AmazonS3" }) }), alarm()]),
    verdict: "pass",
  },
  {
    name: "one of everything that tells nobody, and one of a service",
    snapshot: alarms([alarm({ actions: [] }), alarm({ name: "one", condition: charges({ ServiceName: "AmazonS3" }) })]),
    verdict: "fail",
    reason: /no action/,
  },
  {
    name: "a queue alone is told",
    snapshot: alarms([alarm()], { confirmed: ["sqs"], pending: 0 }),
    verdict: "attest",
    reason: /goes on to sqs alone/,
  },
  {
    name: "nobody confirmed",
    snapshot: alarms([alarm()], pending),
    verdict: "fail",
    reason: /2 subscriptions still wait/,
  },
  { name: "no action", snapshot: alarms([alarm({ actions: [] })]), verdict: "fail", reason: /no action/ },
  {
    name: "actions switched off",
    snapshot: alarms([alarm({ actionsEnabled: false })]),
    verdict: "fail",
    reason: /switched off/,
  },
  {
    name: "another metric",
    snapshot: alarms([alarm({ metrics: ["AWS/EC2 CPUUtilization"] })]),
    verdict: "fail",
    reason: /No alarm in us-east-1/,
  },
  { name: "one that waits for less", snapshot: alarms([alarm({ comparison: "LessThanThreshold" })]), verdict: "fail" },
  { name: "none", snapshot: alarms([]), verdict: "fail" },
  {
    name: "one dead, one that reaches",
    snapshot: alarms([alarm({ name: "dead", actions: [] }), alarm()]),
    verdict: "pass",
  },
  {
    name: "a function",
    snapshot: alarms([alarm({ actions: [`arn:aws:lambda:us-east-1:${accountId}:function:page-us`] })]),
    verdict: "attest",
  },
  {
    name: "through a composite alarm",
    snapshot: alarms([
      alarm({ actions: [] }),
      { ...alarm({ name: "all", metrics: [] }), comparison: null, rule: 'ALARM("charges")' },
    ]),
    verdict: "pass",
  },
  { name: "denied", snapshot: alarms(undefined), verdict: "not-assessed", missing: ["cloudwatch:DescribeAlarms"] },
  {
    name: "another Region answered, which has no billing metrics",
    snapshot: alarms([alarm()], confirmed, "eu-central-1"),
    verdict: "not-assessed",
    missing: ["cloudwatch:DescribeAlarms"],
  },
  {
    name: "the topic did not answer",
    snapshot: snapshotOf({}, [
      sectionIn("us-east-1", "cloudwatch/alarms", [alarm()]),
      sectionIn("us-east-1", "sns/subscriptions", undefined, topic),
    ]),
    verdict: "not-assessed",
    missing: ["sns:ListSubscriptionsByTopic"],
  },
  {
    name: "China",
    snapshot: of("aws-cn"),
    verdict: "attest",
    reason: /in the partition aws-cn\. Does this hold there: “/,
  },
  { name: "GovCloud", snapshot: of("aws-us-gov"), verdict: "not-applicable" },
]);

const mail: CostSubscriber = { topic: null, declined: false };
const byTopic: CostSubscriber = { topic, declined: false };
const budget = (fields: Partial<Budget> = {}): Budget => ({
  name: "all",
  type: "COST",
  filtered: false,
  subscribers: [mail],
  ...fields,
});
const budgets = (...all: Budget[]) => snapshotOf({ "budgets/budgets": all });

table("billing/budget", [
  { name: "told by e-mail", snapshot: budgets(budget()), verdict: "pass" },
  {
    name: "told to nobody",
    snapshot: budgets(budget({ subscribers: [] })),
    verdict: "fail",
    reason: /all notifies nobody/,
  },
  {
    name: "of one service",
    snapshot: budgets(budget({ filtered: true })),
    verdict: "fail",
    reason: /counts all costs/,
  },
  { name: "of usage", snapshot: budgets(budget({ type: "USAGE" })), verdict: "fail" },
  { name: "of one service, and of all", snapshot: budgets(budget({ filtered: true }), budget()), verdict: "pass" },
  { name: "none", snapshot: budgets(), verdict: "fail", reason: /no budget/ },
  {
    name: "told to a topic that somebody confirmed",
    snapshot: snapshotOf({ "budgets/budgets": [budget({ subscribers: [byTopic] })] }, [told(confirmed)]),
    verdict: "pass",
  },
  {
    name: "told to a topic that nobody confirmed",
    snapshot: snapshotOf({ "budgets/budgets": [budget({ subscribers: [byTopic] })] }, [told(pending)]),
    verdict: "fail",
  },
  {
    name: "told to a topic that did not answer",
    snapshot: budgets(budget({ subscribers: [byTopic] })),
    verdict: "not-assessed",
    missing: ["sns:ListSubscriptionsByTopic"],
  },
  {
    name: "denied",
    snapshot: snapshotOf({ "budgets/budgets": denied }),
    verdict: "not-assessed",
    missing: ["budgets:ViewBudget"],
  },
  {
    name: "China",
    snapshot: of("aws-cn"),
    verdict: "attest",
    reason: /in the partition aws-cn\. Does this hold there: “/,
  },
]);

table("billing/anomaly-monitor", [
  {
    name: "one",
    snapshot: snapshotOf({ "ce/anomaly-monitors": [{ arn: "arn:m", name: "services", type: "DIMENSIONAL" }] }),
    verdict: "pass",
  },
  { name: "none", snapshot: snapshotOf({ "ce/anomaly-monitors": [] }), verdict: "fail" },
  {
    name: "denied",
    snapshot: snapshotOf({ "ce/anomaly-monitors": denied }),
    verdict: "not-assessed",
    missing: ["ce:GetAnomalyMonitors"],
  },
]);

const anomaly = (fields: Partial<AnomalySubscription> = {}) =>
  snapshotOf({ "ce/anomaly-subscriptions": [{ name: "us", monitors: ["arn:m"], subscribers: [mail], ...fields }] });
table("billing/anomaly-alert", [
  { name: "by e-mail", snapshot: anomaly(), verdict: "pass" },
  { name: "declined", snapshot: anomaly({ subscribers: [{ topic: null, declined: true }] }), verdict: "fail" },
  { name: "without a monitor", snapshot: anomaly({ monitors: [] }), verdict: "fail" },
  { name: "none", snapshot: snapshotOf({ "ce/anomaly-subscriptions": [] }), verdict: "fail" },
  {
    name: "denied",
    snapshot: snapshotOf({ "ce/anomaly-subscriptions": denied }),
    verdict: "not-assessed",
    missing: ["ce:GetAnomalySubscriptions"],
  },
  { name: "GovCloud", snapshot: of("aws-us-gov"), verdict: "not-applicable" },
]);
