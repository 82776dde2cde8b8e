/** How far rules of EventBridge bring events that somebody should be told of. */
import type { Evidence } from "../posture";
import { isOn } from "../sections/regions";
import { sectionAt, sectionOf, type Snapshot } from "../snapshot";
import { evidenceOf, isAnswered, type Missing, missingFrom } from "./evaluation";
import { matchesEvent, readEventPattern } from "./event-pattern";
import type { Json } from "./filter-pattern/matches";
import { type EventFields, eventsOf, ordinary, placesOf } from "./monitoring-events";
import { furthest, type Reach, targetsReach } from "./reach";
import { recordingOf } from "./trail-recording";
import { knownTrails } from "./trails";

/** In no Region, or not in each in which the event can happen. */
export type RuleReach = Reach | NoRule;

interface NoRule {
  readonly level: "none";
  readonly reason: "";
  readonly evidence: readonly [];
  readonly missing: readonly Missing[];
}

function none(missing: readonly Missing[] = []): NoRule {
  return { level: "none", reason: "", evidence: [], missing };
}

/**
 * Of one event: as far as in the Region in which it gets least far. EventBridge gets what a trail records, and of what only reads nothing,
 * unless a rule asks for it (docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html).
 */
export function rulesReach(fields: EventFields, snapshot: Snapshot): RuleReach {
  const regions = sectionOf(snapshot, "ec2/regions");
  if (!isAnswered(regions))
    return none([...missingFrom(regions, "ec2/regions"), ...inRegion(fields, snapshot.region, snapshot).missing]);
  const { trails, missing: unseen } = knownTrails(snapshot);
  const recordings = trails.filter((trail) => trail.multiRegion).map((trail) => recordingOf(trail, snapshot));
  const recorded = recordings.some((recording) => recording.write);
  const on = regions.data.filter(isOn).map(({ name }) => name);
  const places = snapshot.account.partition === "aws" ? (placesOf(fields) ?? on) : on;
  const reaches = places.map((region) => inRegion(fields, region, snapshot));
  if (!recorded) {
    const unclear = [...unseen, ...recordings.flatMap((recording) => recording.missing)];
    return none(unclear.length === 0 ? [] : [...unclear, ...reaches.flatMap(({ missing }) => missing)]);
  }
  // A Region without a rule decides, whatever of others is not known.
  const without = reaches.find(({ level, missing }) => level === "none" && missing.length === 0);
  if (without) return without;
  const unknown = reaches.flatMap(({ missing }) => missing);
  const least = order
    .map((level) => reaches.find((reach) => reach.level === level))
    .find((reach) => reach !== undefined)!;
  return least.level === "none"
    ? none(unknown)
    : { ...least, evidence: reaches.flatMap((reach) => reach.evidence), missing: unknown };
}

const order = ["none", "nobody", "unknown", "elsewhere", "reached"] as const;

function inRegion(fields: EventFields, region: string, snapshot: Snapshot): RuleReach {
  const rules = sectionAt(snapshot, "events/rules", region);
  if (!isAnswered(rules)) return none(missingFrom(rules, "events/rules"));
  const events = eventsOf({ ...fields, regions: [region, region] });
  const taking = rules.data.filter(({ pattern: text, reads }) => {
    const pattern = readEventPattern(text);
    if (pattern === null || ordinary.some((event) => matchesEvent(pattern, delivered(event)) === true)) return false;
    return events.every((event) => (reads || !isRead(event)) && matchesEvent(pattern, delivered(event)) === true);
  });
  const [first, ...others] = taking.map(({ name, pattern }): Reach => {
    const evidence: Evidence[] = [evidenceOf(rules, `${name} EventPattern`, pattern)];
    const targets = sectionAt(snapshot, "events/targets", region, name);
    if (!isAnswered(targets))
      return { level: "unknown", reason: "", evidence, missing: missingFrom(targets, "events/targets") };
    const reach = targetsReach(targets.data, name, snapshot);
    return {
      ...reach,
      reason: reach.level === "reached" ? `The rule ${name} warns: ${reach.reason}` : reach.reason,
      evidence: [
        ...evidence,
        evidenceOf(targets, `${name} Targets`, targets.data.join(", ") || "none"),
        ...reach.evidence,
      ],
    };
  });
  return first ? furthest([first, ...others]) : none();
}

/** As EventBridge delivers what CloudTrail records. */
function delivered(event: Json): Json {
  const detail = event as Readonly<Record<string, Json>>;
  const service = String(detail.eventSource).replace(/\.amazonaws\.com$/, "");
  return {
    version: "0",
    id: "c0ffee00-0000-4000-8000-000000000002",
    "detail-type":
      service === "signin"
        ? "AWS Console Sign In via CloudTrail"
        : detail.eventType === "AwsServiceEvent"
          ? "AWS Service Event via CloudTrail"
          : "AWS API Call via CloudTrail",
    source: `aws.${service}`,
    account: detail.recipientAccountId ?? null,
    time: detail.eventTime ?? null,
    region: detail.awsRegion ?? null,
    resources: [],
    detail,
  };
}

function isRead(event: Json): boolean {
  return (event as { readonly readOnly?: Json }).readOnly === true;
}
