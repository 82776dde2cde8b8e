/** CloudWatch Logs: what becomes of the events in the log groups of trails. */
import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  type MetricFilter as SdkMetricFilter,
  paginateDescribeMetricFilters,
  paginateDescribeSubscriptionFilters,
  type SubscriptionFilter as SdkSubscriptionFilter,
} from "@aws-sdk/client-cloudwatch-logs";

import type { LogGroup, MetricFilter, SubscriptionFilter } from "../sections/monitoring";
import { atMost, pagesOf } from "./answers/pages";
import { type Put, putAnswer, type Task } from "./collector";
import { once } from "./once";
import { ownLogGroups } from "./own-account";
import { type Answer, ask, type Session } from "./session";

const clientOf = (session: Session, region: string) => session.client(CloudWatchLogsClient, "cloudwatch_logs", region);

/** AWS lets there be a hundred metric filters of a group, and two subscription filters. */
const mostFilters = 1000;

interface Filters {
  readonly group: string;
  readonly region: string;
  readonly answer: Answer<readonly MetricFilter[]>;
}

/** Of each log group of a trail that is this account's. */
export const metricFilters = once(async (session: Session): Promise<readonly Filters[]> => {
  const groups = await ownLogGroups(session);
  return Promise.all(
    groups.map(async ({ arn, name, region }) => ({
      group: arn,
      region,
      answer: await ask(
        session,
        "logs:DescribeMetricFilters",
        async (options) => {
          const filters: MetricFilter[] = [];
          for await (const page of pagesOf(
            paginateDescribeMetricFilters({ client: clientOf(session, region) }, { logGroupName: name }, options),
          ))
            filters.push(...(page.metricFilters ?? []).map(toMetricFilter));
          return atMost(mostFilters, filters);
        },
        (error) => (isGone(error) ? { data: [] } : undefined),
      ),
    })),
  );
});

async function collectMetricFilters(session: Session, put: Put): Promise<void> {
  for (const { group, region, answer } of await metricFilters(session))
    putAnswer(put, "logs/metric-filters", answer, { region, resource: group });
}

async function collectLogGroups(session: Session, put: Put): Promise<void> {
  await Promise.all(
    (await ownLogGroups(session)).map(async ({ arn, name, region }) => {
      putAnswer(
        put,
        "logs/log-group",
        await ask(session, "logs:DescribeLogGroups", async (options): Promise<LogGroup | null> => {
          // Names sort before those that they begin.
          const { logGroups } = await clientOf(session, region).send(
            new DescribeLogGroupsCommand({ logGroupNamePrefix: name }),
            options,
          );
          const group = logGroups?.find((one) => one.logGroupName === name);
          return group ? { retentionDays: group.retentionInDays ?? null } : null;
        }),
        { region, resource: arn },
      );
    }),
  );
}

async function collectSubscriptionFilters(session: Session, put: Put): Promise<void> {
  await Promise.all(
    (await ownLogGroups(session)).map(async ({ arn, name, region }) => {
      putAnswer(
        put,
        "logs/subscription-filters",
        await ask(
          session,
          "logs:DescribeSubscriptionFilters",
          async (options) => {
            const filters: SubscriptionFilter[] = [];
            for await (const page of pagesOf(
              paginateDescribeSubscriptionFilters(
                { client: clientOf(session, region) },
                { logGroupName: name },
                options,
              ),
            ))
              filters.push(...(page.subscriptionFilters ?? []).map(toSubscriptionFilter));
            return atMost(mostFilters, filters);
          },
          (error) => (isGone(error) ? { data: [] } : undefined),
        ),
        { region, resource: arn },
      );
    }),
  );
}

function isGone(error: unknown): boolean {
  return error instanceof Error && error.name === "ResourceNotFoundException";
}

function toMetricFilter({
  filterName,
  filterPattern,
  metricTransformations,
  fieldSelectionCriteria,
}: SdkMetricFilter): MetricFilter {
  return {
    name: filterName ?? "",
    pattern: filterPattern ?? "",
    counts: (metricTransformations ?? []).map(
      ({ metricNamespace, metricName, metricValue, defaultValue, dimensions }) => ({
        metric: `${metricNamespace} ${metricName}`,
        value: metricValue ?? "",
        quiet: defaultValue ?? null,
        dimensions: Object.keys(dimensions ?? {}),
      }),
    ),
    selective: Boolean(fieldSelectionCriteria),
  };
}

function toSubscriptionFilter({
  filterName,
  filterPattern,
  destinationArn,
}: SdkSubscriptionFilter): SubscriptionFilter {
  return { name: filterName ?? "", pattern: filterPattern ?? "", destination: destinationArn ?? "" };
}

export const tasks: readonly Task[] = [
  { sections: ["logs/log-group"], run: collectLogGroups },
  { sections: ["logs/metric-filters"], run: collectMetricFilters },
  { sections: ["logs/subscription-filters"], run: collectSubscriptionFilters },
];
