/** Permissions that go from one role, user or group to another: a move only where the other is the same one. */
import assert from "node:assert/strict";

import { diffTrees, type TreeFiles } from "../../support/diff-trees";

const admin = "arn:aws:iam::aws:policy/AdministratorAccess";
const json = (statement: string) => `jsonencode({ Version = "2012-10-17", Statement = [${statement}] })`;
const service = '{ Service = "ec2.amazonaws.com" }';
const account = '{ AWS = "arn:aws:iam::999999999999:root" }';
const role = (label: string, name: string | null, who = service) => `resource "aws_iam_role" "${label}" {
  ${name === null ? "" : `name = ${name}`}
  assume_role_policy = ${json(`{ Effect = "Allow", Principal = ${who}, Action = "sts:AssumeRole" }`)}
}
`;
const user = (label: string, name = label) => `resource "aws_iam_user" "${label}" {\n  name = "${name}"\n}\n`;
const group = (label: string) => `resource "aws_iam_group" "${label}" {\n  name = "${label}"\n}\n`;
const inline = (kind: string, label: string) => `resource "aws_iam_${kind}_policy" "p" {
  ${kind} = aws_iam_${kind}.${label}.name
  policy = ${json('{ Effect = "Allow", Action = "sqs:SendMessage", Resource = "*" }')}
}
`;
const attached = (kind: string, label: string) => `resource "aws_iam_${kind}_policy_attachment" "p" {
  ${kind} = aws_iam_${kind}.${label}.name
  policy_arn = "${admin}"
}
`;
const moved = (from: string, to: string) => `moved {\n  from = ${from}\n  to = ${to}\n}\n`;
const module = 'module "m" {\n  source = "./m"\n}\n';

const byCall = (name: string, made: string): TreeFiles => ({
  "main.tf": `module "m" {\n  source = "./m"\n  name   = ${name}\n}\n`,
  "m/main.tf": `variable "name" {}\n${made}`,
});

const template = (resources: Readonly<Record<string, object>>): TreeFiles => ({
  "t.json": JSON.stringify({ Resources: resources }),
});
const document = (statement: object) => ({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] });
const Policies = [{ PolicyName: "p", PolicyDocument: document({ Action: "sqs:SendMessage", Resource: "*" }) }];
const ofIam = (type: string, properties: object = {}) => ({
  Type: `AWS::IAM::${type}`,
  Properties: { Policies, ...properties },
});
const trusting = (Principal: object) => ({
  AssumeRolePolicyDocument: document({ Principal, Action: "sts:AssumeRole" }),
});
const [ec2, stranger] = [
  trusting({ Service: "ec2.amazonaws.com" }),
  trusting({ AWS: "arn:aws:iam::999999999999:root" }),
];

const program = (...lines: string[]): TreeFiles => ({
  "s.ts": `import * as cdk from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
export class S extends cdk.Stack {
  constructor(scope: cdk.App, id: string) {
    super(scope, id);
    ${lines.join("\n    ")}
  }
}
`,
});
const made = (variable: string, type: string, properties: string) =>
  `const ${variable} = new iam.${type}(this, "${variable.toUpperCase()}", { ${properties} });`;
const byService = 'assumedBy: new iam.ServicePrincipal("ec2.amazonaws.com")';
const byAccount = 'assumedBy: new iam.AccountPrincipal("999999999999")';
const sending = (variable: string) =>
  `${variable}.addToPolicy(new iam.PolicyStatement({ actions: ["sqs:SendMessage"], resources: ["*"] }));`;

const send = "sqs:SendMessage on *";
const take = (name: string, who = "Service ec2.amazonaws.com") => `${name} trust: sts:AssumeRole by ${who}`;
const rows: readonly (readonly [title: string, before: TreeFiles, after: TreeFiles, lines: readonly string[]])[] = [
  [
    "a role to a user",
    { "main.tf": role("r", '"r"') + inline("role", "r") },
    { "main.tf": user("u") + inline("user", "u") },
    [`aws_iam_user.u identity: ${send}`, `-aws_iam_role.r identity: ${send}`, `-${take("aws_iam_role.r")}`],
  ],
  [
    "a user to another",
    { "main.tf": user("alice") + attached("user", "alice") },
    { "main.tf": user("bob") + attached("user", "bob") },
    ["aws_iam_user.bob identity: * on *", "-aws_iam_user.alice identity: * on *"],
  ],
  [
    "a group to a role",
    { "main.tf": group("g") + attached("group", "g") },
    { "main.tf": role("r", '"r"', account) + attached("role", "r") },
    [
      "aws_iam_role.r identity: * on *",
      take("aws_iam_role.r", "arn:aws:iam::999999999999:root"),
      "-aws_iam_group.g identity: * on *",
    ],
  ],
  [
    "a role to another that others may take",
    { "main.tf": role("r", '"r"') + inline("role", "r") },
    { "main.tf": role("z", '"z"', account) + inline("role", "z") },
    [
      `aws_iam_role.z identity: ${send}`,
      take("aws_iam_role.z", "arn:aws:iam::999999999999:root"),
      `-aws_iam_role.r identity: ${send}`,
      `-${take("aws_iam_role.r")}`,
    ],
  ],
  [
    "a role without a name to another that others may take",
    { "main.tf": role("r", null) + inline("role", "r") },
    { "main.tf": role("z", null, account) + inline("role", "z") },
    [
      `aws_iam_role.z identity: ${send}`,
      take("aws_iam_role.z", "arn:aws:iam::999999999999:root"),
      `-aws_iam_role.r identity: ${send}`,
      `-${take("aws_iam_role.r")}`,
    ],
  ],
  [
    "a role to one of another name that the same may take",
    { "main.tf": role("r", '"r"') + inline("role", "r") },
    { "main.tf": role("z", '"z"') + inline("role", "z") },
    [
      `aws_iam_role.z identity: ${send}`,
      take("aws_iam_role.z"),
      `-aws_iam_role.r identity: ${send}`,
      `-${take("aws_iam_role.r")}`,
    ],
  ],
  [
    "a role to one in another folder",
    { "a/main.tf": role("r", '"r"') + inline("role", "r") },
    { "b/main.tf": role("z", '"z"') + inline("role", "z") },
    [
      `aws_iam_role.z identity: ${send}`,
      take("aws_iam_role.z"),
      `-aws_iam_role.r identity: ${send}`,
      `-${take("aws_iam_role.r")}`,
    ],
  ],
  [
    "a role whose name ends otherwise",
    { "main.tf": `variable "e" {}\n${role("r", '"${var.e}-r"')}${inline("role", "r")}` },
    { "main.tf": `variable "e" {}\n${role("z", '"${var.e}-z"')}${inline("role", "z")}` },
    [
      `aws_iam_role.z identity: ${send}`,
      take("aws_iam_role.z"),
      `-aws_iam_role.r identity: ${send}`,
      `-${take("aws_iam_role.r")}`,
    ],
  ],
  [
    "a role of a template to a user",
    template({ R: ofIam("Role", ec2) }),
    template({ U: ofIam("User") }),
    [`U identity: ${send}`, `-R identity: ${send}`, `-${take("R")}`],
  ],
  [
    "a user of a template to another",
    template({ A: ofIam("User", { UserName: "alice" }) }),
    template({ B: ofIam("User", { UserName: "bob" }) }),
    [`B identity: ${send}`, `-A identity: ${send}`],
  ],
  [
    "a role of a template to another that others may take",
    template({ R: ofIam("Role", ec2) }),
    template({ Z: ofIam("Role", stranger) }),
    [`Z identity: ${send}`, take("Z", "arn:aws:iam::999999999999:root"), `-R identity: ${send}`, `-${take("R")}`],
  ],
  [
    "a role that is renamed beside a new one that the same may take",
    { "main.tf": role("exec_role", '"exec"') },
    { "main.tf": role("a_task", '"task"') + role("exec", '"exec"') },
    [take("aws_iam_role.a_task")],
  ],
  [
    "a role of a template that is renamed beside a new one",
    template({ Old: { Type: "AWS::IAM::Role", Properties: { RoleName: "exec", ...ec2 } } }),
    template({
      A: { Type: "AWS::IAM::Role", Properties: { RoleName: "task", ...ec2 } },
      New: { Type: "AWS::IAM::Role", Properties: { RoleName: "exec", ...ec2 } },
    }),
    [take("A")],
  ],
  [
    "a role of a program to a user",
    program(made("r", "Role", byService), sending("r")),
    program(made("u", "User", ""), sending("u")),
    [`u identity: ${send}`, `-r identity: ${send}`, `-${take("R")}`],
  ],
  [
    "a role of a program to a user in the same variable",
    program(made("x", "Role", byService), sending("x")),
    program(made("x", "User", ""), sending("x")),
    [`x identity: ${send}`, `-x identity: ${send}`, `-${take("X")}`],
  ],
  [
    "a user of a program to another",
    program(made("a", "User", 'userName: "alice"'), sending("a")),
    program(made("b", "User", 'userName: "bob"'), sending("b")),
    [`b identity: ${send}`, `-a identity: ${send}`],
  ],
  [
    "a role of a program to another that others may take",
    program(made("r", "Role", byService), sending("r")),
    program(made("z", "Role", byAccount), sending("z")),
    [`z identity: ${send}`, take("Z", "arn:aws:iam::999999999999:root"), `-r identity: ${send}`, `-${take("R")}`],
  ],
  // The same ones
  [
    "nobody: a role of a program without a name",
    program(made("r", "Role", byService), sending("r")),
    program(made("z", "Role", byService), sending("z")),
    [],
  ],
  [
    "nobody: a role of a program with the same name",
    program(made("r", "Role", `roleName: "r", ${byService}`), sending("r")),
    program(made("z", "Role", `roleName: "r", ${byService}`), sending("z")),
    [],
  ],
  [
    "nobody: a role with the same name and another address",
    { "main.tf": role("r", '"r"') + inline("role", "r") },
    { "main.tf": role("z", '"r"') + inline("role", "z") },
    [],
  ],
  [
    "nobody: a role with the same name that others may take as well",
    { "main.tf": role("r", '"r"') + inline("role", "r") },
    { "main.tf": role("z", '"r"', account) + inline("role", "z") },
    [take("aws_iam_role.z", "arn:aws:iam::999999999999:root"), `-${take("aws_iam_role.z")}`],
  ],
  [
    "nobody: a role without a name",
    { "main.tf": role("r", null) + inline("role", "r") },
    { "main.tf": role("z", null) + inline("role", "z") },
    [],
  ],
  [
    "nobody: a role whose name is filled in by another variable",
    { "main.tf": `variable "a" {}\n${role("r", '"${var.a}-r"')}${inline("role", "r")}` },
    { "main.tf": `variable "b" {}\n${role("z", '"${var.b}-r"')}${inline("role", "z")}` },
    [],
  ],
  [
    "nobody: a role of the same address with another name",
    { "main.tf": role("r", '"r"') + inline("role", "r") },
    { "main.tf": role("r", '"z"') + inline("role", "r") },
    [],
  ],
  [
    "nobody: a user who is moved and renamed",
    { "main.tf": user("alice") + attached("user", "alice") },
    { "main.tf": user("bob") + attached("user", "bob") + moved("aws_iam_user.alice", "aws_iam_user.bob") },
    [],
  ],
  [
    "nobody: a role that is moved, and others may take",
    { "main.tf": role("r", '"r"') + inline("role", "r") },
    { "main.tf": role("z", '"z"', account) + inline("role", "z") + moved("aws_iam_role.r", "aws_iam_role.z") },
    [take("aws_iam_role.z", "arn:aws:iam::999999999999:root"), `-${take("aws_iam_role.z")}`],
  ],
  [
    "nobody: a role that a local module makes now",
    { "main.tf": role("r", '"r"') + inline("role", "r") },
    { "main.tf": module, "m/main.tf": role("r", '"r"') + inline("role", "r") },
    [],
  ],
  [
    "a user to one that a module makes and its call calls otherwise",
    { "main.tf": user("alice") + attached("user", "alice") },
    byCall('"bob"', user("this", "${var.name}") + attached("user", "this")),
    ["aws_iam_user.this identity: * on *", "-aws_iam_user.alice identity: * on *"],
  ],
  [
    "a role to one that a module makes and its call calls otherwise",
    { "main.tf": role("r", '"r"') + inline("role", "r") },
    byCall('"z"', role("this", "var.name") + inline("role", "this")),
    [
      "aws_iam_role.this identity: sqs:SendMessage on *",
      "-aws_iam_role.r identity: sqs:SendMessage on *",
      take("aws_iam_role.this"),
      `-${take("aws_iam_role.r")}`,
    ],
  ],
  [
    "nobody: a user that a module makes with the same name",
    { "main.tf": user("alice") + attached("user", "alice") },
    byCall('"alice"', user("this", "${var.name}") + attached("user", "this")),
    [],
  ],
  [
    "nobody: a user whom a module gives a name that only its caller knows",
    { "main.tf": user("alice") + attached("user", "alice") },
    byCall("local.who", user("this", "${var.name}") + attached("user", "this")),
    [],
  ],
  ["nobody: users of a template without names", template({ A: ofIam("User") }), template({ B: ofIam("User") }), []],
  [
    "nobody: a role of a template with the same name",
    template({ R: ofIam("Role", { RoleName: "r", ...ec2 }) }),
    template({ Z: ofIam("Role", { RoleName: "r", ...ec2 }) }),
    [],
  ],
];

describe("permissions that go from", () => {
  for (const [title, before, after, lines] of rows)
    it(title, async () => {
      assert.deepEqual([...(await diffTrees(before, after))].sort(), [...lines].sort());
    });
});
