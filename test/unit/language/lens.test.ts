import assert from "node:assert/strict";

import { Understanding } from "../../../src/workspace/understanding";

const understanding = new Understanding();
const titles = async (name: string, text: string) =>
  (await understanding.lensesOf({ name, text })).map(({ title }) => title);
const policy = (...statements: readonly object[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements }, null, 2);
const allow = (Action: string | readonly string[], more: object = { Resource: "*" }) => ({
  Effect: "Allow",
  Action,
  ...more,
});

const cases: readonly [what: string, text: string, title: RegExp][] = [
  [
    "single actions",
    policy(allow(["s3:GetObject", "s3:PutObject"], { Resource: "arn:aws:s3:::a/*" })),
    /^Allows 2 actions of s3, up to Write · \d+ characters$/,
  ],
  [
    "the riskiest access level",
    policy(allow(["s3:GetObject", "s3:PutBucketPolicy"], { Resource: "arn:aws:s3:::a" })),
    /up to Permissions management/,
  ],
  [
    "several services, those with the most actions first",
    policy(
      allow(["sqs:SendMessage", "s3:GetObject", "s3:PutObject", "sns:Publish", "kms:Decrypt", "ec2:RunInstances"], {
        Resource: "arn:aws:s3:::a",
      }),
    ),
    /^Allows 6 actions of s3, ec2, kms and 2 more, up to Write/,
  ],
  ["everything", policy(allow("*")), /^Allows everything · /],
  [
    "everything but what is denied",
    policy(allow("*"), { Effect: "Deny", Action: "iam:CreateUser", Resource: "*" }),
    /^Allows everything but 1 action of iam/,
  ],
  [
    "everything but some",
    policy({ Effect: "Allow", NotAction: ["iam:*", "organizations:*"], Resource: "*" }),
    /^Allows everything but iam:\* and organizations:\*/,
  ],
  [
    "every action on some resources",
    policy(allow("*", { Resource: "arn:aws:s3:::a" })),
    /^Allows every action, on some resources or under conditions/,
  ],
  [
    "what is not denied again",
    policy(allow(["sqs:SendMessage", "sqs:PurgeQueue"], { Resource: "arn:aws:sqs:*:*:a" }), {
      Effect: "Deny",
      Action: "sqs:PurgeQueue",
      Resource: "*",
    }),
    /^Allows 1 action of sqs/,
  ],
  [
    "a way to more permissions",
    policy(allow(["iam:PassRole", "lambda:CreateFunction", "lambda:InvokeFunction"])),
    /escalates by iam:PassRole/,
  ],
  [
    "the worst of several ways",
    policy(allow(["iam:PassRole", "lambda:CreateFunction", "lambda:InvokeFunction", "iam:PutRolePolicy"])),
    /escalates by iam:PutRolePolicy/,
  ],
  ["a denial", policy({ Effect: "Deny", Action: "sqs:PurgeQueue", Resource: "*" }), /^Denies 1 action of sqs/],
  [
    "who assumes a role",
    policy(allow("sts:AssumeRole", { Principal: { Service: "lambda.amazonaws.com" } })),
    /^Assumed by lambda\.amazonaws\.com · \d+ of 2,048 characters$/,
  ],
  ["that anybody assumes a role", policy(allow("sts:AssumeRole", { Principal: { AWS: "*" } })), /^Assumed by anybody/],
  [
    "that an account and a role assume a role",
    policy(
      allow("sts:AssumeRole", {
        Principal: { AWS: ["arn:aws:iam::123456789012:root", "arn:aws:iam::123456789012:role/deploy"] },
      }),
    ),
    /^Assumed by account 123456789012 and role\/deploy/,
  ],
  [
    "that an account assumes a role, by its number",
    policy(allow("sts:AssumeRole", { Principal: { AWS: "123456789012" } })),
    /^Assumed by account 123456789012 ·/,
  ],
  [
    "an identity provider",
    policy(
      allow("sts:AssumeRoleWithWebIdentity", {
        Principal: { Federated: "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" },
      }),
    ),
    /^Assumed by token\.actions\.githubusercontent\.com/,
  ],
  [
    "whom a resource policy lets in",
    policy(allow("s3:GetObject", { Principal: "*", Resource: "arn:aws:s3:::a/*" })),
    /^Allows anybody 1 action of s3, up to Read/,
  ],
];

describe("the line above a policy", () => {
  for (const [what, text, title] of cases) {
    it(`tells ${what}`, async () => {
      const found = await titles("policy.json", text);
      assert.equal(found.length, 1);
      assert.match(found[0]!, title);
      assert.ok(found[0]!.length < 120, "it is too long to be read in a second");
    });
  }

  it("tells the size against the quota of the place", async () => {
    const yaml =
      "Resources:\n  P:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n        Version: '2012-10-17'\n        Statement:\n          - Effect: Allow\n            Action: sqs:SendMessage\n            Resource: '*'\n";
    assert.match((await titles("template.yaml", yaml))[0]!, /of 6,144 characters$/);
  });

  it("stands above each policy of a document, and above nothing else", async () => {
    const tf = `data "aws_iam_policy_document" "a" {\n  statement {\n    actions = ["sqs:SendMessage"]\n    resources = ["*"]\n  }\n}\n\nresource "aws_iam_policy" "b" {\n  policy = <<EOF\n${policy(allow("s3:GetObject"))}\nEOF\n}\n`;
    const lenses = await understanding.lensesOf({ name: "main.tf", text: tf });
    assert.deepEqual(
      lenses.map(({ range }) => range.start.line),
      [1, 10],
    );
    assert.deepEqual(await titles("data.json", '{ "Statement": "paid" }'), []);
  });

  it("stands above no policy without statements, and knows which are control policies", async () => {
    assert.deepEqual(await titles("policy.json", policy()), []);
    const control = (type: string) =>
      `resource "aws_organizations_policy" "p" {\n  type = "${type}"\n  content = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = "s3:GetObject", Resource = "*" }] })\n}\n`;
    const isControl = async (name: string, text: string) =>
      (await understanding.lensesOf({ name, text })).map((lens) => lens.isControl);
    for (const type of ["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"])
      assert.deepEqual(await isControl("main.tf", control(type)), [true], type);
    assert.deepEqual(await isControl("policy.json", policy(allow("s3:GetObject"))), [false]);
  });

  it("says that a template may add something", async () => {
    assert.match(
      (
        await titles(
          "main.tf",
          'data "aws_iam_policy_document" "a" {\n  statement {\n    actions = concat(["sqs:SendMessage"], var.more)\n    resources = ["*"]\n  }\n}\n',
        )
      )[0]!,
      /and what the template adds/,
    );
  });
});

describe("the page behind the line", () => {
  it("lists what is allowed by service, the risky first, and how it leads to more", async () => {
    const text = policy(allow(["iam:PassRole", "lambda:CreateFunction", "lambda:InvokeFunction", "s3:Get*"]));
    const [lens] = await understanding.lensesOf({ name: "policy.json", text });
    const page = (await understanding.policyPage({ name: "policy.json", text }, lens!.offset))!;
    for (const part of [
      /^# This identity policy/,
      /## Ways to more permissions\n\n- `iam:PassRole`, `lambda:CreateFunction`/,
      /### Amazon S3/,
      /\| `s3:GetObject` \| Read \|/,
      /### AWS Lambda/,
    ])
      assert.match(page, part);
  });

  it("lists what is denied, and of everything only that it is everything", async () => {
    const text = policy(allow("*"), { Effect: "Deny", Action: ["iam:CreateUser", "s3:GetObject"], Resource: "*" });
    const page = (await understanding.policyPage({ name: "policy.json", text }, 0))!;
    assert.match(page, /\n\nEvery action on every resource\.\n\n/);
    assert.match(page, /\n\n## Denied\n\n[^\n]+\n/);
    assert.ok(page.indexOf("## Denied") < page.indexOf("`iam:CreateUser`"));
    assert.match(page, /\| `s3:GetObject` \| Read \|/);
    assert.doesNotMatch(page, /### Amazon S3/);
  });

  const pageOf = async (text: string, name = "policy.json"): Promise<string> => {
    const [lens] = await understanding.lensesOf({ name, text });
    return (await understanding.policyPage({ name, text }, lens!.offset))!;
  };

  it("says what is allowed of all actions, and what is not", async () => {
    const some = await pageOf(policy(allow("*", { Resource: "arn:aws:s3:::a" })));
    assert.match(some, /## Allowed\n\nEvery action, on some resources or under conditions\./);
    const but = await pageOf(policy({ Effect: "Allow", NotAction: ["iam:*", "sts:*", "kms:*"], Resource: "*" }));
    assert.match(but, /\n\nEvery action but `iam:\*`, `sts:\*` and `kms:\*`\.\n\n/);
    const one = await pageOf(policy({ Effect: "Allow", NotAction: "iam:*", Resource: "*" }));
    assert.match(one, /\n\nEvery action but `iam:\*`\.\n\n/);
    const none = await pageOf(policy({ Effect: "Deny", Action: "s3:GetObject", Resource: "*" }));
    assert.doesNotMatch(none, /## Allowed/);
    assert.match(none, /## Denied/);
  });

  it("says where a template leaves something open", async () => {
    const text = `data "aws_iam_policy_document" "a" {\n  statement {\n    actions = concat(["sqs:SendMessage"], var.more)\n    resources = ["*"]\n  }\n}\n`;
    assert.match(await pageOf(text, "main.tf"), /The template leaves something open/);
    assert.doesNotMatch(await pageOf(policy(allow("sqs:SendMessage"))), /leaves something open/);
  });

  it("is there for managed policies of AWS, by their names", async () => {
    const page = (await understanding.page("managed/AWSLambdaBasicExecutionRole"))!;
    assert.match(page, /Allows 3 actions of logs, up to Write\./);
    assert.match(page, /### Amazon CloudWatch Logs/);
    assert.equal(await understanding.page("managed/NoSuchPolicy"), null);
  });

  it("is whole", async () => {
    const text = policy(allow(["iam:PutRolePolicy", "sqs:TagQueue", "s3:Nosuch"]), {
      Effect: "Deny",
      Action: "sqs:PurgeQueue",
      Resource: "*",
    });
    assert.equal(
      (await pageOf(text))
        .replace(/\d{4}-\d\d-\d\d/, "TODAY")
        .replace(/\d+ characters/, "N characters")
        .replace(/( \| )[^|]*( \*[^*]*\* \|$)/gm, "$1…$2"),
      `# This identity policy

Allows 2 actions of iam and sqs, up to Permissions management.

Identity policy (as far as its content tells) · 2 statements · N characters without white space

## Ways to more permissions

- \`iam:PutRolePolicy\`: whoever holds these permissions can allow their own role everything.

## Allowed

### AWS Identity and Access Management (IAM)

1 action: 1 Permissions management

| Action | Access | What it does |
|---|---|---|
| \`iam:PutRolePolicy\` | Write, Permissions management | … *leads to more permissions* |

### Amazon SQS

1 action: 1 Write

| Action | Access | What it does |
|---|---|---|
| \`sqs:TagQueue\` | Write, Tagging | Add tags to the specified SQS queue. |

## Denied

1 Write

| Action | Access | What it does |
|---|---|---|
| \`sqs:PurgeQueue\` | Write | … *changes or deletes what is there* |

On which resources and under which conditions the statements tell. Actions as of TODAY.
`,
    );
  });

  it("is the one of the policy at the place", async () => {
    const text = `export const a = ${policy(allow("sqs:SendMessage"))};\nexport const b = ${policy(allow("sns:Publish"))};\n`;
    const lenses = await understanding.lensesOf({ name: "code.ts", text });
    const pages = await Promise.all(
      lenses.map(({ offset }) => understanding.policyPage({ name: "code.ts", text }, offset)),
    );
    assert.match(pages[0]!, /sqs:SendMessage/);
    assert.match(pages[1]!, /sns:Publish/);
    assert.equal(await understanding.policyPage({ name: "code.ts", text }, 3), null);
  });
});
