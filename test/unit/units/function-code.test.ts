/** The functions of templates and of serverless.yml in small: their code, their layers, what their roles leave in doubt. */
import assert from "node:assert/strict";

import { locatePolicies } from "../../../src/analysis/locate/locate";
import { Source } from "../../../src/analysis/source/source";
import { writtenParts } from "../../../src/analysis/units/declared-names";
import { entryOfHandler } from "../../../src/analysis/units/handlers";
import { unitsOfServerless } from "../../../src/analysis/units/serverless-units";
import { unitsOfTemplate } from "../../../src/analysis/units/template-units";
import type { DeclaredUnit } from "../../../src/analysis/units/unit";
import { builtManagedPolicies } from "../../support/managed-policies";

function unitsOf(text: string, name = "template.yaml"): readonly DeclaredUnit[] {
  const source = new Source({ name, text }, null);
  const lent = { managed: builtManagedPolicies(), located: locatePolicies(source).policies };
  const [root] = source.yaml.roots;
  return name === "serverless.yml" ? unitsOfServerless(root!, lent) : unitsOfTemplate(root!, lent);
}

const actionsOf = ({ role }: DeclaredUnit): unknown[] =>
  role!.policies.flatMap(({ policy }) =>
    policy.statements.flatMap(({ action }) => action?.items.map(({ value }) => value) ?? []),
  );

type Rows<Expected> = readonly (readonly [title: string, written: string, expected: Expected])[];

describe("a handler", () => {
  const rows: readonly (readonly [handler: string, runtime: string, entry: string, name: string])[] = [
    ["app.run", "nodejs22.x", "app", "run"],
    ["src/app.run", "nodejs22.x", "src/app", "run"],
    ["src/app.old.run", "nodejs22.x", "src/app.old", "run"],
    ["src.app.run", "python3.13", "src/app", "run"],
    ["src.app.run", "Python3.13", "src/app", "run"],
    ["a.b.run", "my-python", "a.b", "run"],
    ["app", "nodejs22.x", "app", ""],
    [".run", "nodejs22.x", "", "run"],
    ["app.run", "", "app", "run"],
  ];
  for (const [handler, runtime, entry, name] of rows)
    it(`${handler} of ${runtime}`, () => assert.deepEqual(entryOfHandler(handler, runtime), { entry, name }));
});

describe("a function of SAM", () => {
  const sam = (properties: string, more = "", globals = ""): DeclaredUnit =>
    unitsOf(
      `Transform: AWS::Serverless-2016-10-31\nGlobals: { Function: { ${globals} } }\nResources:\n  Fn:\n    Type: AWS::Serverless::Function\n    Properties: { ${properties} }\n  Queue: { Type: AWS::SQS::Queue }\n${more}`,
    )[0]!;
  const handler = "Handler: app.run, Runtime: python3.13";

  describe("has its code", () => {
    const own = { folder: "src", entries: ["app"], handler: "run", layers: [], hasMore: false };
    const layer = (type: string, property: string): string =>
      `  Layer: { Type: "${type}", Properties: { ${property} } }\n`;
    const withLayer = `${handler}, CodeUri: src, Layers: [!Ref Layer]`;
    const rows: readonly (readonly [
      title: string,
      properties: string,
      code: DeclaredUnit["code"],
      more?: string,
      globals?: string,
    ])[] = [
      ["in a folder", `${handler}, CodeUri: src`, own],
      ["in the folder of the template", handler, { ...own, folder: "." }],
      ["in the folder of all functions", handler, own, "", "CodeUri: src"],
      ["by the handler of all functions", "CodeUri: src", own, "", handler],
      ["unless it is in a bucket", `${handler}, CodeUri: "s3://bucket/a"`, null],
      ["unless it is an archive", `${handler}, CodeUri: a.zip`, null],
      ["unless a parameter names it", `${handler}, CodeUri: !Ref Uri`, null],
      ["unless it is an image", `${handler}, PackageType: Image`, null],
      ["unless it stands in the template", `${handler}, InlineCode: "a"`, null],
      ["unless it has no handler", "CodeUri: src", null],
      [
        "with a layer of the template",
        withLayer,
        { ...own, layers: ["layer/"] },
        layer("AWS::Serverless::LayerVersion", "ContentUri: layer/"),
      ],
      [
        "with a layer of CloudFormation",
        withLayer,
        { ...own, layers: ["layer/"] },
        layer("AWS::Lambda::LayerVersion", "Content: layer/"),
      ],
      [
        "with a layer in a bucket",
        withLayer,
        { ...own, hasMore: true },
        layer("AWS::Serverless::LayerVersion", 'ContentUri: "s3://bucket/a"'),
      ],
      [
        "with a layer of others",
        `${handler}, CodeUri: src, Layers: ["arn:aws:lambda:eu-west-1:111122223333:layer:a:1"]`,
        { ...own, hasMore: true },
      ],
      [
        "with one of others by a name",
        `${handler}, CodeUri: src, Layers: [!Sub "arn:aws:lambda:\${AWS::Region}:111122223333:layer:a:1"]`,
        { ...own, hasMore: true },
      ],
      [
        "with that of Powertools",
        `${handler}, CodeUri: src, Layers: [!Sub "arn:aws:lambda:\${AWS::Region}:017000801446:layer:AWSLambdaPowertoolsPythonV3:1"]`,
        own,
      ],
      [
        "with that of Powertools, as it is written",
        `${handler}, CodeUri: src, Layers: ["arn:aws:lambda:eu-west-1:017000801446:layer:AWSLambdaPowertoolsPythonV3:1"]`,
        own,
      ],
      [
        "with layers that are not known",
        `${handler}, CodeUri: src, Layers: !Split [",", "a"]`,
        { ...own, hasMore: true },
      ],
    ];
    for (const [title, properties, code, more, globals] of rows)
      it(title, () => assert.deepEqual(sam(properties, more, globals).code, code));
  });

  describe("has what SAM adds", () => {
    const rows: Rows<readonly string[]> = [
      ["for logs", "", ["logs:PutLogEvents"]],
      ["for networks", "VpcConfig: { SubnetIds: [a] }", ["ec2:CreateNetworkInterface", "logs:PutLogEvents"]],
      ["for traces", "Tracing: Active", ["xray:PutTraceSegments"]],
      ["for a queue", "Events: { A: { Type: SQS, Properties: {} } }", ["sqs:ReceiveMessage"]],
      ["for a stream", "Events: { A: { Type: Kinesis, Properties: {} } }", ["kinesis:GetRecords"]],
      ["for the stream of a table", "Events: { A: { Type: DynamoDB, Properties: {} } }", ["dynamodb:GetRecords"]],
      ["for what fails", "DeadLetterQueue: { Type: SQS, TargetArn: !GetAtt Q.Arn }", ["sqs:SendMessage"]],
      ["for what fails, to a topic", "DeadLetterQueue: { Type: SNS, TargetArn: !Ref T }", ["sns:Publish"]],
      ["for what is tried again", "EventInvokeConfig: { MaximumRetryAttempts: 1 }", []],
      [
        "for what is done",
        "EventInvokeConfig: { DestinationConfig: { OnSuccess: { Type: EventBridge, Destination: !GetAtt B.Arn } } }",
        ["events:PutEvents"],
      ],
    ];
    const optional = new Set(rows.flatMap(([, , actions]) => actions));
    for (const [title, properties, actions] of rows)
      it(title, () => {
        const found = actionsOf(sam(`${handler}, ${properties}`)).filter((one) => optional.has(one as string));
        for (const action of actions) assert.ok(found.includes(action), found.join());
        const others = new Set(["logs:PutLogEvents", ...actions]);
        assert.deepEqual(
          found.filter((one) => !others.has(one as string)),
          [],
        );
      });
    it("and nothing for an interface of the web", () => {
      const found = actionsOf(sam(`${handler}, Events: { A: { Type: Api, Properties: {} } }`));
      assert.ok(found.every((one) => /^logs:/.test(one as string)));
    });
  });

  describe("has policies, and knows whether they are all", () => {
    const rows: readonly (readonly [
      title: string,
      properties: string,
      action: string | null,
      isKnown: boolean,
      more?: string,
    ])[] = [
      ["of a template", "Policies: [{ SQSSendMessagePolicy: { QueueName: a } }]", "sqs:SendMessage*", true],
      ["of a template alone", "Policies: { SQSSendMessagePolicy: { QueueName: a } }", "sqs:SendMessage*", true],
      ["of a template that is not known", "Policies: [{ NoSuchPolicy: {} }]", null, false],
      ["of two templates in one", "Policies: [{ SQSSendMessagePolicy: {}, SNSPublishMessagePolicy: {} }]", null, false],
      ["of AWS by their names", "Policies: AmazonSQSReadOnlyAccess", "sqs:ListQueues", true],
      ["of AWS by their paths", "Policies: [service-role/AWSLambdaSQSQueueExecutionRole]", "sqs:ReceiveMessage", true],
      ["of AWS by their ARNs", "Policies: ['arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess']", "sqs:ListQueues", true],
      [
        "of AWS in any partition",
        "Policies: [!Sub 'arn:${AWS::Partition}:iam::aws:policy/AmazonSQSReadOnlyAccess']",
        "sqs:ListQueues",
        true,
      ],
      ["of an account", "Policies: ['arn:aws:iam::111122223333:policy/AmazonSQSReadOnlyAccess']", null, false],
      ["that a parameter names", "Policies: [!Ref Some]", null, false],
      [
        "of statements",
        "Policies: [{ Statement: { Effect: Allow, Action: sns:Publish, Resource: '*' } }]",
        "sns:Publish",
        true,
      ],
      ["that depend on a condition", "Policies: [!If [A, AmazonSQSReadOnlyAccess, !Ref AWS::NoValue]]", null, false],
      ["under a boundary", "PermissionsBoundary: !Ref Edge", null, false],
      [
        "that are attached to its role",
        "Tags: {}",
        "sns:Publish",
        true,
        "  P: { Type: AWS::IAM::Policy, Properties: { PolicyName: a, Roles: [!Ref FnRole], PolicyDocument: { Statement: { Effect: Allow, Action: sns:Publish, Resource: '*' } } } }\n",
      ],
      [
        "that may be attached to its role",
        "Tags: {}",
        null,
        false,
        "  P: { Type: AWS::IAM::Policy, Properties: { PolicyName: a, Roles: [!If [A, a, b]], PolicyDocument: { Statement: { Effect: Allow, Action: sns:Publish, Resource: '*' } } } }\n",
      ],
      [
        "that connectors add to",
        "Tags: {}",
        null,
        false,
        "  C: { Type: AWS::Serverless::Connector, Properties: {} }\n",
      ],
      [
        "that connectors of a resource add to",
        "Tags: {}",
        null,
        false,
        "  Q: { Type: AWS::SQS::Queue, Connectors: { A: {} } }\n",
      ],
      ["that a macro adds to", "Tags: {}", null, false, "  Fn::Transform: { Name: AWS::Include }\n"],
    ];
    for (const [title, properties, action, isKnown, more] of rows)
      it(title, () => {
        const unit = sam(`${handler}, ${properties}`, more);
        assert.equal(unit.role!.doubt === null, isKnown, unit.role!.doubt ?? "");
        if (action !== null) assert.ok(actionsOf(unit).includes(action), actionsOf(unit).join());
      });
  });
});

describe("a role of a template", () => {
  const withRole = (role: string, more = ""): DeclaredUnit =>
    unitsOf(
      `Resources:\n  Fn: { Type: AWS::Lambda::Function, Properties: { Handler: a.b, Code: ., Role: !GetAtt Run.Arn } }\n  Run: { Type: AWS::IAM::Role, Properties: { ${role} } }\n  Own: { Type: AWS::IAM::ManagedPolicy, Properties: { PolicyDocument: { Statement: { Effect: Allow, Action: sns:Publish, Resource: "*" } } } }\n${more}`,
    )[0]!;
  const document = "PolicyDocument: { Statement: { Effect: Allow, Action: sqs:SendMessage, Resource: '*' } }";
  const rows: readonly (readonly [
    title: string,
    role: string,
    action: string | null,
    isKnown: boolean,
    more?: string,
  ])[] = [
    ["of its own", `Policies: [{ PolicyName: a, ${document} }]`, "sqs:SendMessage", true],
    [
      "of its own by a condition",
      `Policies: [!If [A, { PolicyName: a, ${document} }, !Ref AWS::NoValue]]`,
      null,
      false,
    ],
    ["all by a condition", `Policies: !If [A, [{ PolicyName: a, ${document} }], []]`, null, false],
    [
      "with a document by a condition",
      `Policies: [{ PolicyName: a, PolicyDocument: !If [A, { ${document.slice("PolicyDocument: { ".length, -2)} }, !Ref AWS::NoValue] }]`,
      "sqs:SendMessage",
      false,
    ],
    ["with a document that a parameter has", "Policies: [{ PolicyName: a, PolicyDocument: !Ref Some }]", null, false],
    ["without a document", "Policies: [{ PolicyName: a }]", null, false],
    ["of the template", "ManagedPolicyArns: [!Ref Own]", "sns:Publish", true],
    ["of the template by its ARN", "ManagedPolicyArns: [!GetAtt Own.PolicyArn]", "sns:Publish", true],
    ["of nothing", "ManagedPolicyArns: [!Ref AWS::NoValue]", null, true],
    ["of AWS without an ARN", "ManagedPolicyArns: [AmazonSQSReadOnlyAccess]", null, false],
    ["in a list of a parameter", "ManagedPolicyArns: !Ref Some", null, false],
    [
      "that another stack is given",
      `Policies: [{ PolicyName: a, ${document} }]`,
      "sqs:SendMessage",
      false,
      "  S: { Type: AWS::CloudFormation::Stack, Properties: { Parameters: { Role: !Ref Run } } }\n",
    ],
    [
      "that a resource of one's own is given",
      "Path: /",
      null,
      false,
      "  S: { Type: Custom::Grant, Properties: { Role: !Ref Run } }\n",
    ],
  ];
  for (const [title, role, action, isKnown, more] of rows)
    it(`has policies ${title}`, () => {
      const unit = withRole(role, more);
      assert.equal(unit.role!.doubt === null, isKnown, unit.role!.doubt ?? "");
      if (action !== null) assert.ok(actionsOf(unit).includes(action), actionsOf(unit).join());
    });
});

describe("a function of serverless.yml", () => {
  const service = (provider: string, fn = "handler: app.run", more = ""): readonly DeclaredUnit[] =>
    unitsOf(`service: a\nprovider: { ${provider} }\nfunctions:\n  fn: { ${fn} }\n${more}`, "serverless.yml");
  const aws = "name: aws, runtime: python3.13";

  it("is one of AWS alone", () => {
    assert.equal(service(aws).length, 1);
    assert.equal(
      unitsOf("service: a\nprovider: aws\nfunctions:\n  fn: { handler: a.b }\n", "serverless.yml").length,
      1,
    );
    assert.deepEqual(service("name: google"), []);
    assert.deepEqual(unitsOf("provider: { name: aws }\nfunctions: { fn: { handler: a.b } }\n", "serverless.yml"), []);
    assert.deepEqual(unitsOf("service: a\nprovider: { name: aws }\nfunctions: a\n", "serverless.yml"), []);
  });

  it("has its code", () => {
    const own = { folder: ".", entries: ["src/app"], handler: "run", layers: [], hasMore: false };
    assert.deepEqual(service(aws, "handler: src.app.run")[0]!.code, own);
    assert.deepEqual(service(aws, "handler: src/app.run, runtime: nodejs22.x")[0]!.code, own);
    assert.deepEqual(service(aws, "handler: src.app.run, layers: [a]")[0]!.code, { ...own, hasMore: true });
    assert.deepEqual(service(`${aws}, layers: [a]`, "handler: src.app.run")[0]!.code, { ...own, hasMore: true });
    assert.equal(service(aws, "image: a")[0]!.code, null);
  });

  it("has the environment of all and its own, with the framework's variables", () => {
    const [unit] = service(
      `${aws}, environment: { A: a, B: b }`,
      'handler: app.run, environment: { B: "${self:custom.name}-${self:service}", C: "${aws:region}/${aws:accountId}", D: "${self:provider.region}${opt:region}", E: "${self:custom.none}", F: "${env:F}", G: "${self:custom.loop}-a" }',
      'custom: { name: "x-${self:custom.stage}", stage: dev, loop: "x${self:custom.loop}" }\n',
    );
    assert.deepEqual(
      [...unit!.environment].map(([name, parts]) => [name, parts && writtenParts(parts)]),
      [
        ["A", "a"],
        ["B", "x-dev-a"],
        ["C", "${AWS::Region}/${AWS::AccountId}"],
        ["D", "${AWS::Region}${AWS::Region}"],
        ["E", null],
        ["F", null],
        ["G", "xxxxx${self:custom.loop}-a"],
      ],
    );
  });

  describe("has a role, and knows whether that is all of it", () => {
    const send = "[{ Effect: Allow, Action: sqs:SendMessage, Resource: '*' }]";
    const publish = send.replace("sqs:SendMessage", "sns:Publish");
    const rows: readonly (readonly [
      title: string,
      provider: string,
      fn: string,
      actions: readonly string[],
      isKnown: boolean,
      more?: string,
    ])[] = [
      ["of the service", `iam: { role: { statements: ${send} } }`, "", ["sqs:SendMessage"], true],
      ["of the service, as it was", `iamRoleStatements: ${send}`, "", ["sqs:SendMessage"], true],
      [
        "of AWS's policies",
        "iam: { role: { managedPolicies: ['arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess'] } }",
        "",
        ["sqs:ListQueues"],
        true,
      ],
      [
        "of AWS's policies, as it was",
        "iamManagedPolicies: ['arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess']",
        "",
        ["sqs:ListQueues"],
        true,
      ],
      ["of policies that are not known", "iam: { role: { managedPolicies: '${file(a.yml)}' } }", "", [], false],
      ["of its own", `iamRoleStatements: ${send}`, `iamRoleStatements: ${publish}`, ["sns:Publish"], true],
      [
        "of its own, beside that of the service",
        `iamRoleStatements: ${send}`,
        `iamRoleStatements: ${publish}, iamRoleStatementsInherit: true`,
        ["sns:Publish", "sqs:SendMessage"],
        true,
      ],
      ["under a boundary", "iam: { role: { permissionsBoundary: a } }", "", [], false],
      ["under a boundary, as it was", "rolePermissionsBoundary: a", "", [], false],
      ["to which a harmless plugin adds nothing", "memorySize: 128", "", [], true, "plugins: [serverless-offline]\n"],
      ["to which a plugin may add", "memorySize: 128", "", [], false, "plugins: [serverless-step-functions]\n"],
      ["to which constructs add", "memorySize: 128", "", [], false, "constructs: { a: { type: queue } }\n"],
      [
        "to which resources of other files may add",
        "memorySize: 128",
        "",
        [],
        false,
        "resources: ['${file(a.yml)}']\n",
      ],
      ["for a queue", "memorySize: 128", "events: [{ sqs: { arn: a } }]", ["sqs:ReceiveMessage"], true],
      [
        "for a stream",
        "memorySize: 128",
        "events: [{ stream: 'arn:aws:kinesis:eu-west-1:111122223333:stream/a' }]",
        ["kinesis:GetRecords"],
        true,
      ],
      ["for a stream of which nobody knows the kind", "memorySize: 128", "events: [{ stream: { arn: a } }]", [], false],
      ["for a socket", "memorySize: 128", "events: [{ websocket: a }]", ["execute-api:ManageConnections"], true],
      ["for what fails", "memorySize: 128", "onError: 'arn:aws:sns:eu-west-1:111122223333:a'", ["sns:Publish"], true],
      [
        "for what is done",
        "memorySize: 128",
        "destinations: { onSuccess: 'arn:aws:events:eu-west-1:111122223333:event-bus/a' }",
        ["events:PutEvents"],
        true,
      ],
    ];
    const judged = new Set(rows.flatMap(([, , , actions]) => actions));
    for (const [title, provider, fn, actions, isKnown, more] of rows)
      it(title, () => {
        const [unit] = service(`${aws}, ${provider}`, `handler: app.run, ${fn}`, more);
        assert.equal(unit!.role!.doubt === null, isKnown, unit!.role!.doubt ?? "");
        const found = actionsOf(unit!).filter((one) => judged.has(one as string));
        for (const action of actions) assert.ok(found.includes(action), found.join());
        if (actions.length === 0 || /own|service$/.test(title))
          assert.deepEqual([...new Set(found)].sort(), [...actions].sort());
      });

    it("unless another one is named", () => {
      assert.equal(service(aws, "handler: app.run, role: a")[0]!.role, null);
      assert.equal(service(`${aws}, role: a`)[0]!.role, null);
      assert.equal(service(`${aws}, iam: { role: 'arn:aws:iam::111122223333:role/a' }`)[0]!.role, null);
    });

    it("that it shares, or has alone", () => {
      const [shared] = service(aws);
      const [own] = service(aws, `handler: app.run, iamRoleStatements: ${send}`);
      assert.deepEqual([shared!.role!.name, own!.role!.name], ["IamRoleLambdaExecution", "fnRole"]);
    });
  });
});
