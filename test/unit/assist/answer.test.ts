/** The answers of the tools for language models: however much there is to say, they are whole in their form. */
import assert from "node:assert/strict";

import { Answer, maxAnswerLength } from "../../../src/assist/answer";
import { hostileTexts } from "../../support/hostile-texts";

interface Told {
  readonly findings: readonly { readonly line: number; readonly fixes: readonly unknown[] }[];
  readonly findingsLeftOut?: number;
  readonly notRead: readonly unknown[];
  readonly notReadLeftOut?: number;
}

function findings(count: number, message = "`s3:GetObjct` is not an action of Amazon S3.", actions = 2) {
  const newlyAllows = Array.from({ length: actions }, (_, at) => `s3:Action${at}`);
  const fixes = [{ title: "Replace it", kind: "suggestion", newlyAllows }];
  return Array.from({ length: count }, (_, line) => ({ line, message, fixes }));
}

describe("an answer for a language model", () => {
  it("has everything where there is room", () => {
    const value = { findings: findings(50), notRead: [] };
    assert.deepEqual(JSON.parse(Answer.json(value).text), value);
  });

  for (const [what, value] of [
    ["many findings", { findings: findings(20_000), notRead: [] }],
    ["findings and problems", { findings: findings(9000), notRead: findings(9000) }],
    ["texts that grow when they are written", { findings: findings(2000, "\u202e".repeat(900)), notRead: [] }],
    ["much in each finding", { findings: findings(40, "x", 20_000), notRead: [] }],
    ["texts without end", { findings: findings(60, "x".repeat(1_000_000)), notRead: [] }],
    ["hostile texts", { findings: hostileTexts.flatMap((text) => findings(400, text)), notRead: [] }],
  ] as const)
    it(`is JSON within its bound of ${what}, and counts what was left out`, () => {
      const { text } = Answer.json(value);
      assert.ok(text.length <= maxAnswerLength, `${text.length}`);
      assert.ok(text.length > maxAnswerLength / 20, `${text.length}`);
      const told = JSON.parse(text) as Told;
      assert.equal(told.findings.length + (told.findingsLeftOut ?? 0), value.findings.length);
      assert.equal(told.notRead.length + (told.notReadLeftOut ?? 0), value.notRead.length);
      assert.ok(told.findings.length > 0);
      assert.deepEqual(
        told.findings.map(({ line }) => line),
        value.findings.slice(0, told.findings.length).map(({ line }) => line),
      );
    });

  it("shortens what is within before it leaves out what it is about", () => {
    const told = JSON.parse(Answer.json({ findings: findings(40, "x", 20_000), notRead: [] }).text) as Told;
    assert.equal(told.findings.length, 40);
    assert.match(JSON.stringify(told.findings[0]), /"newlyAllowsLeftOut":\d+/);
  });

  it("is as many pages as there is room for, and tells how many there are more", () => {
    const pages = Array.from({ length: 100 }, (_, at) => `# ${at}\n\n${"- an action\n".repeat(20)}`);
    assert.ok(Answer.pages(pages, "policies").text.includes("# 99"));
    const { text } = Answer.pages(pages, "policies", 1000);
    const shown = text.match(/^# /gm)!.length;
    assert.ok(shown > 1 && text.endsWith(`Left out: ${100 - shown} more policies.`), text);
    assert.ok(text.length < 1100);
  });

  it("is the beginning of a page that is too long by itself, in whole lines", () => {
    const { text } = Answer.pages(["- an action\n".repeat(1000), "# another"], "policies", 1000);
    assert.match(text, /^(?:- an action\n)+\n… The rest was left out\.\n---\n\nLeft out: 1 more policies\.$/);
    assert.ok(text.length < 1100);
  });
});
