/** Buckets of trails, logs, alarms and costs of a demo account; what is absent is not there. */

export interface MonitoringDescription {
  readonly buckets?: readonly BucketDescription[];
  /** All four settings of S3 Block Public Access, for every bucket of the account; default: none. */
  readonly blockPublicAccess?: boolean;
  readonly logGroups?: readonly LogGroupDescription[];
  readonly alarms?: readonly AlarmDescription[];
  readonly topics?: readonly TopicDescription[];
  /** Of EventBridge's default bus. */
  readonly eventRules?: readonly EventRuleDescription[];
  readonly budgets?: readonly BudgetDescription[];
  readonly anomalyMonitors?: readonly string[];
  readonly anomalySubscriptions?: readonly AnomalySubscriptionDescription[];
}

export interface BucketDescription {
  readonly name: string;
  readonly region: string;
  readonly publicAcl: boolean;
  readonly publicPolicy: boolean;
  /** All four settings; default: none. */
  readonly blockPublicAccess?: boolean;
  /** The bucket that gets the access log. */
  readonly accessLog?: string;
  readonly versioning?: "Enabled" | "Suspended";
  /** The ARN of a queue. */
  readonly queue?: string;
}

export interface LogGroupDescription {
  readonly name: string;
  readonly region: string;
  readonly retentionDays?: number;
  /** Name -> pattern, or more; each counts up a metric of its name in the namespace CloudTrail, by 1, with 0 for quiet minutes. */
  readonly metricFilters?: Readonly<Record<string, string | MetricFilterDescription>>;
  /** Name -> ARN of the destination. */
  readonly subscriptionFilters?: Readonly<Record<string, string>>;
}

export interface MetricFilterDescription {
  readonly pattern: string;
  readonly value?: string;
  /** null: nothing is written where nothing happens. */
  readonly quiet?: number | null;
  readonly dimensions?: Readonly<Record<string, string>>;
}

export interface AlarmDescription {
  readonly name: string;
  readonly region: string;
  /** `namespace name`, of an alarm on a metric. */
  readonly metric?: string;
  /** Default: of none for what filters count, `Currency` for the charges. */
  readonly dimensions?: Readonly<Record<string, string>>;
  /** As AWS names them; default: the sum of 5 minutes is 1 or more, once. */
  readonly condition?: Readonly<Record<string, string | number>>;
  /** Of a composite alarm. */
  readonly rule?: string;
  readonly actionsEnabled: boolean;
  readonly actions: readonly string[];
}

export interface EventRuleDescription {
  readonly name: string;
  readonly region: string;
  readonly pattern: Readonly<Record<string, unknown>>;
  /** Default: ENABLED. */
  readonly state?: "ENABLED" | "DISABLED" | "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS";
  /** ARNs. */
  readonly targets: readonly string[];
}

export interface TopicDescription {
  readonly arn: string;
  readonly subscriptions: readonly {
    readonly protocol: string;
    readonly endpoint: string;
    readonly confirmed: boolean;
  }[];
}

export interface BudgetDescription {
  readonly name: string;
  readonly type: "COST" | "USAGE";
  readonly filters?: Readonly<Record<string, readonly string[]>>;
  /** Of a single notification; default: none. */
  readonly subscribers?: readonly SubscriberDescription[];
}

export interface AnomalySubscriptionDescription {
  readonly name: string;
  /** Names of monitors. */
  readonly monitors: readonly string[];
  readonly subscribers: readonly SubscriberDescription[];
}

export interface SubscriberDescription {
  readonly type: "EMAIL" | "SNS";
  readonly address: string;
}
