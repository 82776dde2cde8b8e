import assert from "node:assert/strict";

import { ageWords } from "../../../src/editor/tree/posture/age";

describe("an age in words", () => {
  const now = new Date("2026-06-15T12:00:00Z");
  const cases: readonly [at: string, words: string][] = [
    ["2026-06-15T11:59:30Z", "now"],
    ["2026-06-15T12:03:00Z", "now"],
    ["2026-06-15T11:58:30Z", "1 minute ago"],
    ["2026-06-15T09:00:00Z", "3 hours ago"],
    ["2026-06-14T11:00:00Z", "yesterday"],
    ["2026-06-10T12:00:00Z", "5 days ago"],
    ["2026-03-01T12:00:00Z", "3 months ago"],
    ["2024-06-01T12:00:00Z", "2 years ago"],
    ["no date", "no date"],
  ];
  for (const [at, words] of cases) it(`${at}: ${words}`, () => assert.equal(ageWords(at, now, "en"), words));
});
