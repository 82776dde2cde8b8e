import assert from "node:assert/strict";

import { raisedByOne } from "../../../src/account/checks/one-event";
import type { Alarm, AlarmCondition, CountedMetric } from "../../../src/account/sections/monitoring";

const metric = "CloudTrail root";
const counted = (fields: Partial<CountedMetric> = {}): CountedMetric => ({
  metric,
  value: "1",
  quiet: 0,
  dimensions: [],
  ...fields,
});
const alarm = (condition: Partial<AlarmCondition> = {}, fields: Partial<Alarm> = {}): Alarm => ({
  name: "a",
  actionsEnabled: true,
  actions: [],
  metrics: [metric],
  comparison: "GreaterThanOrEqualToThreshold",
  rule: null,
  condition: {
    dimensions: {},
    statistic: "Sum",
    period: 300,
    datapoints: 1,
    periods: 1,
    threshold: 1,
    missingData: "missing",
    ...condition,
  },
  ...fields,
});
const more = { comparison: "GreaterThanThreshold" } as const;
const silent = counted({ quiet: null });

/** What one event in an otherwise quiet account does to an alarm; null: it depends. */
const cases: readonly [string, Alarm, readonly CountedMetric[], boolean | null, string?][] = [
  ["the usual", alarm(), [counted()], true, ""],
  ["another metric", alarm(), [counted({ metric: "CloudTrail other" })], false, "a watches another metric."],
  ["the second of two metrics", alarm(), [counted({ metric: "CloudTrail other" }), counted()], true],
  ["the better of two filters", alarm(), [counted({ value: "0" }), counted()], true],
  ["what is open before what does not", alarm(), [counted({ value: "0" }), counted({ value: "$.x" })], null],

  ["more than 0", alarm({ threshold: 0 }, more), [counted()], true],
  [
    "more than 1",
    alarm({}, more),
    [counted()],
    false,
    "a goes off at more than 1 (Sum of 5 minutes), which one event is not.",
  ],
  [
    "no less than 0",
    alarm({ threshold: 0 }),
    [counted()],
    false,
    "a is in alarm all the time: also where nothing happens.",
  ],
  ["no less than 0, nothing written", alarm({ threshold: 0 }), [silent], true],
  [
    "no less than 2",
    alarm({ threshold: 2, period: 60 }),
    [counted()],
    false,
    "a goes off at no less than 2 (Sum of 1 minute), which one event is not.",
  ],
  ["no less than 2, twice as much for each", alarm({ threshold: 2 }), [counted({ value: "2" })], true],
  [
    "less than",
    alarm({}, { comparison: "LessThanThreshold" }),
    [counted()],
    null,
    "a goes by an expression or a band that CloudWatch learns.",
  ],
  ["what objects inherit", alarm({}, { comparison: "constructor" }), [counted()], null],
  ["a band", alarm({ threshold: null }), [counted()], null],
  ["an expression", alarm({}, { condition: null }), [counted()], null],

  [
    "one more in every quiet minute",
    alarm({ threshold: 5 }),
    [counted({ quiet: 1 })],
    false,
    "a is in alarm all the time: also where nothing happens.",
  ],
  ["one more, below the threshold", alarm({ threshold: 6 }), [counted({ quiet: 1, value: "6" })], true],
  [
    "a value out of the event",
    alarm(),
    [counted({ value: "$.x" })],
    null,
    "a goes off at no less than 1 (Sum of 5 minutes), which one event may not be.",
  ],
  ["a value of blanks", alarm(), [counted({ value: " " })], null],
  [
    "how often, with zeros",
    alarm({ statistic: "SampleCount" }),
    [counted()],
    false,
    "a is in alarm all the time: also where nothing happens.",
  ],
  [
    "how often, with zeros, more than in five quiet minutes",
    alarm({ statistic: "SampleCount", threshold: 6 }),
    [counted()],
    false,
  ],
  ["how often", alarm({ statistic: "SampleCount" }), [silent], true],
  ["how often, whatever it adds", alarm({ statistic: "SampleCount" }), [counted({ quiet: null, value: "$.x" })], true],
  ["the least of five minutes", alarm({ statistic: "Minimum" }), [counted()], null],
  ["the least of one", alarm({ statistic: "Minimum", period: 60 }), [counted()], true],
  ["the least, nothing written", alarm({ statistic: "Minimum" }), [silent], true],
  ["the average of five minutes", alarm({ statistic: "Average" }), [counted()], null],
  ["a fifth of it", alarm({ statistic: "Average", threshold: 0.2 }), [counted()], true],
  ["less than a fifth of it", alarm({ statistic: "Average", threshold: 0.21 }), [counted()], null],
  [
    "the average with what is written in quiet minutes",
    alarm({ statistic: "Average", threshold: 1.8 }),
    [counted({ quiet: 1, value: "5" })],
    true,
  ],
  ["the average of one minute", alarm({ statistic: "Average", period: 60 }), [counted()], true],
  ["the average of ten seconds", alarm({ statistic: "Average", period: 10 }), [counted()], true],
  ["the most", alarm({ statistic: "Maximum" }), [counted()], true],
  ["the most, always", alarm({ statistic: "Maximum" }), [counted({ quiet: 1 })], false],
  ["a percentile", alarm({ statistic: "p99" }), [counted()], null],
  ["a percentile, nothing written", alarm({ statistic: "p99" }), [silent], true],
  ["a percentile of one minute", alarm({ statistic: "p99", period: 60 }), [counted()], true],
  ["a percentile, always", alarm({ statistic: "p99" }), [counted({ quiet: 2 })], false],

  [
    "its dimension",
    alarm({ dimensions: { Who: "root" } }),
    [counted({ dimensions: ["Who"] })],
    null,
    "a watches events of some dimensions only.",
  ],
  [
    "without its dimension",
    alarm(),
    [counted({ dimensions: ["Who"] })],
    false,
    "a watches another metric: its dimensions differ.",
  ],
  ["with a dimension that it has not", alarm({ dimensions: { Who: "root" } }), [counted()], false],
  ["another dimension", alarm({ dimensions: { Where: "x" } }), [counted({ dimensions: ["Who"] })], false],
  ["one of two dimensions", alarm({ dimensions: { Who: "x" } }), [counted({ dimensions: ["Who", "Where"] })], false],

  [
    "no data, which breaches",
    alarm({ missingData: "breaching" }),
    [silent],
    false,
    "a is in alarm all the time: where nothing happens there is no data, which it takes for breaching.",
  ],
  ["zeros, where no data would breach", alarm({ missingData: "breaching" }), [counted()], true],
  [
    "no data, which is ignored",
    alarm({ missingData: "ignore" }),
    [silent],
    null,
    "a stays in alarm after the first time, and says nothing of the next: it ignores missing data.",
  ],
  ["zeros, where no data would be ignored", alarm({ missingData: "ignore" }), [counted()], true],
  ["no data, which does not breach", alarm({ missingData: "notBreaching" }), [silent], true],

  [
    "two periods",
    alarm({ datapoints: 2, periods: 2 }),
    [counted()],
    false,
    "a wants 2 periods of 5 minutes in which it happens.",
  ],
  ["two of three, no data", alarm({ datapoints: 2, periods: 3 }), [silent], null],
  [
    "two of three, no data that does not breach",
    alarm({ datapoints: 2, periods: 3, missingData: "notBreaching" }),
    [silent],
    false,
  ],
  ["one of three", alarm({ datapoints: 1, periods: 3 }), [counted()], true],
  [
    "two days",
    alarm({ datapoints: 2, period: 172_800 }),
    [counted()],
    false,
    "a wants 2 periods of 2 days in which it happens.",
  ],
  [
    "two hours",
    alarm({ datapoints: 2, period: 3600 }),
    [counted()],
    false,
    "a wants 2 periods of 1 hour in which it happens.",
  ],
  [
    "an hour and a half",
    alarm({ datapoints: 2, period: 5400 }),
    [counted()],
    false,
    "a wants 2 periods of 90 minutes in which it happens.",
  ],
  [
    "half minutes",
    alarm({ datapoints: 2, period: 30 }),
    [counted()],
    false,
    "a wants 2 periods of 30 seconds in which it happens.",
  ],
];

describe("one event and an alarm", () => {
  for (const [name, one, counts, raised, reason] of cases)
    it(name, () => {
      const result = raisedByOne(one, counts);
      assert.equal(result.raised, raised, result.reason);
      if (reason !== undefined) assert.equal(result.reason, reason);
      assert.equal(result.reason === "", result.raised === true);
    });
});
