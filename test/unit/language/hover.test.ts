import assert from "node:assert/strict";

import { hoverAt, hoverInPart } from "../../../src/language/hover/hover";
import { readDocument } from "../../../src/language/reading";
import { Understanding } from "../../../src/workspace/understanding";
import { builtCatalog } from "../../support/catalog";
import { marked } from "./marked";

const understanding = new Understanding();

async function hover(name: string, text: string) {
  const { document, offset } = marked(name, text);
  const found = await understanding.hoverAt(document, offset);
  return (
    found && {
      text: found.sections.join("\n"),
      over: document.text.slice(found.range.start.offset, found.range.end.offset),
      links: found.links,
    }
  );
}

const json = (statement: string): string => `{ "Version": "2012-10-17", "Statement": [{ ${statement} }] }`;

/** What stands under the cursor, where, and what is told of it. */
const cases: readonly [what: string, name: string, text: string, over: string, ...told: readonly RegExp[]][] = [
  [
    "an action",
    "policy.json",
    json('"Effect": "Allow", "Action": "s3:Get¦Object"'),
    '"s3:GetObject"',
    /\*\*s3:GetObject\*\* · Read · Amazon S3/,
    /Retrieve objects from Amazon S3\./,
    /- object: `arn:\$\{Partition\}:s3:::/,
    /s3:ExistingObjectTag/,
    /reads what resources hold/,
  ],
  [
    "a managed policy in a template",
    "template.yaml",
    "Resources:\n  Role:\n    Type: AWS::IAM::Role\n    Properties:\n      ManagedPolicyArns:\n        - arn:aws:iam::aws:policy/service-role/AWSLambda¦BasicExecutionRole\n",
    "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole",
    /\*\*AWSLambdaBasicExecutionRole\*\* · managed by AWS, at `service-role\/`/,
    /Allows 3 actions of logs, up to Write\./,
    /As of \d{4}-\d\d-\d\d/,
  ],
  [
    "a managed policy in code, with where it leads",
    "stack.ts",
    "role.addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName('IAM¦FullAccess'));\n",
    "'IAMFullAccess'",
    /Allows \d+ actions of iam/,
    /Whoever holds it can write into a policy of their own that everything is allowed\./,
  ],
  [
    "a managed policy of a service-linked role",
    "main.tf",
    'resource "aws_iam_role_policy_attachment" "a" {\n  role       = "a"\n  policy_arn = "arn:aws:iam::aws:policy/aws-service-role/AutoScaling¦ServiceRolePolicy"\n}\n',
    '"arn:aws:iam::aws:policy/aws-service-role/AutoScalingServiceRolePolicy"',
    /only AWS attaches it/,
  ],
  [
    "an action without resource types",
    "policy.json",
    json('"Effect": "Allow", "Action": "ec2:Describe¦Instances"'),
    '"ec2:DescribeInstances"',
    /Cannot be limited to resources/,
  ],
  [
    "an action in any case",
    "policy.json",
    json('"Effect": "Allow", "Action": "S3:get¦object"'),
    '"S3:getobject"',
    /\*\*s3:GetObject\*\*/,
  ],
  [
    "a service",
    "policy.json",
    json('"Effect": "Allow", "Action": "s¦3:GetObject"'),
    '"s3:GetObject"',
    /Amazon S3/,
    /\d+ actions: .*Write/,
  ],
  [
    "a wildcard, the risky actions first",
    "policy.json",
    json('"Effect": "Allow", "Action": "iam:*Poli¦cy"'),
    '"iam:*Policy"',
    /iam:\\\*Policy\*\* · \d+ actions of AWS Identity/,
    /^- `iam:Attach\w+Policy` · Write, Permissions management · leads to more permissions/m,
    /and \d+ more/,
  ],
  [
    "a wildcard that matches nothing",
    "policy.json",
    json('"Effect": "Allow", "Action": "s3:Xyz¦*"'),
    '"s3:Xyz*"',
    /matches no action/,
  ],
  ["every action", "policy.json", json('"Effect": "Allow", "Action": "¦*"'), '"*"', /every action of every service/],
  ["an effect", "policy.json", json('"Effect": "De¦ny"'), '"Deny"', /Denies the actions, whatever else allows them/],
  [
    "an element",
    "policy.json",
    json('"Effect": "Allow", "Not¦Action": "iam:*"'),
    '"NotAction"',
    /Every action but these/,
  ],
  [
    "an ARN of an object",
    "policy.json",
    json('"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::rep¦orts/*"'),
    '"arn:aws:s3:::reports/*"',
    /\*\*object\*\* of Amazon S3/,
    /Resource: `reports\/\*`/,
  ],
  [
    "an ARN of a bucket",
    "policy.json",
    json('"Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::rep¦orts"'),
    '"arn:aws:s3:::reports"',
    /\*\*bucket\*\* of Amazon S3/,
  ],
  [
    "an ARN with a Region and any account",
    "policy.json",
    json('"Effect": "Allow", "Action": "sqs:*", "Resource": "arn:aws:sqs:eu-west-1:*:jo¦bs"'),
    '"arn:aws:sqs:eu-west-1:*:jobs"',
    /\*\*queue\*\*/,
    /Region: `eu-west-1`/,
    /Account: any/,
  ],
  [
    "a policy variable",
    "policy.json",
    json('"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::home/${aws:user¦name}/*"'),
    "${aws:username}",
    /name of the IAM user/,
  ],
  [
    "a global condition key",
    "policy.json",
    json('"Effect": "Deny", "Action": "*", "Condition": { "NotIpAddress": { "aws:Source¦Ip": "10.0.0.0/8" } }'),
    '"aws:SourceIp"',
    /IPAddress · every service/,
    /address of the caller/,
  ],
  [
    "a condition key of a service",
    "policy.json",
    json(
      '"Effect": "Allow", "Action": "s3:GetObject", "Condition": { "StringEquals": { "s3:Existing¦ObjectTag/team": "a" } }',
    ),
    '"s3:ExistingObjectTag/team"',
    /s3:ExistingObjectTag\/\\<key\\>\*\* · String · Amazon S3/,
  ],
  [
    "an operator",
    "policy.json",
    json('"Effect": "Allow", "Action": "*", "Condition": { "ForAll¦Values:StringEquals": { "aws:TagKeys": "a" } }'),
    '"ForAllValues:StringEquals"',
    /every value of the key is one of the values/,
    /also holds where the key is absent/,
  ],
  [
    "an operator that negates",
    "policy.json",
    json('"Effect": "Allow", "Action": "*", "Condition": { "StringNot¦Like": { "aws:userid": "a*" } }'),
    '"StringNotLike"',
    /matches none of the values/,
    /The opposite is `StringLike`/,
  ],
  [
    "a known value",
    "policy.json",
    json('"Effect": "Allow", "Action": "*", "Condition": { "StringEquals": { "aws:PrincipalType": "Assumed¦Role" } }'),
    '"AssumedRole"',
    /session of a role/,
  ],
  ["everybody", "policy.json", json('"Effect": "Allow", "Principal": "¦*", "Action": "s3:*"'), '"*"', /Everybody/],
  [
    "an account",
    "policy.json",
    json('"Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::123456789012:ro¦ot" }, "Action": "s3:*"'),
    '"arn:aws:iam::123456789012:root"',
    /account 123456789012: whoever in it/,
  ],
  [
    "a service principal",
    "policy.json",
    json('"Effect": "Allow", "Principal": { "Service": "lambda.amazon¦aws.com" }, "Action": "sts:AssumeRole"'),
    '"lambda.amazonaws.com"',
    /AWS Lambda, calling by itself/,
  ],
  [
    "an OIDC provider",
    "policy.json",
    json(
      '"Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::123456789012:oidc-provider/token.actions.github¦usercontent.com" }, "Action": "sts:AssumeRoleWithWebIdentity"',
    ),
    '"arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"',
    /`token\.actions\.githubusercontent\.com:sub`/,
  ],
  ...(
    [
      ["an account by its number", "AWS", "1111¦22223333", /account 111122223333: whoever in it/],
      [
        "a role",
        "AWS",
        "arn:aws:iam::111122223333:role/a/dep¦loy",
        /role `deploy` of account 111122223333: every session/,
      ],
      ["a user", "AWS", "arn:aws:iam::111122223333:user/a/a¦da", /user `ada` of account 111122223333/],
      [
        "a session",
        "AWS",
        "arn:aws:sts::111122223333:assumed-role/deploy/o¦ne",
        /session of a role of account 111122223333: `one`/,
      ],
      [
        "a SAML provider",
        "Federated",
        "arn:aws:iam::111122223333:saml-provider/o¦ffice",
        /SAML provider `office`.*`SAML:aud`/,
      ],
      [
        "a provider by its name",
        "Federated",
        "cognito¦-identity.amazonaws.com",
        /`cognito-identity\.amazonaws\.com:aud`/,
      ],
    ] as const
  ).map(([what, type, value, told]): (typeof cases)[number] => [
    what,
    "policy.json",
    json(`"Effect": "Allow", "Principal": { "${type}": "${value}" }, "Action": "s3:*"`),
    `"${value.replace("¦", "")}"`,
    told,
  ]),
  [
    "a kind of principals",
    "policy.json",
    json('"Effect": "Allow", "Principal": { "Fed¦erated": "accounts.google.com" }, "Action": "s3:*"'),
    '"Federated"',
    /OIDC and SAML/,
  ],
  ...(
    [
      ["every resource", "¦*", /every resource of every account/],
      [
        "an ARN of any bucket's partition",
        "arn:*:s3:::¦a",
        /\*\*bucket\*\* of Amazon S3[^]*Partition: any[^]*Region: none/,
      ],
      ["an ARN of a role", "arn:aws:iam::111122223333:ro¦le/x", /\*\*role\b.* of AWS Identity/],
      ["an ARN of a service that nobody knows", "arn:aws:nosuch:a:1:¦c", /\*\*resource\*\*\n[^]*Region: `a`/],
      ["an ARN of an index", "arn:aws:dynamodb:*:*:table/a/in¦dex/b", /\*\*index\*\* of Amazon DynamoDB[^]*Written as/],
      ["an ARN of anything of a service", "arn:aws:sns:*:*:¦*", /\*\*resource\*\* of Amazon SNS[^]*Resource: any/],
    ] as const
  ).map(([what, value, told]): (typeof cases)[number] => [
    what,
    "policy.json",
    json(`"Effect": "Allow", "Action": "*", "Resource": "${value}"`),
    `"${value.replace("¦", "")}"`,
    told,
  ]),
  [
    "the version",
    "policy.json",
    '{ "Version": "2008-1¦0-17", "Statement": [{ "Effect": "Allow", "Action": "*" }] }',
    '"2008-10-17"',
    /former version/,
  ],
  [
    "an action in a template",
    "template.yaml",
    "Resources:\n  P:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n        Statement:\n          - Effect: Allow\n            Action: sqs:Send¦Message\n            Resource: '*'\n",
    "sqs:SendMessage",
    /Amazon SQS/,
  ],
  [
    "an ARN with what the template fills in",
    "template.yaml",
    "Resources:\n  P:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n        Statement:\n          - Effect: Allow\n            Action: sqs:SendMessage\n            Resource: !Sub 'arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:jo¦bs'\n",
    "!Sub 'arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:jobs'",
    /\*\*queue\*\*/,
  ],
  [
    "an action of a policy document",
    "main.tf",
    'data "aws_iam_policy_document" "d" {\n  statement {\n    actions = ["sqs:Send¦Message"]\n  }\n}\n',
    '"sqs:SendMessage"',
    /Amazon SQS/,
  ],
  [
    "an operator of a policy document",
    "main.tf",
    'data "aws_iam_policy_document" "d" {\n  statement {\n    actions = ["sqs:SendMessage"]\n    condition {\n      test = "String¦Like"\n      variable = "aws:userid"\n      values = ["a"]\n    }\n  }\n}\n',
    '"StringLike"',
    /wildcards/,
  ],
  [
    "an action in a heredoc",
    "main.tf",
    'resource "aws_iam_policy" "p" {\n  policy = <<EOF\n{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "sqs:Send¦Message", "Resource": "*" }] }\nEOF\n}\n',
    '"sqs:SendMessage"',
    /Amazon SQS/,
  ],
  [
    "an action of CDK",
    "stack.ts",
    "role.addToPolicy(new iam.PolicyStatement({ actions: ['sqs:Send¦Message'], resources: ['*'] }));\n",
    "'sqs:SendMessage'",
    /Amazon SQS/,
  ],
  [
    "an action in Python",
    "stack.py",
    "role.add_to_policy(iam.PolicyStatement(actions=['sqs:Send¦Message'], resources=['*']))\n",
    "'sqs:SendMessage'",
    /Amazon SQS/,
  ],
];

function principal(written: string): (typeof silent)[number] {
  const [type, value] = written.split(" ") as [string, string];
  return [
    `a principal that nobody knows: ${value}`,
    "policy.json",
    json(`"Effect": "Allow", "Principal": { "${type.replace("¦", "")}": "${value}" }, "Action": "s3:*"`),
  ];
}

const silent: readonly [what: string, name: string, text: string][] = [
  ["an action that AWS does not have", "policy.json", json('"Effect": "Allow", "Action": "s3:GetObj¦ct"')],
  ...["AWS ¦1111222233334", "AWS AIDA¦EXAMPLE", "AWS arn:aws:sts::111122223333:federated-user/a¦da"].map(principal),
  ...["Service no¦thing.amazonaws.com", "Federated no¦body", "Federated www.example.com/¦y"].map(principal),
  principal("CanonicalUser 79a5¦9df900b949e5"),
  ["what is no ARN", "policy.json", json('"Effect": "Allow", "Action": "*", "Resource": "not-¦an-arn"')],
  ["a Sid", "policy.json", json('"Sid": "s3:Get¦Object", "Effect": "Allow", "Action": "*"')],
  [
    "a string beside the policy",
    "main.tf",
    'resource "aws_iam_policy" "p" {\n  name = "s3:Get¦Object"\n  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:*" }] })\n}\n',
  ],
  ["what is no policy", "data.json", '{ "Action": "s3:Get¦Object", "Statement": 1 }'],
  [
    "an action that a template leaves open",
    "main.tf",
    'data "aws_iam_policy_document" "d" {\n  statement {\n    actions = ["s3:${var.v¦erb}Object"]\n  }\n}\n',
  ],
  ...["s3:Get¦*${var.verb}", "${var.service}:Ge¦t*", "s3:GetObject${var.¦x}"].map((action): (typeof silent)[number] => [
    `what a template leaves open: ${action}`,
    "main.tf",
    `data "aws_iam_policy_document" "d" {\n  statement {\n    actions = ["${action}"]\n  }\n}\n`,
  ]),
];

describe("hover", () => {
  for (const [what, name, text, over, ...told] of cases) {
    it(`tells of ${what}`, async () => {
      const found = await hover(name, text);
      assert.ok(found, "nothing is told");
      assert.equal(found.over, over);
      for (const pattern of told) assert.match(found.text, pattern);
    });
  }

  for (const [what, name, text] of silent) {
    it(`says nothing of ${what}`, async () => assert.equal(await hover(name, text), null));
  }

  it("tells the same in a large document right after an edit, in every form", async () => {
    const statements = (index: number): string =>
      `{ "Sid": "S${index}",\n "Effect": "Allow",\n "Action": ["${index === 300 ? "sqs:Send¦Message" : "s3:GetObject"}"],\n "Resource": "*" }`;
    const policy = `{\n"Version": "2012-10-17",\n"Statement": [\n${Array.from({ length: 600 }, (_, index) => statements(index)).join(",\n")}\n] }`;
    for (const [name, text] of [
      ["policy.json", policy],
      ["policy.ts", `export const policy = ${policy};\n`],
      ["policy.py", `policy = ${policy}\n`],
      ["main.tf", `resource "aws_iam_policy" "p" {\n  policy = <<EOF\n${policy}\nEOF\n}\n`],
    ] as const) {
      const found = await hover(name, text);
      assert.ok(found && /Amazon SQS/.test(found.text), name);
      assert.equal(found.over, '"sqs:SendMessage"', name);
    }
  });

  it("reads only a part of a large document, and stands where it does in the whole", () => {
    const provided = { catalog: builtCatalog(), descriptions: null, parsers: null };
    const statement = (Action: string) => ({ Effect: "Allow", Action, Resource: "*" });
    const policy = (middle: string): string =>
      JSON.stringify(
        {
          Version: "2012-10-17",
          Statement: Array.from({ length: 400 }, (_, at) => statement(at === 200 ? middle : "s3:GetObject")),
        },
        null,
        2,
      );
    for (const [action, isTold] of [
      ["sqs:Send¦Message", true],
      ["sqs:Send¦Nothing", false],
    ] as const) {
      const { document, offset } = marked("policy.json", policy(action));
      const part = hoverInPart(document, offset, provided);
      assert.equal(part !== null, isTold);
      assert.deepEqual(part, hoverAt(readDocument(document, provided), offset));
    }
    const small = marked("policy.json", json('"Effect": "Allow", "Action": "sqs:Send¦Message"'));
    assert.equal(hoverInPart(small.document, small.offset, provided), null);
    assert.equal(hoverInPart({ ...small.document, name: "notes.md" }, small.offset, provided), null);
  });

  it("tells of an action that AWS no longer lists when it was last seen", async () => {
    const catalog = builtCatalog();
    const [prefix, retired] = catalog.prefixes.flatMap((one) =>
      catalog.service(one)!.retiredActions.map((action) => [one, action] as const),
    )[0]!;
    const found = await hover("policy.json", json(`"Effect": "Allow", "Action": "${prefix}:¦${retired.name}"`));
    assert.match(found!.text, new RegExp(`\\*\\*\n.* it was last seen ${retired.lastSeen}\\.$`));
    assert.ok(found!.text.startsWith(`**${prefix}:${retired.name}**\n`));
  });

  it("stands over the name of a managed policy from its first letter to behind its last, with its page", async () => {
    const at = (before: string, after: string) =>
      hover(
        "template.yaml",
        `Resources:\n  Role:\n    Type: AWS::IAM::Role\n    Properties:\n      ManagedPolicyArns:\n        - arn:aws:iam::aws:policy/AmazonSQSFullAccess\n        - ${before}arn:aws:iam::aws:policy/${after}\n`,
      );
    for (const [before, after] of [
      ["¦", "SecurityAudit"],
      ["", "SecurityAudit¦"],
    ] as const) {
      const found = (await at(before, after))!;
      assert.match(found.text, /^\*\*SecurityAudit\*\* · managed by AWS\n/);
      assert.equal(found.over, "arn:aws:iam::aws:policy/SecurityAudit");
      assert.deepEqual(found.links, [{ title: "All that it allows", page: "managed/SecurityAudit" }]);
    }
    for (const [before, after] of [
      ["", "aws-service-role/AutoScaling¦ServiceRolePolicy"],
      ["", "No¦SuchPolicy"],
      ["¦ ", "SecurityAudit"],
    ] as const)
      assert.deepEqual((await at(before, after))?.links ?? [], []);
  });

  it("links to the whole list behind a wildcard", async () => {
    const found = await hover("policy.json", json('"Effect": "Allow", "Action": "s3:Get¦*"'));
    const [link] = found!.links;
    const page = (await understanding.page(link!.page))!;
    const [, count] = /(\d+) actions/.exec(link!.title)!;
    assert.equal(page.split("\n").filter((line) => line.startsWith("| `s3:Get")).length, Number(count));
    assert.match(page, /\| `s3:GetObject` \| Read \| Retrieve objects from Amazon S3\./);
  });

  it("has a page for a service, and none for what is not there", async () => {
    const page = (await understanding.page("service/sqs"))!;
    for (const part of [/^# Amazon SQS/, /## Actions/, /## Resource types/, /## Condition keys/])
      assert.match(page, part);
    assert.equal(await understanding.page("service/nothing"), null);
    assert.equal(await understanding.page("policy/invalid-action"), null);
  });
});
