/** What the GitHub Action says of a pull request, against a GitHub of our own. Needs `npm run build` first. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { runAction } from "../../support/action-runner";
import { temporaryFolder } from "../../support/folder";
import { git, initGit } from "../../support/git";
import { GithubApi } from "../../support/github-api";

const policy = (...actions: readonly string[]) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: actions, Resource: "arn:aws:s3:::reports/*" }],
  });

describe("the GitHub Action on a pull request", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let base: string;
  let github: GithubApi;

  const commit = () => {
    git(folder.path, ["add", "-A", "."]);
    git(folder.path, ["commit", "-qm", "some"]);
    return git(folder.path, ["rev-parse", "HEAD"]).trim();
  };

  beforeEach(async () => {
    folder = temporaryFolder({ "api.json": policy("s3:GetObject") });
    initGit(folder.path);
    base = commit();
    github = new GithubApi();
    await github.start();
  });
  afterEach(() => {
    github.end();
    folder.remove();
  });

  const run = (event: object, inputs: Record<string, string> = {}) =>
    runAction({
      folder: folder.path,
      event,
      inputs: { token: "token", summary: "false", paths: "api.json", "fail-on": "never", ...inputs },
      env: { GITHUB_API_URL: github.url, GITHUB_EVENT_NAME: "pull_request" },
    });

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
    const { status, outputs, summary, out } = await run(pullRequest());
    assert.deepEqual([status, outputs["verdict"]], [0, "more"]);
    assert.match(out, /s3:DeleteObject on arn:aws:s3:::reports\/\*/);
    assert.match(summary, /^### What this change newly allows\n[^]*`s3:DeleteObject`/);
    const [{ method, path, token, body }, ...others] = github.written as [(typeof github.written)[0]];
    assert.deepEqual(
      [method, path, token, others],
      ["POST", "/repos/owner/repository/issues/7/comments", "Bearer token", []],
    );
    assert.match(body["body"]!, /^<!-- planeguard[^\n]*-->\n### What this change newly allows\n[^]*`s3:DeleteObject`/);
  });

  it("changes its comment when there is one, and nobody else's that only says the same", async () => {
    change("s3:GetObject", "s3:DeleteObject");
    await run(pullRequest());
    const text = github.written[0]!.body["body"]!;
    const stranger = { id: 3, body: text, user: { type: "User", login: "stranger" } };
    const many = Array.from({ length: 100 }, (_, id) => ({ ...stranger, id: 100 + id }));
    github.comments = [...many, { id: 4, body: text, user: { type: "Bot", login: "github-actions[bot]" } }];
    change("s3:GetObject");
    await run(pullRequest());
    assert.deepEqual(
      github.written.slice(1).map(({ method, path }) => `${method} ${path}`),
      ["PATCH /repos/owner/repository/issues/comments/4"],
    );
    assert.match(github.written[1]!.body["body"]!, /Nothing is newly allowed/);
  });

  it("begins no comment where nothing changes, and none without a token", async () => {
    writeFileSync(join(folder.path, "notes.txt"), "something");
    commit();
    assert.equal((await run(pullRequest())).outputs["verdict"], "same");
    change("s3:GetObject", "s3:DeleteObject");
    const { outputs, summary } = await run(pullRequest(), { token: "" });
    assert.equal(outputs["verdict"], "more");
    assert.match(summary, /s3:DeleteObject/);
    assert.deepEqual(github.written, []);
  });

  it("compares with where the branch began, whatever has come to its base since", async () => {
    git(folder.path, ["checkout", "-qb", "work"]);
    change("s3:GetObject", "s3:DeleteObject");
    git(folder.path, ["checkout", "-q", "main"]);
    writeFileSync(join(folder.path, "other.json"), policy("s3:PutObject"));
    base = commit();
    git(folder.path, ["checkout", "-q", "work"]);
    const { outputs, summary } = await run(pullRequest());
    assert.equal(outputs["verdict"], "more");
    assert.doesNotMatch(summary, /PutObject/);
  });

  it("fails where it is told to, and goes on where it may not write", async () => {
    change("s3:GetObject", "s3:DeleteObject");
    assert.equal((await run(pullRequest(), { "diff-fail-on": "new-access" })).status, 1);
    assert.equal((await run(pullRequest(), { "diff-fail-on": "new-risk" })).status, 0);
    github.status = 403;
    const { status, out } = await run(pullRequest());
    assert.equal(status, 0);
    assert.match(out, /^::notice title=Planeguard::.*pull-requests: write/m);
  });

  it("says nothing where there is no pull request, and says what it lacks where it is asked all the same", async () => {
    change("s3:GetObject", "s3:DeleteObject");
    const push = { before: base, ref: "refs/heads/main" };
    assert.deepEqual(
      [(await run(push)).summary, (await run(push, { diff: "true" })).outputs["verdict"], github.calls],
      ["", "more", []],
    );
    base = "1".repeat(40);
    const { status, out } = await run(pullRequest());
    assert.equal(status, 0);
    assert.match(out, /^::notice .*fetch-depth: 0/m);
    assert.equal((await run(pullRequest(), { diff: "true" })).status, 2);
    assert.equal((await run(pullRequest(), { diff: "false" })).out, "");
    assert.equal((await run(pullRequest(), { diff: "perhaps" })).status, 2);
    assert.equal((await run(pullRequest(), { "diff-fail-on": "sometimes" })).status, 2);
  });
});
