/** Methods of a class of AWS CDK that have the names of those that it calls of others: the lines of a change, and those of its opposite. */
import { type Change, programsBothWays } from "../../support/both-ways";

const stack = (method: string) => `import { Stack } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
export class Copier extends Stack {
  private readonly job: iam.Role;
  constructor(scope: any, id: string) {
    super(scope, id);
    const job = (this.job = new iam.Role(this, "R", { assumedBy: new iam.ServicePrincipal("ecs.amazonaws.com") }));
    job.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ["ecr:PutImage"], resources: ["*"] }));
  }
  ${method}
}
`;
const python = (method: string) => `from aws_cdk import Stack, aws_iam as iam

class Copier(Stack):
    def __init__(self, scope, id):
        super().__init__(scope, id)
        self.job = iam.Role(self, "R", assumed_by=iam.ServicePrincipal("ecs.amazonaws.com"))
        self.job.add_to_principal_policy(iam.PolicyStatement(actions=["ecr:PutImage"], resources=["*"]))
${method}`;
const method =
  "public addToPrincipalPolicy(statement: iam.PolicyStatement) { const job = this.job; return job.addToPrincipalPolicy(statement); }";
const inPython = `
    def add_to_principal_policy(self, statement):
        job = self.job
        return job.add_to_principal_policy(statement)
`;
const own =
  'private allow(action: string) { this.job.addToPrincipalPolicy(new iam.PolicyStatement({ actions: [action], resources: ["*"] })); } public more() { this.allow("sqs:ListQueues"); }';

const rows: readonly Change[] = [
  ["a new one that hands on what nobody knows", "", method, ["?this.job identity"], []],
  [
    "the same in an abstract class",
    "",
    method,
    ["?this.job identity"],
    [],
    (lines) => stack(lines).replace("class Copier", "abstract class Copier"),
  ],
  ["the same in Python", "", inPython, ["?self.job identity"], [], python],
  [
    "a method that the class calls of itself",
    "",
    own,
    ["this.job identity: sqs:ListQueues on *"],
    ["-this.job identity: sqs:ListQueues on *"],
  ],
];

describe("methods of a class of AWS CDK", () => {
  programsBothWays(rows, stack, python);
});
