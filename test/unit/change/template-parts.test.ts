/** Parts of templates that other files take in: one resource, or several, without `Resources`. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

type Given = Readonly<Record<string, unknown>>;

const aws = (name: string): string => `arn:aws:iam::aws:policy/${name}`;
const statement = (Action: string): Given => ({ Effect: "Allow", Action, Resource: "*" });
const policies = (...actions: readonly string[]): Given => ({
  Policies: [
    { PolicyName: "p", PolicyDocument: { Version: "2012-10-17", Statement: actions.map((one) => statement(one)) } },
  ],
});
const role = (...given: readonly Given[]): Given => ({
  Type: "AWS::IAM::Role",
  Properties: Object.assign(
    {
      AssumeRolePolicyDocument: {
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: { Service: "glue.amazonaws.com" }, Action: "sts:AssumeRole" }],
      },
    },
    ...given,
  ) as Given,
});
const resource = (Type: string, Properties: Given): Given => ({ Type, Properties });
const managed = (name: string): Given => ({ ManagedPolicyArns: [aws(name)] });
const handler = (given: Given): Given => resource("AWS::Serverless::Function", { Handler: "a.b", ...given });

const queues = "sqs:SendMessage";
const topics = "sns:Publish";
const sends = `identity: ${queues} on *`;

type Row = readonly [title: string, before: Given, after: Given, there: readonly string[]];

const rows: readonly Row[] = [
  [
    "a managed policy",
    { Job: role(managed("NoSuchPolicy")) },
    { Job: role(managed("AdministratorAccess")) },
    ["Job identity: * on *"],
  ],
  ["one resource alone", role({}), role(policies(queues)), [`Role ${sends}`]],
  ["resources below a key", { prod: { Job: role({}) } }, { prod: { Job: role(policies(queues)) } }, [`Job ${sends}`]],
  [
    "one of two below different keys",
    { dev: { Job: role(policies(topics)) }, prod: { Job: role(policies(topics)) } },
    { dev: { Job: role(policies(topics)) }, prod: { Job: role(policies(queues, topics)) } },
    [`prod.Job ${sends}`],
  ],
  [
    "one of two below different keys, as the other one may",
    { dev: { Job: role(policies(queues)) }, prod: { Job: role({}) } },
    { dev: { Job: role(policies(queues)) }, prod: { Job: role(policies(queues)) } },
    [`prod.Job ${sends}`],
  ],
  [
    "from one role to another",
    { Job: role(policies(queues, topics)), Web: role(policies(topics)) },
    { Job: role(policies(topics)), Web: role(policies(queues, topics)) },
    [`-Job ${sends}`, `Web ${sends}`],
  ],
  [
    "a boundary",
    { Job: role(policies(queues), { PermissionsBoundary: aws("AmazonSQSReadOnlyAccess") }) },
    { Job: role(policies(queues)) },
    [`Job ${sends}`],
  ],
  [
    "a template of SAM",
    { Job: handler({}) },
    { Job: handler({ Policies: [{ SQSSendMessagePolicy: { QueueName: "jobs" } }] }) },
    ["Job identity: sqs:SendMessage on arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:jobs"],
  ],
  [
    "a URL",
    { Job: handler({}) },
    { Job: handler({ FunctionUrlConfig: { AuthType: "NONE" } }) },
    ["Job resource: lambda:InvokeFunctionUrl by *"],
  ],
  [
    "the role of a function",
    { Job: resource("AWS::Lambda::Function", { Role: { "Fn::GetAtt": ["Small", "Arn"] } }) },
    { Job: resource("AWS::Lambda::Function", { Role: { "Fn::GetAtt": ["Large", "Arn"] } }) },
    ["?Job identity"],
  ],
  [
    "who may call",
    { P: resource("AWS::Lambda::Permission", { Action: "lambda:InvokeFunction", Principal: "111122223333" }) },
    { P: resource("AWS::Lambda::Permission", { Action: "lambda:InvokeFunction", Principal: "*" }) },
    ["P resource: lambda:InvokeFunction by *"],
  ],
  [
    "in another order",
    { Job: role(policies(queues)), Web: role(policies(topics)) },
    { Web: role(policies(topics)), Job: role(policies(queues)) },
    [],
  ],
  ["another name of a role", { Job: role(policies(queues)) }, { Work: role(policies(queues)) }, []],
  ["one role in place of a list of one", role(policies(queues)), { Job: role(policies(queues)) }, []],
  ["as a template", { Job: role(policies(queues)) }, { Resources: { Job: role(policies(queues)) } }, []],
];

describe("parts of templates", () => {
  for (const [title, before, after, lines] of rows)
    it(title, async () => {
      const found = await diffTexts("part.json", JSON.stringify(before), JSON.stringify(after));
      assert.deepEqual(found.sort(), lines);
    });
});

const list = (name: string): string => JSON.stringify([aws(name)]);
const services: readonly (readonly [title: string, file: string, text: (given: string) => string, holder: string])[] = [
  [
    "the provider",
    "provider.json",
    (given) => `{"name": "aws", "iam": {"role": {"managedPolicies": ${given}}}}`,
    "provider",
  ],
  ["its role", "role.json", (given) => `{"managedPolicies": ${given}}`, "provider"],
  [
    "a program",
    "serverless.ts",
    (given) => `export default { service: "s", provider: { iam: { role: { managedPolicies: ${given} } } } };`,
    "serverless.ts",
  ],
  [
    "a list of resources",
    "serverless.json",
    (given) =>
      `{"service": "s", "provider": {"name": "aws"}, "resources": ["\${file(a.yml)}", {"Resources": {"Job": {"Type": "AWS::IAM::Role", "Properties": {"ManagedPolicyArns": ${given}}}}}]}`,
    "Job",
  ],
];

describe("managed policies of a service", () => {
  for (const [title, file, text, holder] of services) {
    it(title, async () =>
      assert.deepEqual(await diffTexts(file, text(list("NoSuchPolicy")), text(list("AdministratorAccess"))), [
        `${holder} identity: * on *`,
      ]),
    );
    it(`${title}, as it was`, async () =>
      assert.deepEqual(
        await diffTexts(file, text(list("AdministratorAccess")), `${text(list("AdministratorAccess"))}\n`),
        [],
      ));
  }

  it("another list of another file", async () => {
    const text = (file: string): string =>
      `{"service": "s", "provider": {"name": "aws", "iam": {"role": {"managedPolicies": "\${file(${file}.yml)}"}}}}`;
    assert.deepEqual(await diffTexts("serverless.json", text("a"), text("b")), ["?provider identity"]);
  });
});
