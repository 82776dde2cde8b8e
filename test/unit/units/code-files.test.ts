/** What is asked about the files of a workspace: once, until one of them is another text. */
import assert from "node:assert/strict";
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
});
