import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, posix, win32 } from "node:path";

import { liesIn, pathsMeant, placeMeant, realPathIn } from "../../../src/workspace/meant-file";

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

  const workspace = () => [
    { name: "workspace", path: folder },
    { name: "again", path: join(top, "again") },
  ];
  for (const [name, place] of [
    ["inner", "inner"],
    ["inner/a.json", "inner/a.json"],
    ["workspace/inner/a.json", "inner/a.json"],
    ["again/inner", "inner"],
    [".", ""],
    ["none.json", null],
    ["link.json", null],
    ["up", null],
    ["../outside.json", null],
  ] as const)
    it(`${place === null ? "is no place" : "is a place"} of the workspace: ${name}`, async () =>
      assert.deepEqual(
        await placeMeant(name, workspace()),
        place === null ? null : { path: join(folder, place), folder },
      ));

  it("is a place where the folder itself is named, also by a link to it", async () => {
    const place = { path: folder, folder };
    assert.deepEqual(await placeMeant(folder, workspace()), place);
    assert.deepEqual(await placeMeant(join(top, "again"), workspace()), place);
    assert.deepEqual(await placeMeant(folder, [workspace()[1]!]), place);
    assert.equal(await placeMeant("inner", [{ name: "none", path: join(top, "none") }]), null);
    assert.equal(await realPathIn(join(top, "again/inner/a.json"), [folder]), join(folder, "inner/a.json"));
  });

  it("is in none where there is no folder", async () =>
    assert.equal(await liesIn(join(folder, "inner/a.json"), []), false));
});

describe("the name of a file that a language model gives", () => {
  const unix = [{ name: "shop", path: "/home/ada/shop" }];
  const windows = [{ name: "shop", path: "C:\\Users\\Ada\\shop" }];
  const two = [...unix, { name: "infra", path: "/home/ada/infra" }];
  const share = [{ name: "shop", path: "\\\\files\\team\\shop" }];

  for (const [what, file, folders, paths, meant] of [
    ["relative", "a/b.json", unix, posix, ["/home/ada/shop/a/b.json"]],
    ["relative, with dots", "./a/../b.json", unix, posix, ["/home/ada/shop/b.json"]],
    ["absolute", "/home/ada/shop/b.json", unix, posix, ["/home/ada/shop/b.json"]],
    ["relative to one of two", "infra/b.json", two, posix, ["/home/ada/shop/infra/b.json", "/home/ada/infra/b.json"]],
    ["outside", "/etc/passwd", unix, posix, []],
    ["beside", "/home/ada/shop-2/b.json", unix, posix, []],
    ["above", "../b.json", unix, posix, []],
    ["above by a way around", "a/../../b.json", unix, posix, []],
    ["of another case where that is another file", "/home/ada/Shop/b.json", unix, posix, []],
    ["the folder itself", "/home/ada/shop", unix, posix, []],
    [
      "with a backslash, which is a sign like another",
      "a\\..\\..\\b.json",
      unix,
      posix,
      ["/home/ada/shop/a\\..\\..\\b.json"],
    ],
    ["of a drive", "C:\\Users\\Ada\\shop\\b.json", windows, win32, ["C:\\Users\\Ada\\shop\\b.json"]],
    ["of a drive, in another case", "c:/users/ada/SHOP/b.json", windows, win32, ["c:\\users\\ada\\SHOP\\b.json"]],
    ["of a drive, as a URI has it", "/c:/Users/Ada/shop/b.json", windows, win32, ["c:\\Users\\Ada\\shop\\b.json"]],
    ["above, with backslashes", "a\\..\\..\\b.json", windows, win32, []],
    ["of another drive", "D:\\Users\\Ada\\shop\\b.json", windows, win32, []],
    ["relative to another drive", "D:b.json", windows, win32, []],
    ["of another machine", "\\\\evil.example\\share\\b.json", windows, win32, []],
    ["of another machine, with slashes", "//evil.example/share/b.json", windows, win32, []],
    ["of a device", "\\\\?\\C:\\Windows\\win.ini", windows, win32, []],
    ["of another machine than the workspace's", "\\\\evil.example\\team\\shop\\b.json", share, win32, []],
    [
      "of the machine that has the workspace",
      "\\\\FILES\\team\\shop\\b.json",
      share,
      win32,
      ["\\\\FILES\\team\\shop\\b.json"],
    ],
  ] as const)
    it(`${meant.length > 0 ? "may mean" : "means no"} file of the workspace: ${what}`, () =>
      assert.deepEqual([...new Set(pathsMeant(file, folders, paths))], meant));
});
