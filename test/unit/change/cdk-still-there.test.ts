/** Policies of a program of AWS CDK that go from one who is still there to another: the lines of a change, and those of its opposite. */
import { type Change, programsBothWays } from "../../support/both-ways";

const stack = (lines: string) => `import { Stack, aws_sqs as sqs, aws_lambda as lambda } from "aws-cdk-lib";
import { Api } from "./api";
interface AppProps { reader: lambda.Function; writer?: lambda.Function }
export class App extends Stack {
  constructor(scope: any, id: string, props: AppProps) {
    super(scope, id);
    const queue = new sqs.Queue(this, "Queue");
    ${lines}
  }
}
`;
const python = (lines: string) => `from aws_cdk import Stack, aws_sqs as sqs
from .api import Api

class App(Stack):
    def __init__(self, scope, id, reader, writer):
        super().__init__(scope, id)
        queue = sqs.Queue(self, "Queue")
        ${lines}
`;
const both = 'const home = new Api(this, "Home"); const list = new Api(this, "List");';
const inPython = 'home = Api(self, "Home"); listing = Api(self, "List"); queue.grant_purge';
const moved = (from: string, to: string, member = "queueName") =>
  [`-${from}`, to].flatMap((name) =>
    ["sqs:GetQueueAttributes, sqs:GetQueueUrl", "sqs:PurgeQueue"].map(
      (actions) => `${name} identity: ${actions} on arn:aws:sqs:\${AWS::Region}:\${AWS::AccountId}:\${queue.${member}}`,
    ),
  );

const rows: readonly Change[] = [
  [
    "from one construct of another file to another",
    `${both} queue.grantPurge(home.handler);`,
    `${both} queue.grantPurge(list.handler);`,
    moved("home.handler", "list.handler"),
    moved("list.handler", "home.handler"),
  ],
  [
    "from one construct that stays to a new one",
    'const home = new Api(this, "Home"); queue.grantPurge(home.handler);',
    `${both} queue.grantPurge(list.handler);`,
    moved("home.handler", "list.handler"),
    moved("list.handler", "home.handler"),
  ],
  [
    "from one construct to another in its place",
    'const home = new Api(this, "Home"); queue.grantPurge(home.handler);',
    'const start = new Api(this, "Start"); queue.grantPurge(start.handler);',
    [],
    [],
  ],
  [
    "in Python",
    `${inPython}(home.handler)`,
    `${inPython}(listing.handler)`,
    moved("home.handler", "listing.handler", "queue_name"),
    moved("listing.handler", "home.handler", "queue_name"),
    python,
  ],
  [
    "from one who is given to another",
    "queue.grantPurge(props.reader);",
    "queue.grantPurge(props.writer!);",
    moved("props.reader", "props.writer"),
    moved("props.writer", "props.reader"),
  ],
  [
    "from a function to a version of it, or its role",
    "queue.grantPurge(props.reader); queue.grantConsumeMessages(props.writer!);",
    "queue.grantPurge(props.reader.currentVersion); queue.grantConsumeMessages(props.writer!.role!);",
    [],
    [],
  ],
  ["of one who is called otherwise", "queue.grantPurge(props.jobs);", "queue.grantPurge(props.worker);", [], []],
];

describe("who is still there", () => {
  programsBothWays(rows, stack, python);
});
