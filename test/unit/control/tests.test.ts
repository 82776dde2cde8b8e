/** How grave findings are in tests and in documentation. */
import assert from "node:assert/strict";

import type { Control } from "../../../src/analysis/control/control";
import { createEngine } from "../../../src/workspace/engine";
import { expandKeys } from "../../support/fake-keys";

const engine = createEngine();
const code =
  'export const policy = {\n  Version: "2012-10-17",\n  Statement: [{ Effect: "Allow", Action: "s3:GetObjct", Resource: "*" }],\n};\n';
const policy =
  '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObjct", "Resource": "*" }] }\n';

async function severityIn(name: string, text: string, control?: Control): Promise<string | undefined> {
  const { findings } = await engine.analyze({ name, text }, { ...(control && { control }) });
  return findings[0]?.severity;
}

describe("findings in tests and documentation", () => {
  for (const name of [
    "stack.test.ts",
    "stack.spec.js",
    "app/test/stack.ts",
    "src/__tests__/stack.ts",
    "C:\\app\\tests\\stack.ts",
  ])
    it(`are one step less grave in ${name}`, async () => assert.equal(await severityIn(name, code), "warning"));

  for (const name of ["stack.ts", "latest/stack.ts", "contest.ts", "testing.ts", "test/a/b/c/d/e/f/stack.ts"])
    it(`are as grave as anywhere in ${name}`, async () => assert.equal(await severityIn(name, code), "error"));

  it("are less grave in the blocks of documentation, and as grave in a policy that lies beside tests", async () => {
    assert.equal(await severityIn("GUIDE.md", `\`\`\`json\n${policy}\`\`\`\n`), "warning");
    assert.equal(await severityIn("tests/policy.json", policy), "error");
  });

  it("are as grave where the configuration says so, or sets the severity", async () => {
    assert.equal(await severityIn("stack.test.ts", code, { tests: "same" }), "error");
    assert.equal(await severityIn("stack.test.ts", code, { rules: { "policy/*": "error" } }), "error");
    assert.equal(await severityIn("stack.test.ts", code, { rules: { "policy/invalid-action": "on" } }), "warning");
  });

  it("are as grave in code that a stranger calls a test, and may deploy", async () => {
    for (const name of ["stack.test.ts", "test/stack.ts", "infra/spec/stack.ts"])
      assert.equal(await severityIn(name, code, { untrusted: true }), "error", name);
    assert.equal(await severityIn("GUIDE.md", `\`\`\`json\n${policy}\`\`\`\n`, { untrusted: true }), "warning");
  });

  it("are as grave where they are keys", async () => {
    const text = expandKeys(
      'const id = "{{id:tests        }}";\nconst secret = "{{secret:tests                        }}";\n',
    );
    assert.equal(await severityIn("stack.test.ts", text), await severityIn("stack.ts", text));
  });
});
