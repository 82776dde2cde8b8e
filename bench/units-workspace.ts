/** A workspace of about a thousand files: services of SAM in Python and apps of CDK in TypeScript, each with several functions and what they share. */

const services = 100;
const apps = 40;
const functionsOfService = 3;
const functionsOfApp = 5;
/** Calls of a handler. */
const calls = 12;

const many = (count: number, make: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => make(at)).join("\n");

const template = (): string => `Transform: AWS::Serverless-2016-10-31
Globals:
  Function:
    Runtime: python3.13
    Environment:
      Variables:
        TABLE: !Ref Parcels
        QUEUE_URL: !Ref Jobs
Resources:
  Parcels:
    Type: AWS::DynamoDB::Table
  Jobs:
    Type: AWS::SQS::Queue
${many(
  functionsOfService,
  (at) => `  Track${at}:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: track_${at}.handler
      Policies:
        - DynamoDBReadPolicy:
            TableName: !Ref Parcels
        - Version: "2012-10-17"
          Statement:
            - Effect: Allow
              Action: sqs:SendMessage
              Resource: !GetAtt Jobs.Arn`,
)}
`;

const store = `import os
import boto3

table = boto3.resource("dynamodb").Table(os.environ["TABLE"])
queue = boto3.client("sqs")


class Store:
    def __init__(self, of=table):
        self.table = of

    def one(self, key):
        return self.table.get_item(Key=key).get("Item")

    def all(self, owner):
        return self.table.query(KeyConditionExpression=owner)["Items"]

    def announce(self, text):
        queue.send_message(QueueUrl=os.environ["QUEUE_URL"], MessageBody=text)
`;

const pythonHandler = (name: string, edit: number): string => `import json
import logging
from store import Store, table

logger = logging.getLogger()
store = Store()

${many(
  calls,
  (at) => `
def step_${at}(event):
    """Does a part of ${name}, edit ${edit}."""
    key = {"id": f"{event['id']}-${at}", "kind": "parcel"}
    item = store.one(key)
    if item is None:
        logger.info("missing %s", json.dumps(key))
        return None
    for other in store.all(item["owner"]):
        if other["id"] != item["id"]:
            store.announce(json.dumps({"seen": other["id"], "by": item["id"]}))
    ${at % 2 === 0 ? "return table.get_item(Key=key)" : "return table.put_item(Item={**item, **key})"}
`,
)}

def handler(event, context):
${many(calls, (at) => `    step_${at}(event)`)}
`;

const stack = (): string => `import * as cdk from "aws-cdk-lib";
import * as dynamodb from "aws-cdk-lib/aws-dynamodb";
import * as lambda from "aws-cdk-lib/aws-lambda-nodejs";
import * as sqs from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import * as path from "path";

export class OrdersStack extends cdk.Stack {
  constructor(scope: Construct, id: string, props?: cdk.StackProps) {
    super(scope, id, props);
    const table = new dynamodb.Table(this, "Orders", { partitionKey: { name: "id", type: dynamodb.AttributeType.STRING } });
    const queue = new sqs.Queue(this, "Jobs");
${many(
  functionsOfApp,
  (at) => `    const fn${at} = new lambda.NodejsFunction(this, "Handle${at}", {
      entry: path.join(__dirname, "../src/handle-${at}.ts"),
      environment: { TABLE: table.tableName, QUEUE_URL: queue.queueUrl },
    });
    table.grantReadData(fn${at});
    queue.grantSendMessages(fn${at});`,
)}
  }
}
`;

const scriptStore = `import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";

export const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
export const TableName = process.env.TABLE;

export interface Order {
  readonly id: string;
  readonly owner: string;
}

export class Store {
  constructor(private readonly of = client) {}

  async one(id: string): Promise<Order | undefined> {
    const { Item } = await this.of.send(new GetCommand({ TableName, Key: { id } }));
    return Item as Order | undefined;
  }

  async all(owner: string): Promise<readonly Order[]> {
    const { Items = [] } = await this.of.send(new QueryCommand({ TableName, KeyConditionExpression: owner }));
    return Items as Order[];
  }
}

export const written = (order: Order) => new PutCommand({ TableName, Item: order });
`;

const scriptQueue = `import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";

const sqs = new SQSClient({});

export async function announce(text: string): Promise<void> {
  await sqs.send(new SendMessageCommand({ QueueUrl: process.env.QUEUE_URL, MessageBody: text }));
}
`;

const scriptHandler = (
  name: string,
  edit: number,
): string => `import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { announce } from "./shared/queue";
import { client, type Order, Store, TableName } from "./shared/store";

const store = new Store();
${many(
  calls,
  (at) => `
/** Does a part of ${name}, edit ${edit}. */
async function step${at}(event: { id: string }): Promise<Order | undefined> {
  const order = await store.one(\`\${event.id}-${at}\`);
  if (!order) {
    console.log(JSON.stringify({ missing: event.id }));
    return undefined;
  }
  for (const other of await store.all(order.owner)) if (other.id !== order.id) await announce(JSON.stringify(other));
  ${at % 2 === 0 ? "await client.send(new GetCommand({ TableName, Key: { id: order.id } }));" : "await client.send(new PutCommand({ TableName, Item: { ...order } }));"}
  return order;
}`,
)}

export const handler = async (event: { id: string }) => {
${many(calls, (at) => `  await step${at}(event);`)}
};
`;

/** By name, relative to the folder. */
export function unitsWorkspace(): Record<string, string> {
  const all: Record<string, string> = {};
  for (let number = 0; number < services; number++) {
    const at = `services/service-${number}`;
    all[`${at}/template.yaml`] = template();
    all[`${at}/src/store.py`] = store;
    for (let one = 0; one < functionsOfService; one++)
      all[`${at}/src/track_${one}.py`] = pythonHandler(`${number}-${one}`, 0);
    all[`${at}/README.md`] = `# Service ${number}\n`;
  }
  for (let number = 0; number < apps; number++) {
    const at = `apps/app-${number}`;
    all[`${at}/lib/orders-stack.ts`] = stack();
    all[`${at}/bin/app.ts`] =
      `import { App } from "aws-cdk-lib";\nimport { OrdersStack } from "../lib/orders-stack";\nnew OrdersStack(new App(), "Orders");\n`;
    all[`${at}/src/shared/store.ts`] = scriptStore;
    all[`${at}/src/shared/queue.ts`] = scriptQueue;
    for (let one = 0; one < functionsOfApp; one++)
      all[`${at}/src/handle-${one}.ts`] = scriptHandler(`${number}-${one}`, 0);
    all[`${at}/package.json`] = `{ "name": "app-${number}" }\n`;
  }
  return all;
}

/** Handlers of it that are edited. */
export const editedHandlers: readonly {
  readonly what: string;
  readonly path: string;
  readonly textOf: (edit: number) => string;
}[] = [
  { what: "SAM", path: "services/service-7/src/track_1.py", textOf: (edit) => pythonHandler("7-1", edit) },
  { what: "CDK", path: "apps/app-7/src/handle-2.ts", textOf: (edit) => scriptHandler("7-2", edit) },
];
