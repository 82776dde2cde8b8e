import assert from "node:assert/strict";

import { EngineThread } from "../../../../src/workspace/thread/engine-thread";
import { WorkerThread } from "../../../../src/workspace/thread/worker-thread";
import { bundled } from "../../../support/thread/thread";

const script = bundled("services.ts");
const tooLong = /^It was not checked: it took too long \(more than 3 seconds\)\.$/;

describe("the engine's thread", () => {
  let threads: number;
  let troubles: string[];
  let thread: EngineThread;
  beforeEach(() => {
    threads = 0;
    troubles = [];
    thread = new EngineThread({
      bound: 3000,
      onTrouble: (message) => troubles.push(message),
      start: () => {
        threads++;
        return WorkerThread.start(script, {});
      },
    });
  });
  afterEach(() => thread.dispose());

  const document = (text: string) => ({ name: "/a.json", text });
  const analyze = (text: string, fixes = false) => thread.engine.analyze(document(text), { fixes });

  it("says at the head of a document that it was not checked, where that took too long, and does not try the same text again", async () => {
    const [hanging, other] = await Promise.all([analyze("hang"), analyze("other")]);
    assert.equal(other.policies, "other".length);
    const [problem, ...more] = hanging.problems;
    assert.match(problem!.message, tooLong);
    assert.deepEqual([problem!.file, problem!.range?.start.line, problem!.range?.start.column], ["/a.json", 1, 1]);
    assert.deepEqual([more, hanging.findings, threads], [[], [], 2]);
    assert.match((await analyze("hang")).problems[0]!.message, tooLong);
    assert.match((await analyze("hang", true)).problems[0]!.message, tooLong);
    assert.equal(await thread.understanding.hoverAt(document("hang"), 0), null);
    assert.equal((await analyze("another")).policies, "another".length);
    assert.deepEqual([threads, troubles.length], [2, 1], "nothing was begun again");
    assert.match(troubles[0]!, /\/a\.json \(analyze\): it took too long/);
  });

  it("still gives findings where only their fixes take too long", async () => {
    const text = "hang still with fixes";
    assert.match((await analyze(text, true)).problems[0]!.message, tooLong);
    assert.deepEqual((await analyze(text)).problems, []);
  });

  it("understands nothing of a document that takes too long, and tells the log", async () => {
    assert.equal(await thread.understanding.hoverAt(document("hang still"), 0), null);
    assert.equal(troubles.length, 1);
    assert.notEqual(await thread.understanding.hoverAt(document("fine"), 5), null);
  });

  it("says of a document under which the thread ended twice why it was not checked, and does not try it again", async () => {
    const { problems } = await analyze("die");
    assert.match(problems[0]!.message, /^It was not checked: the thread of the analysis ended \(exit code 7\)\.$/);
    assert.equal(threads, 2);
    assert.match((await analyze("die")).problems[0]!.message, /the thread of the analysis ended/);
    assert.equal(threads, 2);
    assert.deepEqual((await analyze("fine")).problems, []);
  });
});
