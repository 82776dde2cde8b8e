/** AWS Budgets: the budgets of all costs, and who is told of them. */
import {
  type Budget as SdkBudget,
  BudgetsClient,
  paginateDescribeBudgets,
  paginateDescribeNotificationsForBudget,
  paginateDescribeSubscribersForNotification,
  type Subscriber,
} from "@aws-sdk/client-budgets";

import type { Budget, CostSubscriber } from "../sections/billing";
import { pagesOf } from "./answers/pages";
import { type Put, putAnswer, type Task } from "./collector";
import { once } from "./once";
import { ownAccount } from "./own-account";
import { billingRegion, isStandardPartition } from "./partition";
import { type Answer, ask, type Session } from "./session";

/** Budgets whose notifications are asked for, and notifications of each whose subscribers are. */
const most = 5;

/** null: not asked in this partition, or without knowing the account. */
export const budgets = once(async (session: Session): Promise<Answer<readonly Budget[]> | null> => {
  const AccountId = isStandardPartition(session) ? await ownAccount(session) : undefined;
  if (AccountId === undefined) return null;
  const client = session.client(BudgetsClient, "budgets", billingRegion);
  // All of it is one permission.
  return ask(session, "budgets:ViewBudget", async (options) => {
    const found: SdkBudget[] = [];
    for await (const { Budgets } of pagesOf(paginateDescribeBudgets({ client }, { AccountId }, options)))
      found.push(...(Budgets ?? []));
    const asked = found.filter((one) => one.BudgetType === "COST" && !isFiltered(one)).slice(0, most);
    return Promise.all(
      found.map(async (one): Promise<Budget> => ({
        name: one.BudgetName ?? "",
        type: one.BudgetType ?? "",
        filtered: isFiltered(one),
        subscribers: asked.includes(one)
          ? await subscribersOf(client, { AccountId, BudgetName: one.BudgetName }, options)
          : [],
      })),
    );
  });
});

async function subscribersOf(
  client: BudgetsClient,
  of: { AccountId: string; BudgetName: string | undefined },
  options: { abortSignal: AbortSignal },
): Promise<CostSubscriber[]> {
  const subscribers: CostSubscriber[] = [];
  let left = most;
  for await (const { Notifications } of pagesOf(paginateDescribeNotificationsForBudget({ client }, of, options))) {
    for (const Notification of Notifications ?? []) {
      if (left-- === 0 || subscribers.some((one) => one.topic === null)) return subscribers;
      for await (const page of pagesOf(
        paginateDescribeSubscribersForNotification({ client }, { ...of, Notification }, options),
      ))
        subscribers.push(...(page.Subscribers ?? []).map(toSubscriber));
    }
  }
  return subscribers;
}

function isFiltered({ CostFilters, FilterExpression }: SdkBudget): boolean {
  return Object.values(CostFilters ?? {}).some((values) => values.length > 0) || FilterExpression !== undefined;
}

function toSubscriber({ SubscriptionType, Address }: Subscriber): CostSubscriber {
  return { topic: SubscriptionType === "SNS" ? (Address ?? "") : null, declined: false };
}

async function collectBudgets(session: Session, put: Put): Promise<void> {
  const answer = await budgets(session);
  if (answer) putAnswer(put, "budgets/budgets", answer);
}

export const tasks: readonly Task[] = [{ sections: ["budgets/budgets"], run: collectBudgets }];
