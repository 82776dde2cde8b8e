/** What a change of the policy of an API newly allows: AWS completes `execute-api:/stage/GET/path` with the API that the policy stands on. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

type Row = readonly [title: string, file: string, write: (resource: string, ...who: string[]) => string];

const statement = (Resource: string, who: readonly string[]) =>
  JSON.stringify({ Effect: "Allow", Principal: { AWS: who }, Action: "execute-api:Invoke", Resource });
const document = (resource: string, who: readonly string[]) =>
  `{"Version":"2012-10-17","Statement":[${statement(resource, who)}]}`;

const forms: readonly Row[] = [
  [
    "CloudFormation",
    "t.yaml",
    (resource, ...who) =>
      `Resources:\n  A:\n    Type: AWS::ApiGateway::RestApi\n    Properties:\n      Policy: ${document(resource, who)}\n`,
  ],
  [
    "Terraform",
    "main.tf",
    (resource, ...who) =>
      `resource "aws_api_gateway_rest_api" "a" {\n  policy = jsonencode(${document(resource, who)})\n}\n`,
  ],
  [
    "SAM",
    "t.yaml",
    (resource, ...who) =>
      `Transform: AWS::Serverless-2016-10-31\nResources:\n  A:\n    Type: AWS::Serverless::Api\n    Properties:\n      Auth: { ResourcePolicy: { CustomStatements: [${statement(resource, who)}] } }\n`,
  ],
  [
    "Serverless Framework",
    "serverless.yml",
    (resource, ...who) =>
      `service: x\nprovider:\n  name: aws\n  apiGateway:\n    resourcePolicy:\n      - ${statement(resource, who)}\n`,
  ],
  [
    "CDK",
    "a.ts",
    (resource, ...who) =>
      `import * as iam from 'aws-cdk-lib/aws-iam';\nimport * as api from 'aws-cdk-lib/aws-apigateway';\nnew api.RestApi(this, 'A', { policy: new iam.PolicyDocument({ statements: [new iam.PolicyStatement({ actions: ['execute-api:Invoke'], resources: ['${resource}'], principals: [${who.map((one) => `new iam.ArnPrincipal('${one}')`).join(", ")}] })] }) });\n`,
  ],
  ["bare", "api-policy.json", (resource, ...who) => document(resource, who)],
];

const [one, other] = ["arn:aws:iam::111111111111:root", "arn:aws:iam::222222222222:root"];

describe("policies of APIs, by their short form", () => {
  for (const [title, file, write] of forms)
    it(`${title}: a new principal`, async () => {
      const said = await diffTexts(file, write("execute-api:/*", one), write("execute-api:/*", one, other));
      assert.equal(said.length, 1, said.join("\n"));
      assert.match(said[0]!, /execute-api:Invoke on execute-api:\/\* by arn:aws:iam::222222222222:root$/);
    });

  type Change = readonly [title: string, before: string, after: string, said: RegExp | null];
  const changes: readonly Change[] = [
    ["another stage", "execute-api:/dev/*", "execute-api:/prod/*", /: execute-api:Invoke on execute-api:\/prod\/\*/],
    ["every stage", "execute-api:/dev/*", "execute-api:/*", /: execute-api:Invoke on execute-api:\/\*/],
    ["less", "execute-api:/*", "execute-api:/dev/GET/*", /^-A/],
    ["the ARN of the API", "execute-api:/*", "arn:aws:execute-api:us-east-1:111122223333:a1b2c3d4e5/*", /^-A/],
    ["the same with a star", "execute-api:/*", "arn:*:execute-api:*:*:*/*", null],
  ];
  for (const [title, before, after, expected] of changes)
    it(title, async () => {
      const write = forms[0]![2];
      const said = await diffTexts("t.yaml", write(before, one), write(after, one));
      if (expected) assert.match(said[0] ?? "", expected);
      else assert.deepEqual(said, []);
    });

  it("is nothing in the policy of an identity", async () => {
    const policy = (...actions: string[]) =>
      JSON.stringify({
        Resources: {
          U: {
            Type: "AWS::IAM::User",
            Properties: {
              Policies: [
                { PolicyDocument: { Statement: [{ Effect: "Allow", Action: actions, Resource: "execute-api:/*" }] } },
              ],
            },
          },
        },
      });
    const said = await diffTexts("t.json", policy("execute-api:Invoke"), policy("execute-api:*"));
    assert.deepEqual(said, []);
  });
});
