import assert from "node:assert/strict";

import {
  type AccountProgress,
  collectOrganization,
  collectProfiles,
  type SeveralOutcome,
} from "../../../src/account/account";
import {
  type AccountDescription,
  type Behaviour,
  demoCredentials,
  demoDescription,
  startDemo,
} from "../../../src/account/demo/server";
import type { OrganizationRequest } from "../../../src/account/several";
import { quick, withAws } from "./support";

const { accessKeyId, secretAccessKey } = demoCredentials();
const keys = `aws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`;
const regions = demoDescription.regions.slice(0, 2);
const description: AccountDescription = { ...demoDescription, regions };

async function organization(
  request: Partial<OrganizationRequest> = {},
  { described = description, behaviour = {} }: { described?: AccountDescription; behaviour?: Behaviour } = {},
) {
  const demo = await startDemo(described, behaviour);
  try {
    const outcome = await withAws({ credentials: `[management]\n${keys}` }, () =>
      collectOrganization(
        { profile: "management", endpointUrl: demo.endpointUrl, roleName: "Audit", atOnce: 2, ...request },
        quick,
      ),
    );
    return { outcome, demo };
  } finally {
    await demo.close();
  }
}

function accountsOf(outcome: SeveralOutcome): readonly AccountProgress[] {
  return "accounts" in outcome ? outcome.accounts : assert.fail(JSON.stringify(outcome.failure));
}

describe("collecting an organization", function () {
  this.timeout(20_000);

  it("enters each account by the role, its own as it is, and says of which nothing is assessed", async () => {
    const { outcome, demo } = await organization();
    const accounts = accountsOf(outcome);
    assert.deepEqual(
      accounts.map(({ key, name, posture }) => [key, name, posture?.account.id]),
      [
        ["111122223333", "Harbour Lights", "111122223333"],
        ["222233334444", "harbour-production", "222233334444"],
        ["333344445555", "harbour-development", "333344445555"],
        ["444455556666", "harbour-log-archive", undefined],
        ["999900001111", "harbour-2019", undefined],
      ],
    );
    const failures = accounts.map(({ failure }) => (failure && "message" in failure ? failure.message : ""));
    assert.match(
      failures[3]!,
      /^arn:aws:iam::444455556666:role\/Audit cannot be assumed, so nothing of the account is assessed\. sts:AssumeRole was denied: .*not authorized/,
    );
    assert.match(failures[4]!, /^The account is suspended/);
    assert.equal(demo.calls.filter(({ action }) => action === "sts:AssumeRole").length, 3);
    assert.deepEqual(
      accounts.map(({ posture }) => posture?.checks.find(({ id }) => id === "cloudtrail/all-regions")?.verdict),
      ["pass", "fail", "pass", undefined, undefined],
    );
  });

  it("has at most so many accounts under way, and tells how far each is", async () => {
    const seen: (readonly AccountProgress[])[] = [];
    const { outcome } = await organization({ atOnce: 2, onChange: (accounts) => seen.push(accounts) });
    assert.ok(seen.every((accounts) => accounts.filter(({ status }) => status === "collecting").length <= 2));
    assert.ok(seen.some((accounts) => accounts.filter(({ status }) => status === "collecting").length === 2));
    assert.ok(seen[0]!.every(({ status }) => status === "waiting"));
    assert.ok(
      seen.some((accounts) =>
        accounts.some(
          ({ status, posture }) => status === "collecting" && posture !== null && posture.checks.length > 0,
        ),
      ),
      "results stream",
    );
    assert.deepEqual(seen.at(-1), accountsOf(outcome));
  });

  it("names the role with its path", async () => {
    const { outcome } = await organization(
      { roleName: "/audit/Reader" },
      { behaviour: { faults: { "sts:AssumeRole": "deny" } } },
    );
    const failure = accountsOf(outcome)[1]!.failure;
    assert.ok(failure && "message" in failure);
    assert.match(failure.message, /^arn:aws:iam::222233334444:role\/audit\/Reader cannot be assumed/);
  });

  it("says that only some accounts may list it", async () => {
    const { outcome } = await organization(
      {},
      {
        described: {
          ...description,
          organization: { ...description.organization!, managementAccount: "222233334444" },
        },
      },
    );
    assert.ok("failure" in outcome && outcome.failure.kind === "error");
    assert.match(
      outcome.failure.message,
      /^The accounts of the organization cannot be listed; .*organizations:ListAccounts was denied/,
    );
  });

  it("is cancelled at any moment", async () => {
    const abort = new AbortController();
    const { outcome } = await organization({
      signal: abort.signal,
      onChange: (accounts) => {
        if (accounts.some(({ posture }) => posture !== null)) abort.abort();
      },
    });
    assert.deepEqual(outcome, { failure: { kind: "cancelled" } });
  });

  it("is the demo account's too", async () => {
    const accounts = accountsOf(await collectOrganization({ demo: true, roleName: "Audit", atOnce: 4 }, quick));
    assert.deepEqual(
      accounts.map(({ posture }) => posture?.demo),
      [true, true, true, undefined, undefined],
    );
  });
});

describe("collecting several profiles", function () {
  this.timeout(20_000);

  it("keeps each to itself, and asks one question at a time", async () => {
    const demo = await startDemo(description);
    const role = (name: string) =>
      `[profile ${name}]\nrole_arn = arn:aws:iam::111122223333:role/${name}\nsource_profile = base\nmfa_serial = arn:aws:iam::111122223333:mfa/${name}\nendpoint_url = ${demo.endpointUrl}\n`;
    let asking = 0;
    const asked: string[] = [];
    const outcome = await withAws({ config: `${role("one")}${role("two")}`, credentials: `[base]\n${keys}` }, () =>
      collectProfiles(
        ["one", "two", "three"],
        {
          atOnce: 3,
          mfaCode: async (serial) => {
            assert.equal(++asking, 1, "two questions at the same time");
            await new Promise((resolve) => setImmediate(resolve));
            asking--;
            asked.push(serial);
            return "123456";
          },
        },
        quick,
      ),
    );
    await demo.close();
    const accounts = accountsOf(outcome);
    assert.deepEqual(
      accounts.map(({ key, posture, failure }) => [key, posture?.profile, failure?.kind]),
      [
        ["one", "one", undefined],
        ["two", "two", undefined],
        ["three", undefined, "error"],
      ],
    );
    assert.deepEqual(asked.sort(), ["arn:aws:iam::111122223333:mfa/one", "arn:aws:iam::111122223333:mfa/two"]);
  });
});
