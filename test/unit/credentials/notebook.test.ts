/** Notebooks that cannot be read, or hold no Python. */
import assert from "node:assert/strict";

import { createEngine } from "../../../src/workspace/engine";
import { fakeKeyId, fakeSecret } from "../../support/fake-keys";

const engine = createEngine();
const lines = [`key = "${fakeKeyId("notebook")}"\n`, `secret = "${fakeSecret("notebook")}"\n`];
const notebook = (source: readonly string[], metadata: object = {}) =>
  JSON.stringify({ cells: [{ cell_type: "code", source, outputs: [] }], metadata }, null, 1);

describe("notebooks", () => {
  it("that are broken are searched as text, and said to be", async () => {
    const text = notebook(lines).replace('"outputs": []', '"outputs": [}');
    const { findings, problems } = await engine.analyze({ name: "a.ipynb", text }, { fixes: true });
    assert.deepEqual(
      findings.map(({ ruleId, fixes }) => [ruleId, fixes.length]),
      [["credentials/access-key", 0]],
    );
    assert.equal(problems.length, 1);
    assert.match(problems[0]!.message, /notebook is broken here/);
    assert.ok(problems[0]!.range!.start.line > 1);
  });

  it("of another language are searched as text", async () => {
    const text = notebook(lines, { kernelspec: { language: "R" } });
    const { findings, problems } = await engine.analyze({ name: "a.ipynb", languageId: "json", text }, { fixes: true });
    assert.deepEqual([findings.length, problems.length], [1, 0]);
  });

  it("without cells, or with sources of one string, are no matter", async () => {
    for (const text of [
      `"AWS_SECRET_ACCESS_KEY"`,
      `{ "cells": 1, "x": "${fakeKeyId("one")}" }`,
      JSON.stringify({ cells: [{ cell_type: "code", source: lines.join("") }] }),
    ]) {
      const { problems } = await engine.analyze({ name: "a.ipynb", text }, { fixes: true });
      assert.deepEqual(problems, []);
    }
  });
});
