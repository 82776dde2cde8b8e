/** Which files of keys git must not keep, and the line that keeps one out. */
import assert from "node:assert/strict";

import { applyEdits } from "../../../src/analysis/text";
import { ignoreEntry, isPrivateFile } from "../../../src/workspace/ignored-files";

const files: readonly (readonly [name: string, isPrivate: boolean])[] = [
  [".env", true],
  ["app/.env", true],
  [".env.local", true],
  [".env.production", true],
  [".env.example", false],
  [".env.sample", false],
  ["app/.env.template", false],
  [".env.local.dist", false],
  [".env.default", false],
  [".env.defaults", false],
  [".env.defaults.local", true],
  [".environment", false],
  ["a.env", false],
  [".env/a.json", false],
  [".aws/credentials", true],
  ["home/.aws/credentials", true],
  ["home/my.aws/credentials", false],
  [".aws/credentials.json", false],
  [".aws/config", false],
];

/** The ignore file with the line that it needs; null where it has one. */
const entries: readonly (readonly [ignoreFile: string, path: string, after: string | null])[] = [
  ["", ".env", ".env\n"],
  ["a\n", ".env", "a\n.env\n"],
  ["a", ".env", "a\n.env\n"],
  ["a\n", "app/.env.local", "a\n.env.local\n"],
  [".env\n", ".env", null],
  [".env*\n", "app/.env.local", null],
  ["/.env\n", "app/.env", "/.env\n.env\n"],
  ["app/\n", "app/.env", null],
  [".env\n!app/.env\n", "app/.env", ".env\n!app/.env\n.env\n"],
];

describe("files that git must not keep", () => {
  for (const [name, isPrivate] of files)
    it(`${name}: ${isPrivate ? "kept out" : "shared"}`, () => assert.equal(isPrivateFile(name), isPrivate));

  for (const [ignoreFile, path, after] of entries)
    it(`${JSON.stringify(ignoreFile)} ${after === null ? "ignores" : "is to ignore"} ${path}`, () => {
      const edit = ignoreEntry(ignoreFile, path);
      assert.equal(edit && applyEdits(ignoreFile, [edit]), after);
    });
});
