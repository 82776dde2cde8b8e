/** Every kind of profile gives the credentials it should, from where it should, and asks nobody else. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { GetAccountSummaryCommand, IAMClient } from "@aws-sdk/client-iam";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";

import { collectPosture } from "../../../src/account/account";
import { Reception } from "../../../src/account/collect/answers/receive";
import { findCredentials, type Wanted } from "../../../src/account/collect/credentials";
import { clientOptions } from "../../../src/account/collect/session";
import { rememberCredentials } from "../../../src/account/credential-memory";
import { demoCredentials, startDemo } from "../../../src/account/demo/server";
import { commandOf, profileFingerprint, signInCommand } from "../../../src/account/profile-chain";
import { endpointFor, regionFor } from "../../../src/account/profile-place";
import { readAwsFiles } from "../../../src/account/profiles";
import { type CredentialSources, startCredentialSources } from "../../support/credential-sources";
import { fakeKeyId, fakeSecret } from "../../support/fake-keys";
import { failureOf, postureOf, quick, withAws } from "./support";

const keyOf = {
  sso: fakeKeyId("sso"),
  web: fakeKeyId("web"),
  container: fakeKeyId("container"),
  instance: fakeKeyId("instance"),
  own: fakeKeyId("own"),
  login: fakeKeyId("login"),
  process: fakeKeyId("process"),
};
const secret = fakeSecret("kinds");
const own = `aws_access_key_id = ${keyOf.own}\naws_secret_access_key = ${secret}`;
const later = new Date(Date.now() + 3_600_000).toISOString();

/** Puts what signs in where the SDK looks for it. */
function cached(home: string, folder: string, name: string, content: object): void {
  const path = join(home, ".aws", folder, "cache");
  mkdirSync(path, { recursive: true });
  writeFileSync(
    join(
      path,
      `${createHash(folder === "sso" ? "sha1" : "sha256")
        .update(name)
        .digest("hex")}.json`,
    ),
    JSON.stringify(content),
  );
}

async function find(profile: string | null, more: Partial<Wanted> = {}) {
  const files = await readAwsFiles();
  return findCredentials(files, {
    profile,
    region: regionFor(files, profile),
    endpointUrl: undefined,
    mfaCode: undefined,
    processAllowed: undefined,
    memory: undefined,
    signal: new AbortController().signal,
    ...more,
  });
}

async function keyFound(profile: string | null, more: Partial<Wanted> = {}): Promise<string> {
  const found = await find(profile, more);
  return "credentials" in found ? found.credentials.accessKeyId : JSON.stringify(found.failure);
}

describe("a kind of profile", function () {
  this.timeout(60_000);
  let sources: CredentialSources;
  beforeEach(async () => void (sources = await startCredentialSources(keyOf)));
  afterEach(() => sources.close());

  const sso = () =>
    `[profile sso]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = Audit\nregion = eu-west-1\nendpoint_url = ${sources.url}\n[sso-session corp]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = eu-central-1\n`;
  const ssoToken = { accessToken: "made-up", expiresAt: later };

  it("keys", async () => {
    assert.equal(await withAws({ credentials: `[dev]\n${own}\n` }, () => keyFound("dev")), keyOf.own);
  });

  it("sso-session: at Identity Center's own Region, whatever the profile's is", async () => {
    await withAws({ config: sso() }, async (home) => {
      cached(home, "sso", "corp", ssoToken);
      assert.equal(await keyFound("sso"), keyOf.sso);
    });
    assert.deepEqual(sources.asked, ["GET /federation/credentials"]);
  });

  it("SSO without a session", async () => {
    const url = "https://legacy.awsapps.com/start";
    await withAws(
      {
        config: `[profile old]\nsso_start_url = ${url}\nsso_region = eu-central-1\nsso_account_id = 111122223333\nsso_role_name = Audit\nendpoint_url = ${sources.url}\n`,
      },
      async (home) => {
        cached(home, "sso", url, ssoToken);
        assert.equal(await keyFound("old"), keyOf.sso);
      },
    );
  });

  it("web identity, at the endpoint of the profile", async () => {
    await withAws({}, async (home) => {
      writeFileSync(join(home, "token"), "a.web.token");
      writeFileSync(
        join(home, ".aws", "config"),
        `[profile web]\nrole_arn = arn:aws:iam::111122223333:role/web\nweb_identity_token_file = ${join(home, "token")}\nendpoint_url = ${sources.url}\n`,
      );
      assert.equal(await keyFound("web"), keyOf.web);
    });
    assert.deepEqual(sources.asked, ["POST /"]);
  });

  it("console login: what aws login has left", async () => {
    const session = "arn:aws:iam::111122223333:user/ines";
    await withAws(
      { config: `[profile console]\nlogin_session = ${session}\nregion = eu-central-1\n` },
      async (home) => {
        const accessToken = {
          accessKeyId: keyOf.login,
          secretAccessKey: secret,
          sessionToken: "made-up",
          accountId: "111122223333",
          expiresAt: later,
        };
        cached(home, "login", session, {
          accessToken,
          tokenType: "aws_sigv4",
          refreshToken: "made-up",
          idToken: "made-up",
          clientId: "arn:aws:signin:::devtools/same-device",
          dpopKey: "made-up",
        });
        assert.equal(await keyFound("console"), keyOf.login);
      },
    );
  });

  it("container, by the default chain", async () => {
    const env = { AWS_CONTAINER_CREDENTIALS_FULL_URI: `${sources.url}/container` };
    assert.equal(await withAws({ env }, () => keyFound(null)), keyOf.container);
  });

  it("instance, by the default chain", async () => {
    const env = { AWS_EC2_METADATA_SERVICE_ENDPOINT: sources.url, AWS_EC2_METADATA_DISABLED: "false" };
    assert.equal(await withAws({ env }, () => keyFound(null)), keyOf.instance);
    assert.ok(sources.asked.includes("PUT /latest/api/token"));
  });

  for (const [source, surroundings] of [
    ["Environment", () => ({ AWS_ACCESS_KEY_ID: keyOf.own, AWS_SECRET_ACCESS_KEY: secret })],
    ["EcsContainer", () => ({ AWS_CONTAINER_CREDENTIALS_FULL_URI: `${sources.url}/container` })],
    [
      "Ec2InstanceMetadata",
      () => ({ AWS_EC2_METADATA_SERVICE_ENDPOINT: sources.url, AWS_EC2_METADATA_DISABLED: "false" }),
    ],
  ] as const) {
    it(`role with credential_source = ${source}`, async () => {
      const demo = await startDemo();
      const config = `[profile role]\nrole_arn = arn:aws:iam::111122223333:role/ops\ncredential_source = ${source}\nendpoint_url = ${demo.endpointUrl}\n`;
      assert.match(await withAws({ config, env: surroundings() }, () => keyFound("role")), /^ASIA/);
      assert.deepEqual(
        demo.calls.map(({ action }) => action),
        ["sts:AssumeRole"],
      );
      await demo.close();
    });
  }

  it("role of a role of an SSO profile", async () => {
    const demo = await startDemo();
    const config = `${sso().replace(/endpoint_url.*\n/, "")}
[profile middle]\nrole_arn = arn:aws:iam::111122223333:role/middle\nsource_profile = sso
[profile end]\nrole_arn = arn:aws:iam::222233334444:role/end\nsource_profile = middle\nservices = local
[services local]\nsts =\n  endpoint_url = ${demo.endpointUrl}\nsso =\n  endpoint_url = ${sources.url}\n`;
    await withAws({ config }, async (home) => {
      cached(home, "sso", "corp", ssoToken);
      assert.match(await keyFound("end"), /^ASIA/);
    });
    assert.deepEqual(
      [demo.calls.map(({ action }) => action), sources.asked],
      [["sts:AssumeRole", "sts:AssumeRole"], ["GET /federation/credentials"]],
    );
    await demo.close();
  });

  it("a token that Identity Center no longer takes: how to sign in", async () => {
    const signedOut = await startCredentialSources(keyOf, { signedOut: true });
    await withAws({ config: sso().replace(sources.url, signedOut.url) }, async (home) => {
      cached(home, "sso", "corp", ssoToken);
      const found = await find("sso");
      assert.ok("failure" in found && found.failure.kind === "error");
      assert.equal(found.failure.signIn, "aws sso login --profile sso");
    });
    await signedOut.close();
  });

  it("nobody has signed in: how to", async () => {
    await withAws(
      { config: `${sso()}[profile console]\nlogin_session = arn:aws:iam::111122223333:user/ines\n` },
      async () => {
        for (const [profile, command] of [
          ["sso", "aws sso login --profile sso"],
          ["console", "aws login --profile console"],
        ] as const) {
          const found = await find(profile);
          assert.ok("failure" in found && found.failure.kind === "error", profile);
          assert.equal(found.failure.signIn, command, found.failure.message);
        }
        assert.deepEqual(sources.asked, []);
      },
    );
  });
});

describe("a credential_process", function () {
  this.timeout(60_000);

  /** Runs with a command that leaves a trace of having been run. */
  function withCommand<Result>(work: (command: string, runs: () => number) => Promise<Result>): Promise<Result> {
    return withAws({}, async (home) => {
      const script = join(home, "give keys.sh");
      const trace = join(home, "runs");
      writeFileSync(trace, "");
      writeFileSync(
        script,
        `#!/bin/sh\necho run >> '${trace}'\necho '${JSON.stringify({ Version: 1, AccessKeyId: keyOf.process, SecretAccessKey: secret, SessionToken: "made-up", Expiration: later })}'\n`,
      );
      chmodSync(script, 0o755);
      const command = `'${script}' --account dev`;
      writeFileSync(
        join(home, ".aws", "config"),
        `[profile tool]\ncredential_process = ${command}\n[profile role]\nrole_arn = arn:aws:iam::111122223333:role/x\nsource_profile = tool\n[default]\ncredential_process = ${command}\n`,
      );
      return work(command, () => readFileSync(trace, "utf8").split("\n").length - 1);
    });
  }

  for (const profile of ["tool", "role", null]) {
    it(`of ${profile ?? "the default profile"} is shown before it runs`, () =>
      withCommand(async (command, runs) => {
        const shown: string[] = [];
        const found = await find(profile, { processAllowed: async (line) => (shown.push(line), false) });
        assert.ok("failure" in found && found.failure.kind === "error");
        assert.equal(found.failure.asks, "process");
        assert.ok(!found.failure.message.includes("give keys"), "the command line may hold a secret");
        assert.deepEqual([shown, runs()], [[command], 0]);
      }));
  }

  it("runs once it is allowed, and in a terminal as every AWS tool runs it", () =>
    withCommand(async (_, runs) => {
      assert.equal(await keyFound("tool", { processAllowed: async () => true }), keyOf.process);
      assert.equal(await keyFound("tool"), keyOf.process);
      assert.equal(runs(), 2);
    }));

  it("is not run where keys of the environment come first", () =>
    withCommand(async (_, runs) => {
      Object.assign(process.env, { AWS_ACCESS_KEY_ID: keyOf.own, AWS_SECRET_ACCESS_KEY: secret });
      assert.equal(commandOf(await readAwsFiles(), null), null);
      assert.equal(
        await keyFound(null, { processAllowed: async () => assert.fail("nothing is to be allowed") }),
        keyOf.own,
      );
      assert.equal(runs(), 0);
    }));

  it("does not run again while its credentials last", () =>
    withCommand(async (_, runs) => {
      const memory = rememberCredentials();
      assert.equal(await keyFound("tool", { memory }), keyOf.process);
      assert.equal(await keyFound("tool", { memory }), keyOf.process);
      assert.equal(runs(), 1);
      memory.forget();
      assert.equal(await keyFound("tool", { memory }), keyOf.process);
      assert.equal(runs(), 2);
    }));
});

describe("credentials held between collections", function () {
  this.timeout(60_000);
  const config =
    "role_arn = arn:aws:iam::111122223333:role/ops\nsource_profile = base\nmfa_serial = arn:aws:iam::111122223333:mfa/ines\nendpoint_url = ENDPOINT\n";

  it("ask for a code once, and again where the profile has changed or AWS takes them no more", async () => {
    const demo = await startDemo(undefined, {
      faults: { "sts:GetCallerIdentity": { fault: "expired-token", after: 3 } },
    });
    const filled = config.replace("ENDPOINT", demo.endpointUrl);
    await withAws({ config: `[profile ops]\n${filled}`, credentials: `[base]\n${own}\n` }, async (home) => {
      let asked = 0;
      const memory = rememberCredentials();
      const collect = () => collectPosture({ profile: "ops", memory, mfaCode: async () => (asked++, "123456") }, quick);
      postureOf(await collect());
      postureOf(await collect());
      assert.equal(asked, 1);
      writeFileSync(join(home, ".aws", "config"), `[profile ops]\n${filled}external_id = other\n`);
      postureOf(await collect());
      assert.equal(asked, 2);
      assert.match(failureOf(await collect()).message, /have expired/);
      await collect();
      assert.equal(asked, 3);
    });
    await demo.close();
  });
});

describe("what a profile relies on", () => {
  const fingerprint = (config: string, profile: string | null = "dev", env: Record<string, string> = {}) =>
    withAws({ config, credentials: `[base]\n${own}\n`, env }, async () =>
      profileFingerprint(await readAwsFiles(), profile),
    );
  const base =
    "[profile dev]\nrole_arn = arn:aws:iam::111122223333:role/x\nsource_profile = base\nsso_session = corp\n[sso-session corp]\nsso_region = eu-west-1\n";

  it("has a fingerprint that changes with it, and with nothing else", async () => {
    const before = await fingerprint(base);
    assert.equal(await fingerprint(`${base}[profile other]\nregion = x\n`), before);
    for (const changed of [
      base.replace("role/x", "role/y"),
      base.replace("eu-west-1", "eu-west-2"),
      `${base}[profile base]\nregion = x\n`,
    ]) {
      assert.notEqual(await fingerprint(changed), before, changed);
    }
    assert.notEqual(await fingerprint(base, "dev", { AWS_REGION: "x" }), before);
  });

  it("names who signs in, safe for a shell", async () => {
    const config =
      "[profile a b';x]\nsso_start_url = https://x\n[profile role]\nrole_arn = arn:aws:iam::111122223333:role/x\nsource_profile = corp.sso\n[profile corp.sso]\nsso_start_url = https://x\n";
    await withAws({ config }, async () => {
      const files = await readAwsFiles();
      assert.equal(signInCommand(files, "role"), "aws sso login --profile corp.sso");
      assert.equal(signInCommand(files, "base"), null);
      for (const name of files.profiles.keys())
        assert.match(
          signInCommand(files, name) ?? "",
          /^(aws sso login --profile ([\w.]+|'[^']*'('\\''[^']*')*))?$/,
          name,
        );
    });
  });
});

describe("the partitions", () => {
  const arns = (partition: string) =>
    `[profile x]\nrole_arn = arn:${partition}:iam::111122223333:role/x\nsource_profile = base\n`;
  const regions: readonly [name: string, config: string, env: Record<string, string>, region: string][] = [
    ["GovCloud by the ARN of the role", arns("aws-us-gov"), {}, "us-gov-west-1"],
    ["China by the ARN of the role", arns("aws-cn"), {}, "cn-north-1"],
    ["the Region of the profile", `${arns("aws-cn")}region = cn-northwest-1\n`, {}, "cn-northwest-1"],
    [
      "a Region of the environment in the same partition",
      `${arns("aws-us-gov")}region = us-gov-west-1\n`,
      { AWS_REGION: "us-gov-east-1" },
      "us-gov-east-1",
    ],
    [
      "no Region of another partition",
      `${arns("aws-us-gov")}region = us-gov-east-1\n`,
      { AWS_REGION: "eu-west-1" },
      "us-gov-east-1",
    ],
    [
      "no Region of another partition, by the ARN alone",
      arns("aws-cn"),
      { AWS_DEFAULT_REGION: "eu-west-1" },
      "cn-north-1",
    ],
    [
      "China by its Identity Center",
      "[profile x]\nsso_session = s\n[sso-session s]\nsso_region = cn-northwest-1\n",
      { AWS_REGION: "us-east-1" },
      "cn-north-1",
    ],
    ["nothing is known", "[profile x]\n", {}, "us-east-1"],
  ];
  for (const [name, config, env, region] of regions) {
    it(`${name}: ${region}`, async () => {
      assert.equal(await withAws({ config, env }, async () => regionFor(await readAwsFiles(), "x")), region);
    });
  }

  const hosts = {
    "us-gov-west-1": ["iam.us-gov.amazonaws.com", "sts.us-gov-west-1.amazonaws.com"],
    "cn-north-1": ["iam.cn-north-1.amazonaws.com.cn", "sts.cn-north-1.amazonaws.com.cn"],
    "eu-west-1": ["iam.amazonaws.com", "sts.eu-west-1.amazonaws.com"],
  };
  for (const [region, [iam, sts]] of Object.entries(hosts)) {
    it(`reaches IAM and STS of ${region} where they are`, async () => {
      const seen: string[] = [];
      const options = clientOptions(
        {
          region,
          credentials: demoCredentials(),
          endpoint: () => undefined,
          limits: quick,
          reception: new Reception(),
        },
        "iam",
      );
      const requestHandler = {
        handle: async ({ hostname }: { hostname: string }) => (
          seen.push(hostname),
          Promise.reject(new Error("not sent"))
        ),
      };
      await assert.rejects(new IAMClient({ ...options, requestHandler }).send(new GetAccountSummaryCommand({})));
      await assert.rejects(new STSClient({ ...options, requestHandler }).send(new GetCallerIdentityCommand({})));
      assert.deepEqual(seen, [iam, sts]);
    });
  }

  it("takes the endpoint of a service from a services section", async () => {
    const config =
      "[profile x]\nservices = s\nendpoint_url = http://all\n[services s]\nsso =\n  endpoint_url = http://sso\n";
    await withAws({ config }, async () => {
      const files = await readAwsFiles();
      assert.deepEqual(
        ["sso", "iam"].map((service) => endpointFor(files, "x", service)),
        ["http://sso", "http://all"],
      );
    });
  });
});
