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
