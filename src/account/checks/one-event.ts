/** Whether one event raises an alarm on a metric that a filter counts up. */
import type { Alarm, AlarmCondition, CountedMetric } from "../sections/monitoring";

/** null: it depends on what is not known. */
export interface Raised {
  readonly raised: boolean | null;
  /** Why not, or on what it depends: a sentence that begins with the alarm's name. */
  readonly reason: string;
}

const yes: Raised = { raised: true, reason: "" };

/** @param counts of the filters that take the event, those of the metrics that the alarm watches */
export function raisedByOne(alarm: Alarm, counts: readonly CountedMetric[]): Raised {
  const results = counts.filter(({ metric }) => alarm.metrics.includes(metric)).map((count) => raisedBy(alarm, count));
  return (
    results.find(({ raised }) => raised) ??
    results.find(({ raised }) => raised === null) ??
    results[0] ?? { raised: false, reason: `${alarm.name} watches another metric.` }
  );
}

function raisedBy({ name, comparison, condition }: Alarm, count: CountedMetric): Raised {
  const no = (why: string): Raised => ({ raised: false, reason: `${name} ${why}.` });
  const maybe = (why: string): Raised => ({ raised: null, reason: `${name} ${why}.` });
  if (!condition || condition.threshold === null || !comparison || !Object.hasOwn(comparisons, comparison))
    return maybe("goes by an expression or a band that CloudWatch learns");
  const breaches = (value: number | null) => value !== null && comparisons[comparison]!(value, condition.threshold!);
  const apart = dimensionsApart(condition, count);
  if (apart !== null)
    return apart === "other"
      ? no("watches another metric: its dimensions differ")
      : maybe("watches events of some dimensions only");
  const { low, high, quiet } = valuesOf(condition, count);
  if (breaches(quiet)) return no("is in alarm all the time: also where nothing happens");
  if (!breaches(high)) return no(`goes off at ${amount(comparison, condition)}, which one event is not`);
  if (!breaches(low)) return maybe(`goes off at ${amount(comparison, condition)}, which one event may not be`);
  if (quiet === null && condition.missingData === "breaching")
    return no("is in alarm all the time: where nothing happens there is no data, which it takes for breaching");
  // docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
  if (condition.datapoints <= 1)
    return quiet === null && condition.missingData === "ignore"
      ? maybe("stays in alarm after the first time, and says nothing of the next: it ignores missing data")
      : yes;
  const wants = `wants ${condition.datapoints} periods of ${seconds(condition.period)} in which it happens`;
  // Where every other period has no data, CloudWatch may raise the alarm for the one that has.
  return quiet === null && condition.missingData === "missing" ? maybe(wants) : no(wants);
}

const comparisons: Readonly<Record<string, (value: number, threshold: number) => boolean>> = {
  GreaterThanOrEqualToThreshold: (value, threshold) => value >= threshold,
  GreaterThanThreshold: (value, threshold) => value > threshold,
};

function dimensionsApart({ dimensions }: AlarmCondition, count: CountedMetric): "other" | "some" | null {
  const names = Object.keys(dimensions);
  if (names.length !== count.dimensions.length || !names.every((name) => count.dimensions.includes(name)))
    return "other";
  return names.length > 0 ? "some" : null;
}

interface Values {
  /** With one event in the period: at least, and at most. */
  readonly low: number;
  readonly high: number;
  /** Without one; null: no data. */
  readonly quiet: number | null;
}

/** A quiet value is written once a minute. */
function valuesOf({ statistic, period }: AlarmCondition, { value, quiet }: CountedMetric): Values {
  const one = value.trim() === "" ? NaN : Number(value);
  const minutes = Math.max(1, Math.round(period / 60));
  const known = Number.isNaN(one) ? { low: -Infinity, high: Infinity } : { low: one, high: one };
  const mixed = quiet !== null && minutes > 1;
  switch (statistic) {
    case "Sum":
      return { ...known, quiet: quiet === null ? null : quiet * minutes };
    case "SampleCount":
      return { low: 1, high: 1, quiet: quiet === null ? null : minutes };
    case "Minimum":
      return { ...known, low: mixed ? Math.min(known.low, quiet) : known.low, quiet };
    case "Average":
      return { ...known, low: mixed ? (known.low + quiet * (minutes - 1)) / minutes : known.low, quiet };
    case "Maximum":
      return { ...known, quiet };
    default:
      return { ...known, low: mixed ? Math.min(known.low, quiet) : known.low, quiet };
  }
}

function amount(comparison: string, { statistic, threshold, period }: AlarmCondition): string {
  return `${comparison === "GreaterThanThreshold" ? "more than" : "no less than"} ${threshold} (${statistic} of ${seconds(period)})`;
}

/** `5 minutes` */
function seconds(count: number): string {
  for (const [unit, length] of [
    ["day", 86_400],
    ["hour", 3600],
    ["minute", 60],
  ] as const)
    if (count >= length && count % length === 0) return `${count / length} ${unit}${count === length ? "" : "s"}`;
  return `${count} seconds`;
}
