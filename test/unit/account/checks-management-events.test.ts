/** Which management events a trail records. */
import assert from "node:assert/strict";

import { managementEvents } from "../../../src/account/checks/management-events";
import type { BasicSelector, FieldSelector } from "../../../src/account/sections/cloudtrail";

const basic = (readWriteType: string, isOn = true): BasicSelector => ({
  readWriteType,
  managementEvents: isOn,
  dataResources: [],
});
const field = (name: string, operator: string, ...values: string[]): FieldSelector => ({
  field: name,
  operators: { [operator]: values },
});
const management = field("eventCategory", "equals", "Management");

type Row = readonly [
  title: string,
  basic: readonly BasicSelector[],
  advanced: readonly (readonly FieldSelector[])[],
  recorded: "all" | "reads" | "writes" | "none",
  narrowedBy?: string,
];

const rows: readonly Row[] = [
  ["nothing", [], [], "none"],
  ["all", [basic("All")], [], "all"],
  ["reads", [basic("ReadOnly")], [], "reads"],
  ["writes", [basic("WriteOnly")], [], "writes"],
  ["reads and writes, by two selectors", [basic("ReadOnly"), basic("WriteOnly")], [], "all"],
  ["data events alone", [basic("All", false)], [], "none"],
  ["all, by fields", [], [[management]], "all"],
  ["data events by fields", [], [[field("eventCategory", "equals", "Data")]], "none"],
  ["all but management events", [], [[field("eventCategory", "notEquals", "Management")]], "none"],
  ["another field that says Management", [], [[field("eventName", "equals", "Management")]], "none"],
  ["reads, by fields", [], [[management, field("readOnly", "equals", "true")]], "reads"],
  ["writes, by fields", [], [[management, field("readOnly", "equals", "false")]], "writes"],
  ["both, by fields", [], [[management, field("readOnly", "equals", "true", "false")]], "all"],
  [
    "reads and writes, by two selectors of fields",
    [],
    [
      [management, field("readOnly", "equals", "true")],
      [management, field("readOnly", "equals", "false")],
    ],
    "all",
  ],
  [
    "all but what AWS lets a trail leave out",
    [],
    [[management, field("eventSource", "notEquals", "kms.amazonaws.com", "rdsdata.amazonaws.com")]],
    "all",
  ],
  [
    "all but those of a service",
    [],
    [[management, field("eventSource", "notEquals", "kms.amazonaws.com", "iam.amazonaws.com")]],
    "none",
    "eventSource",
  ],
  [
    "those of one of the services that may be left out",
    [],
    [[management, field("eventSource", "equals", "kms.amazonaws.com")]],
    "none",
    "eventSource",
  ],
  [
    "a source that is asked nothing of",
    [],
    [[management, { field: "eventSource", operators: { equals: [], notEquals: ["kms.amazonaws.com"] } }]],
    "all",
  ],
  [
    "some by their names",
    [],
    [[management, field("eventName", "notEquals", "kms.amazonaws.com")]],
    "none",
    "eventName",
  ],
  [
    "some by their names beside all reads",
    [basic("ReadOnly")],
    [[management, field("eventName", "equals", "CreateUser")]],
    "reads",
    "eventName",
  ],
];

describe("management events", () => {
  for (const [title, selectors, advanced, recorded, narrowedBy] of rows)
    it(title, () => {
      const found = managementEvents({
        basic: selectors,
        advanced: advanced.map((fields) => ({ name: null, fields })),
      });
      assert.deepEqual(found, {
        read: recorded === "all" || recorded === "reads",
        write: recorded === "all" || recorded === "writes",
        narrowed: narrowedBy === undefined ? [] : [`only some of them, by ${narrowedBy}`],
      });
    });
});
