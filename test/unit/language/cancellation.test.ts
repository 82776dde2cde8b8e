/** Answers that are no longer wanted. */
import assert from "node:assert/strict";

import { canceled, CancellationSource, isCanceled, urgently, whileWanted } from "../../../src/language/cancellation";

describe("cancellation", () => {
  it("tells each listener once, and none that went before", () => {
    const source = new CancellationSource();
    const told: string[] = [];
    source.onCancellationRequested(() => told.push("a"));
    source.onCancellationRequested(() => told.push("b")).dispose();
    source.onCancellationRequested(() => source.cancel());
    assert.deepEqual([source.isUrgent, source.isCancellationRequested, told], [false, false, []]);
    source.cancel();
    source.onCancellationRequested(() => told.push("late"));
    source.cancel();
    assert.deepEqual([source.isCancellationRequested, told], [true, ["a"]]);
  });

  it("is the same for what a person waits for", () => {
    const source = new CancellationSource();
    const told: string[] = [];
    const urgent = urgently(source);
    urgent.onCancellationRequested(() => told.push("a"));
    urgent.onCancellationRequested(() => told.push("b")).dispose();
    assert.deepEqual([urgent.isUrgent, urgent.isCancellationRequested], [true, false]);
    source.cancel();
    assert.deepEqual([urgent.isCancellationRequested, told], [true, ["a"]]);
    const never = urgently(undefined);
    never.onCancellationRequested(() => told.push("never")).dispose();
    assert.deepEqual([never.isUrgent, never.isCancellationRequested], [true, false]);
  });

  it("is known by its name", () => {
    assert.equal(canceled().message, "Canceled");
    assert.ok(isCanceled(canceled()));
    for (const other of [new Error("Canceled"), { name: "Canceled" }, undefined]) assert.ok(!isCanceled(other));
  });

  it("rejects what is promised as soon as nobody wants it, and listens no longer than that", async () => {
    const source = new CancellationSource();
    let listening = 0;
    const counted = {
      isCancellationRequested: false,
      onCancellationRequested(listener: () => void) {
        listening++;
        const { dispose } = source.onCancellationRequested(listener);
        return {
          dispose() {
            listening--;
            dispose();
          },
        };
      },
    };
    const promise = Promise.resolve("well");
    assert.equal(whileWanted(promise, undefined), promise);
    assert.equal(await whileWanted(promise, counted), "well");
    await Promise.resolve();
    assert.equal(listening, 0);
    await assert.rejects(whileWanted(Promise.reject(new Error("no")), counted), /^Error: no$/);
    const never = whileWanted(new Promise(() => undefined), counted);
    assert.equal(listening, 1);
    source.cancel();
    await assert.rejects(never, isCanceled);
    await assert.rejects(whileWanted(new Promise(() => undefined), source), isCanceled);
  });
});
