/** Methods and routes of APIs in programs of AWS CDK that no longer ask who calls. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

const typescript = (...lines: readonly string[]) => `import * as cdk from "aws-cdk-lib";
import * as apigw from "aws-cdk-lib/aws-apigateway";
import { CfnRoute, HttpApi, HttpMethod, HttpNoneAuthorizer, HttpRoute, WebSocketApi } from "aws-cdk-lib/aws-apigatewayv2";
import { HttpIamAuthorizer } from "aws-cdk-lib/aws-apigatewayv2-authorizers";
export class Api extends cdk.Stack { constructor(scope: any, id: string, props: any) { super(scope, id);
  ${lines.join("\n  ")}
} }
`;
const python = (
  ...lines: readonly string[]
) => `from aws_cdk import Stack, aws_apigateway as apigw, aws_apigatewayv2 as v2
class Api(Stack):
    def __init__(self, scope, id, users=None, **kwargs):
        super().__init__(scope, id)
        ${lines.join("\n        ")}
`;
const rest = (properties = "") => `const api = new apigw.RestApi(this, "A", {${properties}});`;
const iam = "{ authorizationType: apigw.AuthorizationType.IAM }";
const none = "{ authorizationType: apigw.AuthorizationType.NONE }";
const get = (options?: string, on = "api.root") =>
  `${on}.addMethod("GET", new apigw.MockIntegration()${options === undefined ? "" : `, ${options}`});`;
const http = (properties = "") => `const api = new HttpApi(this, "H", {${properties}});`;
const route = (more = "", methods = "[HttpMethod.GET]") =>
  `api.addRoutes({ path: "/x", methods: ${methods}, integration${more} });`;
const open = (name: string) => `${name} resource: execute-api:Invoke on * by *`;
const openGet = open("api GET /");
const noMore = `-${openGet}`;
const users = 'const users = api.root.addResource("users").addResource("{id}");';
const options = (type: string) => `const options = { authorizationType: apigw.AuthorizationType.${type} };`;
const pythonRest = (defaults = "") => `api = apigw.RestApi(self, "A"${defaults})`;
const ofIam = "authorization_type=apigw.AuthorizationType.IAM";
const defaults = (type: string) => ` defaultMethodOptions: { authorizationType: apigw.AuthorizationType.${type} } `;

type Row = readonly [title: string, before: string, after: string, lines: readonly string[]];

const rows: readonly Row[] = [
  ["a method without its authorizer", typescript(rest(), get(iam)), typescript(rest(), get()), [openGet]],
  ["a method for which nobody is asked", typescript(rest(), get(iam)), typescript(rest(), get(none)), [openGet]],
  ["a method that asks now", typescript(rest(), get()), typescript(rest(), get(iam)), [noMore]],
  ["another way to ask", typescript(rest(), get(iam)), typescript(rest(), get("{ authorizer: props.authorizer }")), []],
  ["a method that is new", typescript(rest()), typescript(rest(), get()), []],
  ["one that goes", typescript(rest(), get(iam)), typescript(rest()), []],
  [
    "what a browser asks first",
    typescript(rest(), get(iam).replace("GET", "OPTIONS")),
    typescript(rest(), get().replace("GET", "OPTIONS")),
    [],
  ],
  ["options in a variable", typescript(rest(), get(iam)), typescript(rest(), options("IAM"), get("options")), []],
  [
    "options in a variable that says otherwise",
    typescript(rest(), options("IAM"), get("options")),
    typescript(rest(), options("NONE"), get("options")),
    [openGet],
  ],
  [
    "options that are spread",
    typescript(rest(), get(iam)),
    typescript(rest(), options("IAM"), get("{ ...options, apiKeyRequired: true }")),
    [],
  ],
  [
    "options that somebody gives",
    typescript(rest(), get(iam)),
    typescript(rest(), get("props.options")),
    ["?api GET / resource"],
  ],
  [
    "options of somebody beside another integration",
    typescript(rest(), get("props.options")),
    typescript(rest(), get("props.options").replace("Mock", "Other")),
    [],
  ],
  [
    "a resource by another way",
    typescript(rest(), users, get(iam, "users")),
    typescript(rest(), get(iam, 'api.root.resourceForPath("/users/{id}")')),
    [],
  ],
  [
    "a resource by another way that asks nobody",
    typescript(rest(), users, get(iam, "users")),
    typescript(rest(), get(undefined, 'api.root.resourceForPath("/users/{id}")')),
    [open("api GET /users/{id}")],
  ],
  ["what an API asks of all methods", typescript(rest(defaults("IAM")), get()), typescript(rest(), get()), [openGet]],
  ["a method in place of the API", typescript(rest(defaults("IAM")), get()), typescript(rest(), get(iam)), []],
  [
    "a method beside what the API asks",
    typescript(rest(defaults("IAM")), get(iam)),
    typescript(rest(defaults("IAM")), get()),
    [],
  ],
  ["an exception", typescript(rest(defaults("IAM")), get()), typescript(rest(defaults("IAM")), get(none)), [openGet]],
  [
    "what a resource asks of its methods",
    typescript(rest(), `const r = api.root.addResource("r", { ${defaults("IAM")} });`, get(undefined, "r")),
    typescript(rest(), 'const r = api.root.addResource("r");', get(undefined, "r")),
    [open("api GET /r")],
  ],
  ["an API that other files add methods to", typescript(rest(defaults("IAM"))), typescript(rest()), [open("api")]],
  ["an API that is spread", typescript(rest("...props.api")), typescript(rest('...props.api, description: "x"')), []],
  [
    "an API with a policy",
    typescript(rest(" policy: props.policy "), get(iam)),
    typescript(rest(" policy: props.policy "), get()),
    ["?api GET / resource"],
  ],
  [
    "an API in a network",
    typescript(rest(" endpointTypes: [apigw.EndpointType.PRIVATE] "), get(iam)),
    typescript(rest(" endpointTypes: [apigw.EndpointType.PRIVATE] "), get()),
    ["?api GET / resource"],
  ],
  [
    "a resource of elsewhere",
    typescript(get(iam, "props.users")),
    typescript(get(undefined, "props.users")),
    ["?props.users GET resource"],
  ],
  [
    "an API in a field",
    typescript(rest().replace("const api", "this.api"), get(iam, "this.api.root")),
    typescript(rest().replace("const api", "this.api"), get(undefined, "this.api.root")),
    [open("this.api GET /")],
  ],
  [
    "a proxy",
    typescript(rest(), `api.root.addProxy({ ${defaults("IAM")} });`),
    typescript(rest(), "api.root.addProxy();"),
    [open("api proxy /")],
  ],
  [
    "routes of an HTTP API",
    typescript(http(), route(", authorizer: new HttpIamAuthorizer()", "[HttpMethod.GET, HttpMethod.POST]")),
    typescript(http(), route("", "[HttpMethod.GET, HttpMethod.POST]")),
    [open("api GET /x"), open("api POST /x")],
  ],
  [
    "what an HTTP API asks of all routes",
    typescript(http(" defaultAuthorizer: new HttpIamAuthorizer() "), route()),
    typescript(http(), route()),
    [open("api GET /x")],
  ],
  [
    "a route that asks nobody",
    typescript(http(" defaultAuthorizer: new HttpIamAuthorizer() "), route()),
    typescript(http(" defaultAuthorizer: new HttpIamAuthorizer() "), route(", authorizer: new HttpNoneAuthorizer()")),
    [open("api GET /x")],
  ],
  [
    "a route that is a construct",
    typescript(http(), 'new HttpRoute(this, "R", { httpApi: api, routeKey, authorizer: new HttpIamAuthorizer() });'),
    typescript(http(), 'new HttpRoute(this, "R", { httpApi: api, routeKey });'),
    [open("api routeKey")],
  ],
  [
    "who connects to a WebSocket API",
    typescript(
      'const ws = new WebSocketApi(this, "W", { connectRouteOptions: { integration, authorizer: new HttpIamAuthorizer() } });',
    ),
    typescript('const ws = new WebSocketApi(this, "W", { connectRouteOptions: { integration } });'),
    [open("ws")],
  ],
  [
    "a resource of CloudFormation",
    typescript('new CfnRoute(this, "C", { apiId, routeKey: "GET /", authorizationType: "AWS_IAM" });'),
    typescript('new CfnRoute(this, "C", { apiId, routeKey: "GET /", authorizationType: "NONE" });'),
    [open("C")],
  ],
  [
    "fields that are called alike",
    typescript("cache.addRoute('x', { authorizer: a });"),
    typescript("cache.addRoute('x', {});"),
    [],
  ],
];

const inPython: readonly Row[] = [
  [
    "a method",
    python(pythonRest(), `api.root.add_method("GET", integration, ${ofIam})`),
    python(pythonRest(), 'api.root.add_method("GET", integration)'),
    [openGet],
  ],
  [
    "what an API asks",
    python(
      pythonRest(`, default_method_options=apigw.MethodOptions(${ofIam})`),
      'api.root.add_method("GET", integration)',
    ),
    python(pythonRest(), 'api.root.add_method("GET", integration)'),
    [openGet],
  ],
  [
    "routes of an HTTP API",
    python(
      'api = v2.HttpApi(self, "H")',
      'api.add_routes(path="/x", methods=[v2.HttpMethod.GET], integration=i, authorizer=a)',
    ),
    python('api = v2.HttpApi(self, "H")', 'api.add_routes(path="/x", methods=[v2.HttpMethod.GET], integration=i)'),
    [open("api GET /x")],
  ],
];

describe("methods of APIs in programs of CDK", () => {
  for (const [title, before, after, lines] of rows)
    it(`${title}: ${lines.join("; ") || "nothing"}`, async () =>
      assert.deepEqual(await diffTexts("api.ts", before, after), lines));
  for (const [title, before, after, lines] of inPython)
    it(`in Python, ${title}: ${lines.join("; ") || "nothing"}`, async () =>
      assert.deepEqual(await diffTexts("api.py", before, after), lines));
});
