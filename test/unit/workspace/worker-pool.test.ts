/** The pool, with workers that die, hang, or never start. */
import assert from "node:assert/strict";

import type { CheckedFile } from "../../../src/workspace/check-file";
import { WorkerThread } from "../../../src/workspace/thread/worker-thread";
import { WorkerPool, type WorkerSettings } from "../../../src/workspace/worker-pool";
import { bundled } from "../../support/thread/thread";

const script = bundled("worker.ts");
const settings = { folder: "/", options: {}, fingerprintKey: () => new Uint8Array(32) };
const toCheck = (names: readonly string[]) => names.map((name) => ({ name, walked: true }));
const names = (count: number) => Array.from({ length: count }, (_, index) => `${index}.txt`);

describe("a pool of workers", () => {
  let started: number;
  let pool: WorkerPool;
  const poolOf = (start: (settings: WorkerSettings) => WorkerThread, bound = 60_000) => {
    started = 0;
    pool = new WorkerPool(settings, {
      bound,
      start: (settings) => {
        started++;
        return start(settings);
      },
    });
  };
  const obedient = (settings: WorkerSettings) => WorkerThread.start(script, settings);
  afterEach(() => pool.end());

  /** What each file came to; each is told of once. */
  async function check(files: readonly string[], signal?: AbortSignal, onEach?: () => void) {
    const told = new Map<string, CheckedFile>();
    const onChecked = (one: CheckedFile) => {
      assert.ok(!told.has(one.file), `${one.file} was told of twice`);
      told.set(one.file, one);
      onEach?.();
    };
    await pool.check(toCheck(files), onChecked, signal);
    return told;
  }
  const problemsOf = (told: ReadonlyMap<string, CheckedFile>) =>
    [...told.values()].flatMap(({ file, problems }) => problems.map(({ message }) => `${file}: ${message}`)).sort();

  it("tells of every file once", async () => {
    poolOf(obedient);
    const told = await check(names(500));
    assert.deepEqual([told.size, problemsOf(told)], [500, []]);
    pool.end();
    assert.deepEqual((await check(names(10))).size, 10, "and again");
  });

  it("loses no file to a worker that ends: the one that it was at has a problem, the others are checked", async () => {
    poolOf(obedient);
    const files = names(300);
    files[0] = "die first.txt";
    files[57] = "die.txt";
    files[58] = "die again.txt";
    files[299] = "die last.txt";
    const told = await check(files);
    assert.equal(told.size, 300);
    assert.deepEqual(
      problemsOf(told),
      ["die again", "die first", "die last", "die"].map(
        (name) => `${name}.txt: It was not checked: the thread that read it ended (exit code 7).`,
      ),
    );
  });

  it("ends a worker whose file takes too long, and checks the others", async () => {
    poolOf(obedient, 2000);
    const files = names(300);
    files[100] = "hang.txt";
    const told = await check(files);
    assert.equal(told.size, 300);
    assert.deepEqual(problemsOf(told), ["hang.txt: It was not checked: it took too long (more than 2 seconds)."]);
  });

  it("rejects where no worker can work, and does not try for ever", async () => {
    poolOf((settings) => WorkerThread.start("/nowhere/worker.js", settings));
    await assert.rejects(check(names(300)), /^Error: No file could be checked: .*nowhere/);
    assert.ok(started < 20, `${started} workers were started`);
    poolOf(() => {
      throw new Error("no more threads");
    });
    await assert.rejects(check(names(300)), /no more threads/);
    assert.throws(() => pool.start(), /no more threads/);
  });

  it("tells of nothing more when it is stopped, whatever its workers do", async () => {
    poolOf(obedient, 600_000);
    const abort = new AbortController();
    let afterwards = 0;
    const files = names(2000).map((name, index) => (index % 100 === 99 ? `hang ${name}` : name));
    const told = await check(files, abort.signal, () => {
      if (abort.signal.aborted) afterwards++;
      else setImmediate(() => abort.abort());
    });
    assert.ok(told.size > 0 && told.size < 2000);
    assert.equal(afterwards, 0);
  });
});
