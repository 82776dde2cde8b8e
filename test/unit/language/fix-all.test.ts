import assert from "node:assert/strict";

import fc from "fast-check";

import type { Analysis } from "../../../src/analysis/analysis";
import type { FixesFor } from "../../../src/analysis/proof/asked";
import type { SourceDocument } from "../../../src/analysis/source/document";
import { applyEdits } from "../../../src/analysis/text";
import { fixAll, lineEdits, ofKeys, ofRule } from "../../../src/language/fix-all";

/** Rounds that make these edits one after the other, each as if it were the first. */
const rounds =
  (...texts: readonly (readonly [newText: string, applied: number, isComplete?: boolean])[]) =>
  async (document: SourceDocument, { fixes }: { readonly fixes: FixesFor }): Promise<Analysis> => {
    asked.push({ text: document.text, fixes });
    const [newText, applied, isComplete = true] = texts[asked.length - 1] ?? texts.at(-1)!;
    const edits = [{ span: { start: 0, end: document.text.length }, newText }];
    return {
      findings: [],
      problems: [],
      suppressed: [],
      keys: [],
      policies: 0,
      together: applied > 0 ? { edits, applied, isComplete } : { edits: [], applied: 0, isComplete },
    };
  };
let asked: { readonly text: string; readonly fixes: FixesFor }[] = [];
const document = { name: "a.json", text: "start" };

describe("fix all", () => {
  beforeEach(() => (asked = []));

  it("goes on until a round finds nothing to fix in what it leaves", async () => {
    const fixed = await fixAll(document, rounds(["one", 3], ["two", 1], ["", 0]));
    assert.deepEqual(fixed, { text: "two", applied: 4, isComplete: true });
    assert.deepEqual(
      asked.map(({ text }) => text),
      ["start", "one", "two"],
    );
  });

  it("asks for the safe fixes, for those of one rule, or for all of keys", async () => {
    await fixAll(document, rounds(["", 0]));
    await fixAll(document, rounds(["", 0]), ofRule("policy/version"));
    await fixAll(document, rounds(["", 0]), ofKeys);
    assert.deepEqual(
      asked.map(({ fixes }) => fixes),
      [
        { together: { kinds: "safe" } },
        { together: { kinds: "safe", rule: "policy/version" } },
        { together: { kinds: "any", family: "credentials" } },
      ],
    );
  });

  it("leaves a document alone in which nothing is to be fixed", async () => {
    assert.deepEqual(await fixAll(document, rounds(["", 0])), { text: "start", applied: 0, isComplete: true });
  });

  it("ends where fixes never end, and says so", async () => {
    assert.deepEqual(await fixAll(document, rounds(["again", 1])), { text: "again", applied: 50, isComplete: false });
  });

  it("ends after a few rounds that take long, and says so", async () => {
    const { applied, isComplete } = await fixAll(document, rounds(["again", 1, false]));
    assert.ok(applied > 1 && applied < 10 && !isComplete);
  });

  it("says where nothing could be told in the time that there is", async () => {
    const { applied, isComplete } = await fixAll(document, rounds(["", 0, false]));
    assert.deepEqual([applied, isComplete], [0, false]);
  });
});

describe("the lines that differ", () => {
  it("make the second text of the first", () => {
    const text = fc.array(fc.constantFrom("a\n", "b\n", "c\r\n", "\n", "d")).map((parts) => parts.join(""));
    fc.assert(fc.property(text, text, (before, after) => applyEdits(before, lineEdits(before, after)) === after));
  });

  it("leave the others alone", () => {
    assert.deepEqual(lineEdits("a\nb\nc\nd\n", "a\nB\nc\n"), [
      { span: { start: 2, end: 4 }, newText: "B\n" },
      { span: { start: 6, end: 8 }, newText: "" },
    ]);
  });

  it("is one edit of whole lines where almost all of a large text changed, and does not look for what is alike", () => {
    const lines = (change: string) =>
      Array.from({ length: 3000 }, (_, at) => (at > 4 && at < 2990 && at % 2 ? `${at}${change}` : `${at}`)).join(
        "\r\n",
      );
    for (const [before, after] of [
      [lines("a"), lines("b")],
      [`\n${lines("a")}`, lines("b")],
      [lines("a"), `${lines("b")}\n`],
      [lines("a"), ""],
    ] as const) {
      const edits = lineEdits(before, after);
      assert.equal(edits.length, 1);
      assert.equal(applyEdits(before, edits), after);
    }
    const [{ span }] = lineEdits(lines("a"), lines("b")) as [ReturnType<typeof lineEdits>[number]];
    assert.match(lines("a").slice(span.start, span.end), /^5a\r\n[^]*\n2989a\r$/);
  });
});
