/** What Budgets and Cost Anomaly Detection say of who is told of costs. */
import type { SectionActions } from "./section";

/** Who is told, without addresses. */
export interface CostSubscriber {
  /** The ARN of an SNS topic; null: an e-mail address. */
  readonly topic: string | null;
  /** Declined by whoever got the mail. */
  readonly declined: boolean;
}

export interface Budget {
  readonly name: string;
  /** `COST`, `USAGE`, … */
  readonly type: string;
  /** Some costs are filtered out. */
  readonly filtered: boolean;
  /** Of each notification, of budgets of all costs only. */
  readonly subscribers: readonly CostSubscriber[];
}

export interface AnomalyMonitor {
  readonly arn: string;
  readonly name: string;
  /** `DIMENSIONAL` looks at every service, account, … by itself; `CUSTOM` at what is chosen. */
  readonly type: string;
}

export interface AnomalySubscription {
  readonly name: string;
  readonly monitors: readonly string[];
  readonly subscribers: readonly CostSubscriber[];
}

export interface BillingSections {
  "budgets/budgets": readonly Budget[];
  "ce/anomaly-monitors": readonly AnomalyMonitor[];
  "ce/anomaly-subscriptions": readonly AnomalySubscription[];
}

export const billingActions: SectionActions<BillingSections> = {
  "budgets/budgets": ["budgets:ViewBudget"],
  "ce/anomaly-monitors": ["ce:GetAnomalyMonitors"],
  "ce/anomaly-subscriptions": ["ce:GetAnomalySubscriptions"],
};
