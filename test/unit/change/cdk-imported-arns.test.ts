/** What a program of AWS CDK only names, in policies by its ARN: the lines of a change, and those of its opposite. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

const typescript = (resource: string, ...lines: readonly string[]) =>
  `import { Stack } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import { Table } from "aws-cdk-lib/aws-dynamodb";
import { Queue } from "aws-cdk-lib/aws-sqs";
import { Bucket } from "aws-cdk-lib/aws-s3";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import * as lambda from "aws-cdk-lib/aws-lambda";
class S extends Stack { constructor(scope: any, id: string, props: any) { super(scope, id);
  const role = new iam.Role(this, "R", {});
  ${lines.join("\n  ")}
  role.addToPolicy(new iam.PolicyStatement({ actions: ["x:Y"], resources: [${resource}] }));
} }
`.replace("x:Y", actionOn(resource + lines.join()));
const python = (
  resource: string,
  ...lines: readonly string[]
) => `from aws_cdk import Stack, aws_iam as iam, aws_dynamodb as dynamodb, aws_sqs as sqs
class S(Stack):
    def __init__(self, scope, id, props):
        role = iam.Role(self, "R")
        ${lines.join("\n        ")}
        role.add_to_policy(iam.PolicyStatement(actions=["dynamodb:GetItem"], resources=[${resource}]))
`;

/** One that is about what the text names. */
function actionOn(text: string): string {
  if (/[bB]ucket|s3:::/.test(text)) return "s3:GetObject";
  if (/sqs|Queue/.test(text)) return "sqs:SendMessage";
  if (/secret/i.test(text)) return "secretsmanager:GetSecretValue";
  return /lambda/.test(text) ? "lambda:InvokeFunction" : "dynamodb:GetItem";
}

const table = (name: string) => `const t = Table.fromTableName(this, "T", ${name});`;
const here = (service: string, rest: string) => `\`arn:aws:${service}:\${this.region}:\${this.account}:${rest}\``;
const queueArn = '"arn:aws:sqs:us-east-1:111122223333:jobs"';
const shown = "arn:aws:dynamodb:${Aws.REGION}:${Aws.ACCOUNT_ID}:table/";

type Row = readonly [title: string, before: string, after: string, lines: readonly string[], back: readonly string[]];

const same = (title: string, before: string, after: string): Row => [title, before, after, [], []];

const rows: readonly Row[] = [
  same(
    "a table by its name",
    typescript(here("dynamodb", "table/orders")),
    typescript("t.tableArn", table('"orders"')),
  ),
  same(
    "its indices",
    typescript(here("dynamodb", "table/orders/index/*")),
    typescript("`${t.tableArn}/index/*`", table('"orders"')),
  ),
  same(
    "a name that the program fills in",
    typescript(here("dynamodb", "table/${props.name}")),
    typescript("t.tableArn", table("props.name")),
  ),
  same(
    "a table in a field",
    typescript(here("dynamodb", "table/orders")),
    typescript("this.t.tableArn", table('"orders"').replace("const t", "this.t")),
  ),
  same(
    "another id",
    typescript("t.tableArn", table('"orders"')),
    typescript("t.tableArn", table('"orders"').replace('"T"', '"U"')),
  ),
  [
    "another name",
    typescript("t.tableArn", table('"orders"')),
    typescript("t.tableArn", table('"users"')),
    [`role identity: dynamodb:GetItem on ${shown}users`, `-role identity: dynamodb:GetItem on ${shown}orders`],
    [`role identity: dynamodb:GetItem on ${shown}orders`, `-role identity: dynamodb:GetItem on ${shown}users`],
  ],
  same(
    "a queue by its ARN",
    typescript(queueArn),
    typescript("q.queueArn", `const q = Queue.fromQueueArn(this, "Q", ${queueArn});`),
  ),
  same(
    "objects of a bucket",
    typescript('"arn:aws:s3:::files/*"'),
    typescript('b.arnForObjects("*")', 'const b = Bucket.fromBucketName(this, "B", "files");'),
  ),
  same(
    "a function",
    typescript(here("lambda", "function:api")),
    typescript("f.functionArn", 'const f = lambda.Function.fromFunctionName(this, "F", "api");'),
  ),
  [
    "a secret, which has six more characters",
    typescript(here("secretsmanager", "secret:key-??????")),
    typescript("s.secretArn", 'const s = Secret.fromSecretNameV2(this, "S", "key");'),
    [
      "role identity: secretsmanager:GetSecretValue on arn:aws:secretsmanager:${Aws.REGION}:${Aws.ACCOUNT_ID}:secret:key",
      "-role identity: secretsmanager:GetSecretValue on arn:aws:secretsmanager:${this.region}:${this.account}:secret:key-??????",
    ],
    [
      "role identity: secretsmanager:GetSecretValue on arn:aws:secretsmanager:${this.region}:${this.account}:secret:key-??????",
      "-role identity: secretsmanager:GetSecretValue on arn:aws:secretsmanager:${Aws.REGION}:${Aws.ACCOUNT_ID}:secret:key",
    ],
  ],
  [
    "a table that the program makes",
    typescript(here("dynamodb", "table/orders")),
    typescript("t.tableArn", 'const t = new Table(this, "T", {});'),
    [
      "role identity: dynamodb:GetItem on ${t.tableArn}",
      "-role identity: dynamodb:GetItem on arn:aws:dynamodb:${this.region}:${this.account}:table/orders",
    ],
    [
      "role identity: dynamodb:GetItem on arn:aws:dynamodb:${this.region}:${this.account}:table/orders",
      "-role identity: dynamodb:GetItem on ${t.tableArn}",
    ],
  ],
];

const inPython: readonly Row[] = [
  same(
    "a table by its name",
    python('f"arn:aws:dynamodb:{self.region}:{self.account}:table/orders"'),
    python("t.table_arn", 't = dynamodb.Table.from_table_name(self, "T", "orders")'),
  ),
  same(
    "its indices",
    python('f"arn:aws:dynamodb:{self.region}:{self.account}:table/orders/index/*"'),
    python('f"{t.table_arn}/index/*"', 't = dynamodb.Table.from_table_name(self, "T", table_name="orders")'),
  ),
  same(
    "a table by its ARN",
    python("props.arn"),
    python("t.table_arn", 't = dynamodb.Table.from_table_arn(self, "T", props.arn)'),
  ),
];

describe("ARNs of what a program of CDK only names", () => {
  for (const [file, all] of [
    ["s.ts", rows],
    ["s.py", inPython],
  ] as const)
    for (const [title, before, after, lines, back] of all)
      it(`${title}, ${file}`, async () => {
        assert.deepEqual(await diffTexts(file, before, after), lines);
        assert.deepEqual(await diffTexts(file, after, before), back);
      });
});
