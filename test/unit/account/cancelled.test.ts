/** A collection that is cancelled, at whichever call, leaves nothing behind that fails with nobody to hear it. */
import assert from "node:assert/strict";

import { collectPosture } from "../../../src/account/account";
import { demoCredentials } from "../../../src/account/demo/server";
import { heldDemo } from "../../support/held-demo";
import { withAws } from "./support";

describe("a collection that is cancelled", function () {
  this.timeout(60_000);

  for (const at of [1, 2, 3, 8, 13, 20, 50, 100])
    it(`at call ${at}`, async () => {
      const unheard: unknown[] = [];
      const hear = (error: unknown) => void unheard.push(error);
      // Mocha would blame whichever test comes next.
      const others = process.rawListeners("unhandledRejection") as ((error: unknown) => void)[];
      process.removeAllListeners("unhandledRejection").on("unhandledRejection", hear);
      const abort = new AbortController();
      const demo = await heldDemo(at, () => abort.abort());
      const { accessKeyId, secretAccessKey } = demoCredentials();
      try {
        await withAws({ env: { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } }, async () => {
          const outcome = await collectPosture({ region: "us-east-1", endpointUrl: demo.url, signal: abort.signal });
          assert.deepEqual(outcome, { failure: { kind: "cancelled" } });
        });
        await demo.close();
        await new Promise((resolve) => setImmediate(resolve));
      } finally {
        process.removeAllListeners("unhandledRejection");
        for (const other of others) process.on("unhandledRejection", other);
      }
      assert.deepEqual(unheard, []);
    });
});
