/** What git lists of what has changed is what a walk finds that has changed. */
import assert from "node:assert/strict";
import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { checkPaths } from "../../../src/workspace/check";
import { temporaryFolder, writeFiles } from "../../support/folder";
import { git, initGit } from "../../support/git";

const files = {
  ".gitignore": "ignored\n*.log\n",
  "same.json": "{}",
  "edited.json": "{}",
  "staged.json": "{}",
  "gone.json": "{}",
  "linked.json": "{}",
  "deep/same.json": "{}",
  "deep/edited.json": "{}",
  "moved/same.json": "{}",
  "node_modules/pack/edited.json": "{}",
};

const changes: Readonly<Record<string, (folder: string, write: (files: Record<string, string>) => void) => void>> = {
  "edits, staged and not": (folder, write) => {
    write({
      "edited.json": "[]",
      "staged.json": "[1]",
      "deep/edited.json": "[]",
      "node_modules/pack/edited.json": "[]",
    });
    git(folder, ["add", "staged.json"]);
  },
  "an edit that is staged and taken back": (folder, write) => {
    write({ "staged.json": "[1]" });
    git(folder, ["add", "staged.json"]);
    write({ "staged.json": "{}" });
  },
  "new files, ignored and not": (folder, write) => {
    write({
      "new.json": "{}",
      "deep/newer/new.json": "{}",
      "new.log": "{}",
      "ignored/new.json": "{}",
      "forced.log": "{}",
    });
    git(folder, ["add", "-f", "forced.log"]);
    write({ "ignored/forced.json": "{}" });
    git(folder, ["add", "-f", "-N", "ignored/forced.json"]);
  },
  "files that are gone, or are links and folders now": (folder, write) => {
    rmSync(join(folder, "gone.json"));
    rmSync(join(folder, "linked.json"));
    symlinkSync("same.json", join(folder, "linked.json"));
    rmSync(join(folder, "edited.json"));
    write({ "edited.json/within.json": "{}" });
    renameSync(join(folder, "moved"), join(folder, "elsewhere"));
    symlinkSync("elsewhere", join(folder, "moved"));
  },
  "repositories within": (folder, write) => {
    write({ "inner/a.json": "{}", "inner/.gitignore": "b.json\n", "inner/b.json": "{}" });
    initGit(join(folder, "inner"));
    write({ "committed/a.json": "{}" });
    initGit(join(folder, "committed"));
    git(join(folder, "committed"), ["add", "-A"]);
    git(join(folder, "committed"), ["commit", "-q", "-m", "inner"]);
    git(folder, ["-c", "advice.addEmbeddedRepo=false", "add", "committed"]);
    write({ "committed/b.json": "{}" });
  },
  "a merge that is not resolved": (folder, write) => {
    git(folder, ["checkout", "-q", "-b", "other"]);
    write({ "edited.json": "[1]" });
    git(folder, ["commit", "-q", "-am", "one"]);
    git(folder, ["checkout", "-q", "-"]);
    write({ "edited.json": "[2]", "deep/edited.json": "[]" });
    git(folder, ["commit", "-q", "-am", "two"]);
    try {
      git(folder, ["merge", "-q", "other"]);
    } catch {
      // It does not resolve by itself.
    }
  },
  "a folder that cannot be read": (folder, write) => {
    write({ "deep/edited.json": "[]" });
    mkdirSync(join(folder, "closed"));
    writeFileSync(join(folder, "closed/new.json"), "{}");
    chmodSync(join(folder, "closed"), 0);
  },
};

describe("what has changed", () => {
  for (const [title, change] of Object.entries(changes))
    it(`is listed as a walk finds it: ${title}`, async () => {
      const folder = temporaryFolder(files);
      try {
        initGit(folder.path);
        git(folder.path, ["add", "-A"]);
        git(folder.path, ["commit", "-q", "-m", "begin"]);
        change(folder.path, (given) => writeFiles(folder.path, given));
        const seen = async (events: object) => {
          const names: string[] = [];
          const request = { paths: ["."], folder: folder.path, changedSince: "HEAD" };
          const { problems } = await checkPaths(request, { ...events, onFile: (name: string) => names.push(name) });
          return { names, problems: problems.map(({ file }) => file) };
        };
        const walked = await seen({ onFolder: () => undefined });
        assert.deepEqual(await seen({}), walked);
        assert.ok(walked.names.length > 0 || title.includes("taken back"));
      } finally {
        if (existsSync(join(folder.path, "closed"))) chmodSync(join(folder.path, "closed"), 0o755);
        folder.remove();
      }
    });
});
