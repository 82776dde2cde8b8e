/** What is left of a command that a signal ends: its exit code, and nothing that somebody could take for a whole report. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, watch, writeFileSync } from "node:fs";
import { join } from "node:path";

import pLimit from "p-limit";

import { demoCredentials } from "../../../src/account/demo/server";
import { type Ended, startBuilt } from "../../support/built";
import { temporaryFolder } from "../../support/folder";
import { heldDemo } from "../../support/held-demo";
import { sarifMistakes } from "../../support/sarif-schema";

const pausing = join(__dirname, "../../support/pausing.cjs");
const policy = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "s3:GetObjct", Resource: "arn:aws:s3:::parcels/*" }],
});
const exits = { SIGINT: 130, SIGTERM: 143 } as const;
type Signal = keyof typeof exits;

/** Files that fewer than worker threads are worth, and more than that; the last is where the check gets stuck. */
function files(count: number): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `policies/${index}${index === count - 1 ? ".stuck" : ""}.json`,
      policy,
    ]),
  );
}

function hasNoStack({ err }: Ended): void {
  assert.doesNotMatch(err, /\n\s+at |Error\b|Unhandled/);
}

describe("a check that is interrupted", function () {
  this.timeout(120_000);
  const beside = pLimit(4);

  /** A run that waits for the most part begins with the first test, beside others; its own test takes the result. */
  function interrupted(...what: Parameters<typeof interrupt>): () => Promise<Ended> {
    let run: Promise<Ended>;
    before(() => {
      run = beside(() => interrupt(...what));
      // Its own test tells of it.
      run.catch(() => undefined);
    });
    return () => run;
  }

  /** Sends the signals, one after the other, once the check is stuck. */
  async function interrupt(signals: readonly Signal[], count: number, args: readonly string[], patient = false) {
    const folder = temporaryFolder({ ...files(count), "kept.json": "as before" });
    const { child, ended, says } = startBuilt(["check", "policies", ...args], {
      folder: folder.path,
      before: [pausing],
      env: {
        PLANEGUARD_PAUSE: ".stuck.json",
        PLANEGUARD_PATIENT: patient ? "1" : "",
        // The first is that of the command.
        PLANEGUARD_PAUSE_FROM: count < 250 ? "0" : "2",
      },
    });
    await says("busy");
    for (const signal of signals) child.kill(signal);
    const result = await ended;
    const kept = readFileSync(join(folder.path, "kept.json"), "utf8");
    folder.remove();
    assert.equal(kept, "as before");
    hasNoStack(result);
    return result;
  }

  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    for (const format of ["text", "json", "github"]) {
      const ended = interrupted([signal], 3, ["--format", format]);
      it(`exits ${exits[signal]} after ${signal} and prints nothing as ${format}`, async () => {
        const { exit, out, err } = await ended();
        assert.deepEqual([exit, out], [exits[signal], ""]);
        assert.ok(err.endsWith("busy\n") || err.includes(`ended by ${signal}`));
      });
    }

    const ended = interrupted([signal], 400, ["--format", "sarif"]);
    it(`says in SARIF that it was not successful, of worker threads that ${signal} ends`, async () => {
      const { exit, out } = await ended();
      const [invocation] = JSON.parse(out).runs[0].invocations;
      assert.deepEqual(
        [exit, invocation.executionSuccessful, invocation.exitCode, invocation.exitSignalName],
        [exits[signal], false, exits[signal], signal],
      );
      assert.deepEqual(sarifMistakes(JSON.parse(out)), []);
    });
  }

  for (const [name, count] of [
    ["in one thread", 3],
    ["in worker threads", 400],
  ] as const) {
    for (const args of [
      ["--output", "kept.json"],
      ["--output", "kept.json", "--format", "sarif"],
      ["--write-baseline", "kept.json"],
    ]) {
      const ended = interrupted(["SIGINT"], count, args);
      it(`leaves the file of ${args.join(" ")} as it was, ${name}`, async () => {
        const { exit, out } = await ended();
        assert.deepEqual([exit, out], [130, ""]);
      });
    }

    const ended = interrupted(["SIGINT", "SIGTERM"], count, ["--format", "json"], true);
    it(`is ended by a second signal, whatever it is busy with ${name}`, async () => {
      const { exit, out } = await ended();
      assert.ok(exit === 143 || exit === 130, `${exit}`);
      assert.equal(out, "");
    });
  }

  it("is ended by one signal while nobody reads its report", async () => {
    const folder = temporaryFolder({});
    // More than all buffers on the way take.
    const missing = Array.from({ length: 4000 }, (_, index) => `${index}${"-missing".repeat(25)}`);
    const { child, ended } = startBuilt(["check", "--format", "json", ...missing], { folder: folder.path });
    child.stdout!.pause();
    await new Promise((resolve) => child.stdout!.once("readable", resolve));
    child.kill("SIGTERM");
    await new Promise((resolve) => child.once("exit", resolve));
    child.stdout!.resume();
    const { exit, out } = await ended;
    folder.remove();
    assert.equal(exit, 143);
    assert.throws(() => JSON.parse(out));
  });

  it("writes what it was to write where the signal comes after that", async () => {
    const folder = temporaryFolder({ "a.json": policy });
    writeFileSync(join(folder.path, "report.json"), "before");
    const { ended } = startBuilt(["check", "a.json", "--output", "report.json"], { folder: folder.path });
    assert.equal((await ended).exit, 1);
    const report = readFileSync(join(folder.path, "report.json"), "utf8");
    folder.remove();
    assert.match(report, /1 error/);
  });
});

describe("a posture that is interrupted", function () {
  this.timeout(120_000);
  const { accessKeyId, secretAccessKey } = demoCredentials();

  for (const [signal, request] of [
    ["SIGINT", 1],
    ["SIGINT", 2],
    ["SIGTERM", 3],
    ["SIGINT", 13],
    ["SIGTERM", 40],
    ["SIGINT", 120],
  ] as const) {
    it(`exits ${exits[signal]} after ${signal} at request ${request}, and prints no report`, async () => {
      const folder = temporaryFolder({});
      let kill = () => {};
      const demo = await heldDemo(request, () => kill());
      const { child, ended } = startBuilt(
        ["posture", "--format", "json", "--region", "us-east-1", "--endpoint-url", demo.url],
        {
          folder: folder.path,
          env: {
            AWS_ACCESS_KEY_ID: accessKeyId,
            AWS_SECRET_ACCESS_KEY: secretAccessKey,
            AWS_SESSION_TOKEN: "",
            AWS_CONFIG_FILE: join(folder.path, "config"),
            AWS_SHARED_CREDENTIALS_FILE: join(folder.path, "credentials"),
          },
        },
      );
      kill = () => child.kill(signal);
      const result = await ended;
      await demo.close();
      folder.remove();
      assert.ok(await demo.closed, "there were fewer requests");
      assert.deepEqual([result.exit, result.out], [exits[signal], ""]);
      // A machine that is busy may let the command no time to end by itself.
      assert.ok(
        ["cancelled", `ended by ${signal}`].some((said) => result.err === `planeguard: ${said}\n`),
        result.err,
      );
    });
  }

  for (const signal of ["SIGINT", "SIGTERM"] as const)
    it(`ends the command that is to give its credentials after ${signal}`, async function () {
      if (process.platform === "win32") this.skip();
      const folder = temporaryFolder({
        config: "[profile tool]\nregion = us-east-1\ncredential_process = ./slow.sh\n",
        "slow.sh": "echo $$ > started.part && mv started.part started\nsleep 600\n\n",
      });
      const config = join(folder.path, "config");
      writeFileSync(config, readFileSync(config, "utf8").replace("./slow.sh", `sh ${join(folder.path, "slow.sh")}`));
      const { child, ended } = startBuilt(["posture", "--profile", "tool"], {
        folder: folder.path,
        env: { AWS_CONFIG_FILE: config, AWS_SHARED_CREDENTIALS_FILE: join(folder.path, "credentials") },
      });
      const started = join(folder.path, "started");
      // Once: a second signal ends the process before it has said anything.
      let sent = false;
      const interrupt = () => {
        if (!sent && existsSync(started)) sent = child.kill(signal);
      };
      const watcher = watch(folder.path, interrupt);
      interrupt();
      const { exit, out, err } = await ended;
      watcher.close();
      const id = Number(readFileSync(started, "utf8"));
      folder.remove();
      assert.deepEqual([exit, out, err], [exits[signal], "", "planeguard: cancelled\n"]);
      // Nobody may have asked how it ended: then it is still listed, as a zombie.
      const { stdout } = spawnSync("ps", ["-A", "-o", "stat=,pid=,ppid="], { encoding: "utf8" });
      const running = stdout.split("\n").map((line) => line.trim().split(/\s+/));
      assert.deepEqual(
        running.filter(([state, ...ids]) => !state!.startsWith("Z") && ids.includes(`${id}`)),
        [],
      );
    });
});
