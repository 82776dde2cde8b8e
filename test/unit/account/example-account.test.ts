import assert from "node:assert/strict";

import { demoDescription } from "../../../src/account/demo/server";
import type { Posture } from "../../../src/account/posture";
import { collectFrom, fewRegions, postureOf } from "./support";

const other = "210987654321";

describe("a report on an account", () => {
  let posture: Posture;
  before(async function () {
    this.timeout(20_000);
    const moved = JSON.parse(JSON.stringify(fewRegions).replaceAll(demoDescription.id, other)) as typeof fewRegions;
    posture = postureOf((await collectFrom({ description: moved })).outcome);
  });

  it("names no account of an example in what it says of this one", () => {
    for (const { id, reason, resources, evidence } of posture.checks)
      for (const text of [
        reason,
        ...resources.map((one) => `${one.id} ${one.reason}`),
        ...evidence.map((one) => one.value),
      ])
        assert.doesNotMatch(text, new RegExp(demoDescription.id), id);
  });

  it("names this one in what can be run", () => {
    for (const { id, remediation } of posture.checks)
      for (const { kind, text } of remediation)
        if (kind !== "console") assert.doesNotMatch(text, new RegExp(demoDescription.id), `${id} ${kind}`);
  });
});
