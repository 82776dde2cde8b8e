/** SNS: whether somebody would get what alarms, budgets and cost anomalies tell. */
import { paginateListSubscriptionsByTopic, SNSClient } from "@aws-sdk/client-sns";

import { actionsOfInterest } from "../sections/alarms";
import { reachesPeople, type TopicSubscriptions } from "../sections/monitoring";
import { pagesOf } from "./answers/pages";
import { budgets } from "./budgets";
import { alarms } from "./cloudwatch";
import { type Put, putAnswer, type Task } from "./collector";
import { anomalySubscriptions } from "./cost-explorer";
import { topicsOfRules } from "./events";
import { metricFilters } from "./logs";
import { ask, type Session } from "./session";

async function collectSubscriptions(session: Session, put: Put): Promise<void> {
  const [filters, perRegion, ofBudgets, ofAnomalies, ofRules] = await Promise.all([
    metricFilters(session),
    alarms(session),
    budgets(session),
    anomalySubscriptions(session),
    topicsOfRules(session),
  ]);
  const counted = filters.flatMap(({ answer }) =>
    answer.status === "ok" ? answer.data.flatMap((filter) => filter.counts.map(({ metric }) => metric)) : [],
  );
  const actions = perRegion.flatMap(({ answer }) =>
    answer.status === "ok" ? actionsOfInterest(answer.data, counted) : [],
  );
  const subscribers = [
    ...(ofBudgets?.status === "ok" ? ofBudgets.data.flatMap((one) => one.subscribers) : []),
    ...(ofAnomalies?.status === "ok" ? ofAnomalies.data.flatMap((one) => one.subscribers) : []),
  ];
  const topics = [...actions, ...ofRules, ...subscribers.flatMap(({ topic }) => topic ?? [])].filter(
    (arn) => arn.split(":")[2] === "sns",
  );
  await Promise.all(
    [...new Set(topics)].map(async (topic) => {
      const region = topic.split(":")[3] || session.region;
      putAnswer(
        put,
        "sns/subscriptions",
        await ask(
          session,
          "sns:ListSubscriptionsByTopic",
          async (options): Promise<TopicSubscriptions> => {
            const client = session.client(SNSClient, "sns", region);
            const confirmed = new Set<string>();
            let pending = 0;
            for await (const { Subscriptions } of pagesOf(
              paginateListSubscriptionsByTopic({ client }, { TopicArn: topic }, options),
            )) {
              for (const { SubscriptionArn, Protocol } of Subscriptions ?? []) {
                if (SubscriptionArn?.startsWith("arn:")) confirmed.add(Protocol ?? "");
                else if (SubscriptionArn !== "Deleted") pending++;
              }
              // One is enough.
              if ([...confirmed].some(reachesPeople)) break;
            }
            return { confirmed: [...confirmed], pending };
          },
          (error) =>
            error instanceof Error && /^NotFound/.test(error.name)
              ? { data: { confirmed: [], pending: 0 } }
              : undefined,
        ),
        { region, resource: topic },
      );
    }),
  );
}

export const tasks: readonly Task[] = [{ sections: ["sns/subscriptions"], run: collectSubscriptions }];
