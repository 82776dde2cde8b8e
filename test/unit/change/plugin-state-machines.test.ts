/** State machines of serverless-step-functions, whose roles the plugin makes. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";
import { diffTrees } from "../../support/diff-trees";

type Given = Readonly<Record<string, unknown>>;

const of = (machine: Given, more: Given = {}): string =>
  JSON.stringify({
    service: "s",
    provider: { name: "aws" },
    plugins: ["serverless-step-functions"],
    stepFunctions: { stateMachines: { jobs: machine } },
    ...more,
  });
const machine = (States: Given, more: Given = {}): string => of({ definition: { StartAt: "A", States }, ...more });
const task = (Resource: unknown, more: Given = {}): Given => ({ Type: "Task", Resource, End: true, ...more });
const call = (name: string): Given => ({ "Fn::GetAtt": [name, "Arn"] });
const put = (TableName: string, more: Given = {}): Given =>
  task("arn:aws:states:::dynamodb:putItem", { Parameters: { TableName, ...more } });
const unknown = ["?jobs identity"];

const rows: readonly (readonly [title: string, before: string, after: string, lines: readonly string[]])[] = [
  ["one more function", machine({ A: task(call("a")) }), machine({ A: task(call("a")), B: task(call("b")) }), unknown],
  ["another table", machine({ A: put("jobs") }), machine({ A: put("users") }), unknown],
  [
    "a task within a map",
    machine({ A: { Type: "Map", ItemProcessor: { States: { B: task(call("a")) } } } }),
    machine({ A: { Type: "Map", ItemProcessor: { States: { B: task(call("b")) } } } }),
    unknown,
  ],
  [
    "a task in a branch",
    machine({ A: { Type: "Parallel", Branches: [{ States: { B: task(call("a")) } }] } }),
    machine({ A: { Type: "Parallel", Branches: [{ States: { B: task(call("a")), C: task(call("c")) } }] } }),
    unknown,
  ],
  [
    "another role",
    machine({ A: { Type: "Pass" } }, { role: "arn:aws:iam::111122223333:role/small" }),
    machine({ A: { Type: "Pass" } }, { role: "arn:aws:iam::111122223333:role/large" }),
    unknown,
  ],
  [
    "a role that it is given on both sides",
    machine({ A: task(call("a")) }, { role: "arn:aws:iam::111122223333:role/small" }),
    machine({ A: task(call("b")) }, { role: "arn:aws:iam::111122223333:role/small" }),
    [],
  ],
  ["another definition", of({ definition: "${file(a.yml)}" }), of({ definition: "${file(b.yml)}" }), unknown],
  [
    "what it puts there",
    machine({ A: put("jobs", { Item: { a: 1 } }) }),
    machine({ A: put("jobs", { Item: { a: 2 } }) }),
    [],
  ],
  ["a state without a call", machine({ A: task(call("a")) }), machine({ A: task(call("a")), B: { Type: "Pass" } }), []],
  ["another name of a state", machine({ A: task(call("a")) }), machine({ Work: task(call("a")) }), []],
  ["the same call twice", machine({ A: task(call("a")) }), machine({ A: task(call("a")), B: task(call("a")) }), []],
  [
    "how often it is tried",
    machine({ A: task(call("a")) }),
    machine({ A: task(call("a"), { Retry: [{ MaxAttempts: 3 }] }) }),
    [],
  ],
  ["a task that has gone", machine({ A: task(call("a")), B: task(call("b")) }), machine({ A: task(call("a")) }), []],
];

describe("state machines of serverless-step-functions", () => {
  for (const [title, before, after, lines] of rows)
    it(title, async () => assert.deepEqual(await diffTexts("serverless.json", before, after), lines));
});

describe("definitions of state machines in files of their own", () => {
  const States = (A: Given, more: Given = {}): string => JSON.stringify({ StartAt: "A", States: { A, ...more } });
  const changes: readonly (readonly [title: string, before: string, after: string, lines: readonly string[]])[] = [
    ["another function", States(task(call("a"))), States(task(call("b"))), unknown],
    ["one more function", States(task(call("a"))), States(task(call("a")), { B: task(call("b")) }), unknown],
    ["another table", States(put("jobs")), States(put("users")), unknown],
    ["a state without a call", States(task(call("a"))), States(task(call("a")), { B: { Type: "Pass" } }), []],
    ["how often it is tried", States(task(call("a"))), States(task(call("a"), { Retry: [{ MaxAttempts: 3 }] })), []],
    ["what it puts there", States(put("jobs", { Item: { a: 1 } })), States(put("jobs", { Item: { a: 2 } })), []],
    ["the same twice", States(task(call("a"))), States(task(call("a")), { B: task(call("a")) }), []],
  ];
  for (const [title, before, after, lines] of changes)
    it(title, async () => {
      const service = `service: s
provider: { name: aws }
plugins: [serverless-step-functions]
stepFunctions: { stateMachines: { jobs: { definition: "\${file(jobs.json)}" } } }
`;
      const files = (definition: string) => ({ "serverless.yml": service, "jobs.json": definition });
      assert.deepEqual(await diffTrees(files(before), files(after)), lines);
    });
});
