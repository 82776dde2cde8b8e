/** The steps of the GitHub Action, run as a runner runs them. Needs `npm run build` first. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { parse } from "yaml";

import { planeguardOptions } from "../../support/command-line";
import { temporaryFolder } from "../../support/folder";
import { sarifMistakes } from "../../support/sarif-schema";

interface Step {
  readonly id?: string;
  readonly uses?: string;
  readonly if?: string;
  readonly shell?: string;
  readonly env?: Record<string, string>;
  readonly with?: Record<string, unknown>;
  readonly run?: string;
}

const root = join(__dirname, "../../..");
const text = readFileSync(join(root, "action.yml"), "utf8");
const action = parse(text) as {
  inputs: Record<string, { description: string; default: string }>;
  outputs: Record<string, { value: string }>;
  runs: { using: string; steps: Step[] };
};
const { steps } = action.runs;

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

  /** Runs the steps that are scripts, with `inputs` over the defaults. */
  function run(inputs: Record<string, string> = {}, event: Record<string, string> = {}) {
    const given = {
      ...Object.fromEntries(Object.entries(action.inputs).map(([name, input]) => [name, input.default])),
      ...inputs,
    };
    const runner = temporaryFolder({ output: "" });
    try {
      const scripts = steps.filter((step) => step.run !== undefined);
      assert.ok(scripts.length > 0 && scripts.every(({ shell }) => shell === "bash"));
      const env = (step: Step) =>
        Object.fromEntries(
          Object.entries(step.env ?? {}).map(([name, value]) => [
            name,
            // Of alternatives the runner takes the first that the event has.
            value.replace(/\$\{\{ (.+?) \}\}/g, (_, expression: string) =>
              expression
                .split(" || ")
                .map((one) => (one.startsWith("inputs.") ? given[one.slice(7)]! : (event[one] ?? "")))
                .reduce((first, next) => first || next),
            ),
          ]),
        );
      const ran = scripts.map((step) =>
        spawnSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", step.run!], {
          cwd: folder.path,
          encoding: "utf8",
          env: {
            PATH: process.env["PATH"],
            HOME: runner.path,
            GITHUB_ACTION_PATH: root,
            GITHUB_OUTPUT: join(runner.path, "output"),
            RUNNER_TEMP: runner.path,
            ...env(step),
          },
        }),
      );
      const output = readFileSync(join(runner.path, "output"), "utf8");
      const sarif = /^sarif-file=(.*)$/m.exec(output)?.[1];
      return {
        status: ran.find(({ status }) => status !== 0)?.status ?? 0,
        out: ran.map(({ stdout }) => stdout).join(""),
        err: ran.map(({ stderr }) => stderr).join(""),
        sarif: sarif === undefined ? null : JSON.parse(readFileSync(sarif, "utf8")),
      };
    } finally {
      runner.remove();
    }
  }

  it("is composite, and pins its actions by commit, with the release beside it", () => {
    assert.equal(action.runs.using, "composite");
    const used = steps.filter((step) => step.uses);
    for (const { uses } of used) assert.match(uses!, /^[\w-]+\/[\w/-]+@[0-9a-f]{40}$/);
    assert.equal(text.match(/uses: \S+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/gm)?.length, used.length);
    assert.equal(used.find(({ uses }) => uses!.startsWith("actions/setup-node@"))!.with!["node-version"], 24);
  });

  it("heeds nothing of what a fork proposes, unless it is told otherwise", () => {
    const own = { "github.repository": "owner/repository" };
    const number = { ...own, "github.event.pull_request.number": "7" };
    const from = "github.event.pull_request.head.repo.full_name";
    const ofRun = { ...own, "github.event.workflow_run.id": "5" };
    const fromRun = "github.event.workflow_run.head_repository.full_name";
    const untrusted = (event: Record<string, string>, inputs: Record<string, string> = {}) =>
      /^planeguard: untrusted:/m.test(run({ paths: "right.json", ...inputs }, event).err);
    assert.equal(untrusted(own), false, "a push");
    assert.equal(untrusted({ ...number, [from]: "owner/repository" }), false, "a branch");
    assert.equal(untrusted({ ...number, [from]: "stranger/repository" }), true, "a fork");
    assert.equal(untrusted(number), true, "a fork that is gone");
    assert.equal(untrusted({ ...own, "github.event.issue.number": "7" }), true, "a comment");
    assert.equal(untrusted({ ...ofRun, [fromRun]: "owner/repository" }), false);
    assert.equal(untrusted({ ...ofRun, [fromRun]: "stranger/repository" }), true, "a workflow after that of a fork");
    assert.equal(untrusted({ ...number, [from]: "stranger/repository" }, { untrusted: "false" }), false);
    assert.equal(untrusted(own, { untrusted: "true" }), true);
    assert.equal(run({ untrusted: "perhaps" }).status, 2);
  });

  it("uses every input, in the environment alone: a script with an input in it would be an injection", () => {
    const used = new Set([...text.matchAll(/inputs\.([\w-]+)/g)].map((match) => match[1]));
    assert.deepEqual([...used].sort(), Object.keys(action.inputs).sort());
    for (const { run } of steps) assert.ok(!run?.includes("${{"), run);
    for (const { description } of Object.values(action.inputs)) assert.ok(description.length > 10);
  });

  it("gives the command line only options that it has", async () => {
    const options = await planeguardOptions("check");
    for (const [option] of text.matchAll(/--[a-z][a-z-]+/g)) assert.ok(options.includes(option), option);
  });

  it("annotates lines, and fails", () => {
    const { status, out, err, sarif } = run();
    assert.equal(status, 1, err);
    assert.match(out, /^::error file=a b\/wrong\.json,line=1.*title=policy\/invalid-action::/m);
    assert.equal(sarif, null);
    assert.ok(!existsSync(join(folder.path, "hacked")));
  });

  it("checks the paths that it is given, a line each", () => {
    assert.deepEqual(run({ paths: "right.json" }).status, 0);
    const { status, out } = run({ paths: "a b/wrong.json\nright.json\n" });
    assert.deepEqual([status, out.split("\n").filter((line) => line.startsWith("::")).length], [1, 1]);
    assert.equal(run({ paths: "nowhere" }).status, 2);
  });

  it("fails from the severity that it is told on", () => {
    assert.equal(run({ "fail-on": "never" }).status, 0);
    assert.equal(run({ "fail-on": "sometimes" }).status, 2);
  });

  it("leaves a SARIF report to be uploaded, also where it fails", () => {
    const { status, sarif, out } = run({ sarif: "true" });
    assert.deepEqual([status, out], [1, ""]);
    assert.deepEqual(sarifMistakes(sarif), []);
    assert.equal(sarif.runs[0].results.length, 2);
    const upload = steps.find(({ uses }) => uses?.startsWith("github/codeql-action/upload-sarif@"))!;
    assert.match(upload.if!, /always\(\)/);
    assert.equal(upload.with!["sarif_file"], action.outputs["sarif-file"]!.value);
  });

  it("takes a configuration, and a baseline", () => {
    assert.equal(run({ config: "sub.planeguard.json" }).status, 0);
    const { status } = spawnSync(
      process.execPath,
      [join(root, "dist/cli.js"), "check", ".", "--write-baseline", "accepted.json"],
      { cwd: folder.path },
    );
    assert.equal(status, 0);
    assert.equal(run({ baseline: "accepted.json" }).status, 0);
  });
});
