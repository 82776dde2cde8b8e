/** Every kind of credential is found in every kind of file, once; what only looks like it is not. */
import assert from "node:assert/strict";

import { createEngine } from "../../../src/workspace/engine";
import { credentialKinds, credentialPlaces } from "../../support/credential-places";

const engine = createEngine();

async function found(document: { name: string; text: string }): Promise<string[]> {
  const { findings } = await engine.analyze(document);
  return findings.filter(({ ruleId }) => ruleId.startsWith("credentials/")).map(({ ruleId }) => ruleId);
}

describe("kinds of credentials × places", () => {
  for (const place of credentialPlaces) {
    describe(place.title, () => {
      for (const { title, ruleId, real, lookAlike } of credentialKinds) {
        it(`${title}: found`, async () => assert.deepEqual(await found(place.write(real)), [ruleId]));
        it(`${title}: not found in a look-alike`, async () =>
          assert.deepEqual(await found(place.write(lookAlike)), []));
      }
    });
  }
});
