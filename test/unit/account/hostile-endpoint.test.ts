import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import { collectPosture } from "../../../src/account/account";
import { usualReception } from "../../../src/account/collect/answers/receive";
import type { Reply } from "../../../src/account/demo/protocols/protocol";
import { demoCredentials } from "../../../src/account/demo/server";
import type { Posture } from "../../../src/account/posture";
import {
  type HostileEndpoint,
  hostilities,
  type HostilityName,
  largeAnswers,
  startHostile,
  startRedirecting,
} from "../../support/hostile-endpoint";
import { collectPart } from "./part";
import { fewRegions, postureOf, quick, withAws } from "./support";

/** Short, but not so short that a busy machine is taken for an attacker. */
const limits = {
  ...quick,
  deadlineMs: 12_000,
  hurriedDeadlineMs: 1000,
  requestTimeoutMs: 2500,
  reception: { ...usualReception, paceMs: 2000 },
};

async function postureFrom(endpoint: HostileEndpoint): Promise<Posture> {
  const { accessKeyId, secretAccessKey } = demoCredentials();
  const env = { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
  return withAws({ env }, async () =>
    postureOf(await collectPosture({ endpointUrl: endpoint.url, region: "us-east-1" }, limits)),
  );
}

function assertNothingKnown({ checks, calls, failures }: Posture): void {
  assert.deepEqual(
    checks.filter(({ verdict }) => verdict !== "not-assessed" && verdict !== "attest").map(({ id }) => id),
    [],
  );
  // All but who asks.
  assert.ok(calls.failed >= 25, `${calls.failed} failed`);
  assert.ok(failures.length >= 25, failures.join("\n"));
}

describe("an endpoint that", function () {
  this.timeout(120_000);

  // What is large is asked of the built command line, whose memory is measured.
  for (const name of (Object.keys(hostilities) as HostilityName[]).filter((one) => !largeAnswers.includes(one))) {
    it(`${name}: nothing is assessed, and no connection stays`, async () => {
      const endpoint = await startHostile(name);
      try {
        assertNothingKnown(await postureFrom(endpoint));
        // The other end hears of it in its own time.
        for (let open = await endpoint.connections(); open > 0; open = await endpoint.connections())
          await new Promise((resolve) => setImmediate(resolve));
      } finally {
        await endpoint.close();
      }
    });
  }

  for (const status of [301, 302, 307, 308]) {
    it(`sends elsewhere with ${status}: nobody goes there`, async () => {
      let visits = 0;
      const elsewhere = createServer((_, response) => {
        visits++;
        response.end("{}");
      });
      await new Promise<void>((resolve) => elsewhere.listen(0, "127.0.0.1", resolve));
      const endpoint = await startRedirecting(`http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/`, status);
      try {
        assertNothingKnown(await postureFrom(endpoint));
        assert.equal(visits, 0);
      } finally {
        await endpoint.close();
        await new Promise((resolve) => elsewhere.close(resolve));
      }
    });
  }
});

/** Adds to a list where it goes on, in all the spellings that there are. */
function goingOn(reply: Reply, token: string, more: boolean = true): Reply {
  if (reply.body.startsWith("{")) {
    const names = ["NextToken", "nextToken", "NextPageToken"].map((name) => [name, token]);
    return { ...reply, body: JSON.stringify({ ...JSON.parse(reply.body), ...Object.fromEntries(names) }) };
  }
  const end = /(?=<\/\w+Result>)|(?=<\/\w+Response>$)/;
  const names = ["NextToken", "nextToken", ...(more ? ["Marker"] : [])];
  const elements = `<IsTruncated>true</IsTruncated>${names.map((name) => `<${name}>${token}</${name}>`).join("")}`;
  return {
    ...reply,
    body: reply.body.replace(/<IsTruncated>\w+<\/IsTruncated>|<Marker>\w*<\/Marker>/g, "").replace(end, elements),
  };
}

/** Lists whose services say where they go on, one of each spelling. */
const lists = [
  "iam:ListVirtualMFADevices",
  "iam:GetAccountAuthorizationDetails",
  "cloudtrail:ListTrails",
  "organizations:ListAccounts",
  "ec2:DescribeSecurityGroups",
  "ce:GetAnomalyMonitors",
  "access-analyzer:ListAnalyzers",
];

describe("a list that", function () {
  this.timeout(120_000);

  const kinds: Readonly<Record<string, { readonly token: (page: number) => string; readonly said: RegExp }>> = {
    "gives the same page again": { token: () => "again", said: /goes round in a circle/ },
    "goes round in a circle": { token: (page) => ["one", "two", "three"][page % 3]!, said: /goes round in a circle/ },
    "never ends": { token: (page) => `page-${page}`, said: /more than 1000 pages/ },
  };
  for (const [kind, { token, said }] of Object.entries(kinds)) {
    it(`${kind} is a failed call`, async () => {
      const wrong = kind === "never ends" ? ["organizations:ListAccounts"] : lists;
      const parts = ["iam", "cloudtrail", "organizations", "ec2", "ce", "access-analyzer"];
      const pages = new Map<string, number>();
      const { posture } = await collectPart(parts, {
        description: fewRegions,
        behaviour: {
          replace: (action, reply) => {
            if (!wrong.includes(action)) return reply;
            const page = pages.get(action) ?? 0;
            pages.set(action, page + 1);
            return goingOn(reply, token(page));
          },
        },
      });
      for (const action of wrong)
        assert.match(posture.failures.find((one) => one.startsWith(action)) ?? `nothing of ${action}`, said);
    });
  }

  it("goes on, and does not say where, is a failed call", async () => {
    const { posture } = await collectPart(["iam/virtual-mfa-devices"], {
      description: fewRegions,
      behaviour: {
        replace: (action, reply) =>
          action === "iam:ListVirtualMFADevices"
            ? { ...reply, body: reply.body.replace("<IsTruncated>false<", "<IsTruncated>true<") }
            : reply,
      },
    });
    assert.match(posture.failures.join(), /^iam:ListVirtualMFADevices failed .* does not say where/);
  });

  const many = (count: number, one: (index: number) => string) =>
    Array.from({ length: count }, (_, index) => one(index));
  const overlong: Readonly<Record<string, string>> = {
    "ec2:DescribeRegions": `<DescribeRegionsResponse><regionInfo>${many(200, (index) => `<item><regionName>eu-north${"x".repeat(index % 20)}-${index % 90}</regionName></item>`).join("")}</regionInfo></DescribeRegionsResponse>`,
    "cloudtrail:ListTrails": JSON.stringify({
      Trails: many(1100, (index) => `arn:aws:cloudtrail:eu-west-1:111122223333:trail/t${index}`).map((TrailARN) => ({
        TrailARN,
        HomeRegion: "eu-west-1",
      })),
    }),
    "cloudtrail:ListEventDataStores": JSON.stringify({
      EventDataStores: many(200, (index) => `arn:aws:cloudtrail:eu-west-1:111122223333:eventdatastore/${index}`).map(
        (EventDataStoreArn) => ({ EventDataStoreArn }),
      ),
    }),
    "guardduty:ListDetectors": JSON.stringify({ detectorIds: many(50, (index) => `d${index}`) }),
  };
  for (const [action, body] of Object.entries(overlong)) {
    it(`asks for far too many further calls is a failed call: ${action}`, async () => {
      const { posture, demo } = await collectPart(["ec2/regions", "cloudtrail", "guardduty"], {
        description: fewRegions,
        behaviour: { replace: (asked, reply) => (asked === action ? { ...reply, body } : reply) },
      });
      assert.match(posture.failures.find((one) => one.startsWith(action)) ?? "", /more than \d+ entries/);
      assert.ok(demo.calls.length < 200);
    });
  }

  for (const region of ["evil.example", "eu-west-1.evil.example/", "a", "eu-west-1\u0000", ""]) {
    it(`names the Region ${JSON.stringify(region)} is a failed call`, async () => {
      const { posture } = await collectPart(["cloudtrail"], {
        description: fewRegions,
        behaviour: {
          replace: (action, reply) =>
            action === "cloudtrail:DescribeTrails"
              ? {
                  ...reply,
                  body: reply.body.replaceAll(/"HomeRegion":"[^"]*"/g, `"HomeRegion":${JSON.stringify(region)}`),
                }
              : reply,
        },
      });
      assert.match(posture.failures.join(), /cloudtrail:DescribeTrails failed .* not a Region/);
    });
  }
});

it("a credential report of 5,000 users, two megabytes of it, is read to its end", async () => {
  const header = "user,arn,password_enabled,mfa_active,access_key_1_active,access_key_2_active";
  const rows = Array.from({ length: 5000 }, (_, index) => {
    const arn = `arn:aws:iam::111122223333:user/${"path/".repeat(60)}user-${index}`;
    return `user-${index},${arn},${index === 4999},false,false,false`;
  });
  const content = Buffer.from([header, ...rows].join("\n")).toString("base64");
  assert.ok(content.length > 2_000_000);
  const { posture } = await collectPart(["iam"], {
    description: fewRegions,
    behaviour: {
      replace: (action, reply) =>
        action === "iam:GetCredentialReport"
          ? { ...reply, body: reply.body.replace(/<Content>[^<]*/, `<Content>${content}`) }
          : reply,
    },
  });
  const mfa = posture.checks.find(({ id }) => id === "users/console-mfa");
  assert.equal(mfa?.verdict, "fail");
  assert.match(mfa.resources.map(({ id }) => id).join(), /user-4999$/);
});
