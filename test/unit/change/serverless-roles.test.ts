/** The roles that the Serverless Framework makes: their boundaries, whom they inherit from, and what variables and parameters stand for. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

type Given = Readonly<Record<string, unknown>>;

const allow = (Action: unknown, Resource: unknown = "*"): Given => ({ Effect: "Allow", Action, Resource });
const aws = (name: string): string => `arn:aws:iam::aws:policy/${name}`;
const service = (provider: Given, more: Given = {}): string =>
  JSON.stringify({
    service: "x",
    provider: { name: "aws", ...provider },
    functions: { a: { handler: "a.b" } },
    ...more,
  });
const role = (given: Given): Given => ({ iam: { role: given } });
const own = (given: Given = {}): Given => ({ functions: { a: { handler: "a.b", iamRoleStatements: [], ...given } } });
const plugin = (given: Given): Given => ({ custom: { "serverless-iam-roles-per-function": given } });
const extended = (Properties: Given): Given => ({
  resources: { extensions: { IamRoleLambdaExecution: { Properties } } },
});
const managed = aws("service-role/AWSLambdaSQSQueueExecutionRole");

const queues = role({ statements: [allow("sqs:SendMessage")] });
const stated = { iamRoleStatements: [allow("sqs:SendMessage")] };
const bounded = aws("AmazonSQSReadOnlyAccess");

type Row = readonly [title: string, before: string, after: string, there: readonly string[]];

const sends = "provider identity: sqs:SendMessage on *";
const ofA = "a identity: sqs:SendMessage on *";

const rows: readonly Row[] = [
  [
    "a boundary of the role",
    service(role({ permissionsBoundary: bounded, statements: [allow("sqs:SendMessage")] })),
    service(queues),
    [sends],
  ],
  ["one of the provider", service({ rolePermissionsBoundary: bounded, ...stated }), service(stated), [sends]],
  [
    "one that is a variable",
    service({ rolePermissionsBoundary: "${self:custom.b}", ...stated }, { custom: { b: bounded } }),
    service({ rolePermissionsBoundary: "${self:custom.b}", ...stated }, { custom: { b: aws("AdministratorAccess") } }),
    [sends],
  ],
  [
    "one that an extension gives",
    service(queues, extended({ PermissionsBoundary: bounded })),
    service(queues, extended({})),
    [sends],
  ],
  [
    "one of a function",
    service({}, own({ iamRoleStatements: [allow("sqs:SendMessage")], iamPermissionsBoundary: bounded })),
    service({}, own({ iamRoleStatements: [allow("sqs:SendMessage")] })),
    [ofA],
  ],
  [
    "one for all functions",
    service(
      {},
      {
        ...own({ iamRoleStatements: [allow("sqs:SendMessage")] }),
        ...plugin({ iamGlobalPermissionsBoundary: bounded }),
      },
    ),
    service({}, own({ iamRoleStatements: [allow("sqs:SendMessage")] })),
    [ofA],
  ],
  [
    "a boundary that lets it through",
    service(
      { rolePermissionsBoundary: aws("AmazonSQSFullAccess"), iamRoleStatements: [allow("sqs:SendMessage")] },
      { functions: {} },
    ),
    service(stated, { functions: {} }),
    [],
  ],
  ["a function that inherits", service(stated, own()), service(stated, own({ iamRoleStatementsInherit: true })), [ofA]],
  ["one that does not", service(stated, own()), service(stated, own({ iamRoleStatementsInherit: false })), []],
  [
    "all of them",
    service(queues, { ...own(), ...plugin({ defaultInherit: false }) }),
    service(queues, { ...own(), ...plugin({ defaultInherit: true }) }),
    [ofA],
  ],
  [
    "one that says otherwise",
    service(queues, { ...own({ iamRoleStatementsInherit: false }), ...plugin({ defaultInherit: false }) }),
    service(queues, { ...own({ iamRoleStatementsInherit: false }), ...plugin({ defaultInherit: true }) }),
    [],
  ],
  [
    "what is inherited",
    service({ iamRoleStatements: [allow("sqs:SendMessage")] }, own({ iamRoleStatementsInherit: true })),
    service(
      { iamRoleStatements: [allow(["sqs:SendMessage", "sqs:PurgeQueue"])] },
      own({ iamRoleStatementsInherit: true }),
    ),
    ["a identity: sqs:PurgeQueue on *", "provider identity: sqs:PurgeQueue on *"],
  ],
  [
    "managed policies of an extension",
    service({}, extended({ ManagedPolicyArns: [] })),
    service({}, extended({ ManagedPolicyArns: [managed] })),
    [
      "provider identity: logs:CreateLogGroup, logs:CreateLogStream, logs:PutLogEvents on *",
      "provider identity: sqs:DeleteMessage on *",
      "provider identity: sqs:GetQueueAttributes, sqs:ReceiveMessage on *",
    ],
  ],
  [
    "statements of an extension, in place of all others",
    service(
      queues,
      extended({
        Policies: [
          { PolicyName: "p", PolicyDocument: { Version: "2012-10-17", Statement: [allow("sqs:SendMessage")] } },
        ],
      }),
    ),
    service(
      queues,
      extended({
        Policies: [
          { PolicyName: "p", PolicyDocument: { Version: "2012-10-17", Statement: [allow("sqs:PurgeQueue")] } },
        ],
      }),
    ),
    ["provider identity: sqs:PurgeQueue on *", "-provider identity: sqs:SendMessage on *"],
  ],
  [
    "an extension of something else",
    service(queues, {
      resources: { extensions: { ALambdaFunction: { Properties: { ReservedConcurrentExecutions: 1 } } } },
    }),
    service(queues, {
      resources: { extensions: { ALambdaFunction: { Properties: { ReservedConcurrentExecutions: 2 } } } },
    }),
    [],
  ],
  [
    "a managed policy that nobody can read",
    service(role({})),
    service(role({ managedPolicies: ["arn:aws:iam::111122223333:policy/own"] })),
    ["?provider identity"],
  ],
];

const reading = (Resource: string): Given => ({ iamRoleStatements: [allow("s3:GetObject", Resource)] });
const byParameter = reading("arn:aws:s3:::${param:bucket}/*");
const byStage = reading("arn:aws:s3:::${self:custom.buckets.${self:provider.stage}}/*");
const everyBucket = [
  "provider identity: s3:GetObject on arn:aws:s3:::*/*",
  "-provider identity: s3:GetObject on arn:aws:s3:::mine/*",
];

const ofVariables: readonly Row[] = [
  [
    "a parameter by default",
    service(byParameter, { params: { default: { bucket: "mine" } } }),
    service(byParameter, { params: { default: { bucket: "*" } } }),
    everyBucket.slice(0, 1),
  ],
  [
    "another parameter",
    service(byParameter, { params: { default: { bucket: "mine", b: 1 } } }),
    service(byParameter, { params: { default: { bucket: "mine", b: 2 } } }),
    [],
  ],
  [
    "a parameter of a stage",
    service(byParameter, { params: { default: { bucket: "mine" }, prod: { bucket: "other" } } }),
    service(byParameter, { params: { default: { bucket: "mine" }, prod: { bucket: "*" } } }),
    ["?provider identity"],
  ],
  [
    "by the stage of the file",
    service({ stage: "dev", ...byStage }, { custom: { buckets: { dev: "mine", prod: "*" } } }),
    service({ stage: "dev", ...byStage }, { custom: { buckets: { dev: "*", prod: "*" } } }),
    everyBucket.slice(0, 1),
  ],
  [
    "of another stage",
    service({ stage: "dev", ...byStage }, { custom: { buckets: { dev: "mine", prod: "mine" } } }),
    service({ stage: "dev", ...byStage }, { custom: { buckets: { dev: "mine", prod: "*" } } }),
    [],
  ],
  [
    "of a stage that is given from outside",
    service({ stage: "${opt:stage, 'dev'}", ...byStage }, { custom: { buckets: { dev: "mine", prod: "mine" } } }),
    service({ stage: "${opt:stage, 'dev'}", ...byStage }, { custom: { buckets: { dev: "mine", prod: "*" } } }),
    ["?provider identity"],
  ],
  [
    "what is taken where there is nothing else",
    service(reading("arn:aws:s3:::${self:custom.bucket, 'mine'}/*")),
    service(reading("arn:aws:s3:::mine/*")),
    [],
  ],
  [
    "managed policies by the stage",
    service(
      { stage: "dev", ...role({ managedPolicies: ["${self:custom.p.${self:provider.stage}}"] }) },
      { custom: { p: { dev: bounded } } },
    ),
    service(
      { stage: "dev", ...role({ managedPolicies: ["${self:custom.p.${self:provider.stage}}"] }) },
      { custom: { p: { dev: managed } } },
    ),
    [
      "provider identity: logs:CreateLogGroup, logs:CreateLogStream, logs:PutLogEvents on *",
      "provider identity: sqs:DeleteMessage on *",
      "provider identity: sqs:ReceiveMessage on *",
      "-provider identity: sqs:GetQueueUrl, sqs:ListDeadLetterSourceQueues, sqs:ListMessageMoveTasks, … on *",
    ],
  ],
];

describe("roles of the Serverless Framework", () => {
  for (const [title, before, after, there] of [...rows, ...ofVariables])
    it(title, async () => {
      const said = await diffTexts("serverless.yml", before, after);
      const about = said.filter((line) => !line.includes(" logs:Create") || there.some((one) => one === line));
      assert.deepEqual(
        about.filter((line) => !/logs:(?:PutLogEvents|TagResource) on/.test(line) || there.includes(line)),
        there,
      );
    });
});
