/** The engine in a thread of its own, as built. Needs `npm run build` first. */
import assert from "node:assert/strict";

import { createEngine } from "../../../src/workspace/engine";
import { fingerprintKey } from "../../../src/workspace/fingerprint";
import { EngineThread } from "../../../src/workspace/thread/engine-thread";
import { WorkerThread } from "../../../src/workspace/thread/worker-thread";
import { Understanding } from "../../../src/workspace/understanding";

const text = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: ["s3:GetObjct", "iam:PassRole"], Resource: "*" }],
});
const document = { name: "/policy.json", text };

describe("the engine in a thread", () => {
  let worker: WorkerThread;
  const thread = new EngineThread({
    start: () => (worker = WorkerThread.start("thread", { fingerprintKey: fingerprintKey() })),
  });
  after(() => thread.dispose());

  it("says what it says elsewhere", async () => {
    const options = { fixes: { touching: { start: text.indexOf("GetObjct"), end: text.indexOf("GetObjct") } } };
    assert.deepEqual(await thread.engine.analyze(document, options), await createEngine().analyze(document, options));
    const offset = text.indexOf("PassRole");
    assert.deepEqual(
      await thread.understanding.hoverAt(document, offset),
      await new Understanding().hoverAt(document, offset),
    );
  });

  it("answers whoever waits when it ends, from another one", async () => {
    const asked = thread.engine.analyze(document);
    worker.end();
    assert.ok((await asked).findings.length > 0);
  });

  it("says what failed, and goes on", async () => {
    await assert.rejects(thread.engine.analyze({ name: "/a.json", text: null as unknown as string }), /null/);
    assert.ok((await thread.engine.analyze(document)).findings.length > 0);
  });
});
