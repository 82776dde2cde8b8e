/** CloudWatch Logs of the demo account. */
import type { AccountState } from "../description";
import type { LogGroupDescription, MetricFilterDescription } from "../descriptions/monitoring";
import { json11 } from "../protocols/json";
import { type Members, ServiceError } from "../protocols/protocol";
import { type Call, type DemoService, pageByToken } from "./service";

export const logs: DemoService = {
  protocol: json11,
  operations: {
    DescribeLogGroups: (state, call) =>
      pageByToken(
        groupsIn(state, call)
          .filter(({ name }) => name.startsWith(String(call.parameters.logGroupNamePrefix ?? "")))
          .map((group) => ({
            logGroupName: group.name,
            arn: `${arnOf(state, group)}:*`,
            storedBytes: 4711,
            ...(group.retentionDays === undefined ? {} : { retentionInDays: group.retentionDays }),
          })),
        "logGroups",
        call,
        "nextToken",
        "limit",
      ),
    DescribeMetricFilters: (state, call) => {
      const { name: logGroupName, metricFilters = {} } = groupOf(state, call);
      return pageByToken(
        Object.entries(metricFilters).map(([filterName, described]) => ({
          filterName,
          filterPattern: typeof described === "string" ? described : described.pattern,
          logGroupName,
          creationTime: 1_600_000_000_000,
          metricTransformations: [{ metricName: filterName, metricNamespace: "CloudTrail", ...countOf(described) }],
        })),
        "metricFilters",
        call,
        "nextToken",
        "limit",
      );
    },
    DescribeSubscriptionFilters: (state, call) => {
      const { name: logGroupName, subscriptionFilters = {} } = groupOf(state, call);
      return pageByToken(
        Object.entries(subscriptionFilters).map(([filterName, destinationArn]) => ({
          filterName,
          logGroupName,
          filterPattern: "",
          destinationArn,
          distribution: "ByLogStream",
          creationTime: 1_600_000_000_000,
        })),
        "subscriptionFilters",
        call,
        "nextToken",
        "limit",
      );
    },
  },
};

function countOf(described: string | MetricFilterDescription): Members {
  const {
    value = "1",
    quiet = 0,
    dimensions,
  } = typeof described === "string" ? ({} as Partial<MetricFilterDescription>) : described;
  return {
    metricValue: value,
    ...(quiet === null ? {} : { defaultValue: quiet }),
    ...(dimensions ? { dimensions } : {}),
  };
}

function groupsIn({ description }: AccountState, { region }: Call): LogGroupDescription[] {
  return (description.logGroups ?? []).filter((group) => group.region === region);
}

function groupOf(state: AccountState, call: Call): LogGroupDescription {
  const group = groupsIn(state, call).find(({ name }) => name === call.parameters.logGroupName);
  if (!group) throw new ServiceError("ResourceNotFoundException", 400, "The specified log group does not exist.");
  return group;
}

function arnOf({ description }: AccountState, { region, name }: LogGroupDescription): string {
  return `arn:aws:logs:${region}:${description.id}:log-group:${name}`;
}
