/** The GitHub Action, run as a runner runs it with events as GitHub tells of them. Needs `npm run build` first. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

import { action, runAction } from "../../support/action-runner";
import { planeguardOptions } from "../../support/command-line";
import { temporaryFolder } from "../../support/folder";
import { git, initGit } from "../../support/git";
import { GithubApi } from "../../support/github-api";
import { sarifMistakes } from "../../support/sarif-schema";

const root = join(__dirname, "../../..");
const parts = readdirSync(join(root, "scripts/lib/action")).map((name) => `scripts/lib/action/${name}`);
const sources = ["scripts/action.mjs", ...parts].map((file) => readFileSync(join(root, file), "utf8")).join("\n");

const finding = (actionName: string) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: actionName, Resource: "arn:aws:s3:::reports/*" }],
  });

describe("the GitHub Action", () => {
  const folder = temporaryFolder({
    "a b/wrong.json": finding("s3:GetObjct"),
    "right.json": finding("s3:GetObject"),
    "more/-odd;$(touch hacked).json": finding("s3:GetObjct"),
    "sub.planeguard.json": '{ "rules": { "policy/invalid-action": "off" } }',
  });
  after(() => folder.remove());

  const run = (inputs: Record<string, string> = {}, event: object = {}, env: Record<string, string> = {}) =>
    runAction({ folder: folder.path, inputs: { diff: "false", ...inputs }, event, env });

  it("runs on the Node of its runner, with what the release holds alone", () => {
    assert.equal(action.runs.using, "node24");
    assert.ok(existsSync(join(root, action.runs.main)));
    for (const [, from] of sources.matchAll(/^(?:import|export) .*from "(.+)";$/gm))
      assert.ok(isBuiltin(from!) || from!.startsWith("./"), from);
  });

  it("uses every input", () => {
    const used = [...sources.matchAll(/\b(?:input|choice|lines)\("([\w-]+)"/g)].map((match) => match[1]!);
    const listed = [...sources.matchAll(/\[((?:"[\w-]+", )*"[\w-]+")\]\.flatMap/g)].flatMap(([, names]) =>
      names!.split(", ").map((name) => JSON.parse(name) as string),
    );
    assert.deepEqual([...new Set([...used, ...listed])].sort(), Object.keys(action.inputs).sort());
    for (const { description } of Object.values(action.inputs)) assert.ok(description.length > 10);
  });

  it("gives the command line only options that it has", async () => {
    const options = [...(await planeguardOptions("check")), ...(await planeguardOptions("diff"))];
    for (const [option] of sources.matchAll(/--[a-z][a-z-]+/g)) assert.ok(options.includes(option), option);
  });

  it("heeds nothing of what a fork proposes, unless it is told otherwise", async () => {
    const from = (name: string | null) => (name === null ? null : { repo: { full_name: name } });
    const proposed = (name: string | null) => ({ pull_request: { number: 7, head: from(name) } });
    const after = (name: string) => ({ workflow_run: { id: 5, head_repository: { full_name: name } } });
    const untrusted = async (event: object, inputs: Record<string, string> = {}) =>
      /^planeguard: untrusted:/m.test((await run({ paths: "right.json", ...inputs }, event)).err);
    const events = [
      ["a push", { before: "1".repeat(40), ref: "refs/heads/main" }, false],
      ["a call by hand", { inputs: null, ref: "refs/heads/main" }, false],
      ["a merge group", { action: "checks_requested", merge_group: { base_sha: "1".repeat(40) } }, false],
      ["a branch", proposed("owner/repository"), false],
      ["a fork", proposed("stranger/repository"), true],
      ["a fork that is gone", proposed(null), true],
      ["a comment", { issue: { number: 7 } }, true],
      ["a workflow after that of a branch", after("owner/repository"), false],
      ["a workflow after that of a fork", after("stranger/repository"), true],
    ] as const;
    await Promise.all(
      events.map(async ([name, event, expected]) => assert.equal(await untrusted(event), expected, name)),
    );
    assert.equal(await untrusted(proposed("stranger/repository"), { untrusted: "false" }), false);
    assert.equal(await untrusted({}, { untrusted: "true" }), true);
    const { status, out } = await run({ untrusted: "perhaps" });
    assert.equal(status, 2);
    assert.match(out, /^::error title=Planeguard::untrusted must be auto, true or false$/m);
  });

  it("annotates lines, says the same in the summary of the job, and fails", async () => {
    const { status, out, err, sarif, summary } = await run();
    assert.equal(status, 1, err);
    assert.match(out, /^::error file=a b\/wrong\.json,line=1.*title=policy\/invalid-action::/m);
    assert.match(summary, /^### Planeguard\n[^]*a b\/wrong\.json/);
    assert.equal(sarif, null);
    assert.ok(!existsSync(join(folder.path, "hacked")));
    assert.equal((await run({ summary: "false", paths: "right.json" })).summary, "");
  });

  it("checks the paths that it is given, a line each", async () => {
    assert.equal((await run({ paths: "right.json" })).status, 0);
    const { status, out } = await run({ paths: "a b/wrong.json\nright.json\n" });
    assert.deepEqual([status, out.split("\n").filter((line) => line.startsWith("::")).length], [1, 1]);
    assert.equal((await run({ paths: "nowhere" })).status, 2);
    assert.equal((await run({ paths: "--fix\nright.json" })).status, 2);
  });

  it("fails from the severity that it is told on", async () => {
    assert.equal((await run({ "fail-on": "never" })).status, 0);
    assert.equal((await run({ "fail-on": "sometimes" })).status, 2);
  });

  it("takes a configuration, and a baseline", async () => {
    assert.equal((await run({ config: "sub.planeguard.json" })).status, 0);
    const { status } = spawnSync(
      process.execPath,
      [join(root, "dist/cli.js"), "check", ".", "--write-baseline", "accepted.json"],
      { cwd: folder.path },
    );
    assert.equal(status, 0);
    assert.equal((await run({ baseline: "accepted.json" })).status, 0);
  });

  it("writes the reports that are asked for besides", async () => {
    const { status } = await run({ paths: "a b", format: "junit=junit.xml\n  gitlab=quality.json\n" });
    assert.equal(status, 1);
    assert.match(readFileSync(join(folder.path, "junit.xml"), "utf8"), /<testsuites/);
    assert.equal(JSON.parse(readFileSync(join(folder.path, "quality.json"), "utf8")).length, 1);
    assert.equal((await run({ paths: "a b", format: "junit" })).status, 2, "two go to the log");
  });

  describe("in a repository", () => {
    const repository = temporaryFolder({ "old.json": finding("s3:GetObjct"), "new.json": finding("s3:GetObject") });
    let base = "";
    before(() => {
      initGit(repository.path);
      const commit = () => {
        git(repository.path, ["add", "-A", "."]);
        git(repository.path, ["commit", "-qm", "some"]);
        return git(repository.path, ["rev-parse", "HEAD"]).trim();
      };
      base = commit();
      writeFileSync(join(repository.path, "new.json"), finding("s3:PutObjct"));
      commit();
    });
    after(() => repository.remove());

    const files = async (changed: string, event: object) => {
      const { out } = await runAction({
        folder: repository.path,
        event,
        inputs: { changed, diff: "false" },
        env: { GITHUB_EVENT_NAME: "workflow_dispatch" },
      });
      return [...out.matchAll(/^::error file=([^,]+),/gm)].map(([, file]) => file).sort();
    };

    it("checks what the event changes, and everything where that is not known", async () => {
      for (const event of [
        { pull_request: { number: 7, base: { sha: base } } },
        { before: base },
        { action: "checks_requested", merge_group: { base_sha: base } },
      ])
        assert.deepEqual(await files("true", event), ["new.json"]);
      assert.deepEqual(await files(base, {}), ["new.json"]);
      for (const event of [{ inputs: null }, { before: "0".repeat(40) }, { before: "--help" }])
        assert.deepEqual(await files("true", event), ["new.json", "old.json"]);
      assert.deepEqual(await files("false", { before: base }), ["new.json", "old.json"]);
    });
  });

  describe("with code scanning", () => {
    let github: GithubApi;
    beforeEach(async () => {
      github = new GithubApi();
      await github.start();
    });
    afterEach(() => github.end());
    const upload = (inputs: Record<string, string> = {}, event: object = {}) =>
      run({ sarif: "true", token: "token", ...inputs }, event, { GITHUB_API_URL: github.url });

    it("uploads the report of the commit, also where the check fails", async () => {
      const { status, out, sarif } = await upload();
      assert.equal(status, 1);
      assert.doesNotMatch(out, /^::/m);
      assert.deepEqual(sarifMistakes(sarif), []);
      assert.equal(sarif!.runs[0]!.results.length, 2);
      const [{ method, path, token, body }, ...others] = github.written as [(typeof github.written)[0]];
      assert.deepEqual(
        [method, path, token, others],
        ["POST", "/repos/owner/repository/code-scanning/sarifs", "Bearer token", []],
      );
      assert.deepEqual([body["commit_sha"], body["ref"]], ["1".repeat(40), "refs/heads/main"]);
      assert.deepEqual(JSON.parse(gunzipSync(Buffer.from(body["sarif"]!, "base64")).toString()), sarif);
    });

    it("keeps the alerts of the jobs of a matrix apart", async () => {
      const category = async (inputs: Record<string, string>) =>
        (await upload({ paths: "right.json", ...inputs })).sarif!.runs[0]!.automationDetails.id;
      assert.equal(await category({}), "planeguard/");
      assert.equal(
        await category({ matrix: '{ "stage": "test", "account": { "id": 1 } }' }),
        'planeguard/account:{"id":1}/stage:test/',
      );
      assert.equal(await category({ category: "policies", matrix: '{ "stage": "test" }' }), "policies/");
    });

    it("fails where the alerts are not taken, and not where a fork's token may not write them", async () => {
      github.status = 403;
      const refused = await upload({ paths: "right.json" });
      assert.equal(refused.status, 2);
      assert.match(refused.out, /^::error title=Planeguard::.*security-events: write/m);
      const fork = { pull_request: { number: 7, head: { repo: { full_name: "stranger/repository" } } } };
      const ofFork = await upload({ paths: "right.json" }, fork);
      assert.equal(ofFork.status, 0);
      assert.match(ofFork.out, /^::notice title=Planeguard::/m);
    });
  });
});
