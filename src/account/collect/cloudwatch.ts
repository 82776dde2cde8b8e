/** CloudWatch: the alarms of the Regions whose trails write to log groups, and of the one with the billing metrics. */
import {
  CloudWatchClient,
  type CompositeAlarm,
  type MetricAlarm,
  paginateDescribeAlarms,
} from "@aws-sdk/client-cloudwatch";

import type { Alarm, AlarmCondition } from "../sections/monitoring";
import { atMost, pagesOf } from "./answers/pages";
import { type Put, putAnswer, type Task } from "./collector";
import { once } from "./once";
import { ownLogGroups } from "./own-account";
import { billingRegion, isStandardPartition } from "./partition";
import { type Answer, ask, type Session } from "./session";

/** Ten times what AWS lets there be where nobody has asked for more. */
const mostAlarms = 50_000;

export interface AlarmsOf {
  readonly region: string;
  readonly answer: Answer<readonly Alarm[]>;
}

export const alarms = once(async (session: Session): Promise<readonly AlarmsOf[]> => {
  const billing = isStandardPartition(session) ? [billingRegion] : [];
  const beside = async () => {
    const regions = new Set((await ownLogGroups(session)).map(({ region }) => region));
    return alarmsInEach(
      session,
      [...regions].filter((region) => !billing.includes(region)),
    );
  };
  // At once: what is begun and awaited later would fail unheard when the collection is cancelled.
  return (await Promise.all([alarmsInEach(session, billing), beside()])).flat();
});

function alarmsInEach(session: Session, regions: readonly string[]): Promise<AlarmsOf[]> {
  return Promise.all(regions.map((region) => alarmsIn(session, region)));
}

async function alarmsIn(session: Session, region: string): Promise<AlarmsOf> {
  const client = session.client(CloudWatchClient, "cloudwatch", region);
  const answer = await ask(session, "cloudwatch:DescribeAlarms", async (options) => {
    const found: Alarm[] = [];
    // Without their types AWS gives no composite alarms.
    for await (const page of pagesOf(
      paginateDescribeAlarms({ client, pageSize: 100 }, { AlarmTypes: ["MetricAlarm", "CompositeAlarm"] }, options),
    )) {
      found.push(...(page.MetricAlarms ?? []).map(toAlarm), ...(page.CompositeAlarms ?? []).map(toComposite));
    }
    return atMost(mostAlarms, found);
  });
  return { region, answer };
}

function toAlarm(alarm: MetricAlarm): Alarm {
  const metrics = [alarm, ...(alarm.Metrics ?? []).flatMap(({ MetricStat }) => MetricStat?.Metric ?? [])];
  return {
    name: alarm.AlarmName ?? "",
    actionsEnabled: alarm.ActionsEnabled ?? true,
    actions: alarm.AlarmActions ?? [],
    metrics: metrics.flatMap(({ Namespace, MetricName }) =>
      Namespace && MetricName ? [`${Namespace} ${MetricName}`] : [],
    ),
    comparison: alarm.ComparisonOperator ?? null,
    condition: conditionOf(alarm),
    rule: null,
  };
}

/** Of an alarm on one metric, whichever of the two ways it names it. */
function conditionOf(alarm: MetricAlarm): AlarmCondition | null {
  const [only, ...others] = alarm.Metrics ?? [];
  const stat = only?.MetricStat;
  if (others.length > 0 || (only && !stat)) return null;
  const dimensions = stat?.Metric?.Dimensions ?? alarm.Dimensions ?? [];
  const periods = alarm.EvaluationPeriods ?? 1;
  return {
    dimensions: Object.fromEntries(dimensions.map(({ Name, Value }) => [Name ?? "", Value ?? ""])),
    statistic: stat?.Stat ?? alarm.Statistic ?? alarm.ExtendedStatistic ?? "",
    period: stat?.Period ?? alarm.Period ?? 0,
    periods,
    datapoints: alarm.DatapointsToAlarm ?? periods,
    threshold: alarm.Threshold ?? null,
    missingData: alarm.TreatMissingData ?? "missing",
  };
}

function toComposite({ AlarmName, ActionsEnabled, AlarmActions, AlarmRule }: CompositeAlarm): Alarm {
  return {
    name: AlarmName ?? "",
    actionsEnabled: ActionsEnabled ?? true,
    actions: AlarmActions ?? [],
    metrics: [],
    comparison: null,
    condition: null,
    rule: AlarmRule ?? "",
  };
}

async function collectAlarms(session: Session, put: Put): Promise<void> {
  for (const { region, answer } of await alarms(session)) putAnswer(put, "cloudwatch/alarms", answer, { region });
}

export const tasks: readonly Task[] = [{ sections: ["cloudwatch/alarms"], run: collectAlarms }];
