/** Whether somebody would be told: by a topic, by an alarm. */
import type { Evidence } from "../posture";
import { mostSetOff, setOff } from "../sections/alarms";
import type { CostSubscriber } from "../sections/billing";
import { type Alarm, reachesPeople } from "../sections/monitoring";
import { sectionOf, type Snapshot } from "../snapshot";
import { type Answered, counted, evidenceOf, isAnswered, type Missing, missingFrom } from "./evaluation";

export interface Reach {
  /** `elsewhere`: something runs, and whom it tells is not AWS's to say; `unknown`: see `missing`. */
  readonly level: "reached" | "elsewhere" | "unknown" | "nobody";
  /** A sentence about it. */
  readonly reason: string;
  readonly evidence: readonly Evidence[];
  readonly missing: readonly Missing[];
}

const order = ["nobody", "unknown", "elsewhere", "reached"] as const;

/** The one that reaches furthest; its evidence is that of all. */
export function furthest(reaches: readonly [Reach, ...Reach[]]): Reach {
  const best = reaches.reduce((one, other) => (order.indexOf(other.level) > order.indexOf(one.level) ? other : one));
  return {
    ...best,
    evidence: reaches.flatMap((one) => one.evidence),
    missing: best.level === "unknown" ? reaches.flatMap((one) => one.missing) : [],
  };
}

/** Of the targets of a rule of EventBridge: what runs something may tell people, and what only stores tells nobody by itself. */
export function targetsReach(targets: readonly string[], rule: string, snapshot: Snapshot): Reach {
  const [first, ...others] = targets.map((target): Reach =>
    target.split(":")[2] === "sns"
      ? topicReach(target, snapshot)
      : { level: "elsewhere", reason: `${rule} sends them to ${target}.`, evidence: [], missing: [] },
  );
  return first
    ? furthest([first, ...others])
    : { level: "nobody", reason: `${rule} takes them, and sends them nowhere.`, evidence: [], missing: [] };
}

function topicReach(topic: string, snapshot: Snapshot): Reach {
  const section = sectionOf(snapshot, "sns/subscriptions", topic);
  if (!isAnswered(section))
    return {
      level: "unknown",
      reason: `Whether ${nameOf(topic)} has a subscription is not known.`,
      evidence: [],
      missing: missingFrom(section, "sns/subscriptions"),
    };
  const { confirmed, pending } = section.data;
  const evidence = [
    evidenceOf(
      section,
      `${nameOf(topic)} confirmed subscriptions`,
      confirmed.join(", ") || `none${pending > 0 ? `, ${pending} pending` : ""}`,
    ),
  ];
  if (confirmed.length > 0) {
    const people = confirmed.some(reachesPeople);
    return {
      level: people ? "reached" : "elsewhere",
      reason: people
        ? `${nameOf(topic)} has a confirmed subscription (${confirmed.join(", ")}).`
        : `${nameOf(topic)} goes on to ${confirmed.join(" and ")} alone.`,
      evidence,
      missing: [],
    };
  }
  return {
    level: "nobody",
    reason: `${nameOf(topic)} has no confirmed subscription${pending > 0 ? `; ${counted(pending, "subscription")} still ${pending === 1 ? "waits" : "wait"} for somebody to confirm` : ""}.`,
    evidence,
    missing: [],
  };
}

/** Of each of these alarms of the section, with the composite alarms that it sets off; where they are too many the last stands for the rest. */
export function alarmReaches(
  alarms: readonly Alarm[],
  section: Answered<"cloudwatch/alarms">,
  snapshot: Snapshot,
): Reach[] {
  const reaches = alarms.slice(0, mostSetOff).map((alarm) => alarmReach(alarm, section, snapshot));
  return alarms.length > mostSetOff ? [...reaches, tooMany("These events set off")] : reaches;
}

function alarmReach(alarm: Alarm, section: Answered<"cloudwatch/alarms">, snapshot: Snapshot): Reach {
  const alarms = setOff(alarm, section.data, mostSetOff + 1);
  const [own, ...composites] = alarms.slice(0, mostSetOff).map((one) => ownReach(one, section, snapshot));
  return furthest([own!, ...composites, ...(alarms.length > mostSetOff ? [tooMany(`${alarm.name} sets off`)] : [])]);
}

function tooMany(start: string): Reach {
  return {
    level: "unknown",
    reason: `${start} more than ${mostSetOff} alarms: not all of them were looked at.`,
    evidence: [],
    missing: [],
  };
}

function ownReach(
  { name, actionsEnabled, actions }: Alarm,
  section: Answered<"cloudwatch/alarms">,
  snapshot: Snapshot,
): Reach {
  const evidence = [
    evidenceOf(
      section,
      `${name} AlarmActions`,
      `${actions.join(", ") || "none"}${actionsEnabled ? "" : " (ActionsEnabled: false)"}`,
    ),
  ];
  const nobody = (reason: string): Reach => ({ level: "nobody", reason, evidence, missing: [] });
  if (!actionsEnabled) return nobody(`The actions of ${name} are switched off.`);
  const [first, ...others] = actions.map((action) => actionReach(action, name, snapshot));
  if (!first) return nobody(`${name} goes off, and tells nobody: it has no action.`);
  const reach = furthest([first, ...others]);
  return { ...reach, evidence: [...evidence, ...reach.evidence] };
}

/** What tells people, or may. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
const mayTell = new Set(["lambda", "ssm", "ssm-incidents", "aiops"]);

function actionReach(action: string, alarm: string, snapshot: Snapshot): Reach {
  const service = action.split(":")[2] ?? "";
  if (service === "sns") return topicReach(action, snapshot);
  return mayTell.has(service)
    ? { level: "elsewhere", reason: `${alarm} sets off ${action}.`, evidence: [], missing: [] }
    : { level: "nobody", reason: `${alarm} sets off ${action}, which tells nobody.`, evidence: [], missing: [] };
}

/** Of whoever a budget or an anomaly is told to; `what` it is told of. */
export function subscribersReach(subscribers: readonly CostSubscriber[], what: string, snapshot: Snapshot): Reach {
  const [first, ...others] = subscribers
    .filter(({ declined }) => !declined)
    .map(({ topic }): Reach =>
      topic === null
        ? { level: "reached", reason: `${what} notifies by e-mail.`, evidence: [], missing: [] }
        : topicReach(topic, snapshot),
    );
  return first
    ? furthest([first, ...others])
    : { level: "nobody", reason: `${what} notifies nobody.`, evidence: [], missing: [] };
}

/** The last part of an ARN. */
function nameOf(arn: string): string {
  return arn.split(":").pop() || arn;
}
