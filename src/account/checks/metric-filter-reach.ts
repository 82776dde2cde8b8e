/** How far the events of a log group get: counted by a metric filter, watched by an alarm, told to somebody. */
import type { Evidence } from "../posture";
import { watches } from "../sections/alarms";
import type { Alarm, CountedMetric, MetricFilter } from "../sections/monitoring";
import { sectionOf, sectionsOf, type Snapshot } from "../snapshot";
import { type Answered, evidenceOf, isAnswered, type Missing, missingFrom } from "./evaluation";
import { type Json, takes } from "./filter-pattern/matches";
import { parseFilterPattern } from "./filter-pattern/parse";
import { type EventFields, ordinary } from "./monitoring-events";
import { raisedByOne } from "./one-event";
import { alarmReaches, type Reach } from "./reach";

/** An event that must be counted, in several surroundings. */
export interface Wanted {
  readonly name: string;
  readonly fields: EventFields;
  readonly events: readonly Json[];
}

const levels = ["unseen", "unfiltered", "unwatched", "nobody", "unknown", "elsewhere", "reached"] as const;

export interface Outcome {
  readonly level: (typeof levels)[number];
  readonly reason: string;
  readonly evidence: readonly Evidence[];
  readonly missing: readonly Missing[];
}

/** The first of those that get furthest. */
export function furthestOf<Of extends Pick<Outcome, "level">>(all: readonly Of[]): Of | null {
  return all.reduce<Of | null>(
    (one, other) => (one && levels.indexOf(one.level) >= levels.indexOf(other.level) ? one : other),
    null,
  );
}

/** How far the wanted events of a log group get: as far as that which gets least far. */
export function outcomeOf(group: string, snapshot: Snapshot, wanted: readonly Wanted[], mayWait: boolean): Outcome {
  const unknown = (missing: readonly Missing[]): Outcome => ({ level: "unknown", reason: "", evidence: [], missing });
  const filters = sectionOf(snapshot, "logs/metric-filters", group);
  if (!isAnswered(filters)) return unknown(missingFrom(filters, "logs/metric-filters"));
  const readable = filters.data.map((filter) => ({
    filter,
    pattern: filter.selective ? null : parseFilterPattern(filter.pattern),
  }));
  const useful = readable.filter(({ pattern }) => pattern && !ordinary.some((event) => takes(pattern, event)));
  const counting = wanted.map(({ name, events }) => ({
    name,
    filters: useful
      .filter(({ pattern }) => events.every((event) => takes(pattern!, event)))
      .map(({ filter }) => filter),
  }));
  const evidence = [...new Set(counting.flatMap((one) => one.filters))].map((filter) =>
    evidenceOf(filters, `${filter.name} filterPattern`, filter.pattern),
  );
  const uncounted = counting.filter((one) => one.filters.length === 0).map(({ name }) => name);
  if (uncounted.length > 0) {
    const unread = readable.find(({ filter, pattern }) => !filter.selective && !pattern);
    if (unread)
      return {
        level: "unknown",
        reason: `The pattern of ${unread.filter.name} cannot be read.`,
        evidence,
        missing: [],
      };
    const none = uncounted.length === wanted.length;
    return {
      level: "unfiltered",
      reason: `No metric filter of ${nameOf(group)} counts ${none ? "these events" : listed(uncounted)}.`,
      evidence: [...evidence, evidenceOf(filters, "metricFilters", filters.data.length)],
      missing: [],
    };
  }
  const alarms = sectionsOf(snapshot, "cloudwatch/alarms").find((section) => section.region === filters.region);
  if (!isAnswered(alarms)) return { ...unknown(missingFrom(alarms, "cloudwatch/alarms")), evidence };
  const reaches = counting.map((one) => reachOf(one.filters, alarms, snapshot, mayWait));
  const least = reaches.reduce((one, other) => (levels.indexOf(other.level) < levels.indexOf(one.level) ? other : one));
  return { ...least, evidence: [...evidence, ...uniqueEvidence(reaches.flatMap((one) => one.evidence))] };
}

function reachOf(
  filters: readonly MetricFilter[],
  alarms: Answered<"cloudwatch/alarms">,
  snapshot: Snapshot,
  mayWait: boolean,
): Outcome {
  const counts = filters.flatMap((filter) => filter.counts);
  const metrics = new Set(counts.map(({ metric }) => metric));
  const watching = alarms.data.filter((alarm) => watches(alarm, metrics));
  const reaches = alarmReaches(watching, alarms, snapshot).map((reach, index) =>
    afterOne(reach, watching[index]!, counts, alarms, mayWait),
  );
  const best = furthestOf(reaches);
  return (
    best ?? {
      level: "unwatched",
      reason: `${filters[0]!.name} counts them, but no alarm watches its metric.`,
      evidence: [],
      missing: [],
    }
  );
}

/** What an alarm reaches where one event is enough to raise it. */
function afterOne(
  reach: Reach,
  alarm: Alarm,
  counts: readonly CountedMetric[],
  section: Answered<"cloudwatch/alarms">,
  mayWait: boolean,
): Reach {
  const { raised, reason } = raisedByOne(alarm, counts);
  const evidence = [...reach.evidence, evidenceOf(section, `${alarm.name} condition`, conditionWords(alarm))];
  if (raised)
    return reach.level === "reached"
      ? { ...reach, evidence, reason: `${alarm.name} warns: ${reach.reason}` }
      : { ...reach, evidence };
  if (reach.level !== "reached" && reach.level !== "elsewhere") return { ...reach, evidence };
  return { level: raised === null || mayWait ? "elsewhere" : "nobody", reason, evidence, missing: [] };
}

function conditionWords({ comparison, condition }: Alarm): string {
  if (!condition) return "an expression";
  const { statistic, threshold, period, datapoints, periods, missingData } = condition;
  return `${statistic} ${comparison ?? ""} ${threshold ?? "a band"}, ${datapoints} of ${periods} periods of ${period} s, missing data: ${missingData}`;
}

export function uniqueEvidence(evidence: readonly Evidence[]): Evidence[] {
  return [...new Map(evidence.map((one) => [JSON.stringify(one), one])).values()];
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 3);
  return names.length > shown.length ? `${shown.join(", ")} and ${names.length - shown.length} more` : shown.join(", ");
}

function nameOf(group: string): string {
  return group.split(":")[6] ?? group;
}
