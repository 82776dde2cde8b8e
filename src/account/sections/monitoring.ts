/** What CloudWatch, CloudWatch Logs and SNS say of who is told of what. */
import type { SectionActions } from "./section";

export interface LogGroup {
  /** null: for ever. */
  readonly retentionDays: number | null;
}

export interface MetricFilter {
  readonly name: string;
  readonly pattern: string;
  readonly counts: readonly CountedMetric[];
  /** It reads the logs of some accounts or sources only. */
  readonly selective: boolean;
}

/** A metric that a filter counts up. */
export interface CountedMetric {
  /** `namespace name` */
  readonly metric: string;
  /** What one event adds: a number, or the `$.field` that has it. */
  readonly value: string;
  /** What is written each minute in which events came, and none that the filter takes; null: nothing. */
  readonly quiet: number | null;
  /** The names of its dimensions: with them it is another metric than without. */
  readonly dimensions: readonly string[];
}

export interface SubscriptionFilter {
  readonly name: string;
  readonly pattern: string;
  /** ARN of a stream, a function or a destination. */
  readonly destination: string;
}

export interface Alarm {
  readonly name: string;
  readonly actionsEnabled: boolean;
  /** ARNs of what is told, or done, when it goes off. */
  readonly actions: readonly string[];
  /** The metrics that it watches, as `namespace name`. */
  readonly metrics: readonly string[];
  /** null: of a composite alarm. */
  readonly comparison: string | null;
  /** null: of a composite alarm, and of one that goes by an expression over metrics. */
  readonly condition: AlarmCondition | null;
  /** Of a composite alarm: which other alarms set it off. */
  readonly rule: string | null;
}

/** When an alarm on a single metric goes off; as AWS names it. */
export interface AlarmCondition {
  readonly dimensions: Readonly<Record<string, string>>;
  /** `Sum`, `Average`, `p99`, … */
  readonly statistic: string;
  /** Seconds. */
  readonly period: number;
  /** How many of the last periods have to breach. */
  readonly datapoints: number;
  readonly periods: number;
  /** null: a band that CloudWatch learns. */
  readonly threshold: number | null;
  /** `missing`, `ignore`, `breaching`, `notBreaching`. */
  readonly missingData: string;
}

export interface TopicSubscriptions {
  /** The protocols of confirmed subscriptions, each once; where one reaches people, others may be missing. */
  readonly confirmed: readonly string[];
  /** How many wait for somebody to confirm them. */
  readonly pending: number;
}

/** Of log groups there is one for each that a trail writes to, whose ARN (as the trail has it) is its `resource`. */
export interface MonitoringSections {
  /** null: it does not exist. */
  "logs/log-group": LogGroup | null;
  "logs/metric-filters": readonly MetricFilter[];
  "logs/subscription-filters": readonly SubscriptionFilter[];
  /** One for each Region with such a log group, and us-east-1, which has the billing metrics. */
  "cloudwatch/alarms": readonly Alarm[];
  /** One for each topic that an alarm or a budget of interest names, whose ARN is its `resource`. */
  "sns/subscriptions": TopicSubscriptions;
}

export const monitoringActions: SectionActions<MonitoringSections> = {
  "logs/log-group": ["logs:DescribeLogGroups"],
  "logs/metric-filters": ["logs:DescribeMetricFilters"],
  "logs/subscription-filters": ["logs:DescribeSubscriptionFilters"],
  "cloudwatch/alarms": ["cloudwatch:DescribeAlarms"],
  "sns/subscriptions": ["sns:ListSubscriptionsByTopic"],
};

/** Ways of SNS that end with people, or with what pages them: a queue, a stream and a function are read by something else, if at all. */
const peoplesProtocols = ["email", "email-json", "sms", "application", "http", "https"];

export function reachesPeople(protocol: string): boolean {
  return peoplesProtocols.includes(protocol);
}
