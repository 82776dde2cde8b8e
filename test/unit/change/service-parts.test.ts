/** Files that a service of the Serverless Framework takes a part of itself from. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

type Given = Readonly<Record<string, unknown>>;

const admin = "arn:aws:iam::aws:policy/AdministratorAccess";
const bounded = { permissionsBoundary: "arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess" };
const queues = { statements: [{ Effect: "Allow", Action: "sqs:SendMessage", Resource: "*" }] };
const handler = (given: Given = {}): Given => ({ job: { handler: "a.b", iamRoleStatements: [], ...given } });
const roleOf = (name: string): string => `arn:aws:iam::111122223333:role/${name}`;
const machine = (Resource: string, more: Given = {}): Given => ({
  definition: { StartAt: "A", States: { A: { Type: "Task", Resource } }, ...more },
});
const sends = "provider identity: sqs:SendMessage on *";

const rows: readonly (readonly [title: string, before: Given, after: Given, lines: readonly string[]])[] = [
  ["the managed policies of a function", handler(), handler({ iamManagedPolicies: [admin] }), ["job identity: * on *"]],
  ["a URL of a function", handler(), handler({ url: true }), ["job resource: lambda:InvokeFunctionUrl by *"]],
  [
    "the role of a function",
    { job: { handler: "a.b", role: roleOf("a") } },
    { job: { handler: "a.b", role: roleOf("b") } },
    ["?job identity"],
  ],
  ["the time of a function", handler({ timeout: 3 }), handler({ timeout: 6 }), []],
  [
    "the role of all functions",
    { name: "aws", iam: { role: roleOf("a") } },
    { name: "aws", iam: { role: roleOf("b") } },
    ["?functions identity"],
  ],
  [
    "a boundary of the role",
    { ...bounded, managedPolicies: [], ...queues },
    { managedPolicies: [], ...queues },
    [sends],
  ],
  ["one of the section of IAM", { role: { ...bounded, ...queues } }, { role: queues }, [sends]],
  ["a state machine", machine("arn:a"), machine("arn:b"), ["?stateMachine identity"]],
  ["several", { m: machine("arn:a") }, { m: machine("arn:b") }, ["?m identity"]],
  [
    "the section of them",
    { stateMachines: { m: machine("arn:a") } },
    { stateMachines: { m: machine("arn:b") } },
    ["?m identity"],
  ],
  ["what a state machine says of itself", machine("arn:a"), machine("arn:a", { Comment: "a" }), []],
  [
    "the time of a function without a role",
    { a: { handler: "a.b" }, ...handler() },
    { a: { handler: "a.b", timeout: 3 }, ...handler() },
    [],
  ],
  ["something else with handlers", { a: { handler: "a.b" } }, { a: { handler: "a.b", iam: [admin] } }, []],
];

describe("parts of services", () => {
  for (const [title, before, after, lines] of rows)
    it(title, async () =>
      assert.deepEqual(await diffTexts("part.json", JSON.stringify(before), JSON.stringify(after)), lines),
    );
});
