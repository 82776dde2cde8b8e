import assert from "node:assert/strict";

import type { UnitFact } from "../../../src/analysis/source/facts";
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
      const names: string[] = [];
      for await (const name of declaring) names.push(name);
      log.push(`facts of ${names.join()}`);
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

  it("hand on what declares units while the others are checked", async () => {
    const log: string[] = [];
    let arrived = () => {};
    const arrival = new Promise<void>((resolve) => (arrived = resolve));
    await checkAtOnce(
      files,
      async (names, _, onEach) => {
        for (const name of names) {
          onEach({ ...clean(name, 1), mayDeclareUnits: name === "template.yaml" });
          if (name === "template.yaml") await arrival;
        }
        log.push("checked");
      },
      async (declaring) => {
        for await (const name of declaring) {
          log.push(name);
          arrived();
        }
        return new Map();
      },
      () => undefined,
    );
    assert.deepEqual(log, ["template.yaml", "checked", "checked"]);
  });

  it("are all checked where units cannot be read, and then it fails", async () => {
    const reported: string[] = [];
    await assert.rejects(
      checkAtOnce(
        files,
        async (names, _, onEach) => {
          for (const name of names) onEach({ ...clean(name, 1), mayDeclareUnits: true });
          await Promise.resolve();
        },
        () => Promise.reject(new Error("no units")),
        ({ file }) => void reported.push(file),
      ),
      /no units/,
    );
    assert.deepEqual(reported, files);
  });
});
