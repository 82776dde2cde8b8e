/** `npm run bench` has the figure of 10,000 edits; this is a part of it. Needs `npm run build` first. */
import assert from "node:assert/strict";

import { growthOver } from "../../support/language-server-memory";

describe("the memory of the language server", function () {
  this.timeout(120_000);

  for (const after of ["fresh", "others"] as const)
    it(`does not grow with edits, ${after === "fresh" ? "from its start" : "after other documents"}`, async function () {
      if (process.platform !== "linux") this.skip();
      const growth = await growthOver(300, after);
      assert.ok(growth < 20, `${growth.toFixed(0)} MB`);
    });
});
