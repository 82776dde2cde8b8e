import assert from "node:assert/strict";

import { AccountChoice } from "../../../src/editor/tree/posture/account-choice";

function memento(values: Record<string, unknown> = {}) {
  return {
    keys: () => Object.keys(values),
    get: <T>(key: string, otherwise?: T) => (values[key] as T | undefined) ?? otherwise,
    update: async (key: string, value: unknown) => void (values[key] = value),
  } as ConstructorParameters<typeof AccountChoice>[0];
}

describe("the choice of an account", () => {
  it("is the default chain until somebody picks", () => {
    assert.deepEqual(new AccountChoice(memento(), {}).current, { kind: "profile", name: undefined });
  });

  it("is remembered", async () => {
    const state = memento();
    await new AccountChoice(state, {}).pick({ kind: "profile", name: "audit" });
    assert.deepEqual(new AccountChoice(state, {}).current, { kind: "profile", name: "audit" });
  });

  it("yields to AWS_PROFILE", async () => {
    const choice = new AccountChoice(memento(), { AWS_PROFILE: "work" });
    await choice.pick({ kind: "profile", name: "audit" });
    assert.deepEqual(choice.current, { kind: "profile", name: "work" });
  });

  it("is the demo account where somebody picks it, whatever AWS_PROFILE says", async () => {
    const choice = new AccountChoice(memento(), { AWS_PROFILE: "work" });
    await choice.pick({ kind: "demo" });
    assert.deepEqual(choice.current, { kind: "demo" });
  });

  it("begins with the demo account under PLANEGUARD_DEMO=1 and can leave it", async () => {
    const choice = new AccountChoice(memento({ "planeguard.account": { kind: "profile", name: "audit" } }), {
      PLANEGUARD_DEMO: "1",
    });
    assert.deepEqual(choice.current, { kind: "demo" });
    await choice.pick({ kind: "profile", name: "audit" });
    assert.deepEqual(choice.current, { kind: "profile", name: "audit" });
  });
});
