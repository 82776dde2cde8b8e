/** What the commonest rules say of their fixtures is German as a whole: messages, places, titles of fixes, pages. */
import assert from "node:assert/strict";

import type { Finding } from "../../../src/analysis/finding";
import { rules } from "../../../src/analysis/rules/generated/index";
import { rulesAt } from "../../../src/language/hover/rules";
import { explain } from "../../../src/report/explain";
import { messageIn } from "../../../src/wording/language";
import { createEngine } from "../../../src/workspace/create-engine";
import { readFixtures } from "../../support/fixtures";
import { assertGerman, german, wholeRules } from "../../support/german";

const engine = createEngine();
const whole = new Set(wholeRules);

function textsOf({ message, said, related, fixes }: Finding): string[] {
  return [{ message, said }, ...related, ...fixes.map((fix) => ({ message: fix.title, said: fix.said }))].map((one) =>
    messageIn(one, german),
  );
}

describe("German", () => {
  it("names rules that exist", () => {
    const ids = new Set(rules.map(({ id }) => id));
    assert.deepEqual(
      wholeRules.filter((id) => !ids.has(id)),
      [],
    );
  });

  const said = new Map<string, number>();
  for (const fixture of readFixtures().filter(({ ruleId, kind }) => whole.has(ruleId) && kind === "found"))
    it(`has all that is said of ${fixture.ruleId} ${fixture.file}`, async () => {
      const { findings } = await engine.analyze(
        { name: fixture.name, text: fixture.text },
        { policyType: fixture.policyType, fixes: ({ ruleId }: Finding) => ruleId === fixture.ruleId },
      );
      const own = findings.filter(({ ruleId }) => ruleId === fixture.ruleId);
      assert.ok(own.length > 0);
      said.set(fixture.ruleId, (said.get(fixture.ruleId) ?? 0) + own.length);
      for (const finding of own)
        for (const text of textsOf(finding)) {
          assert.notEqual(text, finding.message);
          assertGerman(text, fixture.ruleId);
          // The same values stand in it.
          assert.doesNotMatch(text, /\{\d\}|undefined|\[object/);
        }
    });

  for (const id of wholeRules)
    it(`has the page of ${id}`, () => {
      const page = explain(id, german)!;
      assertGerman(page, id);
      assert.match(page, /\n## Warum\n[^]+\n## Vermeiden\n[^]+\n## Besser\n[^]+\n## Behebung\n/);
      assert.notEqual(page.split("\n")[0], explain(id)!.split("\n")[0]);
    });

  it("has the notes of rules in hovers", () => {
    const at = { start: { line: 1, column: 1, offset: 0 }, end: { line: 1, column: 2, offset: 1 } };
    const finding = { ruleId: "policy/invalid-action", severity: "error", range: at, related: [], message: "" };
    const [note] = rulesAt([finding as unknown as Finding], 0, german);
    assert.equal(note!.title, "Aktion, die es nicht gibt");
    assertGerman(note!.why, "why");
  });
});
