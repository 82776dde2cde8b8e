import assert from "node:assert/strict";

import { URI } from "vscode-uri";

import { manifestsAbove, nameOf, pathOf, uriOf } from "../../../src/language/document-uri";

const parse = (uri: string) => URI.parse(uri);

describe("the names of documents", () => {
  for (const [uri, name] of [
    ["file:///work/deep%20folder/a.json", "/work/deep folder/a.json"],
    ["file:///c%3A/work/a.json", "/c:/work/a.json"],
    ["untitled:Untitled-1", "Untitled-1"],
    ["vscode-vfs://github/planes/app/.env", "/planes/app/.env"],
    ["vscode-notebook-cell:/work/a.ipynb#W0s", "/work/a.ipynb#W0s"],
  ] as const)
    it(`are the paths of their URIs: ${uri}`, () => {
      assert.equal(nameOf(parse(uri)), name);
      const itself = parse(uri);
      assert.equal(uriOf(name, itself, parse), itself);
    });

  for (const [what, name, beside, expected] of [
    ["another file", "/work/b c.json", "file:///work/a.json", "file:///work/b%20c.json"],
    [
      "another file of the same place",
      "/planes/b.env",
      "vscode-vfs://github/planes/.env",
      "vscode-vfs://github/planes/b.env",
    ],
    ["an open document, by its URI", "untitled:Untitled-1", "file:///work/a.env", "untitled:Untitled-1"],
    ["one of another place", "vscode-vfs://github/a/.env", "file:///work/a.env", "vscode-vfs://github/a/.env"],
    ["a cell", "vscode-notebook-cell:/a.ipynb#W1", "file:///work/a.env", "vscode-notebook-cell:/a.ipynb#W1"],
    ["a file, beside a document without one", "/work/b.env", "untitled:Untitled-1", "file:///work/b.env"],
    ["a file, beside a cell", "/work/b.env", "vscode-notebook-cell:/work/a.ipynb#W1", "file:///work/b.env"],
  ] as const)
    it(`tell ${what}`, () => assert.equal(uriOf(name, parse(beside), parse).toString(), expected));

  it("are paths of Windows where a drive stands in them", () => {
    assert.deepEqual(["/c:/a/b.json", "/work/c:/a.json"].map(pathOf), ["c:/a/b.json", "/work/c:/a.json"]);
  });
});

describe("the manifests above a file", () => {
  for (const [what, file, folders, expected] of [
    [
      "are the nearest first, up to the folder of the workspace",
      "file:///work/shop/src/a.ts",
      ["file:///work/shop"],
      ["file:///work/shop/src/package.json", "file:///work/shop/package.json"],
    ],
    [
      "end at the innermost folder",
      "file:///work/shop/src/a.ts",
      ["file:///work", "file:///work/shop/src/"],
      ["file:///work/shop/src/package.json"],
    ],
    ["are none in a folder that only begins like it", "file:///work/shop-old/a.ts", ["file:///work/shop"], []],
    ["are none in another place of the same path", "vscode-vfs://github/work/a.ts", ["file:///work"], []],
    ["are none without a folder", "untitled:Untitled-1", [], []],
    ["may lie at the root", "file:///a.ts", ["file:///"], ["file:///package.json"]],
  ] as const)
    it(what, () => {
      assert.deepEqual(manifestsAbove(parse(file), folders.map(parse)).map(String), expected);
    });
});
