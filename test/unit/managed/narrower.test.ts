import assert from "node:assert";

import { judgementOf } from "../../../src/analysis/managed/judgement";
import { narrowerThan } from "../../../src/analysis/managed/narrower";
import { builtCatalog } from "../../support/catalog";
import { builtManagedPolicies } from "../../support/managed-policies";

describe("managed policies that allow a part of another", () => {
  const catalog = builtCatalog();
  const managed = builtManagedPolicies();
  const narrower = (name: string): readonly string[] =>
    narrowerThan(managed.policy(name)!, managed, catalog).map(({ policy }) => policy.name);

  for (const [name, expected] of [
    ["AmazonS3FullAccess", ["AmazonS3ReadOnlyAccess"]],
    [
      "AmazonEC2ContainerRegistryFullAccess",
      ["AmazonEC2ContainerRegistryPowerUser", "AmazonEC2ContainerRegistryReadOnly"],
    ],
    ["IAMFullAccess", ["IAMReadOnlyAccess"]],
    // Those for reading allow what these do not.
    ["AWSLambda_FullAccess", []],
    ["CloudWatchFullAccess", []],
    // Of everything every policy is a part, and none is for the same purpose.
    ["AdministratorAccess", []],
    ["AmazonS3ReadOnlyAccess", []],
    ["AWSLambdaBasicExecutionRole", []],
  ] as const)
    it(`${name}: ${expected.join(", ") || "none"}`, () => {
      assert.deepStrictEqual(narrower(name), expected);
    });

  it("allow nothing else, are not risky themselves, and say what is lost", () => {
    for (const name of [
      "AmazonSQSFullAccess",
      "AmazonDynamoDBFullAccess",
      "AWSCodeCommitFullAccess",
      "AmazonRDSFullAccess",
    ]) {
      const found = narrowerThan(managed.policy(name)!, managed, catalog);
      assert.notStrictEqual(found.length, 0, name);
      for (const { policy, delta } of found) {
        assert.deepStrictEqual(delta.newlyAllowed, [], policy.name);
        assert.notStrictEqual(delta.noLongerAllowed.length, 0, policy.name);
        assert.deepStrictEqual(judgementOf(policy, catalog).services, [], policy.name);
      }
    }
  });
});
