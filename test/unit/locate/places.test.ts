/**
 * Where policies are written, and what is open there: documents with a mark `⟵ rule` behind each line where an error or a warning
 * belongs. Without a mark a document must stay silent, and none may be unreadable.
 */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { createEngine } from "../../../src/workspace/engine";

const folder = join(__dirname, "../../fixtures/places");
const mark = /[ \t]*⟵[ ]*([\w/, -]+)$/;

describe("places where policies are written", () => {
  const engine = createEngine();
  for (const file of readdirSync(folder).sort()) {
    it(file, async () => {
      const lines = readFileSync(join(folder, file), "utf8").split("\n");
      const expected = lines.flatMap((line, index) =>
        (mark.exec(line)?.[1]!.split(",") ?? []).map((rule) => `${index + 1} ${rule.trim()}`),
      );
      const text = lines.map((line) => line.replace(mark, "")).join("\n");
      const { findings, problems } = await engine.analyze({ name: file, text }, { fixes: false });
      const found = findings
        .filter(({ severity }) => severity === "error" || severity === "warning")
        .map(({ range, ruleId }) => `${range.start.line} ${ruleId}`);
      assert.deepEqual(
        { found: [...new Set(found)].sort(), problems: problems.map(({ message }) => message) },
        { found: expected.sort(), problems: [] },
      );
    });
  }
});
