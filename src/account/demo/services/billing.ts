/** Budgets and Cost Anomaly Detection of the demo account. */
import type { AccountState } from "../description";
import type { BudgetDescription } from "../descriptions/monitoring";
import { json11 } from "../protocols/json";
import { ServiceError } from "../protocols/protocol";
import { type Call, type DemoService, pageByToken } from "./service";

const view = "budgets:ViewBudget";

export const budgets: DemoService = {
  protocol: json11,
  actions: { DescribeBudgets: view, DescribeNotificationsForBudget: view, DescribeSubscribersForNotification: view },
  operations: {
    DescribeBudgets: (state, call) =>
      pageByToken(
        budgetsOf(state, call).map(({ name, type, filters }) => ({
          BudgetName: name,
          BudgetType: type,
          TimeUnit: "MONTHLY",
          BudgetLimit: { Amount: "1200", Unit: "USD" },
          CostFilters: filters ?? {},
        })),
        "Budgets",
        call,
      ),
    DescribeNotificationsForBudget: (state, call) =>
      pageByToken(
        budgetOf(state, call).subscribers
          ? [
              {
                NotificationType: "FORECASTED",
                ComparisonOperator: "GREATER_THAN",
                Threshold: 100,
                ThresholdType: "PERCENTAGE",
                NotificationState: "OK",
              },
            ]
          : [],
        "Notifications",
        call,
      ),
    DescribeSubscribersForNotification: (state, call) =>
      pageByToken(
        (budgetOf(state, call).subscribers ?? []).map(({ type, address }) => ({
          SubscriptionType: type,
          Address: address,
        })),
        "Subscribers",
        call,
      ),
  },
};

function budgetsOf({ description }: AccountState, { parameters }: Call): readonly BudgetDescription[] {
  if (parameters.AccountId !== description.id)
    throw new ServiceError("AccessDeniedException", 400, `Account ${String(parameters.AccountId)} is not this one.`);
  return description.budgets ?? [];
}

function budgetOf(state: AccountState, call: Call): BudgetDescription {
  const budget = budgetsOf(state, call).find(({ name }) => name === call.parameters.BudgetName);
  if (!budget) throw new ServiceError("NotFoundException", 400, "Unable to get the budget: the budget does not exist.");
  return budget;
}

export const costExplorer: DemoService = {
  protocol: json11,
  operations: {
    GetAnomalyMonitors: (state, call) =>
      pageByToken(
        (state.description.anomalyMonitors ?? []).map((name) => ({
          MonitorArn: monitorArn(state, name),
          MonitorName: name,
          MonitorType: "DIMENSIONAL",
          MonitorDimension: "SERVICE",
        })),
        "AnomalyMonitors",
        call,
        "NextPageToken",
      ),
    GetAnomalySubscriptions: (state, call) =>
      pageByToken(
        (state.description.anomalySubscriptions ?? []).map(({ name, monitors, subscribers }) => ({
          SubscriptionArn: `arn:aws:ce::${state.description.id}:anomalysubscription/${name}`,
          AccountId: state.description.id,
          SubscriptionName: name,
          Frequency: "DAILY",
          MonitorArnList: monitors.map((monitor) => monitorArn(state, monitor)),
          Subscribers: subscribers.map(({ type, address }) => ({ Type: type, Address: address, Status: "CONFIRMED" })),
        })),
        "AnomalySubscriptions",
        call,
        "NextPageToken",
      ),
  },
};

function monitorArn({ description }: AccountState, name: string): string {
  return `arn:aws:ce::${description.id}:anomalymonitor/${name}`;
}
