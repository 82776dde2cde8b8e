import assert from "node:assert/strict";

import type { UnitFact } from "../../../src/analysis/units/facts";
import { checkAtOnce, type FactsByName } from "../../../src/workspace/check-at-once";
import { type CheckedFile, clean } from "../../../src/workspace/check-file";

const files = ["notes.md", "template.yaml", "handler.ts", "other.ts"];
const facts: FactsByName = new Map([["handler.ts", [{} as UnitFact]]]);

/** Checks the files, of which the template declares units; what was asked and reported, in order. */
async function run({ signal, found = facts }: { signal?: AbortSignal; found?: FactsByName } = {}) {
  const log: string[] = [];
  await checkAtOnce(
    files,
    async (names, known, onEach) => {
      for (const name of names) {
        log.push(`check ${name}${known.has(name) ? " with facts" : ""}`);
        onEach({ ...clean(name, 1), mayDeclareUnits: name === "template.yaml" });
      }
    },
    async (declaring) => {
      log.push(`facts of ${[...declaring].join()}`);
      return found;
    },
    ({ file }: CheckedFile) => void log.push(`report ${file}`),
    signal,
  );
  return log;
}

describe("files that are checked before units are known", () => {
  it("are read once, but for those of which units say something", async () => {
    assert.deepEqual(await run(), [
      ...files.flatMap((file) => [`check ${file}`, `report ${file}`]),
      "facts of template.yaml",
      "check handler.ts with facts",
      "report handler.ts",
    ]);
  });

  it("are each reported once where units say nothing", async () => {
    const log = await run({ found: new Map() });
    assert.deepEqual(
      log.filter((line) => line.startsWith("report")),
      files.map((file) => `report ${file}`),
    );
    assert.equal(log.filter((line) => line.startsWith("check")).length, files.length);
  });

  it("are checked once where it is aborted, and reported with what they have", async () => {
    const log = await run({ signal: AbortSignal.abort() });
    assert.deepEqual(log, [...files.flatMap((file) => [`check ${file}`, `report ${file}`]), "facts of template.yaml"]);
  });
});
