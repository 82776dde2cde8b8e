/** What git remembers of files is heeded only where a file is still the one that git has read. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { changedSince } from "../../../src/workspace/git/changed";
import { readIndex } from "../../../src/workspace/git/remembered";
import { temporaryFolder } from "../../support/folder";

describe("what git remembers of a file", () => {
  const folder = temporaryFolder({ "a.json": "aaaa", "b.json": "bbbb" });
  after(() => folder.remove());
  const file = (name: string) => join(folder.path, name);
  const git = (...args: string[]) =>
    String(execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.com", ...args], { cwd: folder.path }));
  const past = new Date("2026-01-02T03:04:05Z");

  before(() => {
    for (const name of ["a.json", "b.json"]) utimesSync(file(name), past, past);
    git("init", "-q");
    git("add", "-A");
    git("commit", "-q", "-m", "begin");
  });

  it("is its content, until it is written, also with the same size and time", async () => {
    const id = git("rev-parse", "HEAD:a.json").trim();
    const before = (await readIndex({ top: folder.path }))!.isRemembered;
    assert.ok(before(file("a.json"), "a.json", id));
    assert.ok(!before(file("a.json"), "a.json", "0".repeat(40)));
    assert.ok(!before(file("none.json"), "none.json", id));
    writeFileSync(file("a.json"), "cccc");
    utimesSync(file("a.json"), past, past);
    assert.equal(statSync(file("a.json")).size, 4);
    const { differs } = await changedSince(folder.path, "HEAD");
    assert.deepEqual([await differs(file("a.json")), await differs(file("b.json"))], [true, false]);
  });

  it("is nothing where there is no repository", async () => {
    const none = temporaryFolder({ "a.json": "aaaa" });
    assert.equal(await readIndex({ top: none.path }), null);
    none.remove();
  });
});
