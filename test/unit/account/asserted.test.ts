import assert from "node:assert/strict";

import type { CheckResult } from "../../../src/account/posture";
import type { AuthorizationDetails } from "../../../src/account/sections/iam";
import type { Snapshot } from "../../../src/account/snapshot";
import type { Range } from "../../../src/analysis/text";
import { assertedChecks } from "../../../src/workspace/assertions/account";
import { readAssertionsText } from "../../../src/workspace/assertions/read-text";
import { readConfiguration } from "../../../src/workspace/configuration/read";

const account = "444455556666";
const document = (...statements: object[]): string => JSON.stringify({ Version: "2012-10-17", Statement: statements });
const allow = (Action: unknown, more: object = {}): object => ({ Effect: "Allow", Action, Resource: "*", ...more });
const administrator = "arn:aws:iam::aws:policy/AdministratorAccess";
const limits = `arn:aws:iam::${account}:policy/team/limits`;

const role = (name: string, statement: object, more: object = {}): AuthorizationDetails["roles"][number] => ({
  kind: "role",
  arn: `arn:aws:iam::${account}:role/${name}`,
  name,
  path: "/",
  inline: [{ name: "own", document: document(statement) }],
  attached: [],
  boundary: null,
  trustPolicy: document({ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }),
  createdAt: null,
  lastUsedAt: null,
  ...more,
});

const details: AuthorizationDetails = {
  users: [
    {
      kind: "user",
      arn: `arn:aws:iam::${account}:user/ada`,
      name: "ada",
      inline: [],
      attached: [],
      boundary: null,
      groups: ["ops"],
    },
  ],
  groups: [
    {
      kind: "group",
      arn: `arn:aws:iam::${account}:group/ops`,
      name: "ops",
      inline: [],
      attached: [administrator],
      boundary: null,
    },
  ],
  roles: [
    role("api", allow("dynamodb:PutItem")),
    role("bound", allow("*"), { boundary: limits }),
    role("lost", allow("s3:GetObject"), { attached: [`arn:aws:iam::${account}:policy/gone`] }),
  ],
  policies: [{ arn: limits, name: "limits", document: document(allow("s3:*")), attachments: 1 }],
  awsPolicies: [{ arn: administrator, name: "AdministratorAccess", document: document(allow("*")), attachments: 1 }],
};

async function checks(
  assertions: readonly object[],
  data: AuthorizationDetails | null = details,
): Promise<readonly CheckResult[]> {
  const { configuration, mistakes } = readConfiguration(JSON.stringify({ assertions }));
  assert.deepEqual(mistakes, []);
  const snapshot = {
    account: { id: account, arn: "", alias: null, partition: "aws" },
    region: "eu-west-1",
    sections: data ? [{ name: "iam/authorization-details", status: "ok", data, region: null, resource: null }] : [],
  } as unknown as Snapshot;
  return assertedChecks(configuration.assertions, snapshot);
}

const of = ({ verdict, resources }: CheckResult): string[] => [
  verdict,
  ...resources.map((one) => `${one.id.slice(one.id.lastIndexOf(":") + 1)} ${one.verdict}`),
];

describe("an account held to assertions", () => {
  for (const [title, assertion, expected] of [
    [
      "groups, and users by their groups",
      { nobody: "anyone", may: "iam:CreateUser" },
      ["fail", "group/ops fail", "user/ada fail", "role/lost not-assessed"],
    ],
    ["boundaries", { role: "bound", mayNot: "iam:*" }, ["pass"]],
    ["within boundaries", { role: "bound", mayNot: "s3:PutObject" }, ["fail", "role/bound fail"]],
    ["names of the account", { role: "api", mayNot: "dynamodb:*", on: "table:Orders" }, ["fail", "role/api fail"]],
  ] as const)
    it(`${title}: ${expected.join(", ")}`, async () => {
      const [check] = await checks([assertion]);
      assert.deepEqual(of(check!), expected);
    });

  it("passes what is all read", async () => {
    const [check] = await checks([{ role: "api", mayNot: "s3:*" }], { ...details, roles: details.roles.slice(0, 2) });
    assert.deepEqual(of(check!), ["pass"]);
    assert.deepEqual(of(check!), ["pass"]);
  });

  for (const [what, inline, expected] of [
    ["what a group that may gives them", [], ["pass"]],
    ["nothing of their own", [{ name: "own", document: document(allow("iam:CreateUser")) }], ["fail", "user/ada fail"]],
  ] as const)
    it(`lets members have ${what}`, async () => {
      const users = details.users.map((user) => ({ ...user, inline }));
      const roles = details.roles.slice(0, 2);
      const [check] = await checks([{ only: ["group:ops", "role:bound"], may: "iam:CreateUser" }], {
        ...details,
        users,
        roles,
      });
      assert.deepEqual(of(check!), expected);
    });

  it("assesses nothing where the policies did not come", async () => {
    const [check] = await checks([{ preset: "no-public-access" }], null);
    assert.equal(check!.verdict, "not-assessed");
    assert.deepEqual(check!.missingActions, ["iam:GetAccountAuthorizationDetails"]);
  });

  it("does not pass what names nobody", async () => {
    const [check] = await checks([{ role: "nobody", mayNot: "s3:*" }], {
      ...details,
      roles: details.roles.slice(0, 2),
    });
    assert.equal(check!.verdict, "not-assessed");
    assert.match(check!.reason, /^It proves nothing/);
  });
});

describe("the text of assertions", () => {
  for (const [what, text, expected] of [
    ["a planeguard.json", '{\n  "assertions": [\n    { "preset": "no-public-access" }\n  ]\n}', { places: ["3:5"] }],
    ["a list", '[\n  { "preset": "no-public-access" }\n]', { places: ["2:3"] }],
    ["what is malformed", '{ "assertions": [ { "preset": "no-public" } ] }', { mistakes: ["1:31"] }],
    ["what is cut off", '{ "assertions": [\n', { mistakes: ["2:1"] }],
  ] as const)
    it(`tells the places of ${what}`, () => {
      const { places, mistakes } = readAssertionsText(text);
      const starts = (ranges: readonly Range[]) => ranges.map(({ start }) => `${start.line}:${start.column}`);
      assert.deepEqual(
        { places: starts(places), mistakes: starts(mistakes.map(({ range }) => range)) },
        { places: [], mistakes: [], ...expected },
      );
    });
});
