/** Whoever asks from another Region is told the same of the account. */
import assert from "node:assert/strict";

import { type AccountDescription, demoDescription } from "../../../src/account/demo/server";
import { collectAll, postureOf } from "./support";

const places = ["us-east-1", "eu-central-1", "us-west-2"];
const description: AccountDescription = {
  ...demoDescription,
  regions: demoDescription.regions.filter(({ name }) => places.includes(name)),
};

describe("the verdicts of an account", () => {
  it("are the same from every Region", async () => {
    const collected = await collectAll(places.map((region) => ({ description, request: { region } })));
    const [first, ...others] = collected.map(({ outcome }) => {
      const posture = postureOf(outcome);
      assert.deepEqual(posture.failures, []);
      return posture.checks.map(({ id, verdict, reason }) => `${id}: ${verdict}: ${reason}`);
    });
    for (const other of others) assert.deepEqual(other, first);
  }).timeout(120_000);
});
