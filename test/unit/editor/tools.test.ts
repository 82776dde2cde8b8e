/** The tools for language models, as VS Code calls them: what they answer of a text shows no secret of it. */
import assert from "node:assert/strict";

import type { MachineEngine } from "../../../src/editor/engine";
import { createEngine } from "../../../src/workspace/engine";
import { Understanding } from "../../../src/workspace/understanding";
import { answerOf, withStub } from "../../support/editor-stub";
import { credentialFixtures, shownSecrets } from "../../support/secrets";

/* oxlint-disable typescript/no-require-imports -- The stub is there when it is loaded. */
const { registerTools } = withStub(
  () => require("../../../src/editor/tools/tools") as typeof import("../../../src/editor/tools/tools"),
);
/* oxlint-enable typescript/no-require-imports */

describe("the answers of the tools for language models", () => {
  const { analyze } = createEngine();
  const engine = (() =>
    Promise.resolve({ analyze, understanding: new Understanding() })) as unknown as () => Promise<MachineEngine>;

  it("find the keys of a text, and show none of it", async () => {
    registerTools(engine, { state: () => ({ kind: "none" }) as never, postures: () => [] });
    for (const { name, text, file, ruleId } of credentialFixtures) {
      const checked = await answerOf("checkPolicy", { text, fileName: name });
      assert.ok(checked.includes(ruleId), `${ruleId}/${file}`);
      const answers = [checked];
      for (const tool of ["whatPolicyAllows", "proposeFix"])
        answers.push(await answerOf(tool, { text, fileName: name }));
      answers.push(await answerOf("proposeFix", { text, fileName: name, together: true }));
      assert.deepEqual(shownSecrets(text, answers), [], `${ruleId}/${file}`);
    }
  });
});
