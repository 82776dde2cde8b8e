/** The ways a pair of keys is written in use: they are found, and most of them get a fix after which the text can still be read. */
import assert from "node:assert/strict";

import { toolFor, Workbench } from "../../../scripts/lib/fix-tools";
import { judgeKeyPlaces, type PlaceResult } from "../../support/key-places";

describe("places of a key", () => {
  let results: readonly PlaceResult[];
  before(async () => (results = await judgeKeyPlaces()));

  it("are at least 300, and are found", () => {
    assert.ok(results.length >= 300, `${results.length}`);
    const missed = results.filter(({ found }) => !found).map(({ title }) => title);
    assert.ok(missed.length <= results.length / 100, missed.join("\n"));
    assert.equal(new Set(results.map(({ family, title }) => `${family} ${title}`)).size, results.length);
  });

  it("get a fix, four of five", () => {
    const without = results.filter(({ fix }) => fix === null).map(({ title }) => title);
    assert.ok(without.length <= results.length / 5, without.join("\n"));
  });

  it("no fix leaves a part of the key", () => {
    const left = results.filter(
      ({ text, fixed }) => fixed !== null && keyIn(text).some((part) => fixed.includes(part)),
    );
    assert.deepEqual(
      left.map(({ title }) => title),
      [],
    );
  });

  it("what is fixed can be read by what comes with Node and npm", async () => {
    const bench = new Workbench();
    const mistakes: string[] = [];
    for (const { title, name, text, fixed } of results) {
      const tool = fixed === null ? null : toolFor(name);
      if (!tool || !/^(?:tsc|JSON|YAML|tree-sitter)/.test(tool.name) || (await bench.check(tool, name, text)) !== null)
        continue;
      const mistake = await bench.check(tool, name, fixed!);
      if (mistake !== null) mistakes.push(`${title}: ${mistake}`);
    }
    bench.close();
    assert.deepEqual(mistakes, []);
  });
});

/** What of a text is an id or a secret, whatever stands around it. */
function keyIn(text: string): readonly string[] {
  return text.match(/A[KS]IAQ[A-Z2-7]{15}|kT7\/[A-Za-z0-9+/]{36}/g) ?? [];
}
