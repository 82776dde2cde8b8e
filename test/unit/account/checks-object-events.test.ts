/** Which data events of S3 objects a trail records. */
import assert from "node:assert/strict";

import { objectEvents } from "../../../src/account/checks/object-events";
import type { BasicSelector, FieldSelector } from "../../../src/account/sections/cloudtrail";

const objects = "AWS::S3::Object";
const basic = (readWriteType: string, type = objects, ...values: string[]): BasicSelector => ({
  readWriteType,
  managementEvents: true,
  dataResources: [{ type, values }],
});
const field = (name: string, operator: string, ...values: string[]): FieldSelector => ({
  field: name,
  operators: { [operator]: values },
});
const data = [field("eventCategory", "equals", "Data"), field("resources.type", "equals", objects)];
const arn = (operator: string, ...values: string[]) => field("resources.ARN", operator, ...values);

type Row = readonly [
  title: string,
  basic: readonly BasicSelector[],
  advanced: readonly (readonly FieldSelector[])[],
  recorded: "all" | "reads" | "writes" | "some" | "none",
];

const rows: readonly Row[] = [
  ["nothing", [], [], "none"],
  ["every bucket", [basic("All", objects, "arn:aws:s3")], [], "all"],
  ["every bucket, as it was written before", [basic("All", objects, "arn:aws:s3:::")], [], "all"],
  ["every bucket of China", [basic("All", objects, "arn:aws-cn:s3:::")], [], "all"],
  ["every bucket and one", [basic("All", objects, "arn:aws:s3:::one/", "arn:aws:s3")], [], "all"],
  ["reads", [basic("ReadOnly", objects, "arn:aws:s3")], [], "reads"],
  ["writes", [basic("WriteOnly", objects, "arn:aws:s3")], [], "writes"],
  [
    "reads and writes",
    [basic("ReadOnly", objects, "arn:aws:s3"), basic("WriteOnly", objects, "arn:aws:s3")],
    [],
    "all",
  ],
  ["one bucket", [basic("All", objects, "arn:aws:s3:::one/")], [], "some"],
  [
    "one bucket, and the writes of every one",
    [basic("All", objects, "arn:aws:s3:::one/"), basic("WriteOnly", objects, "arn:aws:s3")],
    [],
    "writes",
  ],
  ["no bucket", [basic("All", objects)], [], "none"],
  ["functions", [basic("All", "AWS::Lambda::Function", "arn:aws:lambda")], [], "none"],
  ["functions, whatever they are called", [basic("All", "AWS::Lambda::Function", "arn:aws:s3")], [], "none"],

  ["every bucket, by fields", [], [data], "all"],
  ["reads, by fields", [], [[...data, field("readOnly", "equals", "true")]], "reads"],
  ["writes, by fields", [], [[...data, field("readOnly", "equals", "false")]], "writes"],
  ["both, by fields", [], [[...data, field("readOnly", "equals", "true", "false")]], "all"],
  [
    "reads and writes, by two selectors",
    [],
    [
      [...data, field("readOnly", "equals", "true")],
      [...data, field("readOnly", "equals", "false")],
    ],
    "all",
  ],
  ["every one that begins as all do", [], [[...data, arn("startsWith", "arn:aws:s3:::")]], "all"],
  ["all but the bucket of the log", [], [[...data, arn("notStartsWith", "arn:aws:s3:::log/")]], "all"],
  ["all but one object", [], [[...data, arn("notEquals", "arn:aws:s3:::a/b")]], "all"],
  ["one bucket, by fields", [], [[...data, arn("startsWith", "arn:aws:s3:::one/")]], "some"],
  ["one object", [], [[...data, arn("equals", "arn:aws:s3:::one/a")]], "some"],
  ["what ends alike", [], [[...data, arn("endsWith", ".csv")]], "some"],
  [
    "one bucket but for a part of it",
    [],
    [
      [
        ...data,
        {
          field: "resources.ARN",
          operators: { startsWith: ["arn:aws:s3:::one/"], notStartsWith: ["arn:aws:s3:::one/x"] },
        },
      ],
    ],
    "some",
  ],
  [
    "with operators that are empty",
    [],
    [[...data, { field: "resources.ARN", operators: { equals: [], notStartsWith: ["arn:aws:s3:::log/"] } }]],
    "all",
  ],
  ["one call", [], [[...data, field("eventName", "equals", "DeleteObject")]], "some"],
  ["all but one call", [], [[...data, field("eventName", "notEquals", "GetObject")]], "some"],
  ["one bucket, and every one", [], [[...data, arn("startsWith", "arn:aws:s3:::one/")], data], "all"],
  [
    "objects of Outposts",
    [],
    [[field("eventCategory", "equals", "Data"), field("resources.type", "equals", "AWS::S3Outposts::Object")]],
    "none",
  ],
  [
    "network events",
    [],
    [[field("eventCategory", "equals", "NetworkActivity"), field("resources.type", "equals", objects)]],
    "none",
  ],
  ["management events", [], [[field("eventCategory", "equals", "Management")]], "none"],
  ["types without a category", [], [[field("resources.type", "equals", objects)]], "none"],
  [
    "all types but objects",
    [],
    [[field("eventCategory", "equals", "Data"), field("resources.type", "notEquals", objects)]],
    "none",
  ],
  [
    "a category and a type under other names",
    [],
    [[field("eventName", "equals", "Data"), field("eventSource", "equals", objects)]],
    "none",
  ],
];

describe("the object-level events of a trail", () => {
  for (const [title, ofBasic, advanced, recorded] of rows)
    it(`${title}: ${recorded}`, () => {
      const { read, write, some } = objectEvents({
        basic: ofBasic,
        advanced: advanced.map((fields) => ({ name: null, fields })),
      });
      const found = read && write ? "all" : read ? "reads" : write ? "writes" : some ? "some" : "none";
      assert.equal(found, recorded);
    });
});
