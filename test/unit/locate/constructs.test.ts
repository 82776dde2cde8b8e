/** Fixes in code that makes statements of CDK's: no literal comes to stand among them. */
import assert from "node:assert/strict";

import { createEngine } from "../../../src/workspace/engine";

const text = `import { aws_iam as iam } from 'aws-cdk-lib';

export const document = new iam.PolicyDocument({
  statements: [
    new iam.PolicyStatement({
      actions: ['scheduler:CreateSchedule', 'iam:PassRole'],
      resources: ['*'],
    }),
  ],
});
`;

describe("fixes among CDK's statements", () => {
  it("add no literal to their list", async () => {
    const { findings } = await createEngine().analyze({ name: "stack.ts", text }, { fixes: true });
    assert.ok(findings.some(({ ruleId }) => ruleId === "risk/pass-role-any-resource"));
    for (const { fixes } of findings)
      for (const { edits } of fixes ?? []) for (const { newText } of edits) assert.doesNotMatch(newText, /Effect/);
  });
});
