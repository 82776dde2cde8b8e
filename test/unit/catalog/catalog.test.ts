import assert from "node:assert/strict";
import { readFileSync, statSync } from "node:fs";
import { gunzipSync } from "node:zlib";

import { decodeDescriptions } from "../../../src/catalog/descriptions";
import { catalogCounts, catalogDate } from "../../../src/catalog/generated/about";
import { builtCatalog, catalogFile, descriptionsFile } from "../../support/catalog";

describe("the catalogue", () => {
  const catalog = builtCatalog();
  const s3 = catalog.service("s3")!;

  it("is small", () => {
    assert.ok(statSync(catalogFile).size < 300 * 1024);
  });

  it("is the one that the committed file tells of", () => {
    assert.equal(catalog.date, catalogDate);
    assert.match(catalogDate, /^\d{4}-\d\d-\d\d$/);
    const services = catalog.prefixes.map((prefix) => catalog.service(prefix)!);
    assert.deepEqual(catalogCounts, {
      services: services.length,
      actions: services.reduce((sum, service) => sum + service.actions.length, 0),
      resourceTypes: services.reduce((sum, service) => sum + service.resourceTypes.length, 0),
      conditionKeys: services.reduce((sum, service) => sum + service.conditionKeys.length, 0),
      globalKeys: catalog.globalKeys.length,
    });
    assert.ok(catalogCounts.services > 400 && catalogCounts.actions > 20_000 && catalogCounts.conditionKeys > 2_000);
  });

  it("finds services and actions in any case and tells their own spelling", () => {
    assert.equal(catalog.service("S3"), s3);
    assert.equal(s3.name, "Amazon S3");
    assert.equal(s3.action("getobject")!.name, "GetObject");
    assert.equal(s3.action("GETOBJECT"), s3.action("GetObject"));
  });

  it("finds every key that a service lists under another prefix than its own", () => {
    const foreign = catalog.prefixes.flatMap((prefix) =>
      catalog
        .service(prefix)!
        .conditionKeys.filter(({ name }) => !name.startsWith(`${prefix}:`) && !name.startsWith("aws:")),
    );
    assert.ok(foreign.length > 10);
    for (const { name } of foreign) assert.equal(catalog.foreignKey(name.toLowerCase())?.name, name);
    assert.equal(catalog.foreignKey("s3:prefix"), undefined);
  });

  it("has nothing for what does not exist, nor for wildcards", () => {
    for (const prefix of ["", "*", "s*", "nosuch", "constructor", "__proto__"])
      assert.equal(catalog.service(prefix), undefined);
    for (const name of ["", "*", "Get*", "HeadObject", "constructor"]) assert.equal(s3.action(name), undefined);
    assert.equal(s3.conditionKey("s3:nosuch"), undefined);
    assert.equal(catalog.globalKey("aws:nosuch"), undefined);
  });

  it("tells the resources, keys and access levels of an action", () => {
    const getObject = s3.action("GetObject")!;
    assert.deepEqual(getObject.accessLevels, ["Read"]);
    assert.ok(getObject.resourceTypes.some((type) => type.name === "object"));
    assert.ok(
      catalog
        .service("iam")!
        .action("PassRole")!
        .resourceTypes.some((type) => type.name === "role" && type.required),
    );
    assert.ok(getObject.conditionKeys.includes("s3:ExistingObjectTag/<key>"));
    assert.deepEqual(catalog.service("sqs")!.action("AddPermission")!.accessLevels, [
      "Write",
      "Permissions management",
    ]);
    assert.deepEqual(s3.action("ListAllMyBuckets")!.resourceTypes, []);
  });

  it("tells the ARNs of a resource", () => {
    assert.deepEqual(s3.resourceType("object")!.arns, ["arn:${Partition}:s3:::${BucketName}/${ObjectName}"]);
    assert.ok(catalog.service("ec2")!.resourceType("instance")!.conditionKeys.includes("ec2:InstanceType"));
  });

  it("tells each form of a resource's ARN by itself", () => {
    assert.deepEqual(catalog.service("apigateway")!.resourceType("Stages")!.arns, [
      "arn:${Partition}:apigateway:${Region}::/apis/${ApiId}/stages",
      "arn:${Partition}:apigateway:${Region}::/restapis/${RestApiId}/stages",
    ]);
    for (const prefix of catalog.prefixes)
      for (const { arns } of catalog.service(prefix)!.resourceTypes)
        for (const arn of arns) assert.match(arn, /^arn:[^:\s]+(:[^:]*){3}:[^\s]+$/, prefix);
  });

  it("finds keys that hold a name of the user", () => {
    assert.deepEqual(catalog.globalKey("AWS:requesttag/cost-center"), {
      name: "aws:RequestTag/${TagKey}",
      type: "String",
    });
    assert.equal(catalog.globalKey("aws:PrincipalTag/team")!.name, "aws:PrincipalTag/${TagKey}");
    assert.equal(catalog.globalKey("aws:RequestTag/"), undefined);
    assert.equal(s3.conditionKey("s3:ExistingObjectTag/class")!.name, "s3:ExistingObjectTag/<key>");
    assert.equal(s3.conditionKey("aws:ResourceTag/team")!.name, "aws:ResourceTag/${TagKey}");
    assert.equal(
      catalog.service("codebuild")!.conditionKey("codebuild:fileSystemLocations/data.type")!.name,
      "codebuild:fileSystemLocations/${identifier}.type",
    );
  });

  it("tells the types of keys", () => {
    assert.equal(catalog.globalKey("aws:CalledVia")!.type, "ArrayOfString");
    assert.equal(catalog.globalKey("aws:SourceIp")!.type, "IPAddress");
    assert.equal(catalog.globalKey("aws:MultiFactorAuthPresent")!.type, "Bool");
    assert.equal(catalog.service("iam")!.conditionKey("iam:PermissionsBoundary")!.type, "ARN");
  });

  it("remembers what has gone", () => {
    assert.deepEqual(catalog.retiredService("DeepLens"), {
      name: "AWS DeepLens",
      lastSeen: "2025-02-13",
      ended: "2024-01-31",
    });
    assert.deepEqual(catalog.service("cloud9")!.retiredAction("validateenvironmentname"), {
      name: "ValidateEnvironmentName",
      lastSeen: "2025-02-13",
    });
    assert.equal(catalog.retiredService("s3"), undefined);
    assert.equal(s3.retiredAction("GetObject"), undefined);
    for (const prefix of catalog.prefixes) assert.equal(catalog.retiredService(prefix), undefined);
  });

  it("knows resource types by the service segment of their ARNs", () => {
    assert.ok(catalog.arnTypes("iam")!.some((type) => type.name === "role"));
    assert.ok(catalog.arnTypes("opensearch")!.length > 0);
    assert.ok(catalog.arnTypes("s3")!.every((type) => type.arns.every((arn) => arn.includes(":s3:"))));
    assert.equal(catalog.arnTypes("nosuch"), undefined);
    assert.equal(catalog.arnTypes("constructor"), undefined);
  });

  it("knows the Regions and their partitions", () => {
    assert.equal(catalog.partitionOf("eu-central-1"), "aws");
    assert.equal(catalog.partitionOf("cn-north-1"), "aws-cn");
    assert.equal(catalog.partitionOf("eu-middle-1"), undefined);
    assert.ok(catalog.regions.length > 30 && !catalog.regions.includes("aws-global"));
  });

  it("has descriptions apart", () => {
    const descriptions = decodeDescriptions(gunzipSync(readFileSync(descriptionsFile)).toString("utf8"), catalog);
    assert.match(descriptions.action("s3", "getobject")!, /retrieve objects/);
    assert.match(descriptions.conditionKey("s3", "s3:ExistingObjectTag/class")!, /object tag/i);
    assert.equal(descriptions.action("s3", "HeadObject"), undefined);
    assert.equal(descriptions.action("nosuch", "GetObject"), undefined);
  });
});
