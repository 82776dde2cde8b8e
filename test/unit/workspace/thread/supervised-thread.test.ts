import assert from "node:assert/strict";

import { CancellationSource, urgently } from "../../../../src/language/cancellation";
import { cancellationOf, isCanceled } from "../../../../src/workspace/thread/cancellation";
import { SupervisedThread, ThreadEnded, TookTooLong } from "../../../../src/workspace/thread/supervised-thread";
import { WorkerThread } from "../../../../src/workspace/thread/worker-thread";
import { bundled } from "../../../support/thread/thread";

const script = bundled("services.ts");

describe("a supervised thread", () => {
  let started: WorkerThread[];
  let thread: SupervisedThread;
  const supervise = (bound: number, patience = bound) => {
    started = [];
    thread = new SupervisedThread(
      () => {
        const one = WorkerThread.start(script, {});
        started.push(one);
        return one;
      },
      bound,
      patience,
    );
  };
  const echo = (value: string, signal?: AbortSignal) =>
    thread.call("echo", [value], signal && cancellationOf(signal)) as Promise<string>;
  const begun = () => thread.call("begun", []) as Promise<string[]>;
  afterEach(() => thread.dispose());

  it("answers one call after another, from one thread", async () => {
    supervise(60_000);
    assert.deepEqual(await Promise.all([echo("a"), echo("b"), echo("c")]), ["a", "b", "c"]);
    assert.deepEqual(await begun(), ["a", "b", "c"]);
    assert.equal(started.length, 1);
  });

  it("carries out first what a person waits for, also where somebody began to wait later", async () => {
    supervise(60_000);
    const later = new CancellationSource();
    const calls = [
      echo("begun"),
      echo("background"),
      thread.call("echo", ["wanted later"], later),
      thread.call("echo", ["wanted"], urgently(undefined)),
    ];
    later.isUrgent = true;
    await Promise.all(calls);
    assert.deepEqual(await begun(), ["begun", "wanted later", "wanted", "background"]);
  });

  it("says what failed in the words of the thread, and goes on there", async () => {
    supervise(60_000);
    await assert.rejects(echo("fail"), { message: "told to fail" });
    await assert.rejects(thread.call("nothing of the kind", []));
    assert.equal(await echo("a"), "a");
    assert.equal(started.length, 1);
  });

  it("rejects what cannot be sent, and goes on", async () => {
    supervise(60_000);
    const settings = new Proxy({}, {});
    await assert.rejects(thread.call("echo", [settings]), /could not be cloned/);
    assert.equal(await echo("a"), "a");
  });

  it("ends what takes too long, and carries out what waited behind it in another thread", async () => {
    supervise(3000);
    await echo("a");
    const hanging = echo("hang");
    const behind = [echo("b"), echo("c")];
    await assert.rejects(hanging, TookTooLong);
    assert.deepEqual(await Promise.all(behind), ["b", "c"]);
    assert.deepEqual(await begun(), ["b", "c"]);
    assert.equal(started.length, 2);
    assert.ok(started[0]!.hasEnded);
  });

  it("tries a call again when the thread ends under it, once, and nothing else is lost", async () => {
    supervise(60_000);
    const deadly = echo("die");
    const behind = echo("b");
    await assert.rejects(deadly, (error) => error instanceof ThreadEnded && /exit code 7/.test(error.message));
    assert.equal(await behind, "b");
    assert.equal(started.length, 3);
  });

  it("starts another thread where the last one ended between two calls", async () => {
    supervise(60_000);
    await echo("a");
    started[0]!.end();
    assert.equal(await echo("b"), "b");
    assert.deepEqual(await begun(), ["b"]);
  });

  it("never begins what is cancelled before its turn", async () => {
    supervise(60_000);
    const abort = new AbortController();
    const calls = [echo("a"), echo("b", abort.signal), echo("c")];
    abort.abort();
    await assert.rejects(calls[1]!, isCanceled);
    await Promise.all([calls[0], calls[2]]);
    await assert.rejects(echo("d", abort.signal), isCanceled);
    assert.deepEqual(await begun(), ["a", "c"]);
  });

  it("tells the thread that what it does is cancelled, and waits for no answer", async () => {
    supervise(60_000);
    const abort = new AbortController();
    await echo("a");
    const waited = thread.call("wait", ["w"], cancellationOf(abort.signal));
    const behind = begun();
    await new Promise(setImmediate); // it is on its way
    abort.abort();
    await assert.rejects(waited, isCanceled);
    assert.deepEqual(await behind, ["a", "w", "w cancelled"]);
    assert.equal(started.length, 1);
  });

  it("ends a cancelled call that goes on and on long before its bound", async () => {
    supervise(600_000, 1000);
    const abort = new AbortController();
    await echo("a");
    const hanging = echo("hang still", abort.signal);
    abort.abort();
    await assert.rejects(hanging, isCanceled);
    assert.equal(await echo("b"), "b");
  });

  it("rejects with why no thread could be started", async () => {
    thread = new SupervisedThread(() => {
      throw new Error("no more threads");
    }, 60_000);
    await assert.rejects(echo("a"), /no more threads/);
    await assert.rejects(echo("b"), /no more threads/);
  });

  it("cancels what waits and what is under way when it is disposed of, and takes no more", async () => {
    supervise(60_000);
    await echo("a");
    const calls = [echo("hang still"), echo("b")];
    thread.dispose();
    for (const call of [...calls, echo("c")]) await assert.rejects(call, isCanceled);
  });
});
