import assert from "node:assert/strict";

import type { Analysis } from "../../../src/analysis/analysis";
import { CancellationSource } from "../../../src/language/cancellation";
import { fixedLines, offersAt } from "../../../src/language/light-bulb";
import { analyzeWith } from "./analyses";

const rules = {
  "test/bad": { pattern: /bad/g, fix: () => "good" },
  "test/worse": { pattern: /worse/g, fix: () => "better", kind: "suggestion" as const },
};
const german = {
  locale: "de",
  texts: {
    "newly allows {0}": "erlaubt neu {0}",
    "no longer allows {0}": "erlaubt nicht mehr {0}",
    "allows the same as before, as far as can be told": "erlaubt dasselbe",
    "Show the documentation of {0}": "Seite von {0}",
  },
};
const placed = (start: number, end: number) => {
  const at = (offset: number) => ({ line: 1, column: offset + 1, offset });
  return { start: at(start), end: at(end) };
};
const source = { name: "a.json", text: "bad worse bad" };
const document = { uri: "file:///a.json", version: 1, source };

describe("what is offered at a place", () => {
  const asked: string[] = [];
  const change = (
    analysis: Analysis,
    delta: { newlyAllowed: string[]; noLongerAllowed: string[] } | null,
  ): Analysis => ({
    ...analysis,
    findings: analysis.findings.map((finding) => ({
      ...finding,
      fixes: finding.fixes.map((fix) => ({
        ...fix,
        delta,
        edits: [placed(9, 13), placed(0, 3), placed(0, 0)].map((range) => ({ ...fix.edits[0]!, range })),
      })),
    })),
  });
  const analysesWith = (delta: Parameters<typeof change>[1]) => ({
    atOnce: () => Promise.resolve(analyzeWith(rules, source, false)),
    analyze: (text: typeof source, { fixes }: { fixes: object }) => {
      asked.push(JSON.stringify(fixes));
      return Promise.resolve(change(analyzeWith(rules, text), delta));
    },
  });
  const offered = (span: { start: number; end: number }, delta: Parameters<typeof change>[1] = null) =>
    offersAt(document, span, analysesWith(delta), german, new CancellationSource());
  beforeEach(() => (asked.length = 0));

  it("proves fixes only where something was found", async () => {
    await offered({ start: 3, end: 3 });
    assert.equal(asked.length, 1);
    asked.length = 0;
    const nothing = { ...analysesWith(null), atOnce: () => Promise.resolve(analyzeWith({}, source)) };
    assert.deepEqual(await offersAt(document, { start: 0, end: 0 }, nothing, german, new CancellationSource()), {
      offers: [],
      kinds: [],
    });
    assert.deepEqual(asked, []);
  });

  it("says in the german that are lent what a change allows, and asks before a suggestion is made", async () => {
    const { offers } = await offered({ start: 4, end: 4 }, { newlyAllowed: ["a", "b"], noLongerAllowed: ["c"] });
    assert.deepEqual(
      offers.map(({ title, confirmation }) => ({ title, confirmation })),
      [
        {
          title: "Fix worse (erlaubt neu a; b; erlaubt nicht mehr c)",
          confirmation: { label: "Fix worse", description: "erlaubt neu a; b; erlaubt nicht mehr c" },
        },
        { title: "Seite von test/worse", confirmation: null },
      ],
    );
    const same = await offered({ start: 4, end: 4 }, { newlyAllowed: [], noLongerAllowed: [] });
    assert.equal(same.offers[0]!.title, "Fix worse (erlaubt dasselbe)");
  });

  it("shortens what a title says, and nothing of what is agreed to", async () => {
    const long = "s3:GetObject ".repeat(20);
    const { offers } = await offered({ start: 4, end: 4 }, { newlyAllowed: [long], noLongerAllowed: [] });
    const { title, confirmation } = offers[0]!;
    assert.ok(title.length < 120 && title.endsWith("…)"));
    assert.ok(confirmation?.description.includes(long));
  });

  it("names the rules that can be put right everywhere, and edits in the order of the text", async () => {
    const { offers, kinds } = await offered({ start: 0, end: 0 });
    assert.deepEqual(kinds, ["test/bad"]);
    const places = offers[0]!.edits.map(({ range }) => [range.start.offset, range.end.offset]);
    assert.deepEqual(places, [
      [0, 0],
      [0, 3],
      [9, 13],
    ]);
  });

  it("passes on that nobody wants it any more", async () => {
    const cancellation = new CancellationSource();
    const never = {
      ...analysesWith(null),
      atOnce: (_: unknown, given?: unknown) => Promise.reject(new Error(given === cancellation ? "handed on" : "lost")),
    };
    await assert.rejects(offersAt(document, { start: 0, end: 0 }, never, german, cancellation), /handed on/);
  });

  it("fixes nothing where nothing is to be fixed", async () => {
    assert.deepEqual(await fixedLines(document, { analyze: (text) => Promise.resolve(analyzeWith({}, text)) }), []);
  });
});
