/** The memory of a posture, whatever the endpoint sends, and what is said of the account then. */
import assert from "node:assert/strict";
import { join } from "node:path";

import { demoCredentials } from "../../../src/account/demo/server";
import { runBuilt } from "../../support/built";
import { temporaryFolder } from "../../support/folder";
import { largeAnswers, startHostile } from "../../support/hostile-endpoint";

const peakMemory = join(__dirname, "../../support/peak-memory.cjs");
interface PostureJson {
  readonly calls: { readonly failed: number };
  readonly checks: readonly { readonly verdict: string }[];
}

/** Megabytes. */
const most = 400;

describe("a posture from an endpoint that", function () {
  this.timeout(180_000);
  const { accessKeyId, secretAccessKey } = demoCredentials();

  for (const name of largeAnswers) {
    it(`${name} stays under ${most} MB, and nothing is assessed`, async () => {
      const folder = temporaryFolder({});
      const endpoint = await startHostile(name);
      const { exit, out, err } = await runBuilt(
        ["posture", "--format", "json", "--region", "us-east-1", "--endpoint-url", endpoint.url],
        {
          folder: folder.path,
          before: [peakMemory],
          env: {
            AWS_ACCESS_KEY_ID: accessKeyId,
            AWS_SECRET_ACCESS_KEY: secretAccessKey,
            AWS_SESSION_TOKEN: "",
            AWS_CONFIG_FILE: join(folder.path, "config"),
            AWS_SHARED_CREDENTIALS_FILE: join(folder.path, "credentials"),
          },
        },
      );
      await endpoint.close();
      folder.remove();
      assert.equal(exit, 0, err);
      const { calls, checks } = JSON.parse(out) as PostureJson;
      assert.ok(calls.failed >= 25);
      assert.deepEqual(
        checks.filter(({ verdict }) => verdict !== "not-assessed" && verdict !== "attest"),
        [],
      );
      const peak = Number(/peak memory: (\d+) MB/.exec(err)?.[1]);
      assert.ok(peak < most, `${peak} MB`);
      if (process.env["PLANEGUARD_SAY_MEMORY"]) console.log(`      ${peak} MB`);
    });
  }
});
