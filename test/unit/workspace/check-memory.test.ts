/** What a check that is made again remembers of files: what was found in them, as long as nothing about them is another. */
import assert from "node:assert/strict";
import { rmSync } from "node:fs";

import type { CheckedFile, FileToCheck } from "../../../src/workspace/check-file";
import { CheckMemory } from "../../../src/workspace/check-memory";
import { temporaryFolder, writeFiles } from "../../support/folder";

const checked = { file: "found" } as CheckedFile;
const file = (name: string, more: Partial<FileToCheck> = {}): FileToCheck => ({ name, walked: true, ...more });
const fact = { kind: "used" } as unknown as NonNullable<FileToCheck["facts"]>[number];

describe("what a check remembers", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let memory: CheckMemory;
  beforeEach(() => {
    folder = temporaryFolder({ "a.json": "{}", "b.json": "{}", "main.tf": "", "app/planeguard.json": "{}" });
    memory = new CheckMemory(folder.path);
  });
  afterEach(() => folder.remove());

  it("is what was found in a file that is as it was", () => {
    assert.equal(memory.recall(file("a.json")), null);
    memory.expect(file("a.json"))(checked);
    assert.equal(memory.recall(file("a.json")), checked);
    assert.equal(memory.recall(file("b.json")), null);
    memory.clear();
    assert.equal(memory.recall(file("a.json")), null);
  });

  const others: Readonly<Record<string, (path: string) => FileToCheck>> = {
    "is written": (path) => (writeFiles(path, { "a.json": "{ }" }), file("a.json")),
    "is gone": (path) => (rmSync(`${path}/a.json`), file("a.json")),
    "is asked for itself": () => file("a.json", { walked: false }),
    "is said something else of": () => file("a.json", { facts: [fact] }),
  };
  for (const [title, change] of Object.entries(others))
    it(`is nothing of a file that ${title} since`, () => {
      memory.expect(file("a.json"))(checked);
      assert.equal(memory.recall(change(folder.path)), null);
    });

  it("is of the file as it was before it was read", () => {
    const found = memory.expect(file("a.json"));
    writeFiles(folder.path, { "a.json": "[1]" });
    found(checked);
    assert.equal(memory.recall(file("a.json")), null);
  });

  for (const name of ["main.tf", "app/planeguard.json", "none.json"])
    it(`is nothing of ${name}, which other files decide or nobody can look at`, () => {
      memory.expect(file(name))(checked);
      assert.equal(memory.recall(file(name)), null);
    });

  it("forgets a file that is gone when it is checked again", () => {
    memory.expect(file("a.json"))(checked);
    rmSync(`${folder.path}/a.json`);
    memory.expect(file("a.json"))(checked);
    assert.equal(memory.recall(file("a.json")), null);
  });
});
