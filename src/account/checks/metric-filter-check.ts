/** What the checks share that want certain events of the trail counted by a metric filter, watched by an alarm, and told to somebody. */
import type { Remedies } from "../posture";
import { sectionOf, type Snapshot } from "../snapshot";
import { type Check, type CheckDeclaration, defineCheck, type Evaluation } from "./check";
import { asked, decided, isAnswered, missingActionsOf, missingFrom, notAssessed } from "./evaluation";
import { rulesReach } from "./event-rules";
import { filledText } from "./filled-text";
import cloudformation from "./metric-filter.cfn.yaml";
import commands from "./metric-filter.sh";
import terraform from "./metric-filter.tf";
import { furthestOf, type Outcome, outcomeOf, uniqueEvidence, type Wanted } from "./metric-filter-reach";
import { type EventFields, eventsOf } from "./monitoring-events";
import { loggedTrails } from "./trail-log-groups";

export interface MetricFilterCheck extends Pick<CheckDeclaration, "id" | "why" | "severity" | "cis" | "securityHub"> {
  /** `changes of CloudTrail`: what somebody is notified of. */
  readonly what: string;
  /** Each of these must be counted, by one filter or by several. */
  readonly events: readonly EventFields[];
  /** A single one may be a slip: whether an alarm that waits for several is meant is for people to say. */
  readonly mayWait?: boolean;
  /** One of them is a read: a trail of writes does not see it. */
  readonly reads?: boolean;
  /** A pattern that takes them all, for the remediation. */
  readonly pattern: string;
}

export function defineMetricFilterCheck({
  what,
  events,
  reads = false,
  mayWait = false,
  pattern,
  ...declaration
}: MetricFilterCheck): Check {
  const wanted = events.map((fields) => ({ name: fields.name, fields, events: eventsOf(fields) }));
  return defineCheck({
    ...declaration,
    title: `Somebody is notified of ${what}`,
    recommendation: "log-analysis",
    sections: [
      "cloudtrail/trails",
      "cloudtrail/trail-status",
      "cloudtrail/event-selectors",
      "logs/metric-filters",
      "logs/subscription-filters",
      "cloudwatch/alarms",
      "sns/subscriptions",
      "ec2/regions",
      "events/rules",
      "events/targets",
    ],
    remediation: remediationOf(declaration.id, what, pattern),
    links: ["https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudwatch-alarms-for-cloudtrail.html"],
    evaluate: (snapshot) => evaluate(snapshot, { what, wanted, reads, mayWait }),
  });
}

interface Question {
  readonly what: string;
  readonly wanted: readonly Wanted[];
  readonly reads: boolean;
  readonly mayWait: boolean;
}

/** What rules of EventBridge tell needs no filter. */
function evaluate(snapshot: Snapshot, question: Question): Evaluation {
  const answered = question.wanted.map((one) => ({ one, reach: rulesReach(one.fields, snapshot) }));
  const left = answered.filter(({ reach }) => reach.level !== "reached");
  const evidence = uniqueEvidence(answered.flatMap(({ reach }) => reach.evidence));
  const [first] = answered;
  if (left.length === 0 && first) return decided("pass", first.reach.reason, evidence);
  const byFilters = evaluateFilters(snapshot, { ...question, wanted: left.map(({ one }) => one) });
  const evaluation = { ...byFilters, evidence: [...byFilters.evidence, ...evidence] };
  const missing = left.flatMap(({ reach }) => reach.missing);
  // Whichever of them answers may tell.
  if (byFilters.verdict === "not-assessed")
    return {
      ...evaluation,
      missingActions: [...new Set([...byFilters.missingActions, ...missingActionsOf(missing)])],
    };
  if (byFilters.verdict !== "fail") return evaluation;
  if (missing.length > 0 && left.every(({ reach }) => reach.missing.length > 0 || reach.level === "elsewhere"))
    return notAssessed(missing, evaluation.evidence);
  const elsewhere = left.map(({ reach }) => reach).filter((reach) => reach.level === "elsewhere");
  return elsewhere.length === left.length
    ? asked(`${elsewhere[0]!.reason} Does that tell somebody of ${question.what}?`, evaluation.evidence)
    : evaluation;
}

function evaluateFilters(snapshot: Snapshot, { what, wanted, reads, mayWait }: Question): Evaluation {
  const logged = loggedTrails(snapshot);
  if (logged.unknown.length > 0) return notAssessed(logged.unknown);
  // Several trails may write to one group.
  const judged = new Map<string, Outcome>();
  const outcomeIn = (group: string) => {
    const outcome = judged.get(group) ?? outcomeOf(group, snapshot, wanted, mayWait);
    judged.set(group, outcome);
    return outcome;
  };
  const outcomes = logged.groups.map(({ group, trail, recording }): Outcome => {
    if (recording.missing.length > 0)
      return {
        level: "unknown",
        reason: recording.reason,
        evidence: recording.evidence,
        missing: [...recording.missing, ...outcomeIn(group).missing],
      };
    const seen = recording.write && (recording.read || !reads);
    return seen
      ? outcomeIn(group)
      : { level: "unseen", reason: `${trail.name}: ${recording.reason}`, evidence: recording.evidence, missing: [] };
  });
  const best = furthestOf(outcomes);
  const evidence = [...logged.evidence, ...new Set(outcomes.flatMap((one) => one.evidence))];
  if (best?.level === "reached") return decided("pass", best.reason, evidence);
  const missing = outcomes.flatMap((one) => (one.level === "unknown" ? one.missing : []));
  if (outcomes.some((one) => one.level === "unknown")) {
    const { reason, missingActions } = notAssessed(missing);
    return { verdict: "not-assessed", reason: reason || best!.reason, resources: [], evidence, missingActions };
  }
  if (best?.level === "elsewhere") return asked(`${best.reason} Does that tell somebody of ${what}?`, evidence);
  const feeds = logged.groups.map(({ group }) => sectionOf(snapshot, "logs/subscription-filters", group));
  const silent = feeds.flatMap((section) => missingFrom(section, "logs/subscription-filters"));
  if (silent.length > 0) return notAssessed(silent, evidence);
  const fed = feeds.filter(isAnswered).flatMap((section) => section.data.map(({ destination }) => destination));
  if (fed.length > 0)
    return asked(
      `${best ? `${best.reason} ` : ""}The events go on to ${fed[0]}: does that tell somebody of ${what}?`,
      evidence,
    );
  if (!best && logged.elsewhere.length > 0) {
    return decided(
      "not-applicable",
      `The log group of ${logged.elsewhere[0]!.name} is in another account: its filters and alarms are there.`,
      evidence,
    );
  }
  return decided(
    "fail",
    best?.reason ?? "No trail of every Region sends its events to a log group: no filter can see them.",
    evidence,
  );
}

function remediationOf(id: string, what: string, pattern: string): Remedies {
  const name = id.slice(id.indexOf("/") + 1);
  const logicalId = name.replace(/-./g, (dash) => dash[1]!.toUpperCase()).replace(/^./, (first) => first.toUpperCase());
  const values = { ID: logicalId, NAME: name, PATTERN: pattern, WHAT: what };
  return {
    console: `CloudWatch > Log groups > (that of the trail) > Metric filters > Create metric filter: pattern ${pattern}; then Create alarm on its metric: Sum >= 1 in 5 minutes, notify an SNS topic that somebody has subscribed to and confirmed.`,
    cli: filledText(commands, values),
    cloudformation: filledText(cloudformation, values),
    terraform: filledText(terraform, { ...values, PATTERN: pattern.replaceAll('"', '\\"') }),
  };
}
