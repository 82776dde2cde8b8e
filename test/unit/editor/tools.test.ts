/** The tools for language models, as VS Code calls them: what they answer of a text shows no secret of it. */
import assert from "node:assert/strict";

import type { EngineLoader } from "../../../src/editor/engine";
import { createEngine } from "../../../src/workspace/engine";
import { Understanding } from "../../../src/workspace/understanding";
import { answerOf, withStub } from "../../support/editor-stub";
import { credentialFixtures, shownSecrets } from "../../support/secrets";

/* eslint-disable @typescript-eslint/no-require-imports -- The stub is there when they are loaded. */
const { registerCheckPolicy } = withStub(
  () => require("../../../src/editor/tools/check-policy") as typeof import("../../../src/editor/tools/check-policy"),
);
const { registerWhatPolicyAllows } = withStub(
  () =>
    require("../../../src/editor/tools/what-policy-allows") as typeof import("../../../src/editor/tools/what-policy-allows"),
);
/* eslint-enable @typescript-eslint/no-require-imports */

describe("the answers of the tools for language models", () => {
  const { analyze } = createEngine();
  const engine = (() => Promise.resolve({ analyze, understanding: new Understanding() })) as unknown as EngineLoader;

  it("find the keys of a text, and show none of it", async () => {
    registerCheckPolicy(engine);
    registerWhatPolicyAllows(engine);
    for (const { name, text, file, ruleId } of credentialFixtures) {
      const checked = await answerOf("checkPolicy", { text, fileName: name });
      assert.ok(checked.includes(ruleId), `${ruleId}/${file}`);
      const answers = [checked, await answerOf("whatPolicyAllows", { text, fileName: name })];
      assert.deepEqual(shownSecrets(text, answers), [], `${ruleId}/${file}`);
    }
  });
});
