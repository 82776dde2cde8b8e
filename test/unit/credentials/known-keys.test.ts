import assert from "node:assert/strict";

import type { KeyPlace } from "../../../src/analysis/credentials/key-place";
import { KnownKeys } from "../../../src/analysis/credentials/known-keys";
import type { Finding } from "../../../src/analysis/finding";

const place = (file: string, line: number, ...fingerprints: readonly string[]): KeyPlace => ({
  file,
  range: { start: { line, column: 1, offset: line * 10 }, end: { line, column: 5, offset: line * 10 + 4 } },
  fingerprints,
  key: { shown: null, lifetime: "long-term", account: null },
});

/** One finding about each place. */
const findingsAt = (...places: readonly KeyPlace[]): readonly Finding[] =>
  places.map(({ range }) => ({ ruleId: "credentials/access-key", range, related: [] }) as unknown as Finding);

const toldOf = (known: KnownKeys, one: KeyPlace): readonly string[] =>
  known
    .tell(one.file, findingsAt(one))
    .flatMap(({ related }) => related)
    .map(({ file, range, message }) => `${file}:${range.start.line} ${message}`);

const same = "The same key stands here too";

describe("keys that are known", () => {
  it("are told in the order of the files and of the text, in whatever order they came", () => {
    const places = [
      place("b", 2, "id"),
      place("b", 1, "secret"),
      place("a", 1, "id", "secret"),
      place("c", 1, "other"),
    ];
    for (const order of [places, [...places].reverse()]) {
      const known = new KnownKeys();
      for (const file of new Set(order.map((one) => one.file)))
        known.set(
          file,
          order.filter((one) => one.file === file),
        );
      assert.deepEqual(toldOf(known, places[2]!), [`b:1 ${same}.`, `b:2 ${same}.`]);
      assert.deepEqual(toldOf(known, places[0]!), [`a:1 ${same}.`]);
      assert.deepEqual(toldOf(known, places[3]!), []);
    }
  });

  for (const [others, last] of [
    [12, `${same}.`],
    [13, `${same}, and in 1 more place.`],
    [100, `${same}, and in 88 more places.`],
    [101, `${same}, and in more than 88 other places.`],
    [500, `${same}, and in more than 88 other places.`],
  ] as const)
    it(`are listed as far as a person reads, of ${others} others`, () => {
      const known = new KnownKeys();
      const own = place("0", 1, "id", "secret");
      known.set("0", [own]);
      for (let at = 1; at <= others; at++) known.set(`${at}`, [place(`${at}`, 1, "id", "secret")]);
      const told = toldOf(known, own);
      assert.equal(told.length, 12);
      assert.ok(told.at(-1)!.endsWith(last), told.at(-1));
    });

  // With a look at every other file for each, this takes many minutes.
  it("are told of twenty thousand files that have one id, each with a secret of its own", () => {
    const known = new KnownKeys();
    const places = Array.from({ length: 20_000 }, (_, at) => place(`${at}`, 1, "id", `secret ${at}`));
    for (const one of places) known.set(one.file, [one]);
    for (const one of places) assert.equal(toldOf(known, one).length, 12);
  });

  it("are forgotten with the file that had them", () => {
    const known = new KnownKeys();
    known.set("a", [place("a", 1, "id")]);
    known.set("b", [place("b", 1, "id")]);
    assert.deepEqual([...known.filesWith(known.of("a"))], ["a", "b"]);
    known.set("b", []);
    assert.deepEqual(toldOf(known, place("a", 1, "id")), []);
    assert.deepEqual([...known.filesWith(known.of("a"))], ["a"]);
    assert.equal(known.has("b"), false);
  });
});
