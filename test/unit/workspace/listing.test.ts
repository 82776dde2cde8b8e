/** Git begins to list what differs in a repository before it is known what for: only where the whole of it is asked for. */
import assert from "node:assert/strict";
import { mkdirSync, realpathSync, symlinkSync } from "node:fs";
import { join } from "node:path";

import { beginListing, leadTo } from "../../../src/workspace/git/listing";
import { temporaryFolder, writeFiles } from "../../support/folder";
import { git, initGit } from "../../support/git";

describe("what git lists ahead", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let top: string;
  before(() => {
    folder = temporaryFolder({ "repository/a.json": "{}", "repository/deep/b.json": "{}", "beside/c.json": "{}" });
    top = join(realpathSync(folder.path), "repository");
    initGit(top);
    git(top, ["add", "."]);
    git(top, ["commit", "-q", "-m", "First"]);
    writeFiles(top, { "deep/b.json": "[]", "new.json": "{}" });
    symlinkSync(top, join(folder.path, "link"));
    mkdirSync(join(top, "empty"));
  });
  after(() => folder.remove());

  const asked: readonly (readonly [title: string, from: string, paths: readonly string[], isListed: boolean])[] = [
    ["the repository from its root", "repository", ["."], true],
    ["the repository from within", "repository/deep", [".."], true],
    ["the repository by a link", ".", ["link"], false],
    ["the repository beside others", "repository", ["deep", "."], true],
    ["the repository by a link to it, from itself", "link", ["."], true],
    ["a folder of it", "repository", ["deep"], false],
    ["what is not there", "repository", ["none"], false],
    ["no path", "repository", [], false],
    ["what is in no repository", "beside", ["."], false],
  ];
  for (const [title, from, paths, isListed] of asked)
    it(`${isListed ? "is" : "is not"} of ${title}`, async () => {
      const listing = await beginListing(join(folder.path, from), "HEAD", paths);
      assert.equal(listing?.top ?? null, isListed ? top : null);
      if (!listing) return;
      const listed = await listing.listed;
      assert.equal(listed?.top, top);
      assert.deepEqual([...listed.files].sort(), ["deep/b.json", "new.json"]);
    });

  it("says why it is not there, to whoever waits for it", async () => {
    const listing = await beginListing(top, "no-such-commit", ["."]);
    await assert.rejects(listing!.listed, /no-such-commit/);
  });

  it("knows which paths lead to a place", async () => {
    assert.ok(await leadTo(top, folder.path, ["beside", "link"]));
    assert.ok(!(await leadTo(top, folder.path, ["beside", "none"])));
  });
});
