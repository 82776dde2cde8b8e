/** Policies that one document attaches to roles of another by their names in the account. */
import assert from "node:assert/strict";

import { type Files, judged, told } from "./workspace";

const document = (Effect: string, Action: string): object => ({
  Version: "2012-10-17",
  Statement: [{ Effect, Action, Resource: "*" }],
});
const resources = (Resources: object, more: object = {}): string => JSON.stringify({ ...more, Resources });

/** A role that may read, or what is given, with a name in the account. */
function role(RoleName?: unknown, Action = "s3:GetObject"): string {
  const Policies = [{ PolicyName: "own", PolicyDocument: document("Allow", Action) }];
  const R = { Type: "AWS::IAM::Role", Properties: { ...(RoleName !== undefined && { RoleName }), Policies } };
  return resources({ R }, { Parameters: { Env: { Type: "String" } } });
}

/** A policy for whom it names. */
function policy(holders: object, { Effect = "Allow", Action = "s3:*", ...more }: Record<string, unknown> = {}): string {
  const Properties = { PolicyName: "p", ...holders, PolicyDocument: document(String(Effect), String(Action)) };
  return resources({ P: { Type: "AWS::IAM::Policy", Properties, ...more } }, { Conditions: { Live: {} } });
}

const terraform = (role: string): string => `data "aws_iam_role" "r" {
  name = "Rn"
}
resource "aws_iam_role_policy" "p" {
  role   = ${role}
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "*" }] })
}
`;
const attachment = `resource "aws_iam_role_policy_attachment" "a" {
  role       = "Rn"
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}
`;

const noPut = { role: "R", mayNot: "s3:PutObject" };
const onlyR = { only: "role:R", may: "s3:PutObject" };
const broken = ["broken R s3:PutObject"];
const unknown = ["unknown R s3:PutObject"];

const rows: readonly (readonly [title: string, claim: object, files: Files, expected: readonly string[]])[] = [
  ["of a role", noPut, { "t.json": role("Rn"), "u.json": policy({ Roles: ["Rn"] }) }, broken],
  ["of another role", noPut, { "t.json": role("Rn"), "u.json": policy({ Roles: ["Other"] }) }, []],
  ["of a user with the name", noPut, { "t.json": role("Rn"), "u.json": policy({ Users: ["Rn"] }) }, []],
  ["of a role whose name is made up", noPut, { "t.json": role(), "u.json": policy({ Roles: ["R"] }) }, []],
  ["of a role, in Terraform", noPut, { "t.json": role("Rn"), "u.tf": terraform('"Rn"') }, broken],
  [
    "of a role that is looked up",
    noPut,
    { "t.json": role("Rn"), "u.tf": terraform("data.aws_iam_role.r.name") },
    broken,
  ],
  ["of AWS", noPut, { "t.json": role("Rn"), "u.tf": attachment }, broken],
  [
    "by the name of the role",
    { role: "Rn", mayNot: "s3:PutObject" },
    { "t.json": role("Rn"), "u.json": policy({ Roles: ["Rn"] }) },
    broken,
  ],
  [
    "that denies",
    noPut,
    { "t.json": role("Rn", "s3:*"), "u.json": policy({ Roles: ["Rn"] }, { Effect: "Deny", Action: "s3:Put*" }) },
    [],
  ],
  [
    "that denies another",
    noPut,
    { "t.json": role("Rn", "s3:*"), "u.json": policy({ Roles: ["Other"] }, { Effect: "Deny", Action: "s3:Put*" }) },
    broken,
  ],
  [
    "in some deployments",
    noPut,
    { "t.json": role("Rn"), "u.json": policy({ Roles: ["Rn"] }, { Condition: "Live" }) },
    unknown,
  ],
  [
    "of one of two roles",
    noPut,
    { "a/t.json": role("Rn"), "b/t.json": role("Rn"), "u.json": policy({ Roles: ["Rn"] }) },
    [...unknown, ...unknown],
  ],
  [
    "of what a name may be",
    noPut,
    { "t.json": role({ "Fn::Sub": "${Env}-api" }), "u.json": policy({ Roles: ["live-api"] }) },
    unknown,
  ],
  [
    "of what a name cannot be",
    noPut,
    { "t.json": role({ "Fn::Sub": "${Env}-api" }), "u.json": policy({ Roles: ["live-web"] }) },
    [],
  ],
  ["of a name that is a parameter", noPut, { "t.json": role({ Ref: "Env" }), "u.json": policy({ Roles: ["x"] }) }, []],
  ["of nobody but the role", onlyR, { "t.json": role("Rn"), "u.json": policy({ Roles: ["Rn"] }) }, []],
  [
    "of the role and another",
    onlyR,
    { "t.json": role("Rn"), "u.json": policy({ Roles: ["Rn", "Other"] }) },
    ["broken P s3:PutObject"],
  ],
  [
    "of the role and another, denied",
    noPut,
    { "t.json": role("Rn"), "u.json": policy({ Roles: ["Rn", "Other"] }) },
    broken,
  ],
  [
    "of whom no document declares",
    { role: "Gone", mayNot: "s3:PutObject" },
    { "t.json": role("Rn"), "u.json": policy({ Roles: ["Gone", "Other"] }) },
    ["broken P s3:PutObject"],
  ],
  [
    "of whom no document declares, alone",
    { only: "role:Gone", may: "s3:PutObject" },
    { "t.json": role("Rn"), "u.json": policy({ Roles: ["Gone"] }) },
    [],
  ],
  [
    "that has to be there",
    { role: "R", may: "s3:PutObject" },
    { "t.json": role("Rn"), "u.json": policy({ Roles: ["Rn"] }) },
    [],
  ],
];

describe("a policy that another document attaches by name", () => {
  for (const [title, claim, files, expected] of rows)
    it(`${title}: ${expected.join(", ") || "holds"}`, async () => {
      const { outcomes, idle } = await judged([claim], files);
      assert.deepEqual([outcomes.map(told), idle], [expected, []]);
    });
});
