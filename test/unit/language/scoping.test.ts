import assert from "node:assert/strict";

import { Understanding } from "../../../src/workspace/understanding";
import { marked } from "./marked";

const understanding = new Understanding();

/** The text once the snippet has taken the place of `*`, its places still marked; null where nothing is offered. */
async function scoped(name: string, text: string): Promise<string | null> {
  const { document, offset } = marked(name, text);
  const found = await understanding.scopingAt(document, offset);
  if (!found) return null;
  const { start, end } = found.range;
  return document.text.slice(0, start.offset) + found.snippet + document.text.slice(end.offset);
}

const json = (statement: string) => `{ "Version": "2012-10-17", "Statement": [{ ${statement} }] }`;

const cases: readonly [what: string, name: string, text: string, gives: string][] = [
  [
    "one type of resource",
    "policy.json",
    json('"Effect": "Allow", "Action": ¦"sqs:PurgeQueue", "Resource": "*"'),
    '"Resource": "arn:aws:sqs:${1:REGION}:${2:ACCOUNT}:${3:QueueName}"',
  ],
  [
    "two, a place of one name in both",
    "policy.json",
    json('"Effect": "Allow", "Action": [¦"s3:DeleteObject", "s3:DeleteBucketPolicy"], "Resource": "*"'),
    '"Resource": ["arn:aws:s3:::${1:BucketName}/${2:ObjectName}", "arn:aws:s3:::${1:BucketName}"]',
  ],
  [
    "four types of resources",
    "policy.json",
    json(
      '"Effect": "Allow", "Action": [¦"sqs:PurgeQueue", "sns:Publish", "s3:GetObject", "kms:Decrypt"], "Resource": "*"',
    ),
    '"Resource": ["arn:aws:sqs:${1:REGION}:${2:ACCOUNT}:${3:QueueName}", "arn:aws:sns:',
  ],
  [
    "an item of a list",
    "main.tf",
    'data "aws_iam_policy_document" "d" {\n  statement {\n    actions = ["iam:PassRole¦"]\n    resources = ["*"]\n  }\n}\n',
    'resources = ["arn:aws:iam::${1:ACCOUNT}:role/${2:RoleNameWithPath}"]',
  ],
  [
    "the quotes of the language, and the account and Region that stand elsewhere",
    "policy.py",
    "policy = {'Version': '2012-10-17', 'Statement': [{'Effect': 'Allow', 'Action': '¦sqs:PurgeQueue', 'Resource': '*'}, {'Effect': 'Allow', 'Action': 'sqs:SendMessage', 'Resource': 'arn:aws:sqs:eu-central-1:111122223333:jobs'}]}\n",
    "'Resource': 'arn:aws:sqs:${1:eu-central-1}:${2:111122223333}:${3:QueueName}'",
  ],
];

const silent: readonly [what: string, name: string, text: string][] = [
  [
    "an action that works on no resource",
    "policy.json",
    json('"Effect": "Allow", "Action": [¦"sqs:PurgeQueue", "s3:ListAllMyBuckets"], "Resource": "*"'),
  ],
  [
    "resources that are named",
    "policy.json",
    json('"Effect": "Allow", "Action": ¦"sqs:PurgeQueue", "Resource": "arn:aws:sqs:*:*:*"'),
  ],
  [
    "a resource in more than quotes",
    "template.yaml",
    "Resources:\n  P:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n        Statement:\n          - Effect: Allow\n            Action: ¦sqs:PurgeQueue\n            Resource: !Sub '*'\n",
  ],
  [
    "more types of resources than anybody fills in",
    "policy.json",
    json(
      '"Effect": "Allow", "Action": [¦"sqs:PurgeQueue", "sns:Publish", "s3:GetObject", "kms:Decrypt", "lambda:InvokeFunction"], "Resource": "*"',
    ),
  ],
  ["a statement that denies", "policy.json", json('"Effect": "Deny", "Action": ¦"sqs:PurgeQueue", "Resource": "*"')],
  ["all but some actions", "policy.json", json('"Effect": "Allow", "NotAction": ¦"sqs:PurgeQueue", "Resource": "*"')],
  [
    "an action that is known beside one that is not",
    "policy.json",
    json('"Effect": "Allow", "Action": [¦"sqs:PurgeQueue", "sqs:PurgeQuene"], "Resource": "*"'),
  ],
  [
    "one of two resources",
    "policy.json",
    json('"Effect": "Allow", "Action": ¦"sqs:PurgeQueue", "Resource": ["*", "arn:aws:sqs:*:*:*"]'),
  ],
  ["no resources", "policy.json", json('"Effect": "Allow", "Action": ¦"sqs:PurgeQueue"')],
  [
    "a place behind its statement",
    "policy.json",
    `${json('"Effect": "Allow", "Action": "sqs:PurgeQueue", "Resource": "*"')}¦`,
  ],
  ["a whole service", "policy.json", json('"Effect": "Allow", "Action": ¦"ec2:*", "Resource": "*"')],
  [
    "an action that is not known",
    "policy.json",
    json('"Effect": "Allow", "Action": ¦"sqs:PurgeQuene", "Resource": "*"'),
  ],
  [
    "a place in no statement",
    "policy.json",
    `¦${json('"Effect": "Allow", "Action": "sqs:PurgeQueue", "Resource": "*"')}`,
  ],
];

describe("what * can be limited to", () => {
  for (const [what, name, text, gives] of cases)
    it(`has ${what}`, async () => {
      const after = await scoped(name, text);
      assert.ok(after?.includes(gives), after ?? "nothing is offered");
    });

  for (const [what, name, text] of silent)
    it(`is not said of ${what}`, async () => assert.equal(await scoped(name, text), null));

  for (const at of ["¦{ ", "¦ }"])
    it(`is offered at the brackets of the statement: ${at}`, async () => {
      const [before, after] = [at.startsWith("¦{") ? "¦" : "", at.startsWith("¦ }") ? "¦" : ""];
      const statement = `${before}{ "Effect": "Allow", "Action": "sqs:PurgeQueue", "Resource": "*" }${after}`;
      const text = `{ "Version": "2012-10-17", "Statement": [${statement}] }`;
      assert.notEqual(await scoped("policy.json", text), null);
    });

  it("names its ARNs without the places in them", async () => {
    const { document, offset } = marked(
      "policy.json",
      json('"Effect": "Allow", "Action": [¦"s3:DeleteObject", "s3:DeleteBucketPolicy"], "Resource": "*"'),
    );
    assert.deepEqual((await understanding.scopingAt(document, offset))?.arns, [
      "arn:aws:s3:::BucketName/ObjectName",
      "arn:aws:s3:::BucketName",
    ]);
  });
});
