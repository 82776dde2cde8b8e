/** The command line as built, with whatever its streams are connected. */
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync, symlinkSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";

import { builtCli, runBuilt, startBuilt } from "../../support/built";
import { temporaryFolder } from "../../support/folder";

const policy = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "s3:GetObjct", Resource: "arn:aws:s3:::parcels/*" }],
});
const posix = process.platform !== "win32";

describe("standard input of the built command line", function () {
  this.timeout(120_000);
  const folder = temporaryFolder({ "a.json": policy });
  after(() => folder.remove());

  it("is waited for, however late and in however many pieces it comes", async () => {
    const { child, ended } = startBuilt(["check", "-", "--format", "json"], {
      folder: folder.path,
      stdio: ["pipe", "pipe", "pipe"],
    });
    // Once it reads, and not before.
    for (const character of policy) await new Promise((resolve) => child.stdin!.write(character, resolve));
    child.stdin!.end();
    const { exit, out, err } = await ended;
    assert.deepEqual([exit, err, JSON.parse(out).stats.bytes], [1, "", policy.length]);
  });

  it("is read through a pipe that is not waited for, as another process may have left it", async function () {
    if (!posix) this.skip();
    // Node makes its own end of a pipe so; `head` hands it on.
    const script = `const { spawn } = require("node:child_process");
      const child = spawn(process.execPath, [${JSON.stringify(builtCli)}, "check", "-", "--format", "json"], { stdio: [process.stdin, "inherit", "inherit"] });
      child.on("exit", (code) => (process.exitCode = code));`;
    const outer = spawn(process.execPath, ["--eval", `process.stdin.pause(); ${script}`], { stdio: "pipe" });
    let out = "";
    let err = "";
    outer.stdout.on("data", (data) => (out += data));
    outer.stderr.on("data", (data) => (err += data));
    const ended = new Promise<number | null>((resolve) => outer.on("close", resolve));
    outer.stdin.write(policy.slice(0, 10));
    await new Promise((resolve) => setImmediate(resolve));
    outer.stdin.end(policy.slice(10));
    assert.deepEqual([await ended, err], [1, ""]);
    assert.equal(JSON.parse(out).stats.files, 1);
  });

  it("may be large", async () => {
    const text = `{ "text": "${"x".repeat(1_500_000)}" }`;
    const { child, ended } = startBuilt(["check", "-", "--format", "json"], { stdio: ["pipe", "pipe", "pipe"] });
    child.stdin!.end(text);
    const { exit, out } = await ended;
    assert.deepEqual([exit, JSON.parse(out).stats.bytes], [0, text.length]);
  });

  const devices: readonly (readonly [name: string, path: string, exit: number, told: RegExp])[] = [
    ["empty", "/dev/null", 0, /standard input is empty/],
    ["without end", "/dev/zero", 2, /It was not checked: it is too large \(\d/],
    ["a folder", "/", 2, /Could not read it: it is a folder/],
    ["a file", join(folder.path, "a.json"), 1, /s3:GetObjct/],
  ];
  for (const [name, path, exit, told] of devices)
    it(`may be ${name}`, async function () {
      if (!posix) this.skip();
      const input = openSync(path, "r");
      const result = await runBuilt(["check", "-"], { stdio: [input, "pipe", "pipe"] });
      closeSync(input);
      assert.equal(result.exit, exit);
      assert.match(result.out + result.err, told);
    });

  it("may be closed", function () {
    if (!posix) this.skip();
    const { status, stderr } = spawnSync("sh", ["-c", `"$0" "$1" check - <&-`, process.execPath, builtCli], {
      encoding: "utf8",
    });
    assert.deepEqual([status, stderr], [0, "planeguard: standard input is empty\n"]);
  });

  it("may be a file that is binary, which is told", async () => {
    const { child, ended } = startBuilt(["check", "-"], { stdio: ["pipe", "pipe", "pipe"] });
    child.stdin!.end(Buffer.from("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "latin1"));
    const { exit, out } = await ended;
    assert.equal(exit, 2);
    assert.match(out, /binary/);
  });
});

describe("what somebody names by hand and is no file", function () {
  this.timeout(120_000);
  if (!posix) return;
  const folder = temporaryFolder({ "a.txt": "nothing" });
  const socket = createServer();
  before(async () => {
    for (const device of ["zero", "null", "random", "full"]) symlinkSync(`/dev/${device}`, join(folder.path, device));
    assert.equal(spawnSync("mkfifo", [join(folder.path, "pipe")]).status, 0);
    symlinkSync("pipe", join(folder.path, "link-to-pipe"));
    await new Promise<void>((resolve) => socket.listen(join(folder.path, "socket"), resolve));
  });
  after(() => {
    socket.close();
    folder.remove();
  });

  const all = ["zero", "null", "random", "full", "pipe", "link-to-pipe", "socket", "/dev/zero"];
  // Each alone as well: what is named first of several may be read another way.
  for (const names of [all, ...all.map((name) => [name])])
    for (const args of names === all ? [[], ["."], ["--fix"], ["--policy-type", "identity"]] : [[]])
      it(`is unreadable: check ${[...args, ...names].join(" ")}`, async () => {
        const { exit, out } = await runBuilt(["check", "--format", "json", ...args, ...names], { folder: folder.path });
        assert.equal(exit, 2);
        assert.deepEqual(
          JSON.parse(out)
            .problems.map(({ file, message }: { file: string; message: string }) => [file, message])
            .sort(),
          names.map((name) => [name, "Could not read it: it is a pipe or a device."]).sort(),
        );
      });

  for (const option of ["--config", "--baseline"])
    for (const name of ["zero", "pipe"])
      it(`is unreadable as ${option} ${name}`, async () => {
        const { exit, out } = await runBuilt(["check", ".", option, name], { folder: folder.path });
        assert.equal(exit, 2);
        assert.match(out, /it is a pipe or a device/);
      });
});

describe("what the built command line writes to", function () {
  this.timeout(120_000);
  const folder = temporaryFolder({ "a.json": policy, "kept.json": "as before" });
  after(() => folder.remove());
  const run = (args: readonly string[], stdio: readonly [output: number | "pipe", error: number | "pipe"]) =>
    runBuilt(args, { folder: folder.path, stdio: ["ignore", ...stdio] });

  for (const args of [
    ["check", "a.json"],
    ["check", "a.json", "--format", "sarif"],
    ["rules"],
    ["explain", "root/mfa"],
    ["--help"],
  ])
    it(`may be a full disk: ${args.join(" ")}`, async function () {
      if (!existsSync("/dev/full")) this.skip();
      const full = openSync("/dev/full", "w");
      const { exit, err } = await run(args, [full, "pipe"]);
      const both = await run(args, [full, full]);
      closeSync(full);
      assert.deepEqual([exit, err], [2, "planeguard: could not write to standard output: the disk is full\n"]);
      assert.equal(both.exit, 2);
    });

  for (const option of ["--output", "--write-baseline"])
    it(`may be a full disk: ${option}`, async function () {
      if (!existsSync("/dev/full")) this.skip();
      const { exit, out, err } = await run(["check", "a.json", option, "/dev/full"], ["pipe", "pipe"]);
      assert.deepEqual([exit, out, err], [2, "", "planeguard: could not write /dev/full: the disk is full\n"]);
    });

  it("may be a pipe that nobody reads on", async function () {
    if (!posix) this.skip();
    const { status, stdout, stderr } = spawnSync(
      "sh",
      ["-c", `{ "$0" "$1" rules --format json; echo "exit $?" >&2; } | head -c 20`, process.execPath, builtCli],
      { encoding: "utf8" },
    );
    assert.deepEqual([status, stdout.length, stderr], [0, 20, "exit 0\n"]);
  });

  it("may be a file that others write to, too", async () => {
    const path = join(folder.path, "log");
    const log = openSync(path, "a");
    await run(["check", "a.json"], [log, log]);
    await run(["check", "a.json"], [log, log]);
    closeSync(log);
    assert.equal(readFileSync(path, "utf8").match(/1 error in 1 file/g)?.length, 2);
  });

  for (const [output, reason] of [
    [".", "it is a folder"],
    ["none/report.json", "there is no such file or folder"],
  ])
    it(`may be a file that cannot be written: ${output}`, async () => {
      const { exit, out, err } = await run(["check", "a.json", "--output", output!], ["pipe", "pipe"]);
      assert.deepEqual([exit, out, err], [2, "", `planeguard: could not write ${output}: ${reason}\n`]);
    });

  it("may be standard output by its name", function () {
    if (!posix) this.skip();
    const { stdout, stderr } = spawnSync(
      "sh",
      ["-c", `"$0" "$1" check a.json --output /dev/stdout | cat`, process.execPath, builtCli],
      { cwd: folder.path, encoding: "utf8" },
    );
    assert.equal(stderr, "");
    assert.match(stdout, /1 error/);
  });
});

describe("what nobody foresaw", function () {
  this.timeout(120_000);

  for (const fail of ["main:exception", "main:rejection", "command:exception", "command:rejection"])
    it(`is told in a sentence, without a stack: ${fail}`, async () => {
      const { exit, out, err } = await runBuilt(["posture", "--demo"], {
        before: [join(__dirname, "../../support/failing.cjs")],
        env: { PLANEGUARD_FAIL: fail },
      });
      assert.deepEqual([exit, out], [2, ""]);
      assert.match(err, /^planeguard: .*as planned.*\n$/);
    });
});
