/** What a clone lacks of a commit, for whoever compares it. */
import assert from "node:assert/strict";

import { readSide } from "../../../src/workspace/diff/documents";
import type { Tree } from "../../../src/workspace/diff/tree";
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
