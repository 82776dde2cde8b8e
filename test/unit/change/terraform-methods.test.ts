/** Methods and routes of APIs in Terraform that no longer ask who calls, and snapshots of databases that are shared. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

const api = 'resource "aws_api_gateway_rest_api" "a" {\n  name = "a"\n}\n';
const limited = api.replace('"a"\n', '"a"\n  policy = var.p\n');
const method = (authorization: string, more = "") =>
  `resource "aws_api_gateway_method" "m" {\n  rest_api_id   = aws_api_gateway_rest_api.a.id\n  resource_id   = "r"\n  http_method   = "GET"\n  authorization = ${authorization}\n${more}}\n`;
const route = (authorization = "") =>
  `resource "aws_apigatewayv2_route" "r" {\n  api_id    = "a"\n  route_key = "GET /"\n${authorization}}\n`;
const jwt = '  authorization_type = "JWT"\n  authorizer_id      = "x"\n';
const options = (text: string) => text.replace('"GET"', '"OPTIONS"');
const snapshot = (more = "", type = "aws_db_snapshot") =>
  `resource "${type}" "s" {\n  db_instance_identifier = "d"\n  db_snapshot_identifier = "s"\n${more}}\n`;
const shared = (...accounts: string[]) => `  shared_accounts = ${JSON.stringify(accounts)}\n`;
const invoke = "execute-api:Invoke on * by *";
const [open, closed] = [
  `aws_api_gateway_method.m resource: ${invoke}`,
  `-aws_api_gateway_method.m resource: ${invoke}`,
];

type Row = readonly [title: string, before: string, after: string, lines: readonly string[]];

const rows: readonly Row[] = [
  ["a method that no longer asks", api + method('"AWS_IAM"'), api + method('"NONE"'), [open]],
  ["a method that asks now", api + method('"NONE"'), api + method('"CUSTOM"'), [closed]],
  ["another authorizer", api + method('"AWS_IAM"'), api + method('"CUSTOM"'), []],
  ["a key that is asked for", api + method('"NONE"'), api + method('"NONE"', "  api_key_required = true\n"), []],
  ["a new method that asks nobody", api, api + method('"NONE"'), []],
  ["what a browser asks", options(api + method('"AWS_IAM"')), options(api + method('"NONE"')), []],
  ["a method of an API of elsewhere", method('"AWS_IAM"'), method('"NONE"'), ["?aws_api_gateway_method.m resource"]],
  [
    "one of an API with a policy",
    limited + method('"AWS_IAM"'),
    limited + method('"NONE"'),
    ["?aws_api_gateway_method.m resource"],
  ],
  [
    "a method that a variable decides about",
    api + method('"AWS_IAM"'),
    api + method("var.asks"),
    ["?aws_api_gateway_method.m resource"],
  ],
  ["a route that no longer asks", route(jwt), route(), [`aws_apigatewayv2_route.r resource: ${invoke}`]],
  [
    "a route that asks nobody by its type",
    route(jwt),
    route('  authorization_type = "NONE"\n'),
    [`aws_apigatewayv2_route.r resource: ${invoke}`],
  ],
  ["a route that asks now", route(), route(jwt), [`-aws_apigatewayv2_route.r resource: ${invoke}`]],
  ["a route that asks as before", route(jwt), `${route(jwt)}# the same\n`, []],
  ["a snapshot for everybody", snapshot(), snapshot(shared("all")), ["?aws_db_snapshot.s resource"]],
  [
    "one account more",
    snapshot(shared("111122223333"), "aws_db_cluster_snapshot"),
    snapshot(shared("111122223333", "444455556666"), "aws_db_cluster_snapshot"),
    ["?aws_db_cluster_snapshot.s resource"],
  ],
  ["the same accounts", snapshot(shared("1", "2")), snapshot(shared("2", "1")), []],
  ["a new snapshot for nobody else", "", snapshot(), []],
  ["a tag of a snapshot", snapshot(), snapshot('  tags = { a = "b" }\n'), []],
];

describe("what Terraform opens without a policy", () => {
  for (const [title, before, after, lines] of rows)
    it(title, async () => assert.deepEqual(await diffTexts("main.tf", before, after), lines));
});
