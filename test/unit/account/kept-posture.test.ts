import assert from "node:assert/strict";

import fc from "fast-check";

import { keepPosture, readKept, writeKept } from "../../../src/account/kept-posture";
import type { Posture } from "../../../src/account/posture";
import { collectFrom, postureOf } from "./support";

const postureAt = (collectedAt: string, id = "111122223333"): Posture => ({
  account: { id, arn: "", alias: null, partition: "aws" },
  demo: false,
  profile: "dev",
  collectedAt,
  calls: { total: 0, throttled: 0, denied: 0, failed: 0 },
  durationMs: 0,
  checks: [],
  coverage: { regions: [], incomplete: null },
  permissions: { allowed: [], denied: [], unknown: [] },
  failures: [],
});
const [first, second, third] = ["2026-06-01T10:00:00.000Z", "2026-06-02T10:00:00.000Z", "2026-06-03T10:00:00.000Z"].map(
  (at) => postureAt(at),
) as [Posture, Posture, Posture];

describe("a posture that is kept", () => {
  it("has the last one that was different beside it", () => {
    const one = keepPosture(null, first, () => assert.fail("there is nothing to compare with"));
    assert.deepEqual(one, { latest: first, previous: null });
    const two = keepPosture(one, second, () => true);
    assert.deepEqual(two, { latest: second, previous: first });
    assert.deepEqual(
      keepPosture(two, third, () => false),
      { latest: third, previous: first },
    );
  });

  it("is never compared with another account", () => {
    const other = postureAt(second.collectedAt, "222233334444");
    assert.deepEqual(
      keepPosture({ latest: first, previous: first }, other, () => true),
      { latest: other, previous: null },
    );
  });

  it("comes back as it was, whole", async () => {
    const kept = { latest: postureOf((await collectFrom()).outcome), previous: null };
    assert.deepEqual(readKept(writeKept(kept)), kept);
  });

  const unusable: readonly [name: string, text: string, reason: RegExp][] = [
    ["no JSON", '{ "schema": 1, "latest"', /no JSON/],
    ["an older schema", JSON.stringify({ schema: 0, latest: first, previous: null }), /schema is 0/],
    ["no schema", "null", /schema is missing/],
    [
      "half a posture",
      JSON.stringify({ schema: 1, latest: { ...first, checks: undefined }, previous: null }),
      /missing/,
    ],
    [
      "half a check",
      JSON.stringify({ schema: 1, latest: { ...first, checks: [{ id: "root/mfa" }] }, previous: null }),
      /missing/,
    ],
    [
      "a time that is none",
      JSON.stringify({ schema: 1, latest: { ...first, collectedAt: "yesterday" }, previous: null }),
      /missing/,
    ],
  ];
  for (const [name, text, reason] of unusable) {
    it(`is not used where it is ${name}`, () => {
      const read = readKept(text);
      assert.ok("unusable" in read);
      assert.match(read.unusable, reason);
    });
  }

  it("never throws", () => fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => void readKept(text))));
});
