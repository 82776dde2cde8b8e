import assert from "node:assert/strict";

import { cisOf, controls } from "../../../src/account/checks/benchmarks";
import { checks } from "../../../src/account/checks/generated/index";

describe("the controls of the CIS benchmark", () => {
  it("name checks that there are, or say why there is none", () => {
    const ids = checks.map(({ id }) => id);
    for (const { title, checks: named, why } of controls) {
      assert.deepEqual(
        named.filter((id) => !ids.includes(id)),
        [],
        title,
      );
      assert.equal(named.length > 0, why === undefined, title);
    }
  });

  it("stand once in each version", () => {
    for (const version of [controls.map(({ v3 }) => v3), controls.flatMap(({ v5 }) => v5 ?? [])])
      assert.equal(new Set(version).size, version.length);
  });

  it("are told at a check by version", () => {
    assert.deepEqual(cisOf("root/mfa", ["2.5"]), { "3.0.0": ["1.5"], "5.0.0": ["1.4"], "7.0.0": ["2.5"] });
    assert.deepEqual(cisOf("network/open-ssh", ["6.3", "6.4"]), {
      "3.0.0": ["5.2", "5.3"],
      "5.0.0": ["5.3", "5.4"],
      "7.0.0": ["6.3", "6.4"],
    });
    assert.deepEqual(cisOf("root/custody", []), { "3.0.0": [], "5.0.0": [], "7.0.0": [] });
  });

  it("has each check of version 7 in version 5 too, but those that version 7 added", () => {
    const without = checks
      .filter(({ id, cis }) => cis.length > 0 && cisOf(id, cis)["5.0.0"].length === 0)
      .map(({ id }) => id);
    assert.deepEqual(without, ["organizations/member"]);
  });
});
