/** No file needs another that needs it: circles of values are forbidden, and circles of types are few and within one folder. */
import assert from "node:assert/strict";
import { dirname } from "node:path";

import { circlesOf } from "./circles";
import { type Import, importsOfSources, sourceFiles } from "./sources";

/** Circles of types that are left; each is a tree of nodes, or a class beside what it is made with. */
const mostOfTypes = 4;

const files = sourceFiles();
const known = new Set(files);
const imports = importsOfSources();

function graph(counts: (one: Import) => boolean): Map<string, string[]> {
  const targets = new Map<string, string[]>(files.map((file) => [file, []]));
  for (const one of imports) {
    const target = [`${one.target}.ts`, `${one.target}/index.ts`].find((file) => known.has(file));
    if (one.ours && target && counts(one)) targets.get(one.file)!.push(target);
  }
  return targets;
}

describe("circles of imports", () => {
  it("are found", () => {
    const circles = circlesOf(new Map(Object.entries({ a: ["b"], b: ["c"], c: ["a", "d"], d: ["e"], e: [] })));
    assert.deepEqual(circles, [["a", "b", "c"]]);
  });

  it("are of no values", () => {
    assert.deepEqual(circlesOf(graph(({ typesOnly }) => !typesOnly)), []);
  });

  it("are of types in few folders", () => {
    const circles = circlesOf(graph(() => true));
    assert.ok(circles.length <= mostOfTypes, circles.map((circle) => circle.join(" ")).join("\n"));
    assert.deepEqual(
      circles.filter((circle) => new Set(circle.map((file) => dirname(file))).size > 1),
      [],
    );
  });
});
