/** The memory of a posture, whatever the endpoint sends. */
import assert from "node:assert/strict";
import { join } from "node:path";

import { demoCredentials } from "../../../src/account/demo/server";
import { runBuilt } from "../../support/built";
import { temporaryFolder } from "../../support/folder";
import { type HostilityName, startHostile } from "../../support/hostile-endpoint";

const peakMemory = join(__dirname, "../../support/peak-memory.cjs");
/** Megabytes. */
const most = 400;

const large: readonly HostilityName[] = [
  "sends blanks without end",
  "sends an error without end",
  "sends a kilobyte that unpacks to megabytes",
  "sends one text of 30 MB",
  "sends a million empty things",
  "sends a hundred thousand things with names of their own",
  "sends texts of nothing but entities",
  "sends a text of entities in numbers",
  "sends elements of nothing but attributes",
  "sends a text in a million pieces",
  "sends just as many things as are taken",
  "sends just as long texts as are taken",
  "sends what is nested without end",
  "defines entities that grow",
];

describe("a posture from an endpoint that", function () {
  this.timeout(180_000);
  const { accessKeyId, secretAccessKey } = demoCredentials();

  for (const name of large) {
    it(`${name} stays under ${most} MB`, async () => {
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
      assert.ok((JSON.parse(out) as { calls: { failed: number } }).calls.failed >= 25);
      const peak = Number(/peak memory: (\d+) MB/.exec(err)?.[1]);
      assert.ok(peak < most, `${peak} MB`);
      if (process.env["PLANEGUARD_SAY_MEMORY"]) console.log(`      ${peak} MB`);
    });
  }
});
