/** What a comparison looks like in each form: within GitHub's limit, and valid where there is a schema. */
import assert from "node:assert/strict";

import type { SubjectChange } from "../../../src/analysis/change/change";
import { diffMarkdown } from "../../../src/report/diff-markdown";
import type { DiffReport } from "../../../src/report/diff-report";
import { diffSarif } from "../../../src/report/diff-sarif";
import { diffText } from "../../../src/report/diff-text";
import { diffWith } from "../../support/hostile-inputs";
import { sarifMistakes } from "../../support/sarif-schema";

const tool = { name: "planeguard", version: "1.2.3", catalogDate: "2026-01-01" } as const;
const report = diffWith("some");

function many(count: number): DiffReport {
  const [first] = report.subjects as [SubjectChange];
  const subjects = Array.from({ length: count }, (_, at) => ({ ...first, name: `role-${at}` }));
  return { ...report, subjects };
}

describe("the forms of a comparison", () => {
  it("make a comment that GitHub takes, and say what it leaves out", () => {
    const markdown = diffMarkdown(many(3000));
    assert.ok(markdown.length < 65_000, String(markdown.length));
    assert.match(markdown, /\nAnd \d+ sections more, for which there is no room here/);
    assert.equal(markdown.match(/<details>/g)?.length, markdown.match(/<\/details>/g)?.length);
    assert.doesNotMatch(diffMarkdown(many(3)), /no room/);
  });

  it("make SARIF that is valid, with a result for all that a statement newly allows", () => {
    const log = JSON.parse(diffSarif(report, tool, (text) => text, "/"));
    assert.deepEqual(sarifMistakes(log), []);
    const [{ results, invocations }] = log.runs;
    assert.deepEqual(
      results.map(({ ruleId, level }: { ruleId: string; level: string }) => `${ruleId} ${level}`),
      ["change/new-access warning", "change/new-access warning"],
    );
    assert.equal(invocations[0].toolExecutionNotifications.length, 2);
  });

  it("say all that a statement newly allows in one place, whatever the access level", () => {
    const text = diffText(report, { colour: false });
    assert.equal(text.match(/newly allowed$/gm)?.length, 2);
    assert.equal(text.match(/for example/g)?.length, 2);
  });

  it("count in the heading what is listed below it", () => {
    const text = diffMarkdown(report);
    const counted = [...text.matchAll(/: (\d+) newly allowed/g)].reduce((sum, [, count]) => sum + Number(count), 0);
    assert.equal(counted, text.match(/^  - For example/gm)?.length);
  });

  it("name the file that something is gone from, where one is known", () => {
    const [first] = report.subjects as [SubjectChange];
    const access = first.newlyAllowed[0]!;
    const inFile = (file: string) => ({ ...access, place: { ...access.place, file } });
    const said = (...files: readonly string[]) => {
      const subject = { ...first, place: null, newlyAllowed: [], noLongerAllowed: files.map(inFile) };
      const own = { ...report, subjects: [subject] };
      return [diffText(own, { colour: false }).split("\n")[0]!, diffMarkdown(own).match(/^It is gone.*$/m)?.[0]];
    };
    const [text, markdown] = said("a/role.yaml", "a/role.yaml");
    assert.match(text!, /  gone from a\/role\.yaml$/);
    assert.equal(markdown, "It is gone from `a/role.yaml`:");
    for (const files of [[], ["a.yaml", "b.yaml"]]) {
      const [line, title] = said(...files);
      assert.match(line!, /  gone$/);
      assert.equal(title, "It is gone:");
    }
  });
});
