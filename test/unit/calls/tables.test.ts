/** What is known of operations beyond the catalogue names what AWS has, and the models of AWS's SDKs have nothing that is not known. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { namesSdk } from "../../../src/analysis/calls/gate";
import { operationOf } from "../../../src/analysis/calls/operations";
import { resourceModel } from "../../../src/analysis/calls/resource-models";
import { apiOperations } from "../../../src/analysis/knowledge/api-operations";
import { namedActions } from "../../../src/analysis/knowledge/call-grants";
import { prefixOfClient, serviceName } from "../../../src/analysis/knowledge/sdk-services";
import { operationOfWaiter } from "../../../src/analysis/knowledge/sdk-waiters";
import { builtCatalog } from "../../support/catalog";

interface ServiceModel {
  readonly id: string;
  readonly ops: readonly string[];
}

/** Facts of others, where they are: the project is built and tried without them as well. */
const models = join(__dirname, "../../../../shared/data/aws-api-operations.json");

describe("what is known of operations", () => {
  const catalog = builtCatalog();
  const isAction = (full: string): boolean => {
    const [prefix, name] = full.split(":") as [string, string];
    return catalog.service(prefix)?.action(name) !== undefined;
  };

  it("names actions that AWS has", () => {
    const actions = [...Object.values(apiOperations).flatMap((one) => one.actions), ...namedActions];
    assert.deepEqual(
      actions.filter((action) => !isAction(action)),
      [],
    );
  });

  it("reads names in every spelling, and guesses none", () => {
    for (const name of ["put_item", "putItem", "PutItem"])
      assert.equal(operationOf("dynamodb", name, catalog)?.name, "PutItem");
    assert.deepEqual(operationOf("cloudwatchlogs", "put_log_events", catalog)?.actions, ["logs:PutLogEvents"]);
    assert.deepEqual(operationOf("apigatewayv2", "getApis", catalog)?.actions, ["apigateway:GET"]);
    assert.deepEqual(operationOf("sts", "getCallerIdentity", catalog)?.actions, []);
    for (const name of ["constructor", "to_string", "putItems", ""])
      assert.equal(operationOf("dynamodb", name, catalog), null);
    assert.equal(operationOf("constructor", "putItem", catalog), null);
  });

  it("knows what waiters ask", () => {
    assert.equal(operationOfWaiter("dynamodb", "table_exists"), "DescribeTable");
    assert.equal(operationOfWaiter("s3", "ObjectExists"), "HeadObject");
    assert.equal(operationOfWaiter("s3", "constructor"), null);
  });

  it("knows the resources of boto3", () => {
    assert.deepEqual(resourceModel("s3", "Object")?.parameters, ["Bucket", "Key"]);
    assert.deepEqual(resourceModel("dynamodb", "Table")?.members.get("put_item"), {
      kind: "method",
      operation: "PutItem",
      returns: null,
    });
    assert.equal(resourceModel("s3", "constructor"), null);
  });

  it("reads nothing where no SDK is named", () => {
    assert.equal(namesSdk('import { readFile } from "fs"; putItem();'), false);
    for (const text of [
      "import boto3",
      'require("aws-sdk")',
      'from "@aws-sdk/client-s3"',
      "software.amazon.awssdk.services.s3.S3Client",
      "github.com/aws/aws-sdk-go-v2/service/s3",
    ])
      assert.equal(namesSdk(text), true);
  });

  const compared = existsSync(models) ? it : it.skip;

  /** Services whose operations are newer than the catalogue, or of which no action is documented. */
  const most = 0.015;

  compared("are nearly all that the models of AWS have", () => {
    const all = JSON.parse(readFileSync(models, "utf8")) as Readonly<Record<string, ServiceModel>>;
    const missing: string[] = [];
    let total = 0;
    for (const [name, { id, ops }] of Object.entries(all)) {
      const prefix = prefixOfClient(serviceName(id), catalog);
      assert.equal(prefixOfClient(serviceName(name), catalog), prefix, name);
      if (prefix === null) continue;
      for (const operation of ops) {
        total++;
        if (!operationOf(serviceName(id), operation, catalog)) missing.push(`${name}:${operation}`);
      }
    }
    assert.ok(missing.length / total < most, `${missing.length} of ${total}: ${missing.join(" ")}`);
  });
});
