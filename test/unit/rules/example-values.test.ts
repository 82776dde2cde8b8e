/** What a person must know is left to be filled in, and said: no fix writes an example's value, which would pass as done. */
import assert from "node:assert/strict";

import { fixedOf, readFixtures } from "../../support/fixtures";

const ofExamples = /o-exampleorgid|111122223333|123456789012|444455556666|\bamzn-s3-demo-\w+|\bexample\.(?:com|org)\b/g;

describe("fixes", () => {
  const all = readFixtures();
  for (const found of all) {
    const fixed = fixedOf(found, all);
    if (fixed)
      it(`write no value of an example: ${found.ruleId} ${found.file}`, () => {
        const plain = (text: string): string => text.replace(/[- ]/g, "");
        const before = plain(found.text);
        assert.deepEqual(
          [...new Set(fixed.text.match(ofExamples))].filter((value) => !before.includes(plain(value))),
          [],
        );
      });
  }
});
