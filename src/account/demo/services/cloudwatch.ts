/** CloudWatch of the demo account. */
import type { AccountState } from "../description";
import type { AlarmDescription } from "../descriptions/monitoring";
import { json10 } from "../protocols/json";
import type { Members } from "../protocols/protocol";
import { type DemoService, pageByToken } from "./service";

export const cloudwatch: DemoService = {
  protocol: json10,
  prefix: "cloudwatch",
  operations: {
    DescribeAlarms: (state, call) => {
      const types = (call.parameters.AlarmTypes ?? ["MetricAlarm"]) as readonly string[];
      const wanted = (state.description.alarms ?? []).filter(
        ({ region, rule }) =>
          region === call.region && types.includes(rule === undefined ? "MetricAlarm" : "CompositeAlarm"),
      );
      const { page, ...rest } = pageByToken(
        wanted.map((alarm) => alarmOf(state, alarm)),
        "page",
        call,
        "NextToken",
        "MaxRecords",
      );
      const alarms = page as readonly Members[];
      return {
        MetricAlarms: alarms.filter((one) => !("AlarmRule" in one)),
        CompositeAlarms: alarms.filter((one) => "AlarmRule" in one),
        ...rest,
      };
    },
  },
};

function alarmOf(
  { description }: AccountState,
  { name, region, metric, dimensions, condition = {}, rule, actionsEnabled, actions }: AlarmDescription,
): Members {
  const shared = {
    AlarmName: name,
    AlarmArn: `arn:aws:cloudwatch:${region}:${description.id}:alarm:${name}`,
    ActionsEnabled: actionsEnabled,
    AlarmActions: actions,
    OKActions: [],
    InsufficientDataActions: [],
    StateValue: "OK",
  };
  if (metric === undefined) return { ...shared, AlarmRule: rule ?? "" };
  const [Namespace = "", MetricName = ""] = metric.split(" ");
  return {
    ...shared,
    Namespace,
    MetricName,
    Dimensions: Object.entries(dimensions ?? (Namespace === "AWS/Billing" ? { Currency: "USD" } : {})).map(
      ([Name, Value]) => ({ Name, Value }),
    ),
    Statistic: "Sum",
    Period: 300,
    EvaluationPeriods: 1,
    Threshold: 1,
    ComparisonOperator: "GreaterThanOrEqualToThreshold",
    ...condition,
  };
}
