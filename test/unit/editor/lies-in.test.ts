import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { liesIn } from "../../../src/editor/tools/lies-in";

describe("a file that a language model names", () => {
  const top = realpathSync(mkdtempSync(join(tmpdir(), "planeguard-")));
  const folder = join(top, "workspace");
  before(() => {
    mkdirSync(join(folder, "inner"), { recursive: true });
    mkdirSync(join(top, "workspace-beside"));
    writeFileSync(join(folder, "inner", "a.json"), "{}");
    writeFileSync(join(top, "outside.json"), "{}");
    writeFileSync(join(top, "workspace-beside", "b.json"), "{}");
    symlinkSync(join(top, "outside.json"), join(folder, "link.json"));
    symlinkSync(top, join(folder, "up"));
    symlinkSync(folder, join(top, "again"));
  });
  after(() => rmSync(top, { recursive: true }));

  for (const [file, inside] of [
    ["workspace/inner/a.json", true],
    ["again/inner/a.json", true],
    ["workspace/up/workspace/inner/a.json", true],
    ["workspace/link.json", false],
    ["workspace/up/outside.json", false],
    ["workspace/../outside.json", false],
    ["workspace-beside/b.json", false],
    ["workspace/none.json", false],
    ["workspace", false],
  ] as const)
    it(`${inside ? "is" : "is not"} in the workspace: ${file}`, async () =>
      assert.equal(await liesIn(`${top}/${file}`, [folder]), inside));

  it("is in none where there is no folder", async () =>
    assert.equal(await liesIn(join(folder, "inner/a.json"), []), false));
});
