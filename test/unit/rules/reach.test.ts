/** What the reference gives as a resource of an action must never be said not to be one. */
import assert from "node:assert/strict";

import type { Item } from "../../../src/analysis/policy/model";
import { knownAction } from "../../../src/analysis/rules/support/every-resource";
import { NamedResources } from "../../../src/analysis/rules/support/reach";
import { builtCatalog } from "../../support/catalog";

const catalog = builtCatalog();

/** An item as a JSON policy has it. */
const itemOf = (value: string): Item => ({
  value,
  parts: [value],
  node: { kind: "string", value, span: { start: 0, end: 0 } },
  path: [],
  conditional: false,
});

const meets = (action: string, ...resources: readonly string[]): boolean =>
  NamedResources.of(resources.map(itemOf), catalog)?.meet(knownAction(action, catalog)!) ?? true;

const fillings: Readonly<Record<string, string>> = {
  Partition: "aws",
  Region: "eu-central-1",
  Account: "111122223333",
};
const filledIn = (format: string): string =>
  format.replace(/\$\{([^{}]*)\}/g, (_, hole: string) => fillings[hole] ?? "x1");

describe("the reach of an action", () => {
  it("holds every ARN that the reference gives for it", () => {
    const missed: string[] = [];
    for (const prefix of catalog.prefixes) {
      const service = catalog.service(prefix)!;
      for (const action of service.actions) {
        for (const { name } of action.resourceTypes) {
          for (const format of service.resourceType(name)?.arns ?? []) {
            const written = [filledIn(format), format.replace(/\$\{[^{}]*\}/g, "*")];
            for (const arn of written)
              if (!meets(`${prefix}:${action.name}`, arn)) missed.push(`${prefix}:${action.name} ${arn}`);
          }
        }
      }
    }
    assert.deepEqual(missed, []);
  });

  it("ends where the reference says that a resource is of another kind", () => {
    assert.equal(meets("s3:GetObject", "arn:aws:s3:::invoices"), false);
    assert.equal(meets("s3:ListBucket", "arn:aws:s3:::invoices/*"), false);
    assert.equal(meets("s3:ListBucket", "arn:aws:s3:::*/*"), false);
    assert.equal(meets("s3:PutObject", "arn:aws:s3:eu-central-1:111122223333:accesspoint/finance"), false);
    assert.equal(meets("kms:Decrypt", "arn:aws:kms:eu-central-1:111122223333:alias/invoices"), false);
    assert.equal(meets("ec2:DescribeInstances", "arn:aws:ec2:*:*:*"), false);
    assert.equal(meets("tag:GetResources", "arn:aws:ec2:eu-central-1:111122223333:instance/*"), false);
  });

  it("is open where it cannot be told", () => {
    assert.ok(meets("s3:GetObject", "arn:aws:s3:::invoices", "*"));
    assert.ok(meets("s3:GetObject", "arn:aws:s3:::${aws:PrincipalTag/bucket}"));
    assert.ok(meets("s3:GetObject", "not-an-arn"));
    assert.ok(meets("dynamodb:GetItem", "arn:aws:dynamodb:eu-central-1:111122223333:invoices"));
    assert.ok(meets("sqs:SendMessage", "arn:aws:sqs:*:invoices"));
    assert.ok(meets("sns:ListTopics", "arn:aws:sns:eu-central-1:111122223333:*"));
    assert.ok(meets("backup:StartRestoreJob", "arn:aws:ec2:eu-central-1::snapshot/*"));
  });
});
