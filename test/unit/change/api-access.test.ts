/** Who newly reaches an API: one that leaves its network, and methods that no longer ask who calls. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

const policy = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: "*", Action: "execute-api:Invoke", Resource: "execute-api:/*" }],
};
const api = (type: string, properties: object = {}) => ({
  A: { Type: "AWS::ApiGateway::RestApi", Properties: { EndpointConfiguration: { Types: [type] }, ...properties } },
});
const method = (AuthorizationType: unknown, properties: object = {}) => ({
  M: {
    Type: "AWS::ApiGateway::Method",
    Properties: { RestApiId: { Ref: "A" }, HttpMethod: "GET", AuthorizationType, ...properties },
  },
});
const inDeployments = (type: string) => ({ "Fn::If": ["Open", type, "AWS_IAM"] });
const template = (...resources: readonly object[]) => JSON.stringify({ Resources: Object.assign({}, ...resources) });
const regional = api("REGIONAL");

const sam = (event: object, auth?: object, type = "Api") =>
  JSON.stringify({
    Transform: "AWS::Serverless-2016-10-31",
    Globals: auth && { [type]: { Auth: auth } },
    Resources: {
      F: {
        Type: "AWS::Serverless::Function",
        Properties: { Events: { E: { Type: type, Properties: { Path: "/users", Method: "get", ...event } } } },
      },
    },
  });
const samApi = (properties: object) =>
  JSON.stringify({
    Transform: "AWS::Serverless-2016-10-31",
    Resources: { A: { Type: "AWS::Serverless::Api", Properties: { StageName: "x", ...properties } } },
  });
const limited = { ResourcePolicy: { CustomStatements: policy.Statement } };
const forOne = { ResourcePolicy: { SourceVpcWhitelist: ["vpce-1"] } };
const service = (event: string, provider = "") =>
  `service: s\nprovider:\n  name: aws\n${provider}functions:\n  f:\n    handler: a.b\n    events:\n      - ${event}\n`;

const operation = { "x-amazon-apigateway-integration": { type: "mock" } };
const signed = { ...operation, security: [{ sigv4: [] }] };
const defined = (
  get: object,
  { type = "AWS::ApiGateway::RestApi", body = "Body", ...more }: { type?: string; body?: string; Auth?: object } = {},
  verb = "get",
) =>
  JSON.stringify({
    Resources: {
      A: { Type: type, Properties: { [body]: { openapi: "3.0.1", paths: { "/x": { [verb]: get } } }, ...more } },
    },
  });
const ofSam = { type: "AWS::Serverless::Api", body: "DefinitionBody" };
const ofHttp = { type: "AWS::ApiGatewayV2::Api" };
const openOperation = "A GET /x resource: execute-api:Invoke on * by *";

type Row = readonly [title: string, file: string, before: string, after: string, lines: readonly string[]];

const rows: readonly Row[] = [
  [
    "an API with a policy that leaves its network",
    "t.json",
    template(api("PRIVATE", { Policy: policy })),
    template(api("REGIONAL", { Policy: policy })),
    ["A resource: execute-api:Invoke on execute-api:/* by * where Null aws:SourceVpce true"],
  ],
  [
    "one without a policy",
    "t.json",
    template(api("PRIVATE")),
    template(regional),
    ["A resource: execute-api:Invoke on * by *"],
  ],
  [
    "one that goes into a network",
    "t.json",
    template(regional),
    template(api("PRIVATE")),
    ["-A resource: execute-api:Invoke on * by *"],
  ],
  ["one that stays there", "t.json", template(api("PRIVATE")), template(api("PRIVATE", { Name: "a" })), []],
  ["one that is new", "t.json", template(), template(regional), []],
  [
    "one that has gone",
    "t.json",
    template(api("PRIVATE", { Policy: policy })),
    template(),
    ["-A resource: execute-api:Invoke on execute-api:/* by * where Null aws:SourceVpce false"],
  ],
  [
    "SAM",
    "t.json",
    samApi({ EndpointConfiguration: { Type: "PRIVATE" }, Auth: limited }),
    samApi({ EndpointConfiguration: { Type: "REGIONAL" }, Auth: limited }),
    ["A resource: execute-api:Invoke on execute-api:/* by * where Null aws:SourceVpce true"],
  ],
  [
    "SAM, with a policy for one network, and a definition of which all is known",
    "t.json",
    samApi({ DefinitionBody: { openapi: "3.0.1", paths: {} } }),
    samApi({ DefinitionBody: { openapi: "3.0.1", paths: {} }, Auth: forOne }),
    ["-A resource: execute-api:Invoke on * by *"],
  ],
  [
    "SAM, with a definition that may have a policy",
    "t.json",
    samApi({ DefinitionUri: "api.yaml" }),
    samApi({ DefinitionUri: "api.yaml", Auth: forOne }),
    [],
  ],
  [
    "SAM, back to such a definition",
    "t.json",
    samApi({ DefinitionUri: "api.yaml", Auth: forOne }),
    samApi({ DefinitionUri: "api.yaml" }),
    ["?A resource"],
  ],
  [
    "the Serverless Framework",
    "serverless.yml",
    service("http: GET /users", "  endpointType: PRIVATE\n"),
    service("http: GET /users"),
    ["provider resource: execute-api:Invoke on * by *"],
  ],
  [
    "a method that asked by IAM",
    "t.json",
    template(regional, method("AWS_IAM")),
    template(regional, method("NONE")),
    ["M resource: execute-api:Invoke on * by *"],
  ],
  [
    "one that asks now",
    "t.json",
    template(regional, method("NONE")),
    template(regional, method("AWS_IAM")),
    ["-M resource: execute-api:Invoke on * by *"],
  ],
  [
    "one of an API with a policy",
    "t.json",
    template(api("REGIONAL", { Policy: policy }), method("AWS_IAM")),
    template(api("REGIONAL", { Policy: policy }), method("NONE")),
    ["?M resource"],
  ],
  [
    "one that asks otherwise",
    "t.json",
    template(regional, method("AWS_IAM")),
    template(regional, method("CUSTOM", { AuthorizerId: "a" })),
    [],
  ],
  ["one that is new and asks nobody", "t.json", template(regional), template(regional, method("NONE")), []],
  [
    "one that asks by a parameter",
    "t.json",
    template(regional, method({ Ref: "P" })),
    template(regional, method({ Ref: "P" }, { OperationName: "a" })),
    [],
  ],
  [
    "one that asks nobody in some deployments",
    "t.json",
    template(regional, method("AWS_IAM")),
    template(regional, method(inDeployments("NONE"))),
    ["M resource: execute-api:Invoke on * by *"],
  ],
  [
    "one that asks nobody in any deployment",
    "t.json",
    template(regional, method(inDeployments("NONE"))),
    template(regional, method("NONE")),
    ["M resource: execute-api:Invoke on * by *"],
  ],
  [
    "one that asks in some deployments now",
    "t.json",
    template(regional, method("NONE")),
    template(regional, method(inDeployments("NONE"))),
    ["-M resource: execute-api:Invoke on * by *"],
  ],
  [
    "one that asks somebody in each",
    "t.json",
    template(regional, method("AWS_IAM")),
    template(regional, method(inDeployments("CUSTOM"))),
    [],
  ],
  [
    "one of an API with a policy in some deployments",
    "t.json",
    template(api("REGIONAL", { Policy: policy }), method("AWS_IAM")),
    template(api("REGIONAL", { Policy: policy }), method(inDeployments("NONE"))),
    ["?M resource"],
  ],
  [
    "what a browser asks first",
    "t.json",
    template(regional, method("AWS_IAM", { HttpMethod: "OPTIONS" })),
    template(regional, method("NONE", { HttpMethod: "OPTIONS" })),
    [],
  ],
  [
    "an event of SAM",
    "t.json",
    sam({ Auth: { Authorizer: "AWS_IAM" } }),
    sam({}),
    ["ServerlessRestApi GET /users resource: execute-api:Invoke on * by *"],
  ],
  [
    "the authorizer of all events",
    "t.json",
    sam({}, { DefaultAuthorizer: "Own" }, "HttpApi"),
    sam({}, {}, "HttpApi"),
    ["ServerlessHttpApi GET /users resource: execute-api:Invoke on * by *"],
  ],
  [
    "an event that goes without",
    "t.json",
    sam({}, { DefaultAuthorizer: "Own" }),
    sam({ Auth: { Authorizer: "NONE" } }, { DefaultAuthorizer: "Own" }),
    ["ServerlessRestApi GET /users resource: execute-api:Invoke on * by *"],
  ],
  [
    "an authorizer that all events have now",
    "t.json",
    sam({ Auth: { Authorizer: "Own" } }),
    sam({}, { DefaultAuthorizer: "Own" }),
    [],
  ],
  [
    "an event of the Serverless Framework",
    "serverless.yml",
    service("http: { path: users, method: get, authorizer: aws_iam }"),
    service("http: GET /users"),
    ["http GET /users resource: execute-api:Invoke on * by *"],
  ],
  [
    "one with another authorizer",
    "serverless.yml",
    service("httpApi: { path: /users, method: get, authorizer: a }"),
    service("httpApi: { path: /users, method: get, authorizer: { id: b } }"),
    [],
  ],
  ["an operation of a definition", "t.json", defined(signed), defined(operation), [openOperation]],
  [
    "an operation that asks nobody by a list of none",
    "t.json",
    defined(signed),
    defined({ ...operation, security: [] }),
    [openOperation],
  ],
  ["an operation of SAM", "t.json", defined(signed, ofSam), defined(operation, ofSam), [openOperation]],
  ["an operation of an HTTP API", "t.json", defined(signed, ofHttp), defined(operation, ofHttp), [openOperation]],
  [
    "an operation for whom the authorizer of the API is",
    "t.json",
    defined(signed, { ...ofSam, Auth: { DefaultAuthorizer: "Own" } }),
    defined(operation, { ...ofSam, Auth: { DefaultAuthorizer: "Own" } }),
    [],
  ],
  [
    "an operation that asks otherwise",
    "t.json",
    defined(signed),
    defined({ ...operation, security: [{ own: [] }] }),
    [],
  ],
  ["an operation that asked nobody", "t.json", defined(operation), defined({ ...operation, summary: "a" }), []],
  ["a definition that is new", "t.json", template(), defined(operation), []],
  [
    "what a browser asks first of a definition",
    "t.json",
    defined(signed, {}, "options"),
    defined(operation, {}, "options"),
    [],
  ],
];

describe("who newly reaches an API", () => {
  for (const [title, file, before, after, lines] of rows)
    it(title, async () => assert.deepEqual(await diffTexts(file, before, after), lines));
});
