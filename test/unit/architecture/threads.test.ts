/** What goes to a thread, and comes from one, is plain data: one file sends it, and the types of its functions say so. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import ts from "typescript";

import type { Analysis } from "../../../src/analysis/analysis";
import { plainCopy, type Sendable } from "../../../src/workspace/thread/plain-data";
import type { SupervisedThread } from "../../../src/workspace/thread/supervised-thread";
import type { WorkerThread } from "../../../src/workspace/thread/worker-thread";
import type { LotResult, WorkerSettings } from "../../../src/workspace/worker-pool";
import { root, sourceFiles } from "./sources";

const sender = "src/workspace/thread/worker-thread.ts";
const ofThreads = new Set([
  "postMessage",
  "workerData",
  "Worker",
  "MessageChannel",
  "BroadcastChannel",
  "node:worker_threads",
]);

/** Where a file names what sends to threads. */
function mentions(file: string, text = readFileSync(join(root, file), "utf8")): string[] {
  const found: string[] = [];
  // To parse a file takes long: most do not have any of these words.
  if (![...ofThreads].some((word) => text.includes(word))) return found;
  const visit = (node: ts.Node): void => {
    if ((ts.isIdentifier(node) || ts.isStringLiteralLike(node)) && ofThreads.has(node.text))
      found.push(`${file}: ${node.text}`);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
  return found;
}

describe("what is sent to threads", () => {
  it("is sent by one file", () => {
    assert.ok(mentions(sender).length > 3);
    assert.deepEqual(mentions("src/a.ts", "port?.postMessage(call); new w.Worker(a, { workerData: b })").length, 3);
    assert.deepEqual(
      sourceFiles()
        .filter((file) => file !== sender)
        .flatMap((file) => mentions(file)),
      [],
    );
  });

  it("can be sent, by its type", () => {
    // Each is checked by the compiler; none is run.
    const analysis = (value: Analysis): Sendable<Analysis> => value;
    const result = (value: LotResult): Sendable<LotResult> => value;
    const settings = (value: WorkerSettings): Sendable<WorkerSettings> => value;
    const wrong = (
      thread: SupervisedThread,
      start: typeof WorkerThread.start,
      data: { readonly unknown: unknown; readonly act: () => void; readonly late: Promise<string> },
    ) => {
      void thread.call("a", ["text", { of: [1, null, undefined] }, new Map([["a", new Uint8Array(1)]])]);
      // @ts-expect-error -- of what nothing is known, a proxy among it
      void thread.call("a", [data.unknown]);
      // @ts-expect-error -- the same deeper
      void thread.call("a", [{ of: [{ value: data.unknown }] }]);
      // @ts-expect-error -- a function
      void thread.call("a", [{ act: data.act }]);
      // @ts-expect-error -- a promise
      void thread.call("a", [data.late]);
      // @ts-expect-error -- settings of a thread
      start("a", { value: data.unknown });
    };
    assert.equal(typeof [analysis, result, settings, wrong], "object");
  });

  it("is a copy where an editor gives proxies", () => {
    const proxyOf = (value: object): object =>
      new Proxy(value, {
        get: (of, name) => {
          const one: unknown = Reflect.get(of, name);
          return typeof one === "object" && one !== null ? proxyOf(one) : one;
        },
      });
    const given = proxyOf({ rules: { "policy/invalid-action": "off" }, exclude: ["a", "b"] });
    assert.throws(() => structuredClone(given), /could not be cloned/);
    const copy = plainCopy(given);
    assert.deepEqual(structuredClone(copy), { rules: { "policy/invalid-action": "off" }, exclude: ["a", "b"] });
    assert.deepEqual([plainCopy(undefined), plainCopy(() => 1), plainCopy(false)], [null, null, false]);
  });
});
