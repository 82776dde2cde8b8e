/** What activation costs: one small bundle and nothing else. Needs `npm run build` first. */
import assert from "node:assert/strict";
import { statSync } from "node:fs";
import { join } from "node:path";

import { activate, dist, inputsOf } from "./run";

describe("activation", () => {
  it("has a bundle of less than 250 KB", () => {
    const { size } = statSync(join(dist, "extension.js"));
    assert.ok(size < 250_000, `${size} bytes`);
  });

  it("loads that bundle, and no engine, SDK, grammar or catalogue", () => {
    const { exit, err, loaded } = activate(join(dist, "extension.js"));
    assert.equal(err, "");
    assert.equal(exit, 0);
    assert.deepEqual(loaded, ["extension.js"]);
  });

  it("carries one small package, and no rule, no check and no catalogue inside", () => {
    const inputs = inputsOf("extension");
    assert.ok(inputs.includes("src/extension.ts"));
    const packages = inputs.flatMap((file) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? []);
    assert.deepEqual([...new Set(packages)], ["diff"]);
    assert.deepEqual(
      inputs.filter((file) =>
        /src\/(analysis\/(rules|locate|policy)|catalog|account\/(checks|collect|demo))\//.test(file),
      ),
      [],
    );
  });
});
