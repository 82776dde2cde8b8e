/** Cost Anomaly Detection: what it looks at, and who is told. */
import {
  type AnomalySubscription as SdkSubscription,
  CostExplorerClient,
  paginateGetAnomalyMonitors,
  paginateGetAnomalySubscriptions,
} from "@aws-sdk/client-cost-explorer";

import type { AnomalyMonitor, AnomalySubscription } from "../sections/billing";
import { pagesOf } from "./answers/pages";
import { type Put, putAnswer, type Task } from "./collector";
import { once } from "./once";
import { billingRegion, isStandardPartition } from "./partition";
import { type Answer, ask, type Session } from "./session";

const clientOf = (session: Session) => session.client(CostExplorerClient, "cost_explorer", billingRegion);

/** null: not asked in this partition. */
export const anomalySubscriptions = once(
  async (session: Session): Promise<Answer<readonly AnomalySubscription[]> | null> =>
    isStandardPartition(session)
      ? ask(session, "ce:GetAnomalySubscriptions", async (options) => {
          const found: AnomalySubscription[] = [];
          for await (const page of pagesOf(paginateGetAnomalySubscriptions({ client: clientOf(session) }, {}, options)))
            found.push(...(page.AnomalySubscriptions ?? []).map(toSubscription));
          return found;
        })
      : null,
);

function toSubscription({ SubscriptionName, MonitorArnList, Subscribers }: SdkSubscription): AnomalySubscription {
  return {
    name: SubscriptionName ?? "",
    monitors: MonitorArnList ?? [],
    subscribers: (Subscribers ?? []).map(({ Type, Address, Status }) => ({
      topic: Type === "SNS" ? (Address ?? "") : null,
      declined: Status === "DECLINED",
    })),
  };
}

async function collectSubscriptions(session: Session, put: Put): Promise<void> {
  const answer = await anomalySubscriptions(session);
  if (answer) putAnswer(put, "ce/anomaly-subscriptions", answer);
}

async function collectMonitors(session: Session, put: Put): Promise<void> {
  if (!isStandardPartition(session)) return;
  putAnswer(
    put,
    "ce/anomaly-monitors",
    await ask(session, "ce:GetAnomalyMonitors", async (options) => {
      const found: AnomalyMonitor[] = [];
      for await (const { AnomalyMonitors } of pagesOf(
        paginateGetAnomalyMonitors({ client: clientOf(session) }, {}, options),
      )) {
        found.push(
          ...(AnomalyMonitors ?? []).map(({ MonitorArn, MonitorName, MonitorType }) => ({
            arn: MonitorArn ?? "",
            name: MonitorName ?? "",
            type: MonitorType ?? "",
          })),
        );
      }
      return found;
    }),
  );
}

export const tasks: readonly Task[] = [
  { sections: ["ce/anomaly-monitors"], run: collectMonitors },
  { sections: ["ce/anomaly-subscriptions"], run: collectSubscriptions },
];
