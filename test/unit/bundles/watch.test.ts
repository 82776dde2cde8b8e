/** `planeguard check --watch` as it is built: it waits for what a person does. Needs `npm run build` first. */
import assert from "node:assert/strict";
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { temporaryFolder } from "../../support/folder";
import { dist } from "./run";

const policyOf = (action: string) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: action, Resource: "arn:aws:s3:::a/*" }],
  });

/** The command, and what it has said until now. */
class Watching {
  readonly server: ChildProcessWithoutNullStreams;
  out = "";
  err = "";
  private readonly waiting = new Set<() => void>();

  constructor(folder: string, ...args: string[]) {
    this.server = spawn(process.execPath, [join(dist, "cli.js"), "check", "--watch", ...args], { cwd: folder });
    this.server.stdout.setEncoding("utf8").on("data", (text: string) => this.hear(() => (this.out += text)));
    this.server.stderr.setEncoding("utf8").on("data", (text: string) => this.hear(() => (this.err += text)));
  }

  /** The text after the last line between two reports, once it is so. */
  async report(expected: RegExp): Promise<string> {
    for (;;) {
      const last = this.out.split(/^-+\n/m).at(-1)!;
      if (expected.test(last)) return last;
      await new Promise<void>((resolve) => this.waiting.add(resolve));
    }
  }

  async stop(signal: NodeJS.Signals = "SIGINT"): Promise<unknown> {
    if (this.server.exitCode !== null) return this.server.exitCode;
    const ended = once(this.server, "close");
    this.server.kill(signal);
    return (await ended)[0];
  }

  private hear(add: () => void): void {
    add();
    for (const wake of this.waiting) wake();
    this.waiting.clear();
  }
}

describe("planeguard check --watch", () => {
  const folder = temporaryFolder({});
  const write = (name: string, text: string) => writeFileSync(join(folder.path, name), text);
  let watching: Watching;
  beforeEach(() => {
    write("policy.json", policyOf("s3:GetObjct"));
    write("other.json", policyOf("s3:PutObject"));
  });
  afterEach(async () => {
    await watching.stop("SIGKILL");
    for (const name of ["policy.json", "other.json", "planeguard.json", "deep", ".gitignore", "late.json"])
      rmSync(join(folder.path, name), { recursive: true, force: true });
  });
  after(() => folder.remove());

  it("reports again what changes, also in files and folders that come later, and ends by SIGINT with 130", async () => {
    watching = new Watching(folder.path);
    await watching.report(/policy\.json[^]*GetObjct[^]*1 error in 2 files/);
    write("policy.json", policyOf("s3:GetObject"));
    await watching.report(/Nothing found in 2 files/i);
    mkdirSync(join(folder.path, "deep/deeper"), { recursive: true });
    write("deep/deeper/new.json", policyOf("s3:ListBuckt"));
    await watching.report(/deep\/deeper\/new\.json[^]*ListBuckt[^]*in 3 files/);
    write("deep/deeper/new.json", policyOf("s3:ListBucket"));
    await watching.report(/^(?![^]*ListBuckt)[^]*in 3 files/);
    rmSync(join(folder.path, "deep"), { recursive: true });
    await watching.report(/in 2 files/);
    assert.equal(await watching.stop(), 130);
    assert.match(watching.err, /^planeguard: watching for changes; Ctrl\+C ends it\n/);
    assert.match(watching.err, /ended by SIGINT; nothing is watched any more\n$/);
  });

  it("judges all files again when what governs them changes", async () => {
    watching = new Watching(folder.path);
    await watching.report(/1 error in 2 files/);
    write("planeguard.json", '{ "rules": { "policy/invalid-action": "off" } }');
    await watching.report(/^(?![^]*GetObjct)[^]*in 3 files/);
    rmSync(join(folder.path, "planeguard.json"));
    await watching.report(/1 error in 2 files/);
    assert.equal(await watching.stop("SIGTERM"), 143);
  });

  it("watches a file that is named, and one that is still to come", async () => {
    watching = new Watching(folder.path, "policy.json", "late.json");
    await watching.report(/late\.json[^]*no such file/);
    write("late.json", policyOf("s3:PutObjct"));
    await watching.report(/late\.json[^]*PutObjct[^]*2 errors in 2 files/);
    write("policy.json", policyOf("s3:GetObject"));
    await watching.report(/1 error in 2 files/);
  });
});
