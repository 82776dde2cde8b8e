/** What the rooms import, as shared/DESIGN.md and docs/architecture.md say; read with the compiler's own parser. */
import assert from "node:assert/strict";
import { isBuiltin } from "node:module";

import manifest from "../../../package.json";
import { roomOf, rooms } from "./rooms";
import { type Import, importsOf, importsOfSources, sourceFiles } from "./sources";

const files = sourceFiles();
const imports = importsOfSources();

const packageOf = (module: string) =>
  module
    .split("/")
    .slice(0, module.startsWith("@") ? 2 : 1)
    .join("/");
const isAwsSdk = (module: string) => /^@(aws-sdk|smithy|aws-crypto)\//.test(module);

function none(wrong: readonly Import[]): void {
  assert.deepEqual(
    wrong.map(({ file, line, target }) => `${file}:${line} imports ${target}`),
    [],
  );
}

const modules = imports.filter(({ ours, target }) => !ours && !target.startsWith("src/"));

describe("the imports of the sources", () => {
  it("are all seen, whatever their form", () => {
    const text = `import a from './a'; import type { B } from 'b'; export * from './c'; import d = require('d');
      const e = import('e'); const f = require('f'); type G = import('../g').G; export { h } from 'h'; const text = "import('x')";`;
    assert.deepEqual(
      importsOf("src/room/file.ts", text).map(({ target }) => target),
      ["src/room/a", "b", "src/room/c", "d", "e", "f", "src/g", "h"],
    );
  });

  it("are of files that stand in a room", () => {
    assert.deepEqual(
      files.filter((file) => roomOf(file) === undefined),
      [],
    );
    assert.deepEqual(
      rooms.filter((room) => !files.some((file) => roomOf(file) === room)).map(({ path }) => path),
      [],
      "a room is empty",
    );
  });

  it("follow the arrows of the design", () => {
    none(
      imports.filter(({ file, ours, target }) => {
        if (!ours || !target.startsWith("src/")) return false;
        const [from, to] = [roomOf(file)!, roomOf(target)];
        return to === undefined || (from !== to && !from.mayImport.includes(to.path));
      }),
    );
  });

  it("leave the sources for nothing but the manifest", () => {
    none(imports.filter(({ ours, target }) => ours && !target.startsWith("src/") && target !== "package.json"));
  });

  it("bring no Node built-in, SDK or vscode into a pure room", () => {
    none(
      modules.filter(
        ({ file, target }) => roomOf(file)!.pure && (isBuiltin(target) || target === "vscode" || isAwsSdk(target)),
      ),
    );
  });

  it("bring vscode into src/editor and src/extension.ts alone", () => {
    none(modules.filter(({ file, target }) => target === "vscode" && !roomOf(file)!.importsVscode));
  });

  it("bring the AWS SDK into the collectors, the profiles and the demo account alone", () => {
    none(modules.filter(({ file, target }) => isAwsSdk(target) && !roomOf(file)!.importsAwsSdk));
  });

  it("bring in no oracle of the tests: its licence is not for what is shipped", () => {
    none(modules.filter(({ target }) => target.startsWith("@cloud-copilot/")));
  });

  it("bring in only packages that the manifest pins", () => {
    const pinned = { ...manifest.devDependencies, vscode: "" };
    // The types of an SDK come with its clients; those of a format may be a package of their own.
    none(
      modules.filter(
        ({ target }) =>
          !isBuiltin(target) &&
          target !== "@smithy/types" &&
          !(packageOf(target) in pinned) &&
          !(`@types/${packageOf(target)}` in pinned),
      ),
    );
  });
});
