import assert from "node:assert/strict";

import { recommendations } from "../../../src/guidance/recommendations";
import { planeguard } from "../../support/terminal";

describe("planeguard rules and explain", () => {
  it("lists every rule and check with a recommendation that exists", async () => {
    const { exit, out } = await planeguard(".", ["rules", "--format", "json"]);
    assert.equal(exit, 0);
    const { rules } = JSON.parse(out) as { rules: { id: string; kind: string; recommendation: string }[] };
    const known = new Set<string>(recommendations.map((one) => one.id));
    for (const rule of rules) assert.ok(known.has(rule.recommendation), rule.id);
    assert.ok(rules.some((one) => one.id === "policy/invalid-action"));
    assert.ok(rules.some((one) => one.id === "root/mfa" && one.kind === "check"));
    assert.equal(new Set(rules.map((one) => one.id)).size, rules.length, "ids are unique");
  });

  it("explains each of them", async () => {
    const { rules } = JSON.parse((await planeguard(".", ["rules", "--format", "json"])).out) as {
      rules: { id: string; title: string }[];
    };
    for (const { id, title } of rules) {
      const { exit, out } = await planeguard(".", ["explain", id]);
      assert.equal(exit, 0);
      assert.ok(out.startsWith(`# ${title}\n`), id);
    }
  });

  it("says so where there is no such rule", async () => {
    const { exit, out, err } = await planeguard(".", ["explain", "policy/nonsense"]);
    assert.equal(exit, 2);
    assert.equal(out, "");
    assert.match(err, /no rule or check "policy\/nonsense"/);
  });
});
