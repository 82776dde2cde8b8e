/** What a clone lacks of a commit, for whoever compares it. */
import assert from "node:assert/strict";

import { readSide } from "../../../src/workspace/diff/documents";
import type { Related } from "../../../src/workspace/diff/related";
import type { Tree } from "../../../src/workspace/diff/tree";
import type { FileContent } from "../../../src/workspace/files";
import { GitError } from "../../../src/workspace/git/git";

const lacking = (path: string): Tree => ({
  paths: [path],
  has: (one) => one === path,
  isSame: async () => false,
  read: async () => Promise.reject(new GitError("the repository does not have its content")),
  end() {},
});

const rows: readonly (readonly [path: string, isProblem: boolean])[] = [
  ["layers/tool-1.0-py3-none-any.whl", false],
  ["data/all.sqlite3", false],
  ["data/model.onnx", false],
  ["template.yaml", true],
  ["stack.ts", true],
  ["policy.json.tpl", true],
  ["Dockerfile", true],
  ["policy", true],
];

describe("contents that a clone lacks", () => {
  for (const [path, isProblem] of rows)
    it(`${path}: ${isProblem ? "reported" : "nothing"}`, async () => {
      const { problems, unread } = await readSide(lacking(path), [path], (one) => one);
      assert.deepEqual([problems.length > 0, [...unread]], isProblem ? [true, [path]] : [false, []]);
    });
});

/** What is not read, though it is there. */
const unread: readonly (readonly [path: string, content: FileContent, message: RegExp | null])[] = [
  ["template.yaml", { unread: "large", bytes: 30_000_000, begins: "text" }, /too large \(28\.6 MB/],
  ["template.yaml", { unread: "large", bytes: 30_000_000, begins: "binary" }, null],
  ["video.mp4", { unread: "large", bytes: 30_000_000, begins: "text" }, null],
  ["template.yaml", { unread: "binary", bytes: 4 }, /should be a text, and is a binary file/],
  ["video.mp4", { unread: "binary", bytes: 4 }, null],
];

describe("contents that are not compared", () => {
  const treeWith = (path: string, content: FileContent): Tree => ({ ...lacking(path), read: async () => content });
  for (const [path, content, message] of unread)
    it(`${path}, ${JSON.stringify(content)}: ${message === null ? "nothing" : "reported"}`, async () => {
      const side = await readSide(treeWith(path, content), [path], (one) => one);
      const messages = new Set(side.problems.map((problem) => problem.message));
      assert.equal(messages.size, message === null ? 0 : 1);
      assert.match([...messages][0] ?? "", message ?? /^$/);
      assert.deepEqual([...side.unread], message === null ? [] : [path]);
      assert.deepEqual(side.documents, []);
    });

  it("are no problem of a file that merely depends on what has changed", async () => {
    const { problems } = await readSide(lacking("template.yaml"), [], (one) => one, undefined, {
      dependants: ["template.yaml"],
    } as unknown as Related);
    assert.deepEqual(problems, []);
  });
});

describe("documents of one side", () => {
  const texts: Readonly<Record<string, string>> = {
    "main.tf": "# of the root",
    "template.yaml": "Resources: {}",
    "other/a.tf": "# first",
    "other/b.tf": "# second",
  };
  const tree: Tree = {
    paths: Object.keys(texts),
    has: (path) => path in texts,
    isSame: async () => false,
    read: async (path) => ({ text: texts[path]!, bytes: 1, damage: null }),
    end() {},
  };
  for (const [changed, expected] of [
    [["template.yaml"], ["template.yaml"]],
    [["other/b.tf"], ["other/a.tf"]],
    [
      ["template.yaml", "main.tf", "gone.yaml"],
      ["template.yaml", "main.tf"],
    ],
  ] as const)
    it(`are of ${expected.join(" and ")} where ${changed.join(", ")} changed`, async () => {
      const { documents } = await readSide(tree, changed, (one) => one);
      assert.deepEqual(
        documents.map(({ path }) => path),
        expected,
      );
    });

  it("are none once nobody wants them", async () => {
    const { documents } = await readSide(tree, Object.keys(texts), (one) => one, AbortSignal.abort());
    assert.deepEqual(documents, []);
  });
});

/** A folder of Terraform with values that are encrypted. */
const encrypted: Tree = {
  paths: ["main.tf", "terraform.tfvars"],
  has: (path) => encrypted.paths.includes(path),
  isSame: async () => false,
  read: async (path) =>
    path === "main.tf" ? { text: "# nothing", bytes: 9, damage: null } : { unread: "binary", bytes: 40 },
  end() {},
};

describe("values of Terraform that nobody can read", () => {
  for (const changed of [["main.tf"], ["main.tf", "terraform.tfvars"]])
    it(`${changed.join(" and ")} changed`, async () => {
      const { problems } = await readSide(encrypted, changed, (path) => path);
      assert.deepEqual([...new Set(problems.map(({ file }) => file))], changed.slice(1));
    });
});
