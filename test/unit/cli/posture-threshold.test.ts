import assert from "node:assert/strict";

import { type Behaviour, demoCredentials, startDemo } from "../../../src/account/demo/server";
import { temporaryFolder } from "../../support/folder";
import { planeguard, type Ran } from "../../support/terminal";
import { fewRegions, smallAccount, withAws } from "../account/support";

describe("planeguard posture --fail-on", function () {
  this.timeout(60_000);

  async function posture(behaviour: Behaviour, threshold: string, description = smallAccount): Promise<Ran> {
    const folder = temporaryFolder({});
    const demo = await startDemo(description, behaviour);
    const { accessKeyId, secretAccessKey } = demoCredentials();
    const env = { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
    const args = ["posture", "--region", "us-east-1", "--endpoint-url", demo.endpointUrl, "--fail-on", threshold];
    try {
      return await withAws({ env }, () => planeguard(folder.path, args));
    } finally {
      await demo.close();
      folder.remove();
    }
  }

  const lost: Behaviour = { faults: { "*": "deny", "sts:GetCallerIdentity": { fault: "deny", times: 0 } } };
  const cases: readonly [string, Behaviour, string, number][] = [
    ["all is answered, and something fails", {}, "fail", 1],
    ["all is answered, and something fails", {}, "never", 0],
    ["every permission is lost", lost, "never", 0],
    ["every permission is lost", lost, "fail", 2],
    ["every permission is lost", lost, "critical", 2],
    ["every permission is lost", lost, "not-assessed", 2],
  ];
  for (const [name, behaviour, threshold, exit] of cases) {
    it(`${threshold}, and ${name}: ${exit}`, async () => {
      const ran = await posture(behaviour, threshold);
      assert.equal(ran.exit, exit, ran.err);
      assert.equal(/could not be assessed, more than half/.test(ran.err), exit === 2);
      assert.match(ran.out, /Account/);
    });
  }

  it("says a denial once, whatever the number of Regions", async () => {
    const { err } = await posture({ faults: { "ec2:DescribeSecurityGroups": "deny" } }, "never", fewRegions);
    const lines = err.trimEnd().split("\n");
    assert.equal(lines.length, 1, err);
    assert.match(lines[0]!, /^planeguard: ec2:DescribeSecurityGroups was denied: .*in \d+ Regions/);
  });

  it("takes no other threshold", async () => {
    const { exit, err } = await planeguard(".", ["posture", "--demo", "--fail-on", "warning"]);
    assert.deepEqual([exit, /critical, high, medium, low, fail, not-assessed, never/.test(err)], [2, true]);
  });
});
