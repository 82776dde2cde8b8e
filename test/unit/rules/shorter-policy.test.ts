import assert from "node:assert/strict";

import { itemOf } from "../../../src/analysis/policy/elements";
import { Pattern } from "../../../src/analysis/policy/wildcard";
import { shorterActions } from "../../../src/analysis/rules/support/shorter-policy";
import { builtCatalog } from "../../support/catalog";

describe("actions in fewer characters", () => {
  const catalog = builtCatalog();
  const shorter = (...actions: readonly string[]) =>
    shorterActions(
      {
        complete: true,
        items: actions.map((value) => itemOf({ kind: "string", value, span: { start: 0, end: 0 } }, [], false)!),
      },
      catalog,
    );

  /** Every action of the reference that one of the patterns stands for. */
  const meantBy = (prefix: string, patterns: readonly string[]) =>
    catalog
      .service(prefix)!
      .actions.map(({ name }) => `${prefix}:${name}`.toLowerCase())
      .filter((name) => patterns.some((pattern) => Pattern.of(pattern, { ignoreCase: true }).matches(name) === true));

  for (const [prefix, some] of [
    ["ec2", /^Describe/],
    ["s3", /^(Get|Put)Object/],
    ["iam", /Role/],
    ["dynamodb", /^[A-M]/],
    ["lambda", /./],
  ] as const) {
    it(`name the same actions of ${prefix}`, () => {
      const actions = catalog
        .service(prefix)!
        .actions.filter(({ name }) => some.test(name))
        .map(({ name }) => `${prefix}:${name}`);
      const found = shorter(...actions);
      assert.ok(found && found.join().length < actions.join().length);
      assert.deepEqual(meantBy(prefix, found).sort(), actions.map((action) => action.toLowerCase()).sort());
    });
  }

  it("are left as they are where they cannot be shorter", () => {
    assert.equal(shorter("s3:GetObject"), null);
    assert.equal(shorter("s3:*"), null);
    assert.equal(shorter("unknown:GetThing", "unknown:GetThings"), null);
  });
});
