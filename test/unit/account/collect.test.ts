import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import { activeProfile, collectPosture, listProfiles } from "../../../src/account/account";
import type { Fault } from "../../../src/account/demo/behaviour";
import { type Behaviour, demoCredentials, demoDescription, startDemo } from "../../../src/account/demo/server";
import { readOnlyPolicy } from "../../../src/account/permissions";
import type { CheckResult, Posture } from "../../../src/account/posture";
import { collectAll, collectFrom, failureOf, fewRegions, postureOf, quick, withAws } from "./support";

const description = fewRegions;
const actions = [...readOnlyPolicy().Statement[0].Action];

const verdicts = ({ checks }: Posture) => Object.fromEntries(checks.map((one) => [one.id, one.verdict]));
const checkOf = ({ checks }: Posture, id: string): CheckResult => checks.find((one) => one.id === id)!;

/** Whatever befalls some actions: the checks that need them are not assessed and name them, all others are as they were. */
function assertOnlyThoseAreMissing(missing: readonly string[], baseline: Posture, got: Posture): void {
  const named = new Set<string>();
  for (const check of got.checks) {
    const before = checkOf(baseline, check.id);
    if (check.verdict === "not-assessed") {
      const those = check.missingActions.filter((action) => missing.includes(action));
      assert.ok(those.length > 0, `${check.id} names ${missing.join(" or ")}: ${check.missingActions.join()}`);
      for (const action of those) named.add(action);
    } else {
      // Commands are filled in with the resources that are known to fail.
      const remediation = failing(check) === failing(before) ? {} : { remediation: null };
      const untold = { evidence: null, resources: null, reason: null, missingActions: null, ...remediation };
      assert.deepEqual({ ...check, ...untold }, { ...before, ...untold });
      // A fail is sure, and says what did not answer beside it.
      const others = check.missingActions.filter((action) => !missing.includes(action));
      assert.deepEqual(others, before.missingActions, check.id);
    }
    for (const resource of check.resources) {
      if (resource.verdict !== "not-assessed")
        assert.equal(
          resource.verdict,
          before.resources.find((one) => one.id === resource.id)?.verdict ?? resource.verdict,
        );
    }
  }
  assert.equal(got.checks.length, baseline.checks.length);
  for (const action of missing) {
    if (!unneeded.has(action)) assert.ok(named.has(action), `${action} is needed by a check`);
    assert.ok(
      got.failures.some((one) => one.startsWith(action)),
      got.failures.join(),
    );
  }
}

function failing({ resources }: CheckResult): string {
  return resources.flatMap(({ id, verdict }) => (verdict === "fail" ? [id] : [])).join();
}

/** They only tell more: no verdict hangs on them. */
const unneeded = new Set([
  "iam:ListAccountAliases",
  "ec2:DescribeRegions",
  // Where it does not answer, all is asked of each network.
  "ec2:DescribeNetworkInterfaces",
  "organizations:ListDelegatedServicesForAccount",
]);

/** Which of these are beside each other in a run: those of one service, which may need each other, stand together in the list. */
function dealt(some: readonly string[], runs: number): string[][] {
  const groups = Array.from({ length: Math.min(runs, some.length) }, (): string[] => []);
  for (const [index, action] of some.entries()) groups[index % groups.length]!.push(action);
  return groups;
}

describe("collecting from the demo endpoint with the real clients", () => {
  let baseline: Posture;
  let calls: readonly { action: string; region: string }[];

  before(async function () {
    this.timeout(20_000);
    const { outcome, demo } = await collectFrom({ description });
    baseline = postureOf(outcome);
    calls = demo.calls;
  });

  it("names the account, its alias and who asks", () => {
    assert.deepEqual(baseline.account, {
      id: "111122223333",
      arn: `arn:aws:sts::111122223333:${demoDescription.caller}`,
      alias: "harbour-lights-demo",
      partition: "aws",
    });
    assert.equal(baseline.demo, false);
    assert.deepEqual(baseline.failures, []);
  });

  it("judges every check", () => {
    assert.equal(verdicts(baseline)["root/mfa"], "pass");
    assert.equal(verdicts(baseline)["root/hardware-mfa"], "fail");
    assert.equal(verdicts(baseline)["cloudtrail/all-regions"], "pass");
    assert.equal(checkOf(baseline, "users/access-key-age").resources.filter((one) => one.verdict === "fail").length, 3);
    assert.ok(baseline.checks.every((one) => one.verdict !== "not-assessed"));
  });

  it("shows how old the credential report is", () => {
    assert.match(
      checkOf(baseline, "users/console-mfa").evidence.find((one) => one.field === "GeneratedTime")!.value,
      /^\d{4}-\d\d-\d\dT/,
    );
  });

  it("counts every request, and makes few", () => {
    assert.equal(baseline.calls.total, calls.length);
    assert.ok(calls.length <= 105, `${calls.length} calls`);
    assert.deepEqual({ ...baseline.calls, total: 0 }, { total: 0, throttled: 0, denied: 0, failed: 0 });
  });

  it("asks who it is first, and calls nothing but what the policy allows", () => {
    assert.equal(calls[0]!.action, "sts:GetCallerIdentity");
    assert.deepEqual([...new Set(calls.slice(1).map((one) => one.action))].sort(), actions);
  });

  it("asks a trail's home Region about it", () => {
    assert.deepEqual(
      calls
        .filter((one) => one.action === "cloudtrail:GetTrailStatus")
        .map((one) => one.region)
        .sort(),
      ["eu-central-1", "us-east-1"],
    );
    assert.deepEqual(
      calls.filter((one) => one.action === "cloudtrail:DescribeTrails").map((one) => one.region),
      ["us-east-1"],
    );
  });

  it("makes no call per user", async () => {
    const users = Array.from({ length: 250 }, (_, index) => ({
      ...demoDescription.users[1]!,
      name: `person-${index}`,
    }));
    const { outcome, demo } = await collectFrom({
      description: { ...description, users },
      behaviour: { pageSize: 100 },
    });
    assert.equal(checkOf(postureOf(outcome), "users/console-mfa").resources.length, 250);
    // Two more pages of virtual MFA devices, and of users.
    assert.equal(demo.calls.filter((one) => one.action === "iam:ListVirtualMFADevices").length, 3);
    assert.ok(demo.calls.length <= calls.length + 4);
  });

  it("reads 5,000 users and 1,000 roles in a few pages", async function () {
    this.timeout(20_000);
    const many = <One extends { readonly name: string }>(one: One, count: number) =>
      Array.from({ length: count }, (_, index) => ({ ...one, name: `${one.name}-${index}` }));
    const users = many({ ...demoDescription.users[0]!, mfa: "hardware" as const }, 5000);
    const { outcome, demo } = await collectFrom({
      description: { ...description, users, roles: many(demoDescription.roles[0]!, 1000) },
      behaviour: { pageSize: 1000 },
    });
    assert.equal(checkOf(postureOf(outcome), "users/direct-policies").resources.length, 5000);
    assert.equal(checkOf(postureOf(outcome), "roles/any-principal").resources.length, 1000);
    assert.equal(demo.calls.filter((one) => one.action === "iam:GetAccountAuthorizationDetails").length, 7);
    // Without a role of Identity Center every Region is asked for it.
    assert.ok(demo.calls.length <= calls.length + 8, `${demo.calls.length} calls`);
  });

  it("judges the policies and the trust of the account itself", () => {
    const failing = (id: string) =>
      checkOf(baseline, id)
        .resources.filter((one) => one.verdict === "fail")
        .map((one) => one.id.slice(one.id.lastIndexOf("/") + 1));
    assert.deepEqual(failing("policies/full-administrator"), ["deploy-everything"]);
    assert.deepEqual(failing("users/direct-policies"), ["ci-deploy"]);
    assert.deepEqual(failing("roles/any-principal"), ["migration-2021"]);
    assert.deepEqual(failing("roles/oidc-subject"), ["release-from-github"]);
    assert.deepEqual(failing("roles/external-id"), ["cost-vendor"]);
    assert.deepEqual(failing("roles/unused"), ["migration-2021"]);
  });

  for (const credentialReport of ["present", "expired", "in-progress"] as const) {
    it(`gets a credential report that is ${credentialReport}`, async () => {
      const { outcome, demo } = await collectFrom({ description: { ...description, credentialReport } });
      assert.deepEqual(verdicts(postureOf(outcome)), verdicts(baseline));
      assert.equal(
        demo.calls.some((one) => one.action === "iam:GenerateCredentialReport"),
        credentialReport === "expired",
      );
    });
  }

  it("gives up a credential report that is never made", async () => {
    const { outcome } = await collectFrom({
      description: { ...description, credentialReport: "in-progress" },
      behaviour: { reportNeverReady: true },
    });
    assert.deepEqual(checkOf(postureOf(outcome), "users/console-mfa").missingActions, ["iam:GetCredentialReport"]);
  });

  it("knows an account without a password policy, users, trails or alias", async () => {
    const { outcome } = await collectFrom({
      description: {
        ...description,
        alias: null,
        users: [],
        trails: [],
        passwordPolicy: null,
        root: { mfa: "none", password: null, keys: [] },
      },
    });
    const posture = postureOf(outcome);
    assert.equal(posture.account.alias, null);
    assert.deepEqual(
      [
        verdicts(posture)["password-policy/length"],
        verdicts(posture)["cloudtrail/all-regions"],
        verdicts(posture)["root/mfa"],
      ],
      ["not-applicable", "fail", "pass"],
    );
    assert.deepEqual(posture.failures, []);
  });

  const said: Readonly<Record<string, RegExp>> = {
    deny: /was denied: User: arn/,
    throttle: /was throttled/,
    fail: /failed \(/,
    // The end of the connection may overtake what came before it.
    cut: /failed \(|timed out: (?:socket hang up|read ECONNRESET)/,
    garble: /failed \(/,
    hang: /timed out/,
  };
  // Which fault a failed call had is told apart in one place, for all actions: only two befall each of them, the others take turns.
  const befalling: readonly (readonly Fault[])[] = [["deny"], ["fail"], ["throttle", "cut", "garble", "hang"]];
  for (const faults of befalling) {
    it(`${faults.join(", ")} each action: the rest stays`, async function () {
      this.timeout(300_000);
      const faultOf = new Map(actions.map((action, index) => [action, faults[index % faults.length]!]));
      // What was not asked for, since it needs the answer of another that had the fault, has its turn in the next round.
      for (let left = actions, round = 1; left.length > 0; round++) {
        assert.ok(round <= 3, `${left.join()} are not asked for`);
        const groups = dealt(left, 8);
        const outcomes = await collectAll(
          groups.map((group) => ({
            description,
            behaviour: { faults: Object.fromEntries(group.map((action) => [action, faultOf.get(action)!])) },
            limits: faults.includes("hang") ? { requestTimeoutMs: 10_000 } : {},
          })),
        );
        left = outcomes.flatMap(({ outcome, demo }, index) => {
          const posture = postureOf(outcome);
          const asked = new Set(demo.calls.map((one) => one.action));
          const hit = groups[index]!.filter((action) => asked.has(action));
          assertOnlyThoseAreMissing(hit, baseline, posture);
          for (const failure of posture.failures) {
            const action = hit.find((one) => failure.startsWith(`${one} `));
            assert.ok(action !== undefined && said[faultOf.get(action)!]!.test(failure), failure);
          }
          const had = new Set(hit.map((action) => faultOf.get(action)));
          assert.equal(posture.calls.denied > 0, had.has("deny"));
          assert.equal(
            posture.calls.failed > 0,
            [...had].some((fault) => fault !== "deny"),
          );
          assert.equal(posture.calls.throttled > 0, had.has("throttle"));
          return groups[index]!.filter((action) => !asked.has(action));
        });
      }
    });
  }

  for (const fault of ["deny", "throttle", "fail", "cut", "garble", "hang"] as const) {
    it(`${fault} the second page of a list: what the first one said decides nothing`, async () => {
      const { outcome, demo } = await collectFrom({
        description,
        behaviour: { pageSize: 2, faults: { "iam:ListVirtualMFADevices": { fault, after: 1 } } },
        limits: { requestTimeoutMs: 3000 },
      });
      const posture = postureOf(outcome);
      assert.equal(demo.calls.filter((one) => one.action === "iam:ListVirtualMFADevices").length, 2);
      // The first page has root's virtual device, which alone would be a fail.
      assert.equal(verdicts(posture)["root/hardware-mfa"], "not-assessed");
      assertOnlyThoseAreMissing(["iam:ListVirtualMFADevices"], baseline, posture);
    });
  }

  for (const fault of ["deny", "throttle", "fail", "cut"] as const) {
    it(`${fault} sts:GetCallerIdentity: everything else is still shown`, async () => {
      const { outcome } = await collectFrom({ description, behaviour: { faults: { "sts:GetCallerIdentity": fault } } });
      const posture = postureOf(outcome);
      assert.deepEqual(verdicts(posture), verdicts(baseline));
      assert.equal(posture.account.id, "111122223333");
      assert.ok(posture.failures[0]!.startsWith("sts:GetCallerIdentity"));
    });
  }

  it("tries again what was throttled, and counts it", async function () {
    this.timeout(20_000);
    const { outcome } = await collectFrom({
      description,
      behaviour: { faults: { "iam:GetAccountSummary": { fault: "throttle", times: 1 } } },
      limits: { attempts: 3 },
    });
    const posture = postureOf(outcome);
    assert.deepEqual(verdicts(posture), verdicts(baseline));
    assert.equal(posture.calls.throttled, 1);
    assert.equal(posture.calls.total, baseline.calls.total + 1);
    assert.deepEqual([posture.calls.failed, posture.calls.denied], [0, 0]);
  });

  const failing: readonly [Fault, RegExp][] = [
    ["expired-token", /have expired \(ExpiredToken\)/],
    ["unknown-key", /were refused \(InvalidClientTokenId\)/],
  ];
  for (const [fault, message] of failing) {
    it(`${fault}: says so, and asks nothing more`, async () => {
      const { outcome, demo } = await collectFrom({ behaviour: { faults: { "*": fault } } });
      assert.equal(failureOf(outcome).kind, "error");
      assert.match(failureOf(outcome).message, message);
      assert.deepEqual(
        demo.calls.map((one) => one.action),
        ["sts:GetCallerIdentity"],
      );
    });
  }

  it("credentials that expire on the way: not assessed", async () => {
    const { outcome } = await collectFrom({
      description,
      behaviour: { faults: { "*": "expired-token", "sts:GetCallerIdentity": { fault: "deny", times: 0 } } },
    });
    const posture = postureOf(outcome);
    assert.ok(posture.checks.every((one) => ["not-assessed", "attest"].includes(one.verdict)));
    assert.equal(posture.account.id, "111122223333");
  });

  it("names an endpoint that cannot be reached", async () => {
    const demo = await startDemo();
    await demo.close();
    const { outcome } = await collectFrom({
      request: { endpointUrl: demo.endpointUrl.replace("//", "//somebody:secret@") },
    });
    assert.equal(failureOf(outcome).kind, "error");
    assert.match(failureOf(outcome).message, new RegExp(`^${demo.endpointUrl} cannot be reached \\(ECONNREFUSED\\)`));
  });

  it("says that nothing was answered at all", async () => {
    const { outcome } = await collectFrom({ behaviour: { faults: { "*": "fail" } } });
    assert.match(failureOf(outcome).message, /^sts:GetCallerIdentity failed \(ServiceFailure\).*Nothing else/);
  });

  it("says that something else than AWS answered", async () => {
    const other = createServer((_, response) => response.writeHead(404).end("nothing here"));
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const { outcome } = await collectFrom({
      request: { endpointUrl: `http://127.0.0.1:${(other.address() as AddressInfo).port}` },
    });
    other.closeAllConnections();
    await new Promise((resolve) => other.close(resolve));
    assert.match(
      failureOf(outcome).message,
      /^sts:GetCallerIdentity failed \(HTTP 404\): this is not an answer from AWS/,
    );
  });

  it("streams what is known, and never takes anything back", async () => {
    const seen: Posture[] = [];
    const { outcome } = await collectFrom({ description, request: { onProgress: (soFar) => seen.push(soFar) } });
    const whole = verdicts(postureOf(outcome));
    assert.ok(seen.length > 3);
    for (const soFar of seen)
      for (const [id, verdict] of Object.entries(verdicts(soFar))) assert.equal(verdict, whole[id], id);
    assert.ok(seen[0]!.checks.length < postureOf(outcome).checks.length);
  });

  it("stops when it is cancelled, also between two attempts", async () => {
    const behaviours: Behaviour[] = [
      { faults: { "iam:GetAccountSummary": "hang" } },
      { faults: { "iam:GetAccountSummary": "throttle" } },
    ];
    for (const behaviour of behaviours) {
      const controller = new AbortController();
      const { outcome } = await collectFrom({
        description,
        behaviour,
        limits: { attempts: 10 },
        request: {
          signal: controller.signal,
          onProgress: (soFar) => {
            if (soFar.checks.some((one) => one.id === "cloudtrail/all-regions")) controller.abort();
          },
        },
      });
      assert.deepEqual(outcome, { failure: { kind: "cancelled" } });
    }
  });

  it("does not begin when it is cancelled before", async () => {
    const { outcome, demo } = await collectFrom({ request: { signal: AbortSignal.abort() } });
    assert.deepEqual(outcome, { failure: { kind: "cancelled" } });
    assert.deepEqual(demo.calls, []);
  });

  it("calls nothing before it is asked for the posture", async () => {
    const demo = await startDemo();
    const { accessKeyId, secretAccessKey } = demoCredentials();
    const env = {
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_ENDPOINT_URL: demo.endpointUrl,
    };
    try {
      await withAws(
        {
          env,
          config: `[profile dev]\nendpoint_url = ${demo.endpointUrl}\nrole_arn = arn:aws:iam::111122223333:role/x\ncredential_source = Environment\n`,
        },
        async () => {
          assert.deepEqual(
            (await listProfiles()).profiles.map((one) => one.name),
            ["dev"],
          );
          assert.equal(activeProfile("dev"), "dev");
          assert.ok(readOnlyPolicy().Statement[0].Action.length > 0);
          assert.deepEqual(demo.calls, []);
          await collectPosture({ region: "us-east-1" }, quick);
          assert.ok(demo.calls.length > 0, "the endpoint records what is called");
        },
      );
    } finally {
      await demo.close();
    }
  });

  it("runs the embedded demo account, and labels it", async () => {
    const posture = postureOf(await collectPosture({ demo: true }, quick));
    assert.equal(posture.demo, true);
    assert.equal(posture.profile, null);
    assert.deepEqual(Object.keys(verdicts(posture)), Object.keys(verdicts(baseline)));
  });
});

describe("readOnlyPolicy", () => {
  it("has read actions only, each once, sorted", () => {
    assert.deepEqual(actions, [...new Set(actions)].sort());
    for (const action of actions) assert.match(action, /^[a-z0-9-]+:(Get|List|Describe|Generate|View)/);
  });
});
