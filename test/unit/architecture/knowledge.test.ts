/** Tables of what is known of AWS say when they were true and where each comes from: AWS goes on, and somebody has to look again. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const folder = join(__dirname, "../../../src/analysis/knowledge");
const date = /\b(?:January|February|March|April|May|June|July|August|September|October|November|December) 20\d\d\b/;
const source = /AWS|\b[\w-]+\.(?:com|cloud|org)\b|\bRead in\b/;

describe("what is known of AWS beyond the catalogue", () => {
  for (const name of readdirSync(folder).filter((file) => file.endsWith(".ts")))
    it(`${name} has a date and a source`, () => {
      const [head = ""] = /^\/\*\*[^]*?\*\//.exec(readFileSync(join(folder, name), "utf8")) ?? [];
      const text = head.replace(/\s*\n \* ?/g, " ");
      assert.match(text, date);
      assert.match(text, source);
    });
});
