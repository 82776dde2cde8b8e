import assert from "node:assert/strict";

import { retiredManagedPolicies } from "../../../src/analysis/knowledge/retired-managed-policies";
import { builtManagedPolicies } from "../../support/managed-policies";

describe("the managed policies that AWS has withdrawn", () => {
  const managed = builtManagedPolicies();

  it("are in the list no more, and what takes their place is", () => {
    for (const [name, successor] of Object.entries(retiredManagedPolicies)) {
      assert.equal(managed.policy(name), undefined, name);
      assert.equal(managed.policy(successor!)?.name, successor, name);
    }
  });
});
