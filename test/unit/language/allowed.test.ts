/** What a policy allows in sum, as the line above it and its page say. */
import assert from "node:assert/strict";

import type { PolicyType } from "../../../src/analysis/policy/model";
import { type Allowed, allowedBy, servicesOf } from "../../../src/language/summary/allowed";
import { builtCatalog } from "../../support/catalog";
import { policyOf } from "../policy/oracle";
import { template, unknown } from "../policy/values";

type Shape = Readonly<Record<string, unknown>>;

const catalog = builtCatalog();
const allow = (Action: unknown, more: Shape = { Resource: "*" }): Shape => ({ Effect: "Allow", Action, ...more });
const deny = (Action: unknown, more: Shape = { Resource: "*" }): Shape => ({ Effect: "Deny", Action, ...more });
const mfa = { Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } };

/** The same in words that are quick to compare; what is as in a policy of nothing is left out. */
function said(statements: readonly Shape[], type: PolicyType = "identity") {
  const policy = policyOf({ Version: "2012-10-17", Statement: statements }, type);
  const { actions, denied, escalations, ...rest } = allowedBy(policy, catalog);
  const names = (some: Allowed["actions"]) => some.map(({ name }) => name);
  const all = { ...rest, actions: names(actions), denied: names(denied), escalates: escalations.length > 0 };
  return Object.fromEntries(
    Object.entries(all).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(nothing[key])),
  );
}
const nothing: Shape = {
  everyAction: false,
  everything: false,
  allBut: null,
  actions: [],
  denied: [],
  deniesEveryAction: false,
  deniesHow: "conditions",
  worst: null,
  escalates: false,
  complete: true,
};
const [get, purge] = ["s3:GetObject", "sqs:PurgeQueue"];
const named = { Resource: "arn:aws:s3:::reports/*" };

const rows: readonly (readonly [title: string, statements: readonly Shape[], says: Shape])[] = [
  ["nothing", [], {}],
  ["one action", [allow(get)], { actions: [get], worst: "Read" }],
  ["two, by name", [allow([purge]), allow([get, purge])], { actions: [get, purge], worst: "Write" }],
  ["what a wildcard stands for", [allow("sqs:Purge*")], { actions: [purge], worst: "Write" }],
  ["what is denied everywhere", [allow([get, purge]), deny(purge)], { actions: [get], denied: [purge], worst: "Read" }],
  [
    "what is denied somewhere",
    [allow([get, purge]), deny(get, named)],
    { actions: [get, purge], denied: [get], worst: "Write" },
  ],
  [
    "what is denied sometimes",
    [allow(get), deny(get, { Resource: "*", ...mfa })],
    { actions: [get], denied: [get], worst: "Read" },
  ],
  ["everything", [allow("*")], { everyAction: true, everything: true, worst: "Permissions management" }],
  [
    "everything, spelled otherwise, and more",
    [allow(["*:*", get])],
    { everyAction: true, everything: true, worst: "Permissions management" },
  ],
  ["every action on some", [allow("*", named)], { everyAction: true, worst: "Permissions management" }],
  [
    "every action on some or all",
    [allow("*", { Resource: ["arn:aws:s3:::reports/*", "*"] })],
    { everyAction: true, everything: true, worst: "Permissions management" },
  ],
  [
    "every action under a condition",
    [allow("*", { Resource: "*", ...mfa })],
    { everyAction: true, worst: "Permissions management", escalates: true },
  ],
  [
    "all but some",
    [{ Effect: "Allow", NotAction: ["iam:*", "iam:*", "sts:*"], Resource: "*" }],
    { allBut: ["iam:*", "sts:*"], worst: "Permissions management", escalates: true },
  ],
  [
    "a denial of everything",
    [allow(get), deny("*", named)],
    { actions: [get], deniesEveryAction: true, deniesHow: "in part", worst: "Read" },
  ],
  [
    "a denial of all but some, beside another one",
    [allow(get), deny(purge), { Effect: "Deny", NotAction: "s3:*", Resource: "*" }],
    { actions: [get], denied: [purge], deniesEveryAction: true, deniesHow: "in part", worst: "Read" },
  ],
  ["an action that nobody knows", [allow("sqs:PurgeQuene")], {}],
  [
    "what a template leaves open",
    [allow(get), allow([template("s3:", { name: "Action" })])],
    { actions: [get], worst: "Read", complete: false },
  ],
  ["one of two", [allow(get), allow(unknown(get, purge))], { actions: [get, purge], worst: "Write" }],
  [
    "a way to more",
    [allow("iam:CreatePolicyVersion")],
    { actions: ["iam:CreatePolicyVersion"], worst: "Permissions management", escalates: true },
  ],
];

describe("what a policy allows in sum", () => {
  for (const [title, statements, says] of rows) it(title, () => assert.deepEqual(said(statements), says));

  it("knows no way to more by the policy of a resource", () =>
    assert.equal(said([{ ...allow("*"), Principal: "*" }], "resource").escalates, undefined));

  it("counts by service, those with the most first, and then by their prefix", () => {
    const { actions } = allowedBy(
      policyOf({ Statement: [allow([purge, get, "iam:GetRole", "iam:GetUser", "acm:ListCertificates"])] }, "identity"),
      catalog,
    );
    assert.deepEqual(
      [...servicesOf(actions)].map(([prefix, some]) => `${prefix} ${some.length}`),
      ["iam 2", "acm 1", "s3 1", "sqs 1"],
    );
  });
});
