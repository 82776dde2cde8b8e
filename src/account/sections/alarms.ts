/** Which alarms go off for a metric, and what they then set off. */
import type { Alarm } from "./monitoring";

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/monitor_estimated_charges_with_cloudwatch.html */
export const billingMetric = "AWS/Billing EstimatedCharges";

/** Goes off when one of the metrics rises; an alarm that waits for it to fall warns of nothing that is meant here. */
export function watches({ metrics, comparison }: Alarm, watched: ReadonlySet<string>): boolean {
  return comparison !== null && comparison.includes("Greater") && metrics.some((metric) => watched.has(metric));
}

/** More than anybody has; where there are more it is not known whom they all tell. */
export const mostSetOff = 100;

/** The alarm, and the composite alarms that it sets off alone, be it through others; each once, and no more than `most`. */
export function setOff(alarm: Alarm, all: readonly Alarm[], most = Infinity): Alarm[] {
  const composites = compositesOf(all);
  const found = new Set([alarm]);
  for (const { name } of found) {
    for (const next of composites.get(name) ?? []) {
      if (found.size >= most) return [...found];
      found.add(next);
    }
  }
  return [...found];
}

/** The composite alarms of each list, by the names of the alarms of which one alone sets them off. */
const known = new WeakMap<readonly Alarm[], ReadonlyMap<string, readonly Alarm[]>>();

function compositesOf(all: readonly Alarm[]): ReadonlyMap<string, readonly Alarm[]> {
  let composites = known.get(all);
  if (!composites) {
    const byName = new Map<string, Alarm[]>();
    for (const alarm of all)
      for (const name of new Set(alarm.rule === null ? [] : enoughAlone(alarm.rule))) {
        const named = byName.get(name);
        if (named) named.push(alarm);
        else byName.set(name, [alarm]);
      }
    known.set(all, (composites = byName));
  }
  return composites;
}

const alarmTerm = /\bALARM\s*\(\s*(?:"([^"]*)"|'([^']*)'|([^\s()]+))\s*\)/g;

/** The names of the alarms that a rule asks for, where it asks for nothing beside one of them. */
function enoughAlone(rule: string): string[] {
  if (/\b(?:AND|NOT|AT_LEAST)\b/.test(rule.replace(alarmTerm, ""))) return [];
  return [...rule.matchAll(alarmTerm)].map(([, double, single, bare]) => {
    const named = double ?? single ?? bare ?? "";
    return /^arn:.*:alarm:(.*)$/s.exec(named)?.[1] ?? named;
  });
}

/** What is told or done by the alarms of the billing metric and of these. */
export function actionsOfInterest(all: readonly Alarm[], metrics: readonly string[]): string[] {
  const interesting = new Set([billingMetric, ...metrics]);
  const watching = all.filter((alarm) => watches(alarm, interesting));
  return [...new Set(watching.flatMap((alarm) => setOff(alarm, all, mostSetOff)))].flatMap(
    ({ actionsEnabled, actions }) => (actionsEnabled ? actions : []),
  );
}
