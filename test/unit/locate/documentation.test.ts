/** How much of documentation is read for policies: what is left out is said. */
import assert from "node:assert/strict";

import { createEngine } from "../../../src/workspace/engine";

const engine = createEngine();
const statement = '{ "Effect": "Allow", "Action": "s3:GetObjct", "Resource": "*" }';
const policy = `{ "Version": "2012-10-17", "Statement": [${statement}] }`;
const forms: Record<string, (body: string) => string> = {
  "GUIDE.md": (body) => `\`\`\`json\n${body}\n\`\`\`\n`,
  "guide.adoc": (body) => `[source,json]\n----\n${body}\n----\n`,
};

async function said(name: string, text: string): Promise<{ readonly found: number; readonly problems: string[] }> {
  const { findings, problems } = await engine.analyze({ name, text }, {});
  return {
    found: findings.filter(({ ruleId }) => ruleId === "policy/invalid-action").length,
    problems: problems.map(({ message, range }) => `${range?.start.line}: ${message}`),
  };
}

describe("blocks of documentation", () => {
  for (const [name, block] of Object.entries(forms)) {
    it(`are all read in ${name}, however many a guide has`, async () => {
      assert.deepEqual(await said(name, block(policy).repeat(100)), { found: 100, problems: [] });
    });

    it(`are read in ${name} until they cost too much, and the first that is not is named`, async () => {
      const { found, problems } = await said(name, block(policy).repeat(1_000));
      assert.ok(found > 100 && found < 1_000, `${found} found`);
      assert.match(problems.join("\n"), /^\d+: This document is too long: from this block of code on/);
    });

    it(`are named in ${name} where they stand behind what is too long to be read`, async () => {
      const prose = "Words and more words.\n".repeat(50_000);
      const { found, problems } = await said(name, prose + block(policy));
      assert.deepEqual([found, problems.length], [0, 1]);
    });

    it(`are none in ${name} that is long and has no policy`, async () => {
      const prose = "The Effect of an Action is Allow.\n".repeat(40_000);
      assert.deepEqual(await said(name, prose + block("{}")), { found: 0, problems: [] });
    });
  }
});
