/** What functions, tasks and instances may newly do because they work with the rights of another role. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

const cloudformationRole = (id: string, action: string) => `  ${id}:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: { Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: sts:AssumeRole }
      Policies:
        - PolicyName: own
          PolicyDocument:
            Version: "2012-10-17"
            Statement: { Effect: Allow, Action: "${action}", Resource: "*" }
`;
const template = (
  resources: string,
  roles = cloudformationRole("Reader", "s3:GetObject") + cloudformationRole("Writer", "s3:PutObject"),
) => `Resources:\n${roles}${resources}`;
const lambda = (given: string) =>
  template(`  Api:
    Type: AWS::Lambda::Function
    Properties:
      ${given}
`);
const sam = (given: string) =>
  template(`  Api:
    Type: AWS::Serverless::Function
    Properties:
      Handler: index.handler
${given}`);
const terraform = (body: string) => `
resource "aws_iam_role" "reader" {
  name = "reader"
}
resource "aws_iam_role" "writer" {
  name = "writer"
}
resource "aws_iam_role_policy" "reader" {
  role   = aws_iam_role.reader.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "*" }] })
}
resource "aws_iam_role_policy" "writer" {
  role   = aws_iam_role.writer.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:PutObject", Resource = "*" }] })
}
resource "aws_iam_instance_profile" "reader" {
  role = aws_iam_role.reader.name
}
resource "aws_iam_instance_profile" "writer" {
  role = aws_iam_role.writer.name
}
${body}
`;

const named = `
resource "aws_iam_role" "r" {
  name = "r"
}
resource "aws_iam_role_policy" "r" {
  role   = aws_iam_role.r.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "*" }] })
}
`;
const profile = (role: string) => `resource "aws_iam_instance_profile" "p" {\n  role = "${role}"\n}\n`;

const cdk = (properties: string) => `import { aws_iam as iam, aws_lambda as lambda, Stack } from "aws-cdk-lib";
export class Api extends Stack {
  constructor(scope: Stack, id: string, props: { role: iam.IRole; other: iam.IRole }) {
    super(scope, id);
    const reader = new iam.Role(this, "Reader", { assumedBy: new iam.ServicePrincipal("lambda.amazonaws.com") });
    const writer = new iam.Role(this, "Writer", { assumedBy: new iam.ServicePrincipal("lambda.amazonaws.com") });
    reader.addToPolicy(new iam.PolicyStatement({ actions: ["s3:GetObject"], resources: ["*"] }));
    writer.addToPolicy(new iam.PolicyStatement({ actions: ["s3:PutObject"], resources: ["*"] }));
    const logger = new iam.Role(this, "Logger", { assumedBy: new iam.ServicePrincipal("lambda.amazonaws.com") });
    logger.addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName("service-role/AWSLambdaBasicExecutionRole"));
    const handler = new lambda.Function(this, "Handler", { handler: "index.handler"${properties} });
  }
}
`;
const logs = "logs:CreateLogGroup, logs:CreateLogStream, logs:PutLogEvents on *";
const python = (properties: string) => `from aws_cdk import Stack, aws_iam as iam, aws_lambda as lambda_
class Api(Stack):
    def __init__(self, scope, id):
        super().__init__(scope, id)
        reader = iam.Role(self, "Reader", assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"))
        writer = iam.Role(self, "Writer", assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"))
        reader.add_to_policy(iam.PolicyStatement(actions=["s3:GetObject"], resources=["*"]))
        writer.add_to_policy(iam.PolicyStatement(actions=["s3:PutObject"], resources=["*"]))
        handler = lambda_.Function(self, "Handler", handler="index.handler"${properties})
`;

const serverless = (ofService: string, ofFunction: string) => `service: api
provider:
  name: aws
${ofService}functions:
  api:
    handler: api.handler
${ofFunction}resources:
  Resources:
${(cloudformationRole("Reader", "s3:GetObject") + cloudformationRole("Writer", "s3:PutObject")).replace(/^(?=.)/gm, "  ")}`;

const asWriter = (name: string, role = "Writer") => [
  `${name} as ${role} identity: s3:PutObject on *`,
  `-${name} as ${role} identity: s3:GetObject on *`,
];

const cases: readonly (readonly [
  name: string,
  file: string,
  before: string,
  after: string,
  lines: readonly string[],
])[] = [
  ["a function", "t.yaml", lambda("Role: !GetAtt Reader.Arn"), lambda("Role: !GetAtt Writer.Arn"), asWriter("Api")],
  ...(
    [
      ["a list of roles", "Redshift::Cluster", "IamRoles: [!GetAtt ROLE.Arn]"],
      ["roles of a profile", "RolesAnywhere::Profile", "RoleArns: [!GetAtt ROLE.Arn]"],
      [
        "the machines of an application",
        "ElasticBeanstalk::Environment",
        "OptionSettings: [{ OptionName: IamInstanceProfile, Namespace: n, Value: !Ref ROLE }]",
      ],
      [
        "an action of a rule",
        "IoT::TopicRule",
        "TopicRulePayload: { Actions: [{ S3: { RoleArn: !GetAtt ROLE.Arn } }] }",
      ],
      ["a method", "ApiGateway::Method", "Integration: { Credentials: !GetAtt ROLE.Arn }"],
      ["an integration", "ApiGatewayV2::Integration", "CredentialsArn: !GetAtt ROLE.Arn"],
      ["an authorizer", "ApiGateway::Authorizer", "AuthorizerCredentials: !GetAtt ROLE.Arn"],
      ["an authorizer of another API", "ApiGatewayV2::Authorizer", "AuthorizerCredentialsArn: !GetAtt ROLE.Arn"],
      ["what sends texts", "Cognito::UserPool", "SmsConfiguration: { SnsCallerArn: !GetAtt ROLE.Arn }"],
      ["a flow log", "EC2::FlowLog", "DeliverLogsPermissionArn: !GetAtt ROLE.Arn"],
      ["what a stack set makes its stacks with", "CloudFormation::StackSet", "ExecutionRoleName: !Ref ROLE"],
      [
        "a rule of an identity pool",
        "Cognito::IdentityPoolRoleAttachment",
        "RoleMappings: { own: { RulesConfiguration: { Rules: [{ RoleARN: !GetAtt ROLE.Arn }] } } }",
      ],
      [
        "a machine of a fleet",
        "EC2::SpotFleet",
        "SpotFleetRequestConfigData: { LaunchSpecifications: [{ IamInstanceProfile: { Arn: !GetAtt ROLE.Arn } }] }",
      ],
      ["a mail", "SES::ReceiptRule", "Rule: { Actions: [{ S3Action: { IamRoleArn: !GetAtt ROLE.Arn } }] }"],
      [
        "what calls an authorizer",
        "Serverless::Api",
        "Auth: { Authorizers: { Own: { FunctionInvokeRole: !GetAtt ROLE.Arn } } }",
      ],
      [
        "what a remediation works as",
        "Config::RemediationConfiguration",
        "Parameters: { AutomationAssumeRole: { StaticValue: { Values: [!GetAtt ROLE.Arn] } } }",
      ],
    ] as const
  ).flatMap(([name, type, given]) => {
    const of = (role: string, more = "") =>
      template(`  Api: { Type: "AWS::${type}", Properties: { ${given.replace("ROLE", role)}${more} } }\n`);
    return [
      [name, "t.yaml", of("Reader"), of("Writer"), asWriter("Api")],
      [`${name}, as before`, "t.yaml", of("Reader"), of("Reader", ", Name: other"), []],
    ] as const;
  }),
  [
    "a role by its name that goes",
    "main.tf",
    named + profile("r"),
    profile("r"),
    ["-aws_iam_role.r identity: s3:GetObject on *"],
  ],
  [
    "a role by its name that goes as another is named",
    "main.tf",
    named + profile("r"),
    profile("z"),
    ["?aws_iam_instance_profile.p identity", "-aws_iam_role.r identity: s3:GetObject on *"],
  ],
  [
    "a role that goes and is named by its name now",
    "main.tf",
    named + profile("${aws_iam_role.r.name}"),
    profile("r"),
    ["-aws_iam_role.r identity: s3:GetObject on *"],
  ],
  [
    "a role that goes and of which another is named now",
    "main.tf",
    named + profile("${aws_iam_role.r.name}"),
    profile("z"),
    ["?aws_iam_instance_profile.p identity", "-aws_iam_role.r identity: s3:GetObject on *"],
  ],
  [
    "the same role in another spelling",
    "t.yaml",
    lambda("Role: !GetAtt Reader.Arn"),
    lambda('Role: !Sub "${Reader.Arn}"'),
    [],
  ],
  [
    "the same role by another logical id",
    "t.yaml",
    template(
      "  Api: { Type: AWS::Lambda::Function, Properties: { Role: !GetAtt Reader.Arn } }\n",
      cloudformationRole("Reader", "s3:GetObject"),
    ),
    template(
      "  Api: { Type: AWS::Lambda::Function, Properties: { Role: !GetAtt Read.Arn } }\n",
      cloudformationRole("Read", "s3:GetObject"),
    ),
    [],
  ],
  [
    "a role that nobody knows here",
    "t.yaml",
    lambda("Role: !GetAtt Reader.Arn"),
    lambda("Role: !ImportValue admin"),
    ["?Api identity"],
  ],
  [
    "another of those",
    "t.yaml",
    lambda("Role: !ImportValue reader"),
    lambda("Role: !ImportValue admin"),
    ["?Api identity"],
  ],
  [
    "one of those as before",
    "t.yaml",
    lambda("Role: !ImportValue reader"),
    lambda("Role:\n        Fn::ImportValue: reader"),
    [],
  ],
  [
    "the arguments of what calls somebody",
    "t.yaml",
    template("  Api: { Type: AWS::SNS::Topic, Properties: { CallerArn: !GetAtt Reader.Arn } }\n"),
    template("  Api: { Type: AWS::SNS::Topic, Properties: { CallerArn: !GetAtt Writer.Arn } }\n"),
    [],
  ],
  ["what is no role", "t.yaml", lambda("Role: ADMIN"), lambda("Role: OWNER"), []],
  [
    "a function of SAM that had a role of its own",
    "t.yaml",
    sam(""),
    sam("      Role: !GetAtt Writer.Arn\n"),
    [
      "Api as Writer identity: s3:PutObject on *",
      "-Api as Writer identity: logs:CreateLogGroup, logs:CreateLogStream, logs:PutLogEvents on *",
    ],
  ],
  [
    "what a function of SAM is given by all",
    "t.yaml",
    "Globals: { Function: { Role: !GetAtt Reader.Arn } }\n" + sam(""),
    "Globals: { Function: { Role: !GetAtt Writer.Arn } }\n" + sam(""),
    asWriter("Api"),
  ],
  [
    "the same resource by its name and by its ARN, though no role of IAM",
    "t.yaml",
    template("  Own: { Type: Custom::Role }\n  Api: { Type: AWS::Lambda::Function, Properties: { Role: !Ref Own } }\n"),
    template(
      "  Own: { Type: Custom::Role }\n  Api: { Type: AWS::Lambda::Function, Properties: { Role: !GetAtt Own.Arn } }\n",
    ),
    [],
  ],
  [
    "an action of a pipeline",
    "t.yaml",
    template(
      "  Flow: { Type: AWS::CodePipeline::Pipeline, Properties: { Stages: [{ Name: Deploy, Actions: [{ Name: Stack, RoleArn: !GetAtt Reader.Arn }] }] } }\n",
    ),
    template(
      "  Flow: { Type: AWS::CodePipeline::Pipeline, Properties: { Stages: [{ Name: Deploy, Actions: [{ Name: Stack, RoleArn: !GetAtt Writer.Arn }] }] } }\n",
    ),
    asWriter("Flow"),
  ],
  [
    "a function whose role a condition chooses",
    "t.yaml",
    template(
      "  Api: { Type: AWS::Lambda::Function, Properties: { Role: !If [Grave, !GetAtt Writer.Arn, !GetAtt Reader.Arn] } }\nParameters: { Stage: { Type: String, Default: dev } }\nConditions: { Grave: !Equals [!Ref Stage, prod] }\n",
    ),
    template(
      "  Api: { Type: AWS::Lambda::Function, Properties: { Role: !If [Grave, !GetAtt Writer.Arn, !GetAtt Reader.Arn] } }\nParameters: { Stage: { Type: String, Default: prod } }\nConditions: { Grave: !Equals [!Ref Stage, prod] }\n",
    ),
    ["?Api identity"],
  ],
  [
    "an instance whose profile has another role, told once",
    "t.yaml",
    template(
      "  Own: { Type: AWS::IAM::InstanceProfile, Properties: { Roles: [!Ref Reader] } }\n  Api: { Type: AWS::EC2::Instance, Properties: { IamInstanceProfile: !Ref Own } }\n",
    ),
    template(
      "  Own: { Type: AWS::IAM::InstanceProfile, Properties: { Roles: [!Ref Writer] } }\n  Api: { Type: AWS::EC2::Instance, Properties: { IamInstanceProfile: !Ref Own } }\n",
    ),
    asWriter("Api"),
  ],
  [
    "a profile that nothing of the template has, by the names of roles",
    "t.yaml",
    "Resources: { Own: { Type: AWS::IAM::InstanceProfile, Properties: { Roles: [reader] } } }\n",
    "Resources: { Own: { Type: AWS::IAM::InstanceProfile, Properties: { Roles: [writer] } } }\n",
    ["?Own identity"],
  ],
  [
    "the guests of an identity pool in Terraform",
    "main.tf",
    terraform(
      'resource "aws_cognito_identity_pool_roles_attachment" "pool" {\n  roles = { unauthenticated = aws_iam_role.reader.arn }\n}',
    ),
    terraform(
      'resource "aws_cognito_identity_pool_roles_attachment" "pool" {\n  roles = { unauthenticated = aws_iam_role.writer.arn }\n}',
    ),
    asWriter("aws_cognito_identity_pool_roles_attachment.pool", "aws_iam_role.writer"),
  ],
  [
    "a function of the Serverless Framework",
    "serverless.yml",
    serverless("", "    role: Reader\n"),
    serverless("", "    role: Writer\n"),
    asWriter("api"),
  ],
  [
    "the functions of a service",
    "serverless.yml",
    serverless("  iam: { role: !GetAtt Reader.Arn }\n", ""),
    serverless("  iam: { role: !GetAtt Writer.Arn }\n", ""),
    asWriter("api"),
  ],
  [
    "the role of a service that a function now names itself",
    "serverless.yml",
    serverless("  iam: { role: !GetAtt Reader.Arn }\n", ""),
    serverless("  iam: { role: !GetAtt Reader.Arn }\n", "    role: Reader\n"),
    [],
  ],
  [
    "another output of the same stack",
    "t.yaml",
    template(
      "  Own: { Type: AWS::CloudFormation::Stack }\n  Api: { Type: AWS::Lambda::Function, Properties: { Role: !GetAtt Own.Outputs.Reader } }\n",
    ),
    template(
      "  Own: { Type: AWS::CloudFormation::Stack }\n  Api: { Type: AWS::Lambda::Function, Properties: { Role: !GetAtt Own.Outputs.Writer } }\n",
    ),
    ["?Api identity"],
  ],
  [
    "a task of a container",
    "t.yaml",
    template(
      "  Task: { Type: AWS::ECS::TaskDefinition, Properties: { ExecutionRoleArn: !Ref Reader, TaskRoleArn: !Ref Reader } }\n",
    ),
    template(
      "  Task: { Type: AWS::ECS::TaskDefinition, Properties: { ExecutionRoleArn: !Ref Reader, TaskRoleArn: !Ref Writer } }\n",
    ),
    asWriter("Task"),
  ],
  [
    "whoever has not signed in to an identity pool",
    "t.yaml",
    template(
      "  Pool: { Type: AWS::Cognito::IdentityPoolRoleAttachment, Properties: { Roles: { authenticated: !GetAtt Writer.Arn, unauthenticated: !GetAtt Reader.Arn } } }\n",
    ),
    template(
      "  Pool: { Type: AWS::Cognito::IdentityPoolRoleAttachment, Properties: { Roles: { authenticated: !GetAtt Writer.Arn, unauthenticated: !GetAtt Writer.Arn } } }\n",
    ),
    asWriter("Pool"),
  ],
  [
    "an instance by its profile",
    "t.yaml",
    template(`  ReadProfile: { Type: AWS::IAM::InstanceProfile, Properties: { Roles: [!Ref Reader] } }
  WriteProfile: { Type: AWS::IAM::InstanceProfile, Properties: { Roles: [!Ref Writer] } }
  Host: { Type: AWS::EC2::Instance, Properties: { IamInstanceProfile: !Ref ReadProfile } }
`),
    template(`  ReadProfile: { Type: AWS::IAM::InstanceProfile, Properties: { Roles: [!Ref Reader] } }
  WriteProfile: { Type: AWS::IAM::InstanceProfile, Properties: { Roles: [!Ref Writer] } }
  Host: { Type: AWS::EC2::Instance, Properties: { IamInstanceProfile: !Ref WriteProfile } }
`),
    asWriter("Host"),
  ],
  [
    "a new function with a role that is there",
    "t.yaml",
    template("  Queue: { Type: AWS::SQS::Queue }\n"),
    lambda("Role: !GetAtt Writer.Arn"),
    [],
  ],
  [
    "a function of Terraform",
    "main.tf",
    terraform('resource "aws_lambda_function" "api" {\n  role = aws_iam_role.reader.arn\n}'),
    terraform('resource "aws_lambda_function" "api" {\n  role = aws_iam_role.writer.arn\n}'),
    asWriter("aws_lambda_function.api", "aws_iam_role.writer"),
  ],
  [
    "an instance of Terraform by its profile",
    "main.tf",
    terraform('resource "aws_instance" "host" {\n  iam_instance_profile = aws_iam_instance_profile.reader.name\n}'),
    terraform('resource "aws_instance" "host" {\n  iam_instance_profile = aws_iam_instance_profile.writer.name\n}'),
    asWriter("aws_instance.host", "aws_iam_role.writer"),
  ],
  [
    "a template of instances, in a block",
    "main.tf",
    terraform(
      'resource "aws_launch_template" "host" {\n  iam_instance_profile {\n    name = aws_iam_instance_profile.reader.name\n  }\n}',
    ),
    terraform(
      'resource "aws_launch_template" "host" {\n  iam_instance_profile {\n    name = aws_iam_instance_profile.writer.name\n  }\n}',
    ),
    asWriter("aws_launch_template.host", "aws_iam_role.writer"),
  ],
  [
    "a role of Terraform that a variable gives",
    "main.tf",
    terraform('resource "aws_lambda_function" "api" {\n  role = aws_iam_role.reader.arn\n}'),
    terraform('variable "role" {}\nresource "aws_lambda_function" "api" {\n  role = var.role\n}'),
    ["?aws_lambda_function.api identity"],
  ],
  [
    "what is written in another order",
    "main.tf",
    terraform('resource "aws_lambda_function" "api" {\n  role = aws_iam_role.reader.arn\n  function_name = "api"\n}'),
    terraform(
      'resource "aws_lambda_function" "api" {\n  function_name = "api"\n  role = "${aws_iam_role.reader.arn}"\n}',
    ),
    [],
  ],
  ["a function of CDK", "api.ts", cdk(", role: reader"), cdk(", role: writer"), asWriter("handler", "writer")],
  [
    "a function of CDK that had a role of its own",
    "api.ts",
    cdk(""),
    cdk(", role: writer"),
    ["handler as writer identity: s3:PutObject on *", `-handler as writer identity: ${logs}`],
  ],
  [
    "a function of CDK that has a role of its own now",
    "api.ts",
    cdk(", role: writer"),
    cdk(""),
    [`handler identity: ${logs}`, "-handler identity: s3:PutObject on *"],
  ],
  ["a function of CDK that had a role with nothing but what its own has", "api.ts", cdk(", role: logger"), cdk(""), []],
  ["a function of CDK with the same role", "api.ts", cdk(", role: reader"), cdk(", memorySize: 256, role: reader"), []],
  [
    "a function of CDK with a role that is given",
    "api.ts",
    cdk(", role: props.role"),
    cdk(", role: props.other"),
    ["?handler identity"],
  ],
  [
    "a function of CDK in Python",
    "api.py",
    python(", role=reader"),
    python(", role=writer"),
    asWriter("handler", "writer"),
  ],
];

describe("a change of the role with which something works", () => {
  for (const [name, file, before, after, lines] of cases)
    it(`is told of ${name} in ${file}`, async () => {
      assert.deepEqual(await diffTexts(file, before, after), lines);
    });
});
