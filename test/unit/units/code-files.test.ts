/** What is asked about the files of a workspace: once, until one of them is another text. */
import assert from "node:assert/strict";
import { symlinkSync } from "node:fs";
import { join } from "node:path";

import { CodeFiles, type CodeText } from "../../../src/workspace/units/code-files";
import { javaBeside } from "../../../src/workspace/units/java-sources";
import { temporaryFolder, writeFiles } from "../../support/folder";

describe("questions about the files of a workspace", () => {
  it("are answered once for each of what they are about, and again when something is read again", () => {
    const code = new CodeFiles(null);
    const asked: string[] = [];
    const question = (of: string): number => asked.push(of);
    assert.deepEqual([code.once(question, "a"), code.once(question, "a"), code.once(question, "b")], [1, 1, 2]);
    code.renew([], false);
    assert.deepEqual([code.once(question, "a"), asked], [3, ["a", "b", "a"]]);
  });

  it("tell the new text of what stands beside a file of Java", () => {
    const folder = temporaryFolder({
      "src/main/java/app/Handler.java": "package app;\nclass Handler { Store store; }\n",
      "src/main/java/app/Store.java": "package app;\nclass Store {}\n",
    });
    try {
      const code = new CodeFiles(folder.path);
      const at = (name: string): string => join(folder.path, "src/main/java/app", name);
      const textBeside = (): string | undefined =>
        javaBeside(code.read(at("Handler.java")) as CodeText, code).files.find(({ path }) => path === at("Store.java"))
          ?.text;
      assert.equal(textBeside(), "package app;\nclass Store {}\n");
      writeFiles(folder.path, { "src/main/java/app/Store.java": "package app;\nclass Store { int size; }\n" });
      code.renew([at("Store.java")], false);
      assert.equal(textBeside(), "package app;\nclass Store { int size; }\n");
    } finally {
      folder.remove();
    }
  });

  describe("which are read", () => {
    let folder: ReturnType<typeof temporaryFolder>;
    before(() => {
      folder = temporaryFolder({
        "tree/a.ts": "export {};\n",
        "tree/large.ts": "a".repeat(512 * 1024 + 1),
        "tree/binary.ts": new Uint8Array([0, 1, 2, 0]),
        "tree/lib/b.py": "pass\n",
        "tree/bare/index.js": "module.exports = {};\n",
        "beside/c.ts": "export {};\n",
      });
      symlinkSync(join(folder.path, "beside"), join(folder.path, "tree/linked"));
      symlinkSync(join(folder.path, "beside/c.ts"), join(folder.path, "tree/c.ts"));
      symlinkSync(join(folder.path, "tree/a.ts"), join(folder.path, "tree/d.ts"));
    });
    after(() => folder.remove());

    for (const [path, inTree, anywhere] of [
      ["tree/a.ts", "typescript", "typescript"],
      ["tree/lib/b.py", "python", "python"],
      ["tree/d.ts", "typescript", "typescript"],
      ["tree/c.ts", null, "typescript"],
      ["tree/linked/c.ts", null, "typescript"],
      ["beside/c.ts", null, "typescript"],
      ["tree/lib", null, null],
      ["tree/nosuch.ts", null, null],
      ["tree/large.ts", null, null],
      ["tree/binary.ts", null, null],
    ] as const)
      it(`${path}: ${inTree} in a tree, else ${anywhere}`, () => {
        const at = join(folder.path, path);
        assert.equal(new CodeFiles(join(folder.path, "tree")).read(at)?.form ?? null, inTree);
        assert.equal(new CodeFiles(null).look(at)?.form ?? null, anywhere);
      });

    it("texts of one's own come before the disk, and need no file", () => {
      const own = new Map([
        [join(folder.path, "tree/a.ts"), "import a from 'a';\n"],
        [join(folder.path, "tree/new.ts"), "export default 1;\n"],
      ]);
      const code = new CodeFiles(join(folder.path, "tree"), (path) => own.get(path) ?? null);
      for (const [path, text] of own) assert.equal(code.read(path)?.text, text);
      assert.equal(code.read(join(folder.path, "tree/lib/b.py"))?.text, "pass\n");
    });

    it("folders of the tree are listed, without links", () => {
      const code = new CodeFiles(join(folder.path, "tree"));
      const { isThere, files, folders } = code.list(join(folder.path, "tree"));
      assert.deepEqual([isThere, files, folders], [true, ["a.ts", "binary.ts", "large.ts"], ["bare", "lib"]]);
      for (const path of ["beside", "tree/linked", "tree/nosuch", "tree/a.ts"])
        assert.deepEqual(code.list(join(folder.path, path)), { isThere: false, files: [], folders: [] });
    });

    it("what a handler is called is looked for by its endings", () => {
      const code = new CodeFiles(join(folder.path, "tree"));
      for (const [base, found] of [
        ["tree/a", "tree/a.ts"],
        ["tree/lib/b", "tree/lib/b.py"],
        ["tree/lib/b.py", "tree/lib/b.py"],
        ["tree/bare", null],
        ["beside/c", null],
      ] as const)
        assert.equal(code.entry(join(folder.path, base))?.path, found === null ? undefined : join(folder.path, found));
    });

    it("what was read is read again, and only what is another text counts", () => {
      const code = new CodeFiles(null);
      const [changing, staying, coming] = ["r1.ts", "r2.ts", "r3.ts"].map((name) => join(folder.path, name)) as [
        string,
        string,
        string,
      ];
      writeFiles(folder.path, { "r1.ts": "1", "r2.ts": "2" });
      const kept = code.read(staying);
      assert.deepEqual([code.read(changing)?.text, kept?.text, code.read(coming)], ["1", "2", null]);
      writeFiles(folder.path, { "r1.ts": "1b", "r3.ts": "3" });
      assert.equal(code.read(changing)?.text, "1");
      assert.deepEqual([...code.renew([staying], false)], []);
      assert.deepEqual([...code.renew([], true)], [changing]);
      assert.deepEqual([code.read(changing)?.text, code.read(coming)?.text], ["1b", "3"]);
      assert.equal(code.read(staying), kept);
    });
  });
});
