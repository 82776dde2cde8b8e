/** Statements that are there in some deployments alone. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

type Given = Readonly<Record<string, unknown>>;

const allow = (Action: unknown, more: Given = {}): Given => ({ Effect: "Allow", Action, Resource: "*", ...more });
const deny = (Action: unknown, more: Given = {}): Given => ({ ...allow(Action, more), Effect: "Deny" });
const document = (...Statement: readonly unknown[]): Given => ({ Version: "2012-10-17", Statement });
const inline = (PolicyName: string, ...statements: readonly unknown[]): Given => ({
  PolicyName,
  PolicyDocument: document(...statements),
});
const chosen = (C: string, ...of: readonly unknown[]): Given => ({ "Fn::If": [C, ...of] });
const none: Given = { Ref: "AWS::NoValue" };
const template = (Properties: Given, more: Given = {}): string =>
  JSON.stringify({
    Parameters: { P: { Type: "String", Default: "no" } },
    Conditions: { C: { "Fn::Equals": [{ Ref: "P" }, "yes"] }, D: { "Fn::Equals": [{ Ref: "P" }, "perhaps"] } },
    Resources: { R: { Type: "AWS::IAM::User", Properties }, ...more },
  });
const policies = (...Policies: readonly unknown[]): string => template({ Policies });
const statements = (...all: readonly unknown[]): string => policies(inline("p", ...all));
const managed = (Condition: string, ...all: readonly unknown[]): Given => ({
  M: {
    Type: "AWS::IAM::ManagedPolicy",
    Condition,
    Properties: { PolicyDocument: document(...all), Users: [{ Ref: "R" }] },
  },
});
const get = "s3:GetObject";
const put = "s3:PutObject";
const over = "s3:*";

const templates: readonly (readonly [title: string, before: string, after: string, lines: readonly string[]])[] = [
  [
    "an Allow beside one that is there in some alone",
    statements(chosen("C", allow(over), none), allow("logs:PutLogEvents")),
    statements(chosen("C", allow(over), none), allow(["logs:PutLogEvents", get])),
    ["R identity: s3:GetObject on *"],
  ],
  [
    "one beside a policy that is",
    policies(chosen("C", inline("a", allow(over)), none), inline("p", allow("logs:PutLogEvents"))),
    policies(chosen("C", inline("a", allow(over)), none), inline("p", allow(["logs:PutLogEvents", get]))),
    ["R identity: s3:GetObject on *"],
  ],
  [
    "one beside a managed policy that is",
    template({ Policies: [inline("p", allow("logs:PutLogEvents"))] }, managed("C", allow(over))),
    template({ Policies: [inline("p", allow(["logs:PutLogEvents", get]))] }, managed("C", allow(over))),
    ["R identity: s3:GetObject on *"],
  ],
  [
    "one beside two, of which there is always one",
    statements(chosen("C", allow(over), allow([get, put])), allow("logs:PutLogEvents")),
    statements(chosen("C", allow(over), allow([get, put])), allow(["logs:PutLogEvents", get])),
    [],
  ],
  [
    "one beside a Deny that is there in some alone",
    statements(chosen("C", deny(put), none), allow(get)),
    statements(chosen("C", deny(put), none), allow([get, put])),
    ["R identity: s3:PutObject on *"],
  ],
  [
    "one beside two Denies, of which there is always one",
    statements(chosen("C", deny(put), deny([get, put])), allow(get)),
    statements(chosen("C", deny(put), deny([get, put])), allow([get, put])),
    [],
  ],
  [
    "an action less in a Deny that is there in some alone",
    template({ Policies: [inline("p", allow(over))] }, managed("C", deny([get, put]))),
    template({ Policies: [inline("p", allow(over))] }, managed("C", deny(put))),
    ["R identity: s3:GetObject on *"],
  ],
  [
    "an action more in an Allow that is there in some alone",
    statements(chosen("C", allow(get), none)),
    statements(chosen("C", allow([get, put]), none)),
    ["R identity: s3:PutObject on *"],
  ],
  [
    "a statement more beside it, which says no more",
    statements(chosen("C", allow(over), none)),
    policies(inline("p", chosen("C", allow(over), none), chosen("C", allow(get), none))),
    [],
  ],
  [
    "a statement more under another condition",
    statements(chosen("C", allow(over), none)),
    statements(chosen("C", allow(over), none), chosen("D", allow(get), none)),
    ["R identity: s3:GetObject on *"],
  ],
  [
    "branches that change places",
    statements(chosen("C", allow(put), allow(get))),
    statements(chosen("C", allow(get), allow(put))),
    [
      "R identity: s3:GetObject on *",
      "R identity: s3:PutObject on *",
      "-R identity: s3:GetObject on *",
      "-R identity: s3:PutObject on *",
    ],
  ],
  [
    "a branch for each of what was one",
    statements(allow(get)),
    statements(chosen("C", allow([get]), allow([get, put]))),
    ["R identity: s3:PutObject on *"],
  ],
  [
    "the same in another order",
    statements(chosen("C", allow(get), none), allow(put)),
    statements(allow(put), chosen("C", allow(get), none)),
    [],
  ],
];

const terraform = (count: string, more: string, denied: string): string => `
variable "on" {
  type    = bool
  default = false
}
resource "aws_iam_role" "r" {
  name               = "r"
  assume_role_policy = "{}"
}
resource "aws_iam_role_policy" "a" {
  role   = aws_iam_role.r.id
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "iam:*", Resource = "*" }] })
}
resource "aws_iam_role_policy" "d" {
  count  = ${count}
  role   = aws_iam_role.r.id
  policy = jsonencode({ Statement = [{ Effect = "Deny", Action = ${denied}, Resource = "*" }] })
}
${more}`;
const both = '["iam:UpdateUser", "iam:CreateGroup"]';
const counted = "var.on ? 1 : 0";
const attachment = `
resource "aws_iam_role_policy_attachment" "d" {
  count      = var.on ? 1 : 0
  role       = aws_iam_role.r.name
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}
`;
const own = (actions: string): string => `
resource "aws_iam_role_policy" "o" {
  role   = aws_iam_role.r.id
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = ${actions}, Resource = "*" }] })
}
`;

const folders: typeof templates = [
  [
    "an action less in a Deny that is counted",
    terraform(counted, "", both),
    terraform(counted, "", '["iam:UpdateUser"]'),
    ["aws_iam_role.r identity: iam:CreateGroup on *"],
  ],
  [
    "an action more in a Deny that is counted",
    terraform(counted, "", '["iam:UpdateUser"]'),
    terraform(counted, "", both),
    ["-aws_iam_role.r identity: iam:CreateGroup on *"],
  ],
  [
    "an Allow beside a policy that is counted",
    terraform(counted, attachment + own('["logs:PutLogEvents"]'), both),
    terraform(counted, attachment + own('["logs:PutLogEvents", "sqs:SendMessage"]'), both),
    ["aws_iam_role.r identity: sqs:SendMessage on *"],
  ],
  [
    "another count",
    terraform(counted, "", both),
    terraform("var.on == true ? 1 : 0", "", both),
    ["?aws_iam_role.r identity"],
  ],
];

/** A user with a policy under each of many conditions, and more policies. */
const switched = (own: readonly unknown[], ...more: readonly (readonly [condition: string, statement: Given])[]) => {
  const services = ["sqs", "sns", "kms", "ssm", "ec2", "logs", "glue", "iam"];
  const all = [...services.map((one, at) => [`C${at}`, allow(`${one}:Tag*`)] as const), ["C8", allow(get)], ...more];
  const holder = JSON.parse(template({ Policies: own })) as { Conditions: Given; Resources: Given };
  for (const [at, [condition, one]] of (all as readonly (readonly [string, Given])[]).entries()) {
    holder.Conditions = { ...holder.Conditions, [condition]: { "Fn::Equals": [{ Ref: "P" }, condition] } };
    holder.Resources = { ...holder.Resources, [`M${at}`]: managed(condition, one)["M"] };
  }
  return JSON.stringify(holder);
};
const any = inline("all", allow("*"));
const all = (actions: readonly unknown[]): Given => inline("either", ...actions);

const many: typeof templates = [
  [
    "an Allow under one more of many conditions, which another has",
    switched([]),
    switched([], ["C9", allow(get)]),
    ["R identity: s3:GetObject on *"],
  ],
  [
    "one that is no longer there under one of many",
    switched([], ["C9", allow(get)]),
    switched([]),
    ["-R identity: s3:GetObject on *"],
  ],
  [
    "one that is surely there beside many that may be",
    switched([]),
    switched([inline("p", allow(get))]),
    ["R identity: s3:GetObject on *"],
  ],
  [
    "one under many conditions, which is there in any case",
    switched([inline("p", allow(over))]),
    switched([inline("p", allow(over))], ["C9", allow(get)]),
    [],
  ],
  [
    "one under the condition of another that has it",
    switched([], ["C9", allow(over)]),
    switched([], ["C9", allow(over)], ["C9", allow(get)]),
    [],
  ],
  [
    "one of many Denies that is no longer there",
    switched([any], ["D", deny([get, put])], ["C9", deny(get)]),
    switched([any], ["D", deny([get, put])]),
    ["R identity: s3:GetObject on *"],
  ],
  [
    "one Deny more of many",
    switched([any], ["D", deny([get, put])]),
    switched([any], ["D", deny([get, put])], ["C9", deny(get)]),
    ["-R identity: s3:GetObject on *"],
  ],
  [
    "one beside two, of which there is always one, and many",
    switched([all([chosen("C", allow(over), allow([get, put]))])]),
    switched([all([chosen("C", allow(over), allow([get, put])), allow(get)])]),
    [],
  ],
  [
    "one beside two, of which one has it, and many",
    switched([all([chosen("C", allow(get), allow(put))])]),
    switched([all([chosen("C", allow(get), allow(put)), allow(get)])]),
    ["R identity: s3:GetObject on *"],
  ],
  [
    "one beside more pairs than anybody looks at",
    switched([all(["C0", "C1", "C2", "C3", "C4"].map((one) => chosen(one, allow(put), allow(over))))]),
    switched([all([...["C0", "C1", "C2", "C3", "C4"].map((one) => chosen(one, allow(put), allow(over))), allow(get)])]),
    ["?R identity", "R identity: s3:GetObject on *"],
  ],
];

const statement = (more: string): string =>
  terraform("1", "", '"iam:CreateGroup"').replace(
    '"iam:CreateGroup", Resource = "*"',
    `"iam:CreateGroup", Resource = "*"${more}`,
  );
const unlessAccount = ', Condition = { StringNotEquals = { "aws:PrincipalAccount" = [local.test] } }';

const vpces = (...all: readonly unknown[]): string =>
  template({
    Policies: [inline("p", allow(get), deny(get, { Condition: { StringNotEquals: { "aws:SourceVpce": all } } }))],
  });
const imported = { "Fn::ImportValue": "Endpoint" };

describe("what is left open in conditions", () => {
  it("an account", async () =>
    assert.deepEqual(await diffTexts("main.tf", statement(""), statement(unlessAccount)), [
      "aws_iam_role.r identity: iam:CreateGroup on * where StringEquals aws:PrincipalAccount ${local.test}",
    ]));
  it("one more of a list, in some deployments", async () =>
    assert.deepEqual(await diffTexts("t.json", vpces(imported), vpces(imported, chosen("C", { Ref: "P" }, none))), [
      "R identity: s3:GetObject on * where StringEquals aws:SourceVpce ${P}",
    ]));
});

describe("what is there in some deployments alone", () => {
  for (const [title, before, after, lines] of templates)
    it(title, async () => assert.deepEqual(await diffTexts("t.json", before, after), lines));
  for (const [title, before, after, lines] of many)
    it(title, async () => assert.deepEqual(await diffTexts("t.json", before, after), lines));
  for (const [title, before, after, lines] of folders)
    it(title, async () => assert.deepEqual(await diffTexts("main.tf", before, after), lines));
});
