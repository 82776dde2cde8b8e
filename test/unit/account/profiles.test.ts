import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { activeProfile, collectPosture, listProfiles } from "../../../src/account/account";
import { checkLines } from "../../../src/account/config-problems";
import { type Behaviour, type Demo, demoCredentials, startDemo } from "../../../src/account/demo/server";
import type { PostureOutcome, PostureRequest } from "../../../src/account/posture";
import { endpointFor, regionFor } from "../../../src/account/profile-place";
import { readAwsFiles } from "../../../src/account/profiles";
import { failureOf, postureOf, quick, withAws } from "./support";

const { accessKeyId, secretAccessKey } = demoCredentials();
const keys = `aws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}`;

type Files = Parameters<typeof withAws>[0];

/** Collects with these files; `ENDPOINT` in them is the demo account's. */
async function collectWith(
  files: { config?: string; credentials?: string; env?: Record<string, string> },
  request: PostureRequest = {},
  behaviour: Behaviour = {},
): Promise<{ outcome: PostureOutcome; demo: Demo }> {
  const demo = await startDemo(undefined, behaviour);
  const filled = (text: string) => text.replaceAll("ENDPOINT", demo.endpointUrl);
  const surroundings: Files = {
    ...(files.config === undefined ? {} : { config: filled(files.config) }),
    ...(files.credentials === undefined ? {} : { credentials: filled(files.credentials) }),
    env: Object.fromEntries(Object.entries(files.env ?? {}).map(([name, value]) => [name, filled(value)])),
  };
  try {
    return { demo, outcome: await withAws(surroundings, () => collectPosture(request, quick)) };
  } finally {
    await demo.close();
  }
}

describe("listProfiles", () => {
  it("reads both files, with kinds, Regions, accounts and endpoints", async () => {
    const config = `
[profile ops]
role_arn = arn:aws:iam::222233334444:role/ops
source_profile = default
mfa_serial = arn:aws:iam::111122223333:mfa/ines
region = eu-west-1
[default]
region = eu-central-1
[sso-session corp]
sso_start_url = https://corp.awsapps.com/start
sso_region = eu-central-1
[profile sso]
sso_session = corp
sso_account_id = 333344445555
sso_role_name = Audit
[profile tool]
credential_process = /usr/local/bin/keys
[profile web]
role_arn = arn:aws:iam::222233334444:role/web
web_identity_token_file = /token
[profile console]
login_session = arn:aws:iam::111122223333:user/ines
[profile local]
endpoint_url = http://127.0.0.1:4566
[services other]
iam =
  endpoint_url = http://127.0.0.1:1
`;
    const list = await withAws({ config, credentials: `[default]\n${keys}\n[local]\n${keys}\n` }, listProfiles);
    assert.deepEqual(list.problems, []);
    assert.deepEqual(
      list.profiles.map(({ name, kind, region, accountId }) => [name, kind, region, accountId]),
      [
        ["default", "keys", "eu-central-1", null],
        ["console", "login", null, null],
        ["local", "keys", null, null],
        ["ops", "role", "eu-west-1", "222233334444"],
        ["sso", "sso", null, "333344445555"],
        ["tool", "process", null, null],
        ["web", "web-identity", null, "222233334444"],
      ],
    );
    assert.equal(list.profiles.find((one) => one.name === "ops")!.mfaSerial, "arn:aws:iam::111122223333:mfa/ines");
    assert.equal(list.profiles.find((one) => one.name === "local")!.endpointUrl, "http://127.0.0.1:4566");
    assert.ok(!JSON.stringify(list).includes(secretAccessKey));
  });

  it("finds nothing where there are no files", async () => {
    assert.deepEqual(await withAws({}, listProfiles), { profiles: [], problems: [] });
  });

  it("honours AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE, and sees changes at once", async () => {
    await withAws({ config: "[profile unseen]\nregion = x\n" }, async (home) => {
      process.env.AWS_CONFIG_FILE = join(home, "other");
      process.env.AWS_SHARED_CREDENTIALS_FILE = join(home, "secrets");
      writeFileSync(join(home, "other"), "[profile one]\nregion = x\n");
      assert.deepEqual(
        (await listProfiles()).profiles.map((one) => one.name),
        ["one"],
      );
      writeFileSync(join(home, "other"), "[profile two]\nregion = x\n");
      writeFileSync(join(home, "secrets"), `[three]\n${keys}\n`);
      assert.deepEqual(
        (await listProfiles()).profiles.map((one) => one.name),
        ["three", "two"],
      );
    });
  });
});

describe("activeProfile", () => {
  it("is AWS_PROFILE, else the one picked", async () => {
    await withAws({ env: { AWS_PROFILE: "env" } }, async () => assert.equal(activeProfile("picked"), "env"));
    await withAws({}, async () => {
      assert.equal(activeProfile("picked"), "picked");
      assert.equal(activeProfile(), null);
    });
  });
});

describe("what is wrong in the AWS files", () => {
  const problems = (text: string, kind: "config" | "credentials" = "config") =>
    checkLines(text, "f", kind).map((one) => [one.line, one.message] as const);

  it("has nothing against what AWS reads", () => {
    assert.deepEqual(
      problems(
        '# a comment\n; another\n\n[default]\nregion=eu-west-1 # why\n[profile "a b"]\ns3 =\n  max = 1\n[sso-session x]\nsso_region = y\n[plugins]\na = b\r\n',
      ),
      [],
    );
    assert.deepEqual(problems("[dev]\naws_session_token = a=b==\n", "credentials"), []);
  });

  const cases: readonly [string, string, number, RegExp][] = [
    ["an open header", "[default]\nregion = x\n[profile dev\nregion = y\n", 3, /closing bracket.*\[default\]/],
    ["an empty header", "[]\n", 1, /empty/],
    ["a key before any section", "region = x\n[default]\n", 1, /before any/],
    ["a line of neither kind", "[default]\nregion eu-west-1\n", 2, /neither/],
    ["a key without a name", "[default]\n= x\n", 2, /neither/],
    ["a profile without the word", "[dev]\nregion = x\n", 1, /\[profile dev\]/],
  ];
  for (const [name, text, line, message] of cases) {
    it(`${name}: line ${line}`, () => {
      const found = problems(text);
      assert.deepEqual(
        found.map((one) => one[0]),
        [line],
      );
      assert.match(found[0]![1], message);
    });
  }

  it("shows no value of a file", () => {
    const text = problems(`[default]\n${secretAccessKey}\n[default ${secretAccessKey}${secretAccessKey}\n`)
      .map((one) => one[1])
      .join();
    assert.ok(!text.includes(secretAccessKey));
  });

  it("says that a file is no text or cannot be read", async () => {
    const list = await withAws({ config: Uint8Array.of(0x5b, 0xff, 0xfe, 0x5d) }, listProfiles);
    assert.match(list.problems[0]!, /config: it is not UTF-8 text/);
    await withAws({}, async (home) => {
      process.env.AWS_CONFIG_FILE = join(home, ".aws");
      assert.match((await listProfiles()).problems[0]!, /cannot be read \(EISDIR\)/);
    });
  });
});

describe("where a profile points to", () => {
  const config = `
[default]
region = eu-central-1
endpoint_url = http://profile
services = local
[profile quiet]
endpoint_url = http://quiet
ignore_configured_endpoint_urls = true
[services local]
iam =
  endpoint_url = http://service-iam
`;
  const look = (env: Record<string, string>, service = "iam", profile: string | null = null, asked?: string) =>
    withAws({ config, env }, async () => endpointFor(await readAwsFiles(), profile, service, asked));

  it("takes endpoints in AWS's order", async () => {
    assert.equal(
      await look(
        { AWS_ENDPOINT_URL_IAM: "http://env-iam", AWS_ENDPOINT_URL: "http://env" },
        "iam",
        null,
        "http://asked",
      ),
      "http://asked",
    );
    assert.equal(
      await look({ AWS_ENDPOINT_URL_IAM: "http://env-iam", AWS_ENDPOINT_URL: "http://env" }),
      "http://env-iam",
    );
    assert.equal(await look({ AWS_ENDPOINT_URL: "http://env" }), "http://env");
    assert.equal(await look({}), "http://service-iam");
    assert.equal(await look({}, "sts"), "http://profile");
    assert.equal(await look({}, "sts", "quiet"), undefined);
    assert.equal(
      await look({ AWS_ENDPOINT_URL: "http://env", AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "true" }),
      undefined,
    );
    assert.equal(await look({}, "sts", "absent"), undefined);
  });

  it("takes the Region that is asked, of the environment, of the profile", async () => {
    const region = (env: Record<string, string>, asked?: string) =>
      withAws({ config, env }, async () => regionFor(await readAwsFiles(), null, asked));
    assert.equal(await region({ AWS_REGION: "a", AWS_DEFAULT_REGION: "b" }, "c"), "c");
    assert.equal(await region({ AWS_REGION: "a", AWS_DEFAULT_REGION: "b" }), "a");
    assert.equal(await region({ AWS_DEFAULT_REGION: "b" }), "b");
    assert.equal(await region({}), "eu-central-1");
    assert.equal(await withAws({}, async () => regionFor(await readAwsFiles(), null)), "us-east-1");
  });
});

describe("collecting with a profile", function () {
  this.timeout(60_000);

  it("uses its keys, Region and endpoint", async () => {
    const { outcome, demo } = await collectWith(
      { config: "[profile dev]\nregion = eu-central-1\nendpoint_url = ENDPOINT\n", credentials: `[dev]\n${keys}\n` },
      { profile: "dev" },
    );
    assert.equal(postureOf(outcome).profile, "dev");
    assert.equal(demo.calls.find((one) => one.action === "cloudtrail:DescribeTrails")!.region, "eu-central-1");
  });

  it("takes AWS_PROFILE and AWS_ENDPOINT_URL", async () => {
    const { outcome } = await collectWith({
      credentials: `[env]\n${keys}\n`,
      env: { AWS_PROFILE: "env", AWS_ENDPOINT_URL: "ENDPOINT" },
    });
    assert.equal(postureOf(outcome).profile, "env");
  });

  it("assumes a role at the same endpoint, asking once for a code", async () => {
    const asked: string[] = [];
    const { outcome, demo } = await collectWith(
      {
        config:
          "[profile ops]\nrole_arn = arn:aws:iam::111122223333:role/ops\nsource_profile = base\nmfa_serial = arn:aws:iam::111122223333:mfa/ines\nendpoint_url = ENDPOINT\n",
        credentials: `[base]\n${keys}\n`,
      },
      { profile: "ops", mfaCode: async (serial) => (asked.push(serial), "123456") },
    );
    postureOf(outcome);
    assert.deepEqual(asked, ["arn:aws:iam::111122223333:mfa/ines"]);
    assert.deepEqual(
      demo.calls.slice(0, 2).map((one) => one.action),
      ["sts:AssumeRole", "sts:GetCallerIdentity"],
    );
    assert.equal(demo.calls.filter((one) => one.action === "sts:AssumeRole").length, 1);
  });

  it("asks nobody for a code in the background", async () => {
    const { outcome, demo } = await collectWith(
      {
        config:
          "[profile ops]\nrole_arn = arn:aws:iam::111122223333:role/ops\nsource_profile = base\nmfa_serial = arn:aws:iam::111122223333:mfa/ines\nendpoint_url = ENDPOINT\n",
        credentials: `[base]\n${keys}\n`,
      },
      { profile: "ops" },
    );
    assert.match(failureOf(outcome).message, /asks for an MFA code/);
    assert.deepEqual(demo.calls, []);
  });

  it("names a role that may not be assumed", async () => {
    const { outcome } = await collectWith(
      {
        config:
          "[profile ops]\nrole_arn = arn:aws:iam::111122223333:role/ops\nsource_profile = base\nendpoint_url = ENDPOINT\n",
        credentials: `[base]\n${keys}\n`,
      },
      { profile: "ops" },
      { faults: { "sts:AssumeRole": "deny" } },
    );
    assert.match(
      failureOf(outcome).message,
      /profile "ops" could not be had: .*not authorized to perform: sts:AssumeRole/,
    );
  });

  it("says that a profile is not there", async () => {
    const { outcome } = await collectWith({ config: "[dev]\nregion = x\n" }, { profile: "dev" });
    assert.deepEqual(failureOf(outcome).kind, "error");
    assert.match(failureOf(outcome).message, /no profile "dev".*line 1: .*\[profile dev\]/);
  });

  it("says that there are no credentials", async () => {
    const none = await collectWith({});
    assert.equal(failureOf(none.outcome).kind, "no-credentials");
    const settingsOnly = await collectWith({ config: "[profile dev]\nregion = x\n" }, { profile: "dev" });
    assert.equal(failureOf(settingsOnly.outcome).kind, "no-credentials");
    assert.match(failureOf(settingsOnly.outcome).message, /"dev" has no credentials/);
  });

  it("stops at a malformed configuration that the profile relies on, with the line", async () => {
    // Without the stop the keys of dev would be used for base.
    const config = `[profile base]\nregion = eu-west-1\nendpoint_url = ENDPOINT\n[profile dev\n${keys}\n`;
    for (const profile of ["base", "dev"]) {
      const { outcome, demo } = await collectWith({ config }, { profile });
      assert.equal(failureOf(outcome).kind, "error");
      assert.match(
        failureOf(outcome).message,
        /config line 4: the section header \[profile dev has no closing bracket/,
      );
      assert.deepEqual(demo.calls, []);
    }
  });

  it("goes on beside a mistake that the profile does not rely on, and names it", async () => {
    const { outcome } = await collectWith(
      { config: `[profile good]\nendpoint_url = ENDPOINT\n${keys}\n[profile bad]\nnonsense\n` },
      { profile: "good" },
    );
    assert.match(postureOf(outcome).failures[0]!, /config line 6: this line is neither/);
  });

  it("keys of the environment do not depend on the files", async () => {
    const { outcome } = await collectWith({
      config: "[default\n",
      env: { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_ENDPOINT_URL: "ENDPOINT" },
    });
    assert.match(postureOf(outcome).failures[0]!, /config line 1/);
  });

  it("says how to sign in again where the SSO token has expired", async () => {
    const config =
      "[sso-session corp]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = eu-central-1\n[profile sso]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = Audit\n";
    const outcome = await withAws({ config }, async (home) => {
      const cache = join(home, ".aws", "sso", "cache");
      mkdirSync(cache, { recursive: true });
      writeFileSync(
        join(cache, `${createHash("sha1").update("corp").digest("hex")}.json`),
        JSON.stringify({ accessToken: "made-up", expiresAt: "2020-01-01T00:00:00Z" }),
      );
      return collectPosture({ profile: "sso" }, quick);
    });
    assert.equal(failureOf(outcome).kind, "error");
    assert.match(failureOf(outcome).message, /profile "sso" have expired.*aws sso login --profile sso/);
  });

  it("shows nothing of what a credential_process printed", async () => {
    const outcome = await withAws({}, async (home) => {
      const script = join(home, "process.sh");
      writeFileSync(script, `#!/bin/sh\necho "token ${secretAccessKey}" >&2\nexit 1\n`);
      chmodSync(script, 0o755);
      writeFileSync(
        join(home, ".aws", "config"),
        `[profile tool]\ncredential_process = ${script} --token ${secretAccessKey}\n`,
      );
      return collectPosture({ profile: "tool" }, quick);
    });
    assert.match(failureOf(outcome).message, /credential_process failed/);
    assert.ok(!JSON.stringify(outcome).includes(secretAccessKey));
  });

  it("shows no secret in anything it says", async () => {
    for (const fault of ["deny", "fail", "cut", "garble", "expired-token"] as const) {
      const { outcome } = await collectWith(
        { config: `[profile dev]\nendpoint_url = ENDPOINT\n${keys}\n` },
        { profile: "dev" },
        { faults: { "*": fault } },
      );
      const text = JSON.stringify(outcome);
      assert.ok(!text.includes(secretAccessKey) && !text.includes(accessKeyId), fault);
    }
  });
});
