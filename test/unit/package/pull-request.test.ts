/** What the GitHub Action says of a pull request: its step run as a runner runs it, against a GitHub of our own. Needs `npm run build` first. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

import { parse } from "yaml";

import { temporaryFolder } from "../../support/folder";
import { git, initGit } from "../../support/git";

const root = join(__dirname, "../../..");
const action = parse(readFileSync(join(root, "action.yml"), "utf8")) as {
  runs: { steps: { id?: string; run?: string }[] };
};
const script = action.runs.steps.find(({ id }) => id === "diff")!.run!;

const policy = (...actions: readonly string[]) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: actions, Resource: "arn:aws:s3:::reports/*" }],
  });

interface Call {
  readonly method: string;
  readonly path: string;
  readonly token: string | undefined;
  readonly body: string;
}

interface Comment {
  readonly id: number;
  readonly body: string;
  readonly user: { readonly type: string; readonly login: string };
}

/** As much of GitHub as has comments. */
class Comments {
  readonly calls: Call[] = [];
  status = 200;
  listed: readonly Comment[] = [];
  private server: Server | undefined;

  async start(): Promise<void> {
    this.server = createServer((request, response) => {
      let body = "";
      request.on("data", (chunk) => (body += String(chunk)));
      request.on("end", () => {
        const [path = "", query = ""] = (request.url ?? "").split("?");
        this.calls.push({ method: request.method!, path, token: request.headers.authorization, body });
        const page = Number(new URLSearchParams(query).get("page") ?? 1);
        const isUser = path === "/user";
        const answer = request.method === "GET" ? this.listed.slice((page - 1) * 100, page * 100) : { id: 1 };
        response.writeHead(isUser ? 403 : this.status, { "content-type": "application/json" });
        response.end(JSON.stringify(answer));
      });
    });
    await new Promise<void>((resolve) => this.server!.listen(0, "127.0.0.1", resolve));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server!.address() as AddressInfo).port}`;
  }

  /** What was written, in the order of the calls. */
  get written(): readonly (Omit<Call, "body"> & { readonly text: string })[] {
    return this.calls
      .filter(({ method }) => method !== "GET")
      .map(({ body, ...call }) => ({ ...call, text: JSON.parse(body).body }));
  }

  end(): void {
    this.server?.close();
  }
}

describe("the GitHub Action on a pull request", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let base: string;
  let comments: Comments;

  const commit = () => {
    git(folder.path, ["add", "-A", "."]);
    git(folder.path, ["commit", "-qm", "some"]);
    return git(folder.path, ["rev-parse", "HEAD"]).trim();
  };

  beforeEach(async () => {
    folder = temporaryFolder({ "api.json": policy("s3:GetObject") });
    initGit(folder.path);
    base = commit();
    comments = new Comments();
    await comments.start();
  });
  afterEach(() => {
    comments.end();
    folder.remove();
  });

  async function run(event: object, inputs: Record<string, string> = {}) {
    const runner = temporaryFolder({ output: "", summary: "", "event.json": JSON.stringify(event) });
    const file = (name: string) => join(runner.path, name);
    try {
      const child = spawn("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", script], {
        cwd: folder.path,
        env: {
          PATH: process.env["PATH"],
          HOME: runner.path,
          GITHUB_ACTION_PATH: root,
          GITHUB_API_URL: comments.url,
          GITHUB_EVENT_PATH: file("event.json"),
          GITHUB_OUTPUT: file("output"),
          GITHUB_REPOSITORY: "owner/repository",
          GITHUB_STEP_SUMMARY: file("summary"),
          RUNNER_TEMP: runner.path,
          PLANEGUARD_DIFF: "auto",
          PLANEGUARD_DIFF_FAIL_ON: "never",
          PLANEGUARD_TOKEN: "token",
          ...inputs,
        },
      });
      let out = "";
      let err = "";
      child.stdout.on("data", (chunk) => (out += String(chunk)));
      child.stderr.on("data", (chunk) => (err += String(chunk)));
      const status = await new Promise<number | null>((resolve) => child.on("close", resolve));
      return {
        status,
        out,
        err,
        verdict: /^verdict=(.*)$/m.exec(readFileSync(file("output"), "utf8"))?.[1],
        summary: readFileSync(file("summary"), "utf8"),
      };
    } finally {
      runner.remove();
    }
  }

  /** As GitHub tells of a pull request that was opened, or pushed to. */
  const pullRequest = () => ({
    action: "synchronize",
    number: 7,
    pull_request: { number: 7, base: { ref: "main", sha: base }, head: { ref: "work" } },
    repository: { full_name: "owner/repository" },
  });

  const change = (...actions: readonly string[]) => {
    writeFileSync(join(folder.path, "api.json"), policy(...actions));
    commit();
  };

  it("writes a comment and the summary of what is newly allowed, and lets the job go on", async () => {
    change("s3:GetObject", "s3:DeleteObject");
    const { status, verdict, summary, out } = await run(pullRequest());
    assert.deepEqual([status, verdict], [0, "more"]);
    assert.match(out, /s3:DeleteObject on arn:aws:s3:::reports\/\*/);
    assert.match(summary, /^### What this change newly allows\n[^]*`s3:DeleteObject`/);
    const [{ method, path, token, text }, ...others] = comments.written as [(typeof comments.written)[0]];
    assert.deepEqual(
      [method, path, token, others],
      ["POST", "/repos/owner/repository/issues/7/comments", "Bearer token", []],
    );
    assert.match(text, /^<!-- planeguard[^\n]*-->\n### What this change newly allows\n[^]*`s3:DeleteObject`/);
  });

  it("changes its comment when there is one, and nobody else's that only says the same", async () => {
    change("s3:GetObject", "s3:DeleteObject");
    await run(pullRequest());
    const { text } = comments.written[0]!;
    const stranger = { id: 3, body: text, user: { type: "User", login: "stranger" } };
    const many = Array.from({ length: 100 }, (_, id) => ({ ...stranger, id: 100 + id }));
    comments.listed = [...many, { id: 4, body: text, user: { type: "Bot", login: "github-actions[bot]" } }];
    change("s3:GetObject");
    await run(pullRequest());
    assert.deepEqual(
      comments.written.slice(1).map(({ method, path }) => `${method} ${path}`),
      ["PATCH /repos/owner/repository/issues/comments/4"],
    );
    assert.match(comments.written[1]!.text, /Nothing is newly allowed/);
  });

  it("begins no comment where nothing changes, and none without a token", async () => {
    writeFileSync(join(folder.path, "notes.txt"), "something");
    commit();
    assert.equal((await run(pullRequest())).verdict, "same");
    change("s3:GetObject", "s3:DeleteObject");
    const { verdict, summary } = await run(pullRequest(), { PLANEGUARD_TOKEN: "" });
    assert.equal(verdict, "more");
    assert.match(summary, /s3:DeleteObject/);
    assert.deepEqual(comments.written, []);
  });

  it("compares with where the branch began, whatever has come to its base since", async () => {
    git(folder.path, ["checkout", "-qb", "work"]);
    change("s3:GetObject", "s3:DeleteObject");
    git(folder.path, ["checkout", "-q", "main"]);
    writeFileSync(join(folder.path, "other.json"), policy("s3:PutObject"));
    base = commit();
    git(folder.path, ["checkout", "-q", "work"]);
    const { verdict, summary } = await run(pullRequest());
    assert.equal(verdict, "more");
    assert.doesNotMatch(summary, /PutObject/);
  });

  it("fails where it is told to, and goes on where it may not write", async () => {
    change("s3:GetObject", "s3:DeleteObject");
    assert.equal((await run(pullRequest(), { PLANEGUARD_DIFF_FAIL_ON: "new-access" })).status, 1);
    assert.equal((await run(pullRequest(), { PLANEGUARD_DIFF_FAIL_ON: "new-risk" })).status, 0);
    comments.status = 403;
    const { status, out } = await run(pullRequest());
    assert.equal(status, 0);
    assert.match(out, /^::notice title=Planeguard::.*pull-requests: write/m);
  });

  it("says nothing where there is no pull request, and says what it lacks where it is asked all the same", async () => {
    change("s3:GetObject", "s3:DeleteObject");
    const push = { before: base, ref: "refs/heads/main" };
    assert.deepEqual(
      [(await run(push)).summary, (await run(push, { PLANEGUARD_DIFF: "true" })).verdict, comments.calls],
      ["", "more", []],
    );
    base = "1".repeat(40);
    const { status, out } = await run(pullRequest());
    assert.equal(status, 0);
    assert.match(out, /^::notice .*fetch-depth: 0/m);
    assert.equal((await run(pullRequest(), { PLANEGUARD_DIFF: "true" })).status, 2);
    assert.equal((await run(pullRequest(), { PLANEGUARD_DIFF: "false" })).out, "");
    assert.equal((await run(pullRequest(), { PLANEGUARD_DIFF: "perhaps" })).status, 2);
    assert.equal((await run(pullRequest(), { PLANEGUARD_DIFF_FAIL_ON: "sometimes" })).status, 2);
  });
});
