import assert from "node:assert/strict";

import { checks } from "../../../src/account/checks/generated/index";
import type {
  Alarm,
  AlarmCondition,
  CountedMetric,
  MetricFilter,
  SubscriptionFilter,
  TopicSubscriptions,
} from "../../../src/account/sections/monitoring";
import type { AnySection, Snapshot } from "../../../src/account/snapshot";
import { accountId, ago, section, sectionIn, snapshotOf, table, trail, verdictOf } from "./support";

const group = `arn:aws:logs:eu-central-1:${accountId}:log-group:events:*`;
const topic = (name: string) => `arn:aws:sns:eu-central-1:${accountId}:${name}`;
const filter = (name: string, pattern: string, fields: Partial<MetricFilter> = {}): MetricFilter => ({
  name,
  pattern,
  counts: [{ metric: `CloudTrail ${name}`, value: "1", quiet: 0, dimensions: [] }],
  selective: false,
  ...fields,
});
/** The sum of five minutes is 1 or more. */
const once: AlarmCondition = {
  dimensions: {},
  statistic: "Sum",
  period: 300,
  datapoints: 1,
  periods: 1,
  threshold: 1,
  missingData: "notBreaching",
};
const alarm = (name: string, metric: string, fields: Partial<Alarm> = {}): Alarm => ({
  name,
  actionsEnabled: true,
  actions: [topic("security")],
  metrics: [`CloudTrail ${metric}`],
  comparison: "GreaterThanOrEqualToThreshold",
  condition: once,
  rule: null,
  ...fields,
});
const confirmed: TopicSubscriptions = { confirmed: ["email"], pending: 0 };
const all = { basic: [{ readWriteType: "All", managementEvents: true, dataResources: [] }], advanced: [] };

interface Setting {
  readonly filters?: readonly MetricFilter[] | "denied";
  readonly subscriptions?: readonly SubscriptionFilter[] | "denied";
  readonly alarms?: readonly Alarm[] | "denied";
  readonly topics?: Readonly<Record<string, TopicSubscriptions | "denied">>;
  readonly trail?: Partial<ReturnType<typeof trail>>;
  readonly logging?: boolean;
  readonly selectors?: unknown;
  /** Of EventBridge, by Region. */
  readonly rules?: Readonly<Record<string, readonly Rule[] | "denied">>;
}

interface Rule {
  readonly name: string;
  readonly pattern: object;
  readonly reads?: boolean;
  readonly targets?: readonly string[] | "denied";
}

const answer = <Data>(data: Data | "denied") => (data === "denied" ? undefined : data);

/** A trail of every Region with a log group, and what becomes of its events. */
function setting({
  filters = [],
  subscriptions = [],
  alarms = [],
  topics = { security: confirmed },
  trail: fields = {},
  logging = true,
  selectors = all,
  rules = { "eu-central-1": [], "us-east-1": [] },
}: Setting): Snapshot {
  const main = trail({ logGroup: group, ...fields });
  const status = {
    logging,
    startedAt: ago(400),
    latestDeliveryError: null,
    latestDeliveryAt: ago(0.01),
    logsDeliveryError: null,
    logsDeliveryAt: ago(0.01),
  };
  const sections: AnySection[] = [
    section("cloudtrail/trail-status", status, main.arn),
    section("cloudtrail/event-selectors", answer(selectors), main.arn),
    sectionIn("eu-central-1", "logs/metric-filters", answer(filters), group),
    sectionIn("eu-central-1", "logs/subscription-filters", answer(subscriptions), group),
    sectionIn("eu-central-1", "cloudwatch/alarms", answer(alarms)),
    ...Object.entries(rules).flatMap(([region, those]) => [
      sectionIn(
        region,
        "events/rules",
        answer(
          those === "denied"
            ? those
            : those.map(({ name, pattern, reads = false }) => ({ name, pattern: JSON.stringify(pattern), reads })),
        ),
      ),
      ...(those === "denied"
        ? []
        : those.map(({ name, targets = [topic("security")] }) =>
            sectionIn(region, "events/targets", answer(targets), name),
          )),
    ]),
    ...Object.entries(topics).map(([name, data]) =>
      sectionIn("eu-central-1", "sns/subscriptions", answer(data), topic(name)),
    ),
  ];
  return snapshotOf(
    {
      "ec2/regions": ["eu-central-1", "us-east-1"].map((name) => ({ name, optInStatus: "opt-in-not-required" })),
      "cloudtrail/trails": [main],
      "cloudtrail/trail-list": [{ arn: main.arn, homeRegion: main.homeRegion }],
    },
    sections,
  );
}

const trailNames = ["CreateTrail", "UpdateTrail", "DeleteTrail", "StartLogging", "StopLogging"];
const trailPattern = `{ ${trailNames.map((name) => `($.eventName = ${name})`).join(" || ")} }`;
const told = (pattern: string, more: Setting = {}): Snapshot =>
  setting({ filters: [filter("it", pattern)], alarms: [alarm("warned", "it")], ...more });

/** One event, and what a filter and an alarm make of it. */
const raised = (
  condition: Partial<AlarmCondition>,
  count: Partial<CountedMetric> = {},
  comparison = "GreaterThanOrEqualToThreshold",
): Snapshot =>
  setting({
    filters: [
      filter("it", trailPattern, {
        counts: [{ metric: "CloudTrail it", value: "1", quiet: 0, dimensions: [], ...count }],
      }),
    ],
    alarms: [alarm("warned", "it", { comparison, condition: { ...once, ...condition } })],
  });
table("monitoring/trail-changes", [
  { name: "a threshold of 1000", snapshot: raised({ threshold: 1000 }), verdict: "fail", reason: /no less than 1000/ },
  { name: "a threshold of 2", snapshot: raised({ threshold: 2 }), verdict: "fail" },
  {
    name: "a threshold of 1, and an event counts for 5",
    snapshot: raised({ threshold: 5 }, { value: "5" }),
    verdict: "pass",
  },
  { name: "more than 0", snapshot: raised({ threshold: 0 }, {}, "GreaterThanThreshold"), verdict: "pass" },
  { name: "more than 1", snapshot: raised({ threshold: 1 }, {}, "GreaterThanThreshold"), verdict: "fail" },
  { name: "an event counts for nothing", snapshot: raised({}, { value: "0" }), verdict: "fail" },
  { name: "an event counts for a field of its own", snapshot: raised({}, { value: "$.size" }), verdict: "attest" },
  { name: "0 and more", snapshot: raised({ threshold: 0 }), verdict: "fail", reason: /all the time/ },
  {
    name: "0 and more, and nothing is written where nothing happens",
    snapshot: raised({ threshold: 0 }, { quiet: null }),
    verdict: "pass",
  },
  {
    name: "24 periods of an hour",
    snapshot: raised({ period: 3600, periods: 24, datapoints: 24 }),
    verdict: "fail",
    reason: /24 periods of 1 hour/,
  },
  { name: "1 of 24 periods", snapshot: raised({ period: 3600, periods: 24, datapoints: 1 }), verdict: "pass" },
  { name: "2 of 3 periods", snapshot: raised({ periods: 3, datapoints: 2 }), verdict: "fail" },
  {
    name: "3 periods, and no data between",
    snapshot: raised({ periods: 3, datapoints: 3, missingData: "missing" }, { quiet: null }),
    verdict: "attest",
  },
  {
    name: "3 periods, and no data between is ignored",
    snapshot: raised({ periods: 3, datapoints: 3, missingData: "ignore" }, { quiet: null }),
    verdict: "fail",
  },
  {
    name: "what is ignored keeps it in alarm",
    snapshot: raised({ missingData: "ignore" }, { quiet: null }),
    verdict: "attest",
    reason: /says nothing of the next/,
  },
  { name: "nothing is ignored where there is data", snapshot: raised({ missingData: "ignore" }), verdict: "pass" },
  { name: "less than 1", snapshot: raised({}, { quiet: null }, "LessThanThreshold"), verdict: "fail" },
  {
    name: "no data counts as breaching",
    snapshot: raised({ missingData: "breaching" }, { quiet: null }),
    verdict: "fail",
    reason: /all the time/,
  },
  {
    name: "no data would count as breaching, but there is some",
    snapshot: raised({ missingData: "breaching" }),
    verdict: "pass",
  },
  { name: "the average of five minutes", snapshot: raised({ statistic: "Average" }), verdict: "attest" },
  { name: "the average of a minute", snapshot: raised({ statistic: "Average", period: 60 }), verdict: "pass" },
  {
    name: "an average above 0",
    snapshot: raised({ statistic: "Average", threshold: 0 }, {}, "GreaterThanThreshold"),
    verdict: "pass",
  },
  {
    name: "the average of what there is",
    snapshot: raised({ statistic: "Average" }, { quiet: null }),
    verdict: "pass",
  },
  { name: "the least of five minutes", snapshot: raised({ statistic: "Minimum" }), verdict: "attest" },
  { name: "the most of five minutes", snapshot: raised({ statistic: "Maximum" }), verdict: "pass" },
  {
    name: "how many values there were",
    snapshot: raised({ statistic: "SampleCount" }),
    verdict: "fail",
    reason: /all the time/,
  },
  {
    name: "how many events there were",
    snapshot: raised({ statistic: "SampleCount" }, { quiet: null }),
    verdict: "pass",
  },
  {
    name: "another metric by its dimensions",
    snapshot: raised({ dimensions: { user: "root" } }),
    verdict: "fail",
    reason: /dimensions differ/,
  },
  {
    name: "a metric whose dimensions it does not name",
    snapshot: raised({}, { dimensions: ["user"] }),
    verdict: "fail",
  },
  {
    name: "events of one dimension",
    snapshot: raised({ dimensions: { user: "a" } }, { dimensions: ["user"] }),
    verdict: "attest",
  },
  {
    name: "a band that CloudWatch learns",
    snapshot: raised({ threshold: null }, {}, "GreaterThanUpperThreshold"),
    verdict: "attest",
  },
  {
    name: "an expression",
    snapshot: told(trailPattern, { alarms: [alarm("warned", "it", { condition: null })] }),
    verdict: "attest",
  },
  {
    name: "one alarm waits for many, one for a single event",
    snapshot: told(trailPattern, {
      alarms: [alarm("patient", "it", { condition: { ...once, threshold: 50 } }), alarm("warned", "it")],
    }),
    verdict: "pass",
    reason: /warned warns/,
  },
  {
    name: "an alarm that waits, and tells nobody",
    snapshot: told(trailPattern, {
      alarms: [alarm("patient", "it", { actions: [], condition: { ...once, threshold: 50 } })],
    }),
    verdict: "fail",
  },
  {
    name: "a queue alone is told",
    snapshot: told(trailPattern, { topics: { security: { confirmed: ["sqs"], pending: 0 } } }),
    verdict: "attest",
    reason: /goes on to sqs alone/,
  },
  {
    name: "a function and a stream alone are told",
    snapshot: told(trailPattern, { topics: { security: { confirmed: ["lambda", "firehose"], pending: 2 } } }),
    verdict: "attest",
  },
  {
    name: "a queue and a pager",
    snapshot: told(trailPattern, { topics: { security: { confirmed: ["sqs", "https"], pending: 0 } } }),
    verdict: "pass",
  },
]);
const failures = `{ ($.eventName = ConsoleLogin) && ($.errorMessage = "Failed authentication") }`;
table("monitoring/sign-in-failures", [
  {
    name: "three of them",
    snapshot: told(failures, { alarms: [alarm("patient", "it", { condition: { ...once, threshold: 3 } })] }),
    verdict: "attest",
    reason: /no less than 3/,
  },
  { name: "one of them", snapshot: told(failures), verdict: "pass" },
]);

table("monitoring/trail-changes", [
  { name: "as CIS writes it", snapshot: told(trailPattern), verdict: "pass", reason: /warned warns/ },
  {
    name: "in another order, with other spaces and quotes",
    snapshot: told(
      `{${[...trailNames]
        .reverse()
        .map((name) => `$.eventName="${name}"`)
        .join("||")}}`,
    ),
    verdict: "pass",
  },
  {
    name: "by the source, with wildcards",
    snapshot: told('{ $.eventSource = cloudtrail* && ($.eventName = *Trail || $.eventName = "*Logging") }'),
    verdict: "pass",
  },
  {
    name: "every change of CloudTrail",
    snapshot: told('{ ($.eventSource = "cloudtrail.amazonaws.com") && ($.readOnly IS FALSE) }'),
    verdict: "pass",
  },
  {
    name: "and others too",
    snapshot: told(trailPattern.replace(" }", " || ($.eventName = PutEventSelectors) }")),
    verdict: "pass",
  },
  {
    name: "but for one robot",
    snapshot: told(`{ (${trailPattern.slice(2, -2)}) && ($.userIdentity.arn != "*:assumed-role/deploy/*") }`),
    verdict: "pass",
  },
  {
    name: "by two filters with an alarm each",
    snapshot: setting({
      filters: [filter("one", "{ $.eventName = *Trail }"), filter("two", "{ $.eventName = St*Logging }")],
      alarms: [alarm("a", "one"), alarm("b", "two")],
    }),
    verdict: "pass",
  },
  {
    name: "by two filters, one without an alarm",
    snapshot: setting({
      filters: [filter("one", "{ $.eventName = *Trail }"), filter("two", "{ $.eventName = St*Logging }")],
      alarms: [alarm("a", "one")],
    }),
    verdict: "fail",
    reason: /two counts them, but no alarm/,
  },
  {
    name: "all but one",
    snapshot: told(
      "{ $.eventName = CreateTrail || $.eventName = UpdateTrail || $.eventName = DeleteTrail || $.eventName = StartLogging }",
    ),
    verdict: "fail",
    reason: /counts StopLogging/,
  },
  {
    name: "one Region only",
    snapshot: told(`{ (${trailPattern.slice(2, -2)}) && $.awsRegion = "eu-west-3" }`),
    verdict: "fail",
  },
  {
    name: "one user only",
    snapshot: told(`{ (${trailPattern.slice(2, -2)}) && $.userIdentity.userName = "tomasz" }`),
    verdict: "fail",
  },
  {
    name: "and where or is meant",
    snapshot: told("{ ($.eventName = CreateTrail) && ($.eventName = DeleteTrail) }"),
    verdict: "fail",
    reason: /counts these events/,
  },
  {
    name: "refused calls only",
    snapshot: told(`{ (${trailPattern.slice(2, -2)}) && ($.errorCode = AccessDenied) }`),
    verdict: "fail",
  },
  { name: "a pattern that takes everything tells of nothing", snapshot: told(""), verdict: "fail" },
  { name: "a pattern of columns", snapshot: told("[a, b, c]"), verdict: "fail" },
  {
    name: "a filter of some accounts only",
    snapshot: setting({ filters: [filter("it", trailPattern, { selective: true })], alarms: [alarm("warned", "it")] }),
    verdict: "fail",
  },
  {
    name: "a pattern that cannot be read",
    snapshot: told("{ $.eventName ~ StopLogging }"),
    verdict: "not-assessed",
    reason: /cannot be read/,
  },
  { name: "no filter", snapshot: setting({}), verdict: "fail" },
  {
    name: "no alarm",
    snapshot: setting({ filters: [filter("it", trailPattern)] }),
    verdict: "fail",
    reason: /no alarm watches/,
  },
  {
    name: "an alarm of another namespace",
    snapshot: setting({
      filters: [filter("it", trailPattern)],
      alarms: [alarm("other", "it", { metrics: ["Other it"] })],
    }),
    verdict: "fail",
    reason: /no alarm watches/,
  },
  {
    name: "an alarm that waits for fewer",
    snapshot: setting({
      filters: [filter("it", trailPattern)],
      alarms: [alarm("low", "it", { comparison: "LessThanThreshold" })],
    }),
    verdict: "fail",
    reason: /no alarm watches/,
  },
  {
    name: "actions switched off",
    snapshot: told(trailPattern, { alarms: [alarm("warned", "it", { actionsEnabled: false })] }),
    verdict: "fail",
    reason: /switched off/,
  },
  {
    name: "no action",
    snapshot: told(trailPattern, { alarms: [alarm("warned", "it", { actions: [] })] }),
    verdict: "fail",
    reason: /tells nobody/,
  },
  {
    name: "a subscription that waits",
    snapshot: told(trailPattern, { topics: { security: { confirmed: [], pending: 1 } } }),
    verdict: "fail",
    reason: /1 subscription still waits/,
  },
  {
    name: "a topic without subscriptions",
    snapshot: told(trailPattern, { topics: { security: { confirmed: [], pending: 0 } } }),
    verdict: "fail",
    reason: /no confirmed subscription\./,
  },
  {
    name: "one of two topics",
    snapshot: told(trailPattern, {
      alarms: [alarm("warned", "it", { actions: [topic("dead"), topic("security")] })],
      topics: { dead: { confirmed: [], pending: 1 }, security: confirmed },
    }),
    verdict: "pass",
  },
  {
    name: "one of two alarms",
    snapshot: told(trailPattern, { alarms: [alarm("off", "it", { actionsEnabled: false }), alarm("warned", "it")] }),
    verdict: "pass",
  },
  {
    name: "a machine that restarts",
    snapshot: told(trailPattern, {
      alarms: [alarm("warned", "it", { actions: ["arn:aws:automate:eu-central-1:ec2:reboot"] })],
    }),
    verdict: "fail",
    reason: /tells nobody/,
  },
  {
    name: "a function",
    snapshot: told(trailPattern, {
      alarms: [alarm("warned", "it", { actions: [`arn:aws:lambda:eu-central-1:${accountId}:function:page-us`] })],
    }),
    verdict: "attest",
    reason: /page-us.*\?$/,
  },
  {
    name: "an incident",
    snapshot: told(trailPattern, {
      alarms: [alarm("warned", "it", { actions: [`arn:aws:ssm-incidents::${accountId}:response-plan/on-call`] })],
    }),
    verdict: "attest",
  },
  {
    name: "a composite alarm",
    snapshot: told(trailPattern, {
      alarms: [alarm("quiet", "it", { actions: [] }), composite("loud", 'ALARM("quiet") OR ALARM("other")')],
    }),
    verdict: "pass",
  },
  {
    name: "a composite alarm of a composite alarm, by ARN",
    snapshot: told(trailPattern, {
      alarms: [
        alarm("quiet", "it", { actions: [] }),
        composite("middle", "ALARM(quiet)", { actions: [] }),
        composite("loud", `ALARM('arn:aws:cloudwatch:eu-central-1:${accountId}:alarm:middle')`),
      ],
    }),
    verdict: "pass",
  },
  {
    name: "a composite alarm that wants more",
    snapshot: told(trailPattern, {
      alarms: [alarm("quiet", "it", { actions: [] }), composite("loud", 'ALARM("quiet") AND ALARM("other")')],
    }),
    verdict: "fail",
  },
  {
    name: "a composite alarm of another",
    snapshot: told(trailPattern, {
      alarms: [alarm("quiet", "it", { actions: [] }), composite("loud", 'ALARM("quiet two")')],
    }),
    verdict: "fail",
  },
  {
    name: "composite alarms in a circle",
    snapshot: told(trailPattern, {
      alarms: [
        alarm("quiet", "it", { actions: [] }),
        composite("a", "ALARM(quiet) OR ALARM(b)", { actions: [] }),
        composite("b", "ALARM(a)", { actions: [] }),
      ],
    }),
    verdict: "fail",
  },
  {
    name: "no filter, but the events go on",
    snapshot: setting({ subscriptions: [{ name: "siem", pattern: "", destination: "arn:aws:firehose:siem" }] }),
    verdict: "attest",
    reason: /firehose:siem/,
  },
  {
    name: "a trail of writes",
    snapshot: told(trailPattern, {
      selectors: { basic: [{ readWriteType: "WriteOnly", managementEvents: true, dataResources: [] }], advanced: [] },
    }),
    verdict: "pass",
  },
  {
    name: "a trail that is stopped",
    snapshot: told(trailPattern, { logging: false }),
    verdict: "fail",
    reason: /main: Is not logging/,
  },
  {
    name: "a trail of one Region",
    snapshot: told(trailPattern, { trail: { multiRegion: false } }),
    verdict: "fail",
    reason: /No trail of every Region/,
  },
  { name: "no log group", snapshot: setting({ trail: { logGroup: null } }), verdict: "fail", reason: /log group/ },
  {
    name: "a trail of the organization, with its log group in another account",
    verdict: "not-applicable",
    reason: /in another account/,
    snapshot: setting({
      trail: { organization: true, logGroup: "arn:aws:logs:eu-central-1:444455556666:log-group:events:*" },
    }),
  },
  {
    name: "the filters are denied",
    snapshot: setting({ filters: "denied" }),
    verdict: "not-assessed",
    missing: ["logs:DescribeMetricFilters"],
  },
  {
    name: "the alarms are denied",
    snapshot: told(trailPattern, { alarms: "denied" }),
    verdict: "not-assessed",
    missing: ["cloudwatch:DescribeAlarms"],
  },
  { name: "the alarms are denied, and nothing is counted", snapshot: setting({ alarms: "denied" }), verdict: "fail" },
  {
    name: "the topic is denied",
    snapshot: told(trailPattern, { topics: { security: "denied" } }),
    verdict: "not-assessed",
    missing: ["sns:ListSubscriptionsByTopic"],
  },
  {
    name: "one topic is denied, another reaches",
    snapshot: told(trailPattern, {
      alarms: [alarm("warned", "it", { actions: [topic("far"), topic("security")] })],
      topics: { far: "denied", security: confirmed },
    }),
    verdict: "pass",
  },
  {
    name: "whether the events go on is denied",
    snapshot: setting({ subscriptions: "denied" }),
    verdict: "not-assessed",
    missing: ["logs:DescribeSubscriptionFilters"],
  },
  {
    name: "what the trail records is denied",
    snapshot: told(trailPattern, { selectors: "denied" }),
    verdict: "not-assessed",
    missing: ["cloudtrail:GetEventSelectors"],
  },
]);

function composite(name: string, rule: string, fields: Partial<Alarm> = {}): Alarm {
  return {
    name,
    actionsEnabled: true,
    actions: [topic("security")],
    metrics: [],
    comparison: null,
    condition: null,
    rule,
    ...fields,
  };
}

const writesOnly = {
  selectors: { basic: [{ readWriteType: "WriteOnly", managementEvents: true, dataResources: [] }], advanced: [] },
};
table("monitoring/root-use", [
  {
    name: "as CIS writes it",
    snapshot: told(
      '{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != "AwsServiceEvent" }',
    ),
    verdict: "pass",
  },
  {
    name: "in brackets, in another order",
    snapshot: told(
      "{ (($.eventType != AwsServiceEvent) && ($.userIdentity.invokedBy NOT EXISTS)) && ($.userIdentity.type = Root) }",
    ),
    verdict: "pass",
  },
  {
    name: "sign-ins only",
    snapshot: told('{ $.userIdentity.type = "Root" && $.eventName = ConsoleLogin }'),
    verdict: "fail",
    reason: /CreateAccessKey/,
  },
  { name: "a user of that name", snapshot: told('{ $.userIdentity.userName = "Root" }'), verdict: "fail" },
  {
    name: "a trail of writes does not see what root reads",
    snapshot: told('{ $.userIdentity.type = "Root" }', writesOnly),
    verdict: "fail",
    reason: /only the write/,
  },
]);

table("monitoring/unauthorized-calls", [
  {
    name: "as CIS writes it",
    snapshot: told(
      '{ ($.errorCode ="*UnauthorizedOperation") || ($.errorCode ="AccessDenied*") && ($.sourceIPAddress!="delivery.logs.amazonaws.com") && ($.eventName!="HeadBucket") }',
    ),
    verdict: "pass",
  },
  {
    name: "AccessDenied only",
    snapshot: told('{ $.errorCode = "AccessDenied*" }'),
    verdict: "fail",
    reason: /RunInstances/,
  },
  {
    name: "without wildcards",
    snapshot: told('{ ($.errorCode = "UnauthorizedOperation") || ($.errorCode = "AccessDenied") }'),
    verdict: "fail",
  },
]);

table("monitoring/sign-in-without-mfa", [
  {
    name: "as CIS writes it",
    snapshot: told(
      '{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes") && ($.userIdentity.type = "IAMUser") && ($.responseElements.ConsoleLogin = "Success") }',
    ),
    verdict: "pass",
  },
  {
    name: "as it was written before",
    snapshot: told('{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes") }'),
    verdict: "pass",
  },
  {
    name: "with MFA",
    snapshot: told('{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed = "Yes") }'),
    verdict: "fail",
  },
]);

for (const check of checks.filter(({ id }) => id.startsWith("monitoring/"))) {
  const pattern = /--filter-pattern '([^']+)'/.exec(check.remediation.find((one) => one.kind === "cli")!.text)![1]!;
  table(check.id, [
    { name: "the pattern that it proposes", snapshot: told(pattern), verdict: "pass", reason: /warned warns/ },
    { name: "no filter", snapshot: setting({}), verdict: "fail" },
    { name: "a filter without an alarm", snapshot: told(pattern, { alarms: [] }), verdict: "fail", reason: /no alarm/ },
    {
      name: "an alarm that is switched off",
      snapshot: told(pattern, { alarms: [alarm("warned", "it", { actionsEnabled: false })] }),
      verdict: "fail",
    },
    {
      name: "a threshold that one event does not reach",
      snapshot: told(pattern, { alarms: [alarm("warned", "it", { condition: { ...once, threshold: 1000 } })] }),
      verdict: /unauthorized|sign-in-failures/.test(check.id) ? "attest" : "fail",
    },
    {
      name: "the filters are denied",
      snapshot: setting({ filters: "denied" }),
      verdict: "not-assessed",
      missing: ["logs:DescribeMetricFilters"],
    },
  ]);
}

describe("the pattern that each check proposes", () => {
  for (const check of checks.filter(({ id }) => id.startsWith("monitoring/"))) {
    it(`${check.id}: is one that passes, in every form`, () => {
      const result = verdictOf(check.id, setting({}));
      assert.equal(result.verdict, "fail");
      const cli = /--filter-pattern '([^']+)'/.exec(result.remediation.find((one) => one.kind === "cli")!.text)![1]!;
      assert.equal(verdictOf(check.id, told(cli)).verdict, "pass", cli);
      const cloudformation = result.remediation.find((one) => one.kind === "cloudformation")!.text;
      assert.ok(cloudformation.includes(`FilterPattern: '${cli}'`));
      const hcl = /pattern +=\s*"((?:[^"\\]|\\.)*)"/.exec(
        result.remediation.find((one) => one.kind === "terraform")!.text,
      )![1]!;
      assert.equal(hcl.replaceAll('\\"', '"'), cli);
      // AWS takes no longer ones.
      assert.ok(cli.length <= 1024, `${cli.length} characters`);
    });
    it(`${check.id}: does not do for another`, () => {
      const cli = /--filter-pattern '([^']+)'/.exec(check.remediation.find((one) => one.kind === "cli")!.text)![1]!;
      const others = checks.filter(({ id }) => id.startsWith("monitoring/") && id !== check.id);
      assert.deepEqual(
        others.filter(({ id }) => verdictOf(id, told(cli)).verdict !== "fail").map(({ id }) => id),
        [],
      );
    });
  }
});

/** As many as nobody has: what grows with their square, or doubles with each, would not end. */
describe("far more alarms than anybody has", () => {
  const rootUse =
    '{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != "AwsServiceEvent" }';
  const names = Array.from({ length: 1000 }, (_, index) => `use-${index}`);
  const filters = names.map((name) => filter(name, rootUse));
  const composite = (name: string, ...others: readonly string[]): Alarm =>
    alarm(name, "", {
      metrics: [],
      actions: [],
      comparison: null,
      rule: others.map((one) => `ALARM("${one}")`).join(" OR "),
    });

  it("of which only the first is told to somebody", () => {
    const alarms = names.map((name, index) => alarm(name, name, index === 0 ? {} : { actions: [] }));
    const result = verdictOf("monitoring/root-use", setting({ filters, alarms }));
    assert.equal(result.verdict, "pass", result.reason);
  });

  it("of which none that is looked at is told to anybody", () => {
    const alarms = names.map((name) => alarm(name, name, { actions: [] }));
    const result = verdictOf("monitoring/root-use", setting({ filters, alarms }));
    assert.equal(result.verdict, "not-assessed");
    assert.match(result.reason, /more than 100 alarms/);
  });

  it("that set each other off, layer by layer and in circles", () => {
    const layers = Array.from({ length: 40 }, (_, layer) =>
      ["a", "b"].map((side) =>
        layer === 0
          ? composite(`${side}0`, "use-0", "a39", "b39")
          : composite(`${side}${layer}`, `a${layer - 1}`, `b${layer - 1}`),
      ),
    ).flat();
    const alarms = [
      alarm("use-0", "use-0", { actions: [] }),
      ...layers.slice(0, -1),
      { ...layers.at(-1)!, actions: [topic("security")] },
    ];
    const result = verdictOf("monitoring/root-use", setting({ filters: filters.slice(0, 1), alarms }));
    assert.equal(result.verdict, "pass", result.reason);
  });

  it("that one alarm sets off", () => {
    const alarms = [
      alarm("use-0", "use-0", { actions: [] }),
      ...names.slice(1).map((name) => composite(name, "use-0")),
    ];
    const result = verdictOf("monitoring/root-use", setting({ filters: filters.slice(0, 1), alarms }));
    assert.equal(result.verdict, "not-assessed");
    assert.match(result.reason, /use-0 sets off more than 100 alarms/);
  });
});

const both = (...rules: readonly Rule[]) => ({ rules: { "eu-central-1": rules, "us-east-1": rules } });
const viaTrail = "AWS API Call via CloudTrail";
const ofTrail: Rule = {
  name: "trail-watch",
  pattern: { source: ["aws.cloudtrail"], "detail-type": [viaTrail], detail: { eventName: trailNames } },
};
const lambda = `arn:aws:lambda:eu-central-1:${accountId}:function:page-us`;

/** A rule of EventBridge is as good as a filter with an alarm, in each Region in which the event can happen. */
table("monitoring/trail-changes", [
  { name: "a rule in each Region", snapshot: setting(both(ofTrail)), verdict: "pass", reason: /trail-watch warns/ },
  {
    name: "a rule in one Region",
    snapshot: setting({ rules: { "eu-central-1": [ofTrail], "us-east-1": [] } }),
    verdict: "fail",
  },
  {
    name: "a rule by the source alone",
    snapshot: setting(both({ name: "r", pattern: { source: ["aws.cloudtrail"] } })),
    verdict: "pass",
  },
  {
    name: "a rule by wildcards",
    snapshot: setting(
      both({
        name: "r",
        pattern: {
          "detail-type": [viaTrail],
          detail: { eventName: [{ suffix: "Trail" }, { wildcard: "St*Logging" }] },
        },
      }),
    ),
    verdict: "pass",
  },
  {
    name: "two rules, each for some",
    snapshot: setting(
      both(
        { name: "a", pattern: { source: ["aws.cloudtrail"], detail: { eventName: [{ suffix: "Trail" }] } } },
        { name: "b", pattern: { source: ["aws.cloudtrail"], detail: { eventName: [{ suffix: "Logging" }] } } },
      ),
    ),
    verdict: "pass",
  },
  {
    name: "a rule for some, a filter for the others",
    snapshot: told("{ ($.eventName = StartLogging) || ($.eventName = StopLogging) }", {
      ...both({ name: "a", pattern: { source: ["aws.cloudtrail"], detail: { eventName: [{ suffix: "Trail" }] } } }),
    }),
    verdict: "pass",
  },
  {
    name: "a rule that leaves one out",
    snapshot: setting(
      both({ name: "r", pattern: { source: ["aws.cloudtrail"], detail: { eventName: trailNames.slice(1) } } }),
    ),
    verdict: "fail",
  },
  {
    name: "a rule of one user",
    snapshot: setting(
      both({ name: "r", pattern: { source: ["aws.cloudtrail"], detail: { userIdentity: { userName: ["tomasz"] } } } }),
    ),
    verdict: "fail",
  },
  {
    name: "a rule of everything",
    snapshot: setting(both({ name: "r", pattern: { source: [{ prefix: "aws." }] } })),
    verdict: "fail",
  },
  {
    name: "a rule of another service",
    snapshot: setting(both({ name: "r", pattern: { source: ["aws.ec2"] } })),
    verdict: "fail",
  },
  {
    name: "a rule that cannot be read",
    snapshot: setting(both({ name: "r", pattern: { source: [{ like: "aws.cloudtrail" }] } })),
    verdict: "fail",
  },
  { name: "a rule without a target", snapshot: setting(both({ ...ofTrail, targets: [] })), verdict: "fail" },
  {
    name: "a rule that runs a function",
    snapshot: setting(both({ ...ofTrail, targets: [lambda] })),
    verdict: "attest",
    reason: /page-us/,
  },
  {
    name: "a rule whose topic nobody confirmed",
    snapshot: setting({ ...both(ofTrail), topics: { security: { confirmed: [], pending: 1 } } }),
    verdict: "fail",
  },
  {
    name: "a rule whose topic goes on to a queue",
    snapshot: setting({ ...both(ofTrail), topics: { security: { confirmed: ["sqs"], pending: 0 } } }),
    verdict: "attest",
  },
  {
    name: "a rule, and a trail that is stopped",
    snapshot: setting({ ...both(ofTrail), logging: false }),
    verdict: "fail",
  },
  {
    name: "the rules denied, and no filter",
    snapshot: setting({ rules: { "eu-central-1": "denied", "us-east-1": "denied" } }),
    verdict: "not-assessed",
    missing: ["events:ListRules"],
  },
  {
    name: "the rules denied, and a filter with an alarm",
    snapshot: told(trailPattern, { rules: { "eu-central-1": "denied", "us-east-1": "denied" } }),
    verdict: "pass",
  },
  {
    name: "the rules of one Region denied, and none in the other",
    snapshot: setting({ rules: { "eu-central-1": "denied", "us-east-1": [] } }),
    verdict: "fail",
  },
  {
    name: "the targets denied",
    snapshot: setting(both({ ...ofTrail, targets: "denied" })),
    verdict: "not-assessed",
    missing: ["events:ListTargetsByRule"],
  },
]);
table("monitoring/iam-changes", [
  {
    name: "a rule where IAM's events are",
    snapshot: setting({
      rules: { "eu-central-1": [], "us-east-1": [{ name: "r", pattern: { source: ["aws.iam"] } }] },
    }),
    verdict: "pass",
  },
  {
    name: "a rule elsewhere",
    snapshot: setting({
      rules: { "eu-central-1": [{ name: "r", pattern: { source: ["aws.iam"] } }], "us-east-1": [] },
    }),
    verdict: "fail",
  },
]);
