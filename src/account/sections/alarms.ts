/** Which alarms go off for a metric, and what they then set off. */
import type { Alarm } from "./monitoring";

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/monitor_estimated_charges_with_cloudwatch.html */
export const billingMetric = "AWS/Billing EstimatedCharges";

/** Goes off when the metric rises; an alarm that waits for it to fall warns of nothing that is meant here. */
export function watches({ metrics, comparison }: Alarm, metric: string): boolean {
  return metrics.includes(metric) && comparison !== null && comparison.includes("Greater");
}

/** The alarm, and the composite alarms that it sets off alone. */
export function setOff(alarm: Alarm, all: readonly Alarm[], seen: readonly Alarm[] = []): Alarm[] {
  const next = all.filter((one) => one.rule !== null && !seen.includes(one) && isEnough(alarm.name, one.rule));
  return [alarm, ...next.flatMap((one) => setOff(one, all, [...seen, alarm, ...next]))];
}

const alarmTerm = /\bALARM\s*\(\s*(?:"([^"]*)"|'([^']*)'|([^\s()]+))\s*\)/g;

/** The rule names the alarm, and asks for nothing else beside it. */
function isEnough(name: string, rule: string): boolean {
  const named = [...rule.matchAll(alarmTerm)].map(([, double, single, bare]) => double ?? single ?? bare ?? "");
  return (
    named.some((one) => one === name || (one.startsWith("arn:") && one.endsWith(`:alarm:${name}`))) &&
    !/\b(?:AND|NOT|AT_LEAST)\b/.test(rule.replace(alarmTerm, ""))
  );
}

/** What is told or done by the alarms of the billing metric and of these. */
export function actionsOfInterest(all: readonly Alarm[], metrics: readonly string[]): string[] {
  const interesting = [billingMetric, ...metrics];
  return all
    .filter((alarm) => interesting.some((metric) => watches(alarm, metric)))
    .flatMap((alarm) => setOff(alarm, all))
    .flatMap(({ actionsEnabled, actions }) => (actionsEnabled ? actions : []));
}
