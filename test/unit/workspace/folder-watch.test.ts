/** What is heard of folders: what changes in those that are watched, and nothing else. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { FolderWatch } from "../../../src/workspace/folder-watch";
import { temporaryFolder } from "../../support/folder";

describe("watched folders", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let watch: FolderWatch;
  const at = (...names: string[]): string => join(folder.path, ...names);
  const never = new AbortController().signal;
  beforeEach(() => {
    folder = temporaryFolder({ "a/one.json": "{}", "b/two.json": "{}" });
    watch = new FolderWatch();
  });
  afterEach(() => {
    watch.close();
    folder.remove();
  });

  it("tell which files have changed, once, whether somebody waits already or not", async () => {
    watch.watch(new Set([at("a"), at("b")]));
    writeFileSync(at("a", "one.json"), "[]");
    assert.deepEqual(await watch.changed(never), [at("a", "one.json")]);
    const heard = watch.changed(never);
    writeFileSync(at("b", "new.json"), "[]");
    assert.deepEqual(await heard, [at("b", "new.json")]);
  });

  it("tell of several changes at once", async () => {
    watch.watch(new Set([at("a"), at("b")]));
    const heard = watch.changed(never);
    for (const name of ["a/one.json", "a/three.json", "b/two.json"]) writeFileSync(at(name), "[]");
    assert.deepEqual([...(await heard)].sort(), [at("a", "one.json"), at("a", "three.json"), at("b", "two.json")]);
  });

  it("are heard no more where they are left out", async () => {
    assert.ok(watch.watch(new Set([at("a"), at("b")])));
    assert.ok(!watch.watch(new Set([at("a")])));
    writeFileSync(at("b", "two.json"), "[]");
    writeFileSync(at("a", "one.json"), "[]");
    assert.deepEqual(await watch.changed(never), [at("a", "one.json")]);
    assert.ok(watch.watch(new Set([at("a"), at("b")])), "what changed meanwhile was not heard");
  });

  it("are named where nothing is heard of them, and not tried again", async () => {
    assert.ok(watch.watch(new Set([at("a"), at("none")])));
    assert.deepEqual([...watch.unwatched.keys()], [at("none")]);
    assert.match(watch.unwatched.get(at("none"))!, /ENOENT/);
    assert.deepEqual(await watch.changed(never), [at("none")]);
    assert.ok(!watch.watch(new Set([at("a"), at("none")])));
  });

  it("tell nothing to whoever has gone", async () => {
    watch.watch(new Set([at("a")]));
    const waiting = new AbortController();
    const heard = watch.changed(waiting.signal);
    waiting.abort();
    assert.deepEqual(await heard, []);
    assert.deepEqual(await watch.changed(AbortSignal.abort()), []);
  });
});
