/** What git remembers of files is heeded only where a file is still the one that git has read. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { changedSince } from "../../../src/workspace/git/changed";
import { Index, readIndex } from "../../../src/workspace/git/remembered";
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
    const index = (await readIndex({ top: folder.path }))!;
    const [entry] = [...index.entries()];
    assert.equal(entry!.id, git("rev-parse", "HEAD:a.json").trim());
    assert.ok(index.isRemembered(file("a.json"), entry!));
    assert.ok(!index.isRemembered(file("none.json"), entry!));
    writeFileSync(file("a.json"), "cccc");
    utimesSync(file("a.json"), past, past);
    assert.equal(statSync(file("a.json")).size, 4);
    const { differs } = await changedSince(folder.path, "HEAD");
    assert.deepEqual([await differs(file("a.json")), await differs(file("b.json"))], [true, false]);
  });

  it("is read to the end, or is known not to have been", () => {
    const debug = (inode: string) =>
      `  ctime: 10:20\n  mtime: 30:40\n  dev: 1\tino: ${inode}\n  uid: 0\tgid: 0\n  size: 5\tflags: 0\n`;
    const id = "a".repeat(40);
    const read = (listed: string) => [...new Index(listed, 0).entries()];
    const [first, second, third, ...rest] = read(
      `100644 ${id} 0\tone\ntwo\0${debug("7")}160000 ${id} 0\tinner\0${debug("0")}100644 ${id} 2\tmerged\0${debug("8")}`,
    );
    assert.deepEqual(first, {
      path: "one\ntwo",
      id,
      kind: "file",
      isUnmerged: false,
      facts: { changed: 10_000.00002, modified: 30_000.00004, inode: 7, size: 5 },
    });
    assert.equal(second!.kind, "submodule");
    assert.deepEqual([third!.isUnmerged, rest], [true, []]);
    assert.equal(read(`100644 ${id} 0\tone\0${debug("7")}100644 ${id} 0\ttwo\0  other: 1\n`).at(-1), null);
  });

  it("is nothing where there is no repository", async () => {
    const none = temporaryFolder({ "a.json": "aaaa" });
    assert.equal(await readIndex({ top: none.path }), null);
    none.remove();
  });
});
