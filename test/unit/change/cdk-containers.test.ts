/** What containers of Amazon ECS and AWS Batch in programs of AWS CDK let the roles of their tasks do. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

const typescript = (line: string, ofTask = "") => `import { Stack } from "aws-cdk-lib";
import * as ecs from "aws-cdk-lib/aws-ecs";
import * as iam from "aws-cdk-lib/aws-iam";
import * as logs from "aws-cdk-lib/aws-logs";
import * as batch from "aws-cdk-lib/aws-batch";
import * as patterns from "aws-cdk-lib/aws-ecs-patterns";
import { Repository } from "aws-cdk-lib/aws-ecr";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import { StringParameter } from "aws-cdk-lib/aws-ssm";
export class Web extends Stack {
  private readonly kept = ecs.Secret.fromSsmParameter(this.parameter);
  constructor(scope: any, id: string, props: any) {
    super(scope, id);
    const password = new Secret(this, "Password", { secretName: "password" });
    const parameter = new StringParameter(this, "P", { parameterName: "/a", stringValue: "b" });
    const repository = new Repository(this, "R", { repositoryName: "web" });
    const group = new logs.LogGroup(this, "L", { logGroupName: "web" });
    const starter = new iam.Role(this, "Starter", {});
    const task = new ecs.FargateTaskDefinition(this, "Task"${ofTask});
    ${line}
  }
}
`;
const container = (options: string) => `task.addContainer("c", { image: props.image, ${options} });`;
const secret = 'ecs.Secret.fromSecretsManager(password, "field")';
const here = "${AWS::Region}:${AWS::AccountId}";
const reads = (holder: string) =>
  `${holder} identity: secretsmanager:DescribeSecret, secretsmanager:GetSecretValue on arn:aws:secretsmanager:${here}:secret:password-??????`;
const ofTask = reads("task.executionRole");
const pulls =
  "ecr:BatchCheckLayerAvailability, ecr:BatchGetImage, ecr:GetDownloadUrlForLayer on arn:aws:ecr:" +
  `${here}:repository/`;
const registry = (holder: string) => `${holder} identity: ecr:GetAuthorizationToken on *`;
const writes = "logs:CreateLogStream, logs:PutLogEvents on ";

const rows: readonly (readonly [title: string, before: string, after: string, lines: readonly string[]])[] = [
  ["a secret", container(""), container(`secrets: { PASSWORD: ${secret} }`), [ofTask]],
  ["a secret no longer", container(`secrets: { PASSWORD: ${secret} }`), container(""), [`-${ofTask}`]],
  [
    "a secret that is added",
    container(""),
    `const web = ${container("")} web.addSecret("PASSWORD", ${secret});`,
    [ofTask],
  ],
  [
    "secrets of a variable",
    container(""),
    `const shared = { PASSWORD: ${secret} }; ${container("secrets: { ...shared }")}`,
    [ofTask],
  ],
  [
    "the same of a variable",
    container(`secrets: { PASSWORD: ${secret} }`),
    `const shared = { OTHER: ${secret} }; ${container("secrets: shared")}`,
    [],
  ],
  ["secrets of elsewhere", container(""), container("secrets: props.secrets"), ["?task.executionRole identity"]],
  [
    "secrets of elsewhere, as before",
    container("secrets: props.secrets"),
    container("secrets: props.secrets, cpu: 256"),
    [],
  ],
  [
    "secrets for a container of another file",
    "",
    `new Worker(this, "W", { secrets: { PASSWORD: ${secret} } });`,
    [reads("executionRole")],
  ],
  ["no secret", container(""), container("secrets: undefined, cpu: 256"), []],
  [
    "logs, to a group of their own",
    container(""),
    container('logging: ecs.LogDrivers.awsLogs({ streamPrefix: "a" })'),
    [`task.executionRole identity: ${writes}\${c.logGroup}`],
  ],
  [
    "logs, to another prefix",
    container('logging: ecs.LogDrivers.awsLogs({ streamPrefix: "a", logGroup: group })'),
    container('logging: new ecs.AwsLogDriver({ streamPrefix: "b", logGroup: group })'),
    [],
  ],
  ["logs on the machine", container(""), container("logging: ecs.LogDrivers.jsonFile({})"), []],
  [
    "a token for logs",
    container(""),
    container(`logging: ecs.LogDrivers.splunk({ secretToken: ${secret}, url: "u" })`),
    [ofTask],
  ],
  [
    "an image of a repository",
    'task.addContainer("c", { image: props.image });',
    'task.addContainer("c", { image: ecs.ContainerImage.fromEcrRepository(repository, "1") });',
    [registry("task.executionRole"), `task.executionRole identity: ${pulls}web`],
  ],
  [
    "another tag of the same image",
    'task.addContainer("c", { image: ecs.ContainerImage.fromEcrRepository(repository, "1") });',
    'task.addContainer("c", { image: ecs.ContainerImage.fromEcrRepository(repository, "2") });',
    [],
  ],
  [
    "an image of a public registry",
    'task.addContainer("c", { image: props.image });',
    'task.addContainer("c", { image: ecs.ContainerImage.fromRegistry("a/b") });',
    [],
  ],
  [
    "an image of a private registry",
    'task.addContainer("c", { image: props.image });',
    'task.addContainer("c", { image: ecs.ContainerImage.fromRegistry("a/b", { credentials: password }) });',
    [ofTask],
  ],
  [
    "a file of variables",
    container(""),
    container('environmentFiles: [ecs.EnvironmentFile.fromAsset("./a.env")], environment: { A: "b" }'),
    [],
  ],
  [
    "a service that makes its task",
    "",
    `new patterns.ApplicationLoadBalancedFargateService(this, "S", { taskImageOptions: { image: props.image, secrets: { PASSWORD: ${secret} } } });`,
    [`S.taskDefinition.executionRole identity: ${writes}\${S.logGroup}`, reads("S.taskDefinition.executionRole")],
  ],
  [
    "a job",
    "",
    `new batch.EcsFargateContainerDefinition(this, "J", { image: props.image, executionRole: starter, secrets: { PASSWORD: ${secret} } });`,
    [`starter identity: ${writes}arn:aws:logs:${here}:log-group:/aws/batch/job:*`, reads("starter")],
  ],
  [
    "commands in containers",
    'new ecs.FargateService(this, "S", { taskDefinition: task });',
    'new ecs.FargateService(this, "S", { taskDefinition: task, enableExecuteCommand: true });',
    [
      "task.taskRole identity: logs:CreateLogStream, logs:PutLogEvents on *",
      "task.taskRole identity: logs:DescribeLogGroups, logs:DescribeLogStreams on *",
      "task.taskRole identity: ssmmessages:* on *",
    ],
  ],
  [
    "no commands in containers",
    'new ecs.FargateService(this, "S", { taskDefinition: task });',
    'new ecs.FargateService(this, "S", { taskDefinition: task, enableExecuteCommand: false });',
    [],
  ],
  [
    "statements of the two roles",
    "",
    'task.addToExecutionRolePolicy(new iam.PolicyStatement({ actions: ["sqs:SendMessage"], resources: ["*"] })); task.addToTaskRolePolicy(new iam.PolicyStatement({ actions: ["sns:Publish"], resources: ["*"] }));',
    ["task.executionRole identity: sqs:SendMessage on *", "task.taskRole identity: sns:Publish on *"],
  ],
  [
    "a role by another name",
    'task.addToExecutionRolePolicy(new iam.PolicyStatement({ actions: ["sqs:SendMessage"], resources: ["*"] })); password.grantRead(task.obtainExecutionRole());',
    `task.executionRole!.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ["sqs:SendMessage"], resources: ["*"] })); ${container(`secrets: { A: ${secret} }`)}`,
    [],
  ],
];

const python = (line: string) => `from aws_cdk import Stack, aws_ecs as ecs, aws_secretsmanager as sm
class Web(Stack):
    def __init__(self, scope, id, image):
        password = sm.Secret(self, "Password", secret_name="password")
        task = ecs.FargateTaskDefinition(self, "Task")
        ${line}
`;

describe("containers in CDK", () => {
  for (const [title, before, after, lines] of rows)
    it(title, async () =>
      assert.deepEqual((await diffTexts("s.ts", typescript(before), typescript(after))).sort(), [...lines].sort()),
    );
  it("a task with a role of the program: that reads the secret", async () => {
    const lines = await diffTexts(
      "s.ts",
      typescript(container(""), ", { executionRole: starter }"),
      typescript(container(`secrets: { PASSWORD: ${secret} }`), ", { executionRole: starter }"),
    );
    assert.deepEqual(lines, [reads("starter")]);
  });
  for (const secrets of ['{"A": SECRET}', "dict(A=SECRET)"])
    it(`${secrets} in Python`, async () => {
      const given = secrets.replace("SECRET", 'ecs.Secret.from_secrets_manager(password, "field")');
      const lines = await diffTexts(
        "s.py",
        python('task.add_container("c", image=image)'),
        python(`task.add_container("c", image=image, secrets=${given})`),
      );
      assert.deepEqual(lines, [reads("task.execution_role")]);
    });
});
