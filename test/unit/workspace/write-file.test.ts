/** Where `writeWhole` writes, and where not. */
import assert from "node:assert/strict";
import { chmodSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";

import { reasonOf } from "../../../src/workspace/reason";
import { writeWhole } from "../../../src/workspace/write-file";
import { temporaryFolder } from "../../support/folder";

describe("a file that is written whole", function () {
  if (process.platform === "win32") return;
  let folder: ReturnType<typeof temporaryFolder>;
  const at = (name: string) => join(folder.path, name);
  const read = (name: string) => readFileSync(at(name), "utf8");
  beforeEach(() => {
    folder = temporaryFolder({ "tree/a.json": "old", "tree/deep/b.json": "old", "outside/c.json": "old" });
  });
  afterEach(() => folder.remove());

  function write(name: string, ...trees: string[]): string | null {
    try {
      writeWhole(at(name), "new", trees.map(at));
      return null;
    } catch (error) {
      return reasonOf(error);
    }
  }

  it("takes the place of the old one, with its mode, and leaves nothing beside it", () => {
    chmodSync(at("tree/a.json"), 0o640);
    assert.equal(write("tree/a.json", "tree"), null);
    assert.equal(read("tree/a.json"), "new");
    assert.equal(statSync(at("tree/a.json")).mode & 0o777, 0o640);
    assert.deepEqual(readdirSync(at("tree")), ["a.json", "deep"]);
  });

  it("is made where there is none", () => {
    assert.equal(write("tree/new.json", "tree"), null);
    assert.equal(read("tree/new.json"), "new");
  });

  const links: readonly {
    readonly name: string;
    readonly link: string;
    readonly to: string;
    readonly write: string;
    readonly trees: readonly string[];
    /** The file that is new then; else why none is. */
    readonly written?: string;
    readonly reason?: RegExp;
  }[] = [
    {
      name: "follows a link within the tree, which stays",
      link: "tree/link.json",
      to: "deep/b.json",
      write: "tree/link.json",
      trees: ["tree"],
      written: "tree/deep/b.json",
    },
    {
      name: "does not follow a link out of the tree",
      link: "tree/link.json",
      to: "../outside/c.json",
      write: "tree/link.json",
      trees: ["tree"],
      reason: /a link leads out of/,
    },
    {
      name: "nor one out of the inner of two trees",
      link: "tree/deep/link.json",
      to: "../a.json",
      write: "tree/deep/link.json",
      trees: [".", "tree", "tree/deep"],
      reason: /a link leads out of/,
    },
    {
      name: "nor the link of a folder on the way",
      link: "tree/link",
      to: "../outside",
      write: "tree/link/c.json",
      trees: ["tree"],
      reason: /a link leads out of/,
    },
    {
      name: "nor to where there is nothing yet",
      link: "tree/link",
      to: "../outside",
      write: "tree/link/d.json",
      trees: ["tree"],
      reason: /a link leads out of/,
    },
    {
      name: "nor a link that leads nowhere",
      link: "tree/link.json",
      to: "../outside/d.json",
      write: "tree/link.json",
      trees: ["tree"],
      reason: /leads nowhere/,
    },
    {
      name: "nor one to a device",
      link: "tree/link.json",
      to: "/dev/null",
      write: "tree/link.json",
      trees: ["tree"],
      reason: /a link leads out of/,
    },
    {
      name: "follows whoever names the tree by a link",
      link: "way",
      to: "tree",
      write: "way/a.json",
      trees: ["way"],
      written: "tree/a.json",
    },
    {
      name: "follows any link that is in no tree",
      link: "link.json",
      to: "outside/c.json",
      write: "link.json",
      trees: ["tree"],
      written: "outside/c.json",
    },
  ];

  for (const { name, link, to, write: file, trees, written, reason } of links)
    it(name, () => {
      symlinkSync(to, at(link));
      const said = write(file, ...trees);
      assert.ok(lstatSync(at(link)).isSymbolicLink());
      for (const one of ["tree/a.json", "tree/deep/b.json", "outside/c.json"])
        assert.equal(read(one), one === written ? "new" : "old", one);
      assert.equal(existsSync(at("outside/d.json")), false);
      if (reason) assert.match(said ?? "", reason);
      else assert.equal(said, null);
    });

  it("does not leave the repository that it is in", () => {
    mkdirSync(at("tree/.git"));
    symlinkSync("../outside/c.json", at("tree/link.json"));
    assert.match(write("tree/link.json", ".") ?? "", /a link leads out of/);
  });

  for (const [file, reason] of [
    ["tree", /it is a folder/],
    ["tree/none/a.json", /there is no such file or folder/],
    ["tree/a.json/b", /folder/],
  ] as const)
    it(`says why it is not: ${file}`, () => assert.match(write(file, ".") ?? "", reason));

  it("is written directly where it is a device", function () {
    if (!existsSync("/dev/full")) this.skip();
    writeWhole("/dev/null", "new", []);
    assert.ok(statSync("/dev/null").isCharacterDevice());
    assert.throws(
      () => writeWhole("/dev/full", "new", []),
      (error) => reasonOf(error) === "the disk is full",
    );
  });
});
