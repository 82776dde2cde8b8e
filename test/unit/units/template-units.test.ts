import assert from "node:assert/strict";

import { locatePolicies } from "../../../src/analysis/locate/locate";
import { Source } from "../../../src/analysis/source/source";
import { writtenParts } from "../../../src/analysis/units/declared-names";
import { type Granted, grantedBy } from "../../../src/analysis/units/granted";
import { unitsOfTemplate } from "../../../src/analysis/units/template-units";
import type { DeclaredUnit } from "../../../src/analysis/units/unit";
import { builtManagedPolicies } from "../../support/managed-policies";

function unitsOf(text: string): readonly DeclaredUnit[] {
  const source = new Source({ name: "template.yaml", text }, null);
  const { policies: located } = locatePolicies(source);
  return source.yaml.roots.flatMap((root) => unitsOfTemplate(root, { managed: builtManagedPolicies(), located }));
}

function unitOf(text: string): DeclaredUnit {
  const [unit, ...others] = unitsOf(text);
  assert.ok(unit && others.length === 0);
  return unit;
}

function granted({ role }: DeclaredUnit, action: string, resource: string): Granted {
  const parts = resource
    .split(/(\$\{[^}]*\})/)
    .map((part) => (part.startsWith("${") ? { name: part.slice(2, -1) } : part));
  return grantedBy(
    { action, resource: role!.names.resolve(parts), withoutResource: resource === "*" },
    role!.policies.map(({ policy }) => policy),
    role!.names,
  ).granted;
}

const tables = `
  Orders:
    Type: AWS::DynamoDB::Table
  Carts:
    Type: AWS::DynamoDB::Table
    Properties:
      TableName: !Sub "carts-\${Stage}"
`;

const sam = (properties: string, more = ""): string => `
Transform: AWS::Serverless-2016-10-31
Globals:
  Function:
    Runtime: nodejs22.x
    Environment:
      Variables:
        STAGE: !Ref Stage
Parameters:
  Stage: { Type: String }
Resources:
  Api:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: api.handler
${properties}
${tables}
${more}`;

describe("the units of a template", () => {
  it("reads the code, the environment and the role of a function of SAM", () => {
    const unit = unitOf(
      sam(`      Environment:
        Variables:
          TABLE: !Ref Orders
          CART_ARN: !GetAtt Carts.Arn
          MODE: fast
          OPEN: !If [A, b, c]
      Policies:
        - DynamoDBReadPolicy:
            TableName: !Ref Orders`),
    );
    assert.equal(unit.name, "Api");
    assert.deepEqual(unit.code, { folder: "src/", entries: ["api"], handler: "handler", layers: [], hasMore: false });
    assert.deepEqual(
      [...unit.environment].map(([name, parts]) => [name, parts && writtenParts(parts)]),
      [
        ["STAGE", "${Stage}"],
        ["TABLE", "${Orders}"],
        ["CART_ARN", "arn:aws:dynamodb:${AWS::Region}:${AWS::AccountId}:table/carts-${Stage}"],
        ["MODE", "fast"],
        ["OPEN", null],
      ],
    );
    assert.equal(unit.role?.name, "ApiRole");
    assert.equal(unit.role?.doubt, null);
    assert.equal(unit.role?.hasOtherUsers, false);
  });

  it("knows what templates of SAM, statements and managed policies grant", () => {
    const unit = unitOf(
      sam(`      Policies:
        - AmazonSQSReadOnlyAccess
        - DynamoDBReadPolicy:
            TableName: !Ref Orders
        - Statement:
            - Effect: Allow
              Action: dynamodb:PutItem
              Resource: !Sub "arn:\${AWS::Partition}:dynamodb:\${AWS::Region}:\${AWS::AccountId}:table/\${Orders}"
            - Effect: Allow
              Action: dynamodb:DeleteItem
              Resource: !GetAtt Carts.Arn`),
    );
    const orders = "arn:aws:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${Orders}";
    const carts = "arn:aws:dynamodb:${AWS::Region}:${AWS::AccountId}:table/carts-${Stage}";
    assert.deepEqual(
      [
        granted(unit, "dynamodb:GetItem", orders),
        granted(unit, "dynamodb:Query", `${orders}/index/*`),
        granted(unit, "dynamodb:GetItem", carts),
        granted(unit, "dynamodb:PutItem", orders),
        granted(unit, "dynamodb:DeleteItem", orders),
        granted(unit, "dynamodb:DeleteItem", carts),
        granted(unit, "dynamodb:UpdateItem", orders),
        granted(unit, "sqs:ListQueues", "*"),
        granted(unit, "logs:PutLogEvents", "arn:aws:logs:${AWS::Region}:${AWS::AccountId}:log-group:a:*"),
      ],
      // A table with a name of its own may be what a name that is made up comes to, for all that is known here.
      ["yes", "yes", "unknown", "yes", "unknown", "yes", "no", "yes", "yes"],
    );
  });

  it("tells two tables apart whose names are made up", () => {
    const unit = unitOf(
      sam(
        `      Policies:
        - DynamoDBCrudPolicy:
            TableName: !Ref Orders`,
        `  Users:
    Type: AWS::DynamoDB::Table`,
      ),
    );
    const users = "arn:aws:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${Users}";
    assert.equal(granted(unit, "dynamodb:GetItem", users), "no");
  });

  const role = (policies: string, more = ""): string => `
Resources:
  Fn:
    Type: AWS::Lambda::Function
    Properties:
      Handler: app.handler
      Runtime: python3.13
      Code: ./code
      Role: !GetAtt Runner.Arn
  Runner:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement:
          - { Effect: Allow, Action: sts:AssumeRole, Principal: { Service: lambda.amazonaws.com } }
${policies}
${tables}
${more}`;

  it("gathers what is attached to a role from either side", () => {
    const unit = unitOf(
      role(
        `      ManagedPolicyArns: [!Ref Writing]
      Policies:
        - PolicyName: a
          PolicyDocument:
            Statement: { Effect: Allow, Action: sns:Publish, Resource: "*" }`,
        `  Writing:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Statement: { Effect: Allow, Action: dynamodb:PutItem, Resource: !GetAtt Orders.Arn }
  Reading:
    Type: AWS::IAM::Policy
    Properties:
      PolicyName: b
      Roles: [!Ref Runner]
      PolicyDocument:
        Statement: { Effect: Allow, Action: dynamodb:GetItem, Resource: !GetAtt Orders.Arn }`,
      ),
    );
    const orders = "arn:aws:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${Orders}";
    const topic = "arn:aws:sns:${AWS::Region}:${AWS::AccountId}:news";
    assert.equal(unit.role?.doubt, null);
    assert.deepEqual(
      [
        granted(unit, "dynamodb:PutItem", orders),
        granted(unit, "dynamodb:GetItem", orders),
        granted(unit, "sns:Publish", topic),
      ],
      ["yes", "yes", "yes"],
    );
  });

  const doubts: Record<string, string> = {
    "a policy of another template": "      ManagedPolicyArns: [!ImportValue Shared]",
    "a boundary": "      PermissionsBoundary: !Ref Edge",
    "a condition": "      Policies: !If [A, [], []]",
  };
  for (const [name, policies] of Object.entries(doubts))
    it(`knows not all grants of a role with ${name}`, () => {
      assert.notEqual(unitOf(role(policies)).role?.doubt, null);
    });

  it("sees who else uses a role", () => {
    const shared = unitOf(
      role(
        "",
        `  Machine:
    Type: AWS::StepFunctions::StateMachine
    Properties:
      RoleArn: !GetAtt Runner.Arn`,
      ),
    );
    assert.equal(shared.role?.hasOtherUsers, true);
    assert.equal(
      unitOf(role("").replace("lambda.amazonaws.com", "[lambda.amazonaws.com, ec2.amazonaws.com]")).role?.hasOtherUsers,
      true,
    );
    assert.equal(unitOf(role("")).role?.hasOtherUsers, false);
  });

  it("says what a condition makes of a grant", () => {
    const unit = unitOf(
      role(`      Policies:
        - PolicyName: a
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
              - Effect: Allow
                Action: sqs:SendMessage
                Resource: "*"
                Condition: { StringEquals: { aws:ResourceTag/team: parcels } }
              - Effect: Allow
                Action: sns:Publish
                Resource: "*"
                Condition: { Bool: { aws:MultiFactorAuthPresent: "true" } }
              - Effect: Allow
                Action: s3:*
                Resource: "*"
              - Effect: Deny
                Action: s3:*
                Resource: "*"
                Condition: { Bool: { aws:SecureTransport: "false" } }
              - Effect: Deny
                Action: s3:DeleteObject
                Resource: "*"`),
    );
    assert.deepEqual(
      [
        granted(unit, "sqs:SendMessage", "arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:a"),
        granted(unit, "sns:Publish", "arn:aws:sns:${AWS::Region}:${AWS::AccountId}:a"),
        granted(unit, "s3:GetObject", "arn:aws:s3:::a/b"),
        granted(unit, "s3:DeleteObject", "arn:aws:s3:::a/b"),
      ],
      ["conditional", "unmet", "yes", "denied"],
    );
  });

  it("asks for every resource where an action takes none", () => {
    const unit = unitOf(
      role(`      Policies:
        - PolicyName: a
          PolicyDocument:
            Statement:
              - { Effect: Allow, Action: dynamodb:ListTables, Resource: !GetAtt Orders.Arn }
              - { Effect: Allow, Action: sqs:ListQueues, Resource: "*" }
              - { Effect: Allow, Action: s3:ListAllMyBuckets, Resource: "arn:aws:s3:::*" }
              - { Effect: Allow, Action: sns:ListTopics, Resource: "arn:aws:sns:eu-west-1:111122223333:news" }`),
    );
    assert.deepEqual(
      ["dynamodb:ListTables", "sqs:ListQueues", "s3:ListAllMyBuckets", "sns:ListTopics"].map((action) =>
        granted(unit, action, "*"),
      ),
      // That of a resource may be what all its holes come to; some services take the ARN of everything for all.
      ["unknown", "yes", "unknown", "no"],
    );
  });
});
