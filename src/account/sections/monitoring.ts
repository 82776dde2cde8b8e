/** What CloudWatch, CloudWatch Logs and SNS say of who is told of what. */
import type { SectionActions } from "./section";

export interface LogGroup {
  /** null: for ever. */
  readonly retentionDays: number | null;
}

export interface MetricFilter {
  readonly name: string;
  readonly pattern: string;
  /** The metrics that it counts up, as `namespace name`. */
  readonly metrics: readonly string[];
  /** It reads the logs of some accounts or sources only. */
  readonly selective: boolean;
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
  /** Of a composite alarm: which other alarms set it off. */
  readonly rule: string | null;
}

export interface TopicSubscriptions {
  /** The protocols of confirmed subscriptions, each once; where there is one, others may be missing. */
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
