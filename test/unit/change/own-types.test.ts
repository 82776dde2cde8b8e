/** Grants on what the program's own classes are, keep and are given, whichever of its files says what that is. */
import assert from "node:assert/strict";

import { diffTrees, type TreeFiles } from "../../support/diff-trees";

const stack = (lines: string, more = "") => `import * as sqs from "aws-cdk-lib/aws-sqs";
${more}
class S { constructor(props: any, job: any) {
  ${lines}
} }
`;
const python = (lines: string, more = "") => `from aws_cdk import aws_sqs as sqs
${more}
class S:
    def __init__(self, scope, job):
        ${lines.replaceAll("\n", "\n        ")}
`;
const own = `import { Queue } from "aws-cdk-lib/aws-sqs";
export class Jobs extends Queue { constructor(scope: any, id: string) { super(scope, id); } }
`;
const imported = 'import { Jobs } from "./jobs";';
const purges = (queue: string) =>
  ["sqs:GetQueueAttributes, sqs:GetQueueUrl", "sqs:PurgeQueue"].map(
    (actions) => `job identity: ${actions} on arn:aws:sqs:\${AWS::Region}:\${AWS::AccountId}:\${${queue}}`,
  );
const open = ["?job identity"];
const keeps = (member: string) => `import * as sqs from "aws-cdk-lib/aws-sqs";
import { Jobs } from "./jobs";
export class Store { ${member} }
`;
const made = "const store = new Store(this, 'S'); store.jobs.grantPurge(job);";
const fromStore = 'import { Store } from "./store";';

interface Row {
  readonly title: string;
  /** What stands beside it, on both sides. */
  readonly beside?: TreeFiles;
  /** The lines that come. */
  readonly lines: string;
  readonly more?: string;
  readonly is: readonly string[];
  readonly inPython?: boolean;
}

const rows: readonly Row[] = [
  {
    title: "of a class of the file that extends the CDK's",
    lines: "const mine = new Mine(this, 'M'); mine.grantPurge(job);",
    more: "class Mine extends sqs.Queue {}",
    is: purges("mine.queueName"),
  },
  {
    title: "of a class of another file",
    beside: { "jobs.ts": own },
    lines: "const mine = new Jobs(this, 'M'); mine.grantPurge(job);",
    more: imported,
    is: purges("mine.queueName"),
  },
  {
    title: "of a class of another file in Python",
    beside: { "own/jobs.py": "from aws_cdk import aws_sqs\nclass Jobs(aws_sqs.Queue):\n    pass\n" },
    lines: 'mine = Jobs(self, "M")\nmine.grant_purge(job)',
    more: "from .own.jobs import Jobs",
    is: purges("mine.queue_name"),
    inPython: true,
  },
  {
    title: "of a class that extends one of another file, through what hands it on",
    beside: { "jobs.ts": own, "index.ts": 'export * from "./jobs";\n' },
    lines: "const mine = new Mine(this, 'M'); mine.grantPurge(job);",
    more: 'import { Jobs } from "./index";\nclass Mine extends Jobs {}',
    is: purges("mine.queueName"),
  },
  {
    title: "of what an object of another file is declared to keep",
    beside: { "jobs.ts": own, "store.ts": keeps("readonly jobs: sqs.IQueue;") },
    lines: made,
    more: fromStore,
    is: purges("store.jobs.queueName"),
  },
  {
    title: "of what an object of another file makes and keeps",
    beside: { "jobs.ts": own, "store.ts": keeps("jobs; constructor() { this.jobs = new Jobs(this, 'J'); }") },
    lines: made,
    more: fromStore,
    is: purges("store.jobs.queueName"),
  },
  {
    title: "of what a parameter of its constructor keeps",
    beside: { "jobs.ts": own, "store.ts": keeps("constructor(readonly jobs: Jobs) {}") },
    lines: made,
    more: fromStore,
    is: purges("store.jobs.queueName"),
  },
  {
    title: "of what a field of the class keeps",
    beside: { "jobs.ts": own, "store.ts": keeps("readonly jobs: sqs.IQueue;") },
    lines: "this.store = new Store(this, 'S'); this.store.jobs.grantPurge(job);",
    more: fromStore,
    is: purges("this.store.jobs.queueName"),
  },
  {
    title: "of what Python keeps",
    beside: {
      "store.py":
        "from aws_cdk import aws_sqs\nclass Store:\n    def __init__(self):\n        self.jobs = aws_sqs.Queue(self, 'J')\n",
    },
    lines: 'store = Store(self, "S")\nstore.jobs.grant_purge(job)',
    more: "from .store import Store",
    is: purges("store.jobs.queue_name"),
    inPython: true,
  },
  {
    title: "of the properties that an interface of another file declares, by those that it extends",
    beside: {
      "props.ts": 'import * as sqs from "aws-cdk-lib/aws-sqs";\nexport interface Base { jobs: sqs.IQueue }\n',
    },
    lines: "",
    more: `import { Base } from "./props";
interface Props extends Omit<Base, "id"> { other: string }
class T { constructor(props: Readonly<Props>, job: any) { props.jobs.grantPurge(job); } }`,
    is: purges("props.jobs.queueName"),
  },
  {
    title: "of properties of which a type is put together",
    lines: "",
    more: `type Props = { id: string } & { jobs?: sqs.IQueue };
class T { constructor(props: Props, job: any) { props.jobs?.grantPurge(job); } }`,
    is: purges("props.jobs.queueName"),
  },
  {
    title: "of properties that a parameter takes apart",
    lines: "",
    more: `interface Props { jobs: sqs.IQueue }
class T { constructor(scope: any, { jobs }: Props, job: any) { jobs.grantPurge(job); } }`,
    is: purges("jobs.queueName"),
  },
  {
    title: "of properties whose type stands at the parameter",
    lines: "",
    more: "class T { give(props: { jobs: sqs.IQueue }, job: any) { props.jobs.grantPurge(job); } }",
    is: purges("props.jobs.queueName"),
  },
  {
    title: "of a parameter of Python that may be left out, of a file that is named from the folder of the program",
    beside: { "own/jobs.py": "from aws_cdk import aws_sqs\nclass Jobs(aws_sqs.Queue):\n    pass\n" },
    lines: "",
    more: `from own.jobs import Jobs
from typing import Union
def give(job, jobs: Union[Jobs, None] = None):
    jobs.grant_purge(job)
`,
    is: purges("jobs.queue_name"),
    inPython: true,
  },
  {
    title: "not of a class that has the method itself",
    beside: { "jobs.ts": own.replace(" }\n", " grantPurge() {} }\n") },
    lines: "const mine = new Jobs(this, 'M'); mine.grantPurge(job);",
    more: imported,
    is: open,
  },
  {
    title: "not of a class that extends something else",
    beside: { "jobs.ts": own.replace("aws-cdk-lib/aws-sqs", "library") },
    lines: "const mine = new Jobs(this, 'M'); mine.grantPurge(job);",
    more: imported,
    is: open,
  },
  {
    title: "not of a field that is given several",
    beside: {
      "jobs.ts": own,
      "store.ts": keeps("jobs; constructor(on: any) { this.jobs = on; this.jobs = new Jobs(this, 'J'); }"),
    },
    lines: made,
    more: fromStore,
    is: open,
  },
  {
    title: "not of a class that extends itself",
    beside: { "jobs.ts": "export class Jobs extends Jobs {}\n" },
    lines: "const mine = new Jobs(this, 'M'); mine.grantPurge(job);",
    more: imported,
    is: open,
  },
];

describe("a grant is known by what a program declares", () => {
  for (const { title, beside = {}, lines, more = "", is, inPython = false } of rows)
    it(title, async () => {
      const name = inPython ? "s.py" : "s.ts";
      const text = (inPython ? python : stack)(lines, more);
      const without = text.replace(/^ +\S+\.grant_purge\(job\)$/m, "").replace(/\w[\w.?]*\.grantPurge\(job\);/, "");
      assert.notEqual(without, text);
      assert.deepEqual(
        [...(await diffTrees({ ...beside, [name]: without }, { ...beside, [name]: text }))].sort(),
        [...is].sort(),
      );
    });
});
