import assert from "node:assert/strict";

import { analyze } from "../../../src/analysis/analyze";
import { needs, sizeLimit } from "../../../src/analysis/needs";
import type { SourceDocument } from "../../../src/analysis/source/document";

const lent = { catalog: null, parsers: null };
const plain: SourceDocument = { name: "notes.txt", text: "nothing that anybody looks for\n" };

describe("a document in which there is nothing to find", () => {
  it("needs nothing, and has nothing", () => {
    assert.deepEqual(needs(plain), {
      catalog: false,
      managed: false,
      credentials: false,
      suppressions: false,
      grammars: [],
    });
    assert.deepEqual(analyze(plain, lent), { findings: [], problems: [], suppressed: [], policies: 0, keys: [] });
  });

  it("answers that nothing is to be fixed together", () => {
    const { together } = analyze(plain, { ...lent, fixes: { together: { kinds: "safe" } } });
    assert.deepEqual(together, { edits: [], applied: 0, isComplete: true });
  });

  it("is a problem where it should hold a policy, and where it is too long", () => {
    const messages = (document: SourceDocument) => analyze(document, lent).problems.map(({ message }) => message);
    assert.match(
      messages({ ...plain, name: "role.json", text: "{}", mustHoldPolicy: true }).join(),
      /No policy was found/,
    );
    assert.match(messages({ ...plain, text: "x".repeat(sizeLimit + 1) }).join(), /was not checked/);
  });

  it("has its comments and its project judged for accepting what is not there", () => {
    const { findings } = analyze(
      { ...plain, name: "a.sh", text: "# planeguard-ignore risk/service-wildcard: why\n" },
      lent,
    );
    assert.ok(findings.some(({ ruleId }) => ruleId.startsWith("suppression/")));
    const suppressions = [{ rules: ["risk/service-wildcard"], reason: "why" }];
    assert.deepEqual(analyze(plain, { ...lent, control: { suppressions } }).unused, [["risk/service-wildcard"]]);
  });
});
