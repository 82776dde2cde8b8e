/** A fix is the same whatever ends the lines and whatever indents them, and leaves the rest of the text as it is. */
import assert from "node:assert/strict";
import { extname } from "node:path";

import { applyEdits } from "../../../src/analysis/text";
import { createEngine } from "../../../src/workspace/engine";
import { analysisOf } from "../../support/fixed-fixtures";
import { type Fixture, readFixtures } from "../../support/fixtures";

const engine = createEngine();

/** Every form that credentials are taken out of; of policies, whose forms share their writers, some of each. */
function chosen(): Fixture[] {
  const found = readFixtures().filter(({ kind }) => kind === "found");
  const counts = new Map<string, number>();
  return found.filter(({ ruleId, file }) => {
    if (ruleId.startsWith("credentials/")) return true;
    const form = `${ruleId.split("/")[0]} ${extname(file)}`;
    counts.set(form, (counts.get(form) ?? 0) + 1);
    return counts.get(form)! <= 3;
  });
}

const withReturns = (text: string) => text.replace(/\r?\n/g, "\r\n");
const withTabs = (text: string) => text.replace(/^(?: {2})+/gm, (indent) => "\t".repeat(indent.length / 2));
/** Their blanks say what belongs together. */
const keepsBlanks = /\.(?:ya?ml|py|ipynb|md)$|Dockerfile/;

/** Each fix of a document, as it is called and with what it makes of the text. */
async function fixed(fixture: Fixture, text: string): Promise<[string, string][]> {
  const { name, policyType } = fixture;
  const { findings } = await (text === fixture.text
    ? analysisOf(fixture)
    : engine.analyze({ name, text }, { policyType, fixes: true }));
  return findings.flatMap(({ ruleId, fixes }) =>
    fixes.map(({ title, kind, edits }): [string, string] => [
      `${ruleId}: ${title} (${kind})`,
      applyEdits(
        text,
        edits.map(({ range, newText }) => ({
          span: { start: range.start.offset, end: range.end.offset },
          newText,
        })),
      ),
    ]),
  );
}

describe("fixes in files", () => {
  for (const fixture of chosen()) {
    it(`that end their lines otherwise, as ${fixture.ruleId} ${fixture.file}`, async () => {
      const expected = (await fixed(fixture, fixture.text)).map(([title, text]) => [title, withReturns(text)]);
      assert.deepEqual(await fixed(fixture, withReturns(fixture.text)), expected);
    });

    if (keepsBlanks.test(fixture.name)) continue;
    it(`that indent with tabs, as ${fixture.ruleId} ${fixture.file}`, async () => {
      const expected = (await fixed(fixture, fixture.text)).map(([title, text]) => [title, withTabs(text)]);
      assert.deepEqual(await fixed(fixture, withTabs(fixture.text)), expected);
    });
  }
});
