/** The recipes of docs/pipelines.md: each file can be read, and each command does what the page says of it. Needs `npm run build` first. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

import MarkdownIt from "markdown-it";
import { parse } from "yaml";

import { builtCli } from "../../support/built";
import { temporaryFolder, writeFiles } from "../../support/folder";
import { git, initGit } from "../../support/git";
import { wrongPolicy } from "../../support/wrong-policy";

const root = join(__dirname, "../../..");
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const blocks = new MarkdownIt()
  .parse(readFileSync(join(root, "docs/pipelines.md"), "utf8"), {})
  .filter(({ type }) => type === "fence")
  .map(({ info, content }) => ({ info, content }));
const commands = blocks.flatMap(({ content }) =>
  [...content.matchAll(/npx (?:--yes )?planeguard(?:@\S+)? ([^|'\n]+)/g)].map(([, rest]) => rest!.trim()),
);

describe("recipes for pipelines", () => {
  const folder = temporaryFolder({ "policies/read.json": wrongPolicy });
  after(() => folder.remove());
  before(() => {
    initGit(folder.path);
    git(folder.path, ["add", "--all"]);
  });

  it("are YAML that can be read, and pin the version of this package", () => {
    assert.ok(commands.length >= 10);
    for (const { info, content } of blocks) if (info === "yaml") assert.equal(typeof parse(content), "object", content);
    for (const { content } of blocks)
      for (const [, pinned] of content.matchAll(/planeguard@(\d\S*)/g)) assert.equal(pinned, version);
  });

  for (const command of commands)
    it(`planeguard ${command}`, () => {
      const args = command
        .replace("${target}", "policies/read.json")
        .replace("$(Build.ArtifactStagingDirectory)", "staging")
        .split(" ");
      const reports = args.flatMap((argument) => /^[a-z-]+=(.+)$/.exec(argument)?.[1] ?? []);
      for (const report of reports) writeFiles(folder.path, { [join(dirname(report), ".keep")]: "" });
      const { status, stdout, stderr } = spawnSync(process.execPath, [builtCli, ...args], {
        cwd: folder.path,
        encoding: "utf8",
      });
      assert.equal(status, args.includes("never") ? 0 : 1, stderr);
      assert.match(stdout, /policy[/.]invalid-action/);
      for (const report of reports) {
        assert.ok(existsSync(join(folder.path, report)), report);
        assert.match(readFileSync(join(folder.path, report), "utf8"), /policy[/.]invalid-action/);
      }
    });
});
