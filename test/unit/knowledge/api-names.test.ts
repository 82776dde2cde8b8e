import assert from "node:assert/strict";

import { operationTable } from "../../../src/analysis/knowledge/api-names";
import { closest } from "../../../src/analysis/rules/support/closest";
import { builtCatalog } from "../../support/catalog";

describe("names of API operations", () => {
  const catalog = builtCatalog();
  const isAction = (name: string): boolean => {
    const [prefix, action] = name.split(":") as [string, string];
    return catalog.service(prefix)?.action(action) !== undefined;
  };

  for (const [operation, actions] of Object.entries(operationTable)) {
    it(`${operation} is no action or needs more than that, and what grants it is one`, () => {
      const itself = actions.filter((action) => action.toLowerCase() === operation);
      assert.equal(isAction(operation), itself.length === 1 && actions.length > 1);
      assert.deepEqual(
        actions.filter((action) => !isAction(action)),
        [],
      );
    });
  }
});

describe("what a name may have been meant to be", () => {
  const names = ["GetObject", "GetObjectAcl", "PutObject", "DeleteObject", "ListBucket"];

  it("is near, in any case, the nearest first", () => {
    assert.deepEqual(closest("getobjct", names), ["GetObject"]);
    assert.deepEqual(closest("GetObject", names)[0], "GetObject");
    assert.deepEqual(closest("LstBucket", names), ["ListBucket"]);
  });

  it("is nothing where nothing is near", () => {
    assert.deepEqual(closest("Frobnicate", names), []);
    assert.deepEqual(closest("", names), []);
    assert.deepEqual(closest("Get", names), []);
  });
});
