/** `check --untrusted`: whatever somebody puts into a tree to be found clean. */
import assert from "node:assert/strict";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { expandKeys } from "../../support/fake-keys";
import { temporaryFolder } from "../../support/folder";
import { git, initGit } from "../../support/git";
import { sarifMistakes } from "../../support/sarif-schema";
import { planeguard } from "../../support/terminal";

const policy = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "s3:GetObjct", Resource: "arn:aws:s3:::reports/*" }],
});
const template = (comment: string) => `
Resources:
  Policy:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Action: s3:GetObjct${comment}
            Resource: arn:aws:s3:::reports/*
`;
const key = "AWS_ACCESS_KEY_ID={{id:stranger     }}\nAWS_SECRET_ACCESS_KEY={{secret:stranger                     }}\n";
const rule = "policy/invalid-action";
const notebook = (source: string) =>
  JSON.stringify({
    cells: [{ cell_type: "code", metadata: {}, outputs: [], execution_count: null, source: [source] }],
    metadata: { language_info: { name: "python" } },
    nbformat: 4,
    nbformat_minor: 5,
  });
const inCode = (comment: string) =>
  expandKeys(
    `import boto3\nboto3.client("s3", aws_access_key_id="{{id:stranger     }}", aws_secret_access_key="{{secret:stranger                     }}")${comment}\n`,
  );

/** What each tree hides, and the file in which it is found all the same. */
const trees: Record<string, { readonly files: Record<string, string>; readonly found: string }> = {
  "an ignore file": { files: { ".gitignore": "*\n", "a.json": policy }, found: "a.json" },
  "an ignore file below": { files: { "x/.gitignore": "*\n", "x/a.json": policy }, found: "x/a.json" },
  "a comment": { files: { "a.yaml": template(` # planeguard-ignore ${rule}: why not`) }, found: "a.yaml" },
  "a comment for the whole file": {
    files: { "a.yaml": `# planeguard-ignore-file ${rule}: why not\n${template("")}` },
    found: "a.yaml",
  },
  "a comment in code": {
    files: { "a.py": inCode("  # planeguard-ignore credentials/client-keys: why") },
    found: "a.py",
  },
  "a comment in a notebook": {
    files: {
      "a.ipynb": notebook(inCode("  # planeguard-ignore credentials/client-keys, credentials/access-key: why")),
    },
    found: "a.ipynb",
  },
  "a rule that is off": {
    files: { "planeguard.json": `{"rules":{"policy/*":"off"}}`, "a.json": policy },
    found: "a.json",
  },
  "an exclusion": { files: { "planeguard.json": '{"exclude":["**"]}', "a.json": policy }, found: "a.json" },
  "an exclusion below": { files: { "x/planeguard.json": '{"exclude":["**"]}', "x/a.json": policy }, found: "x/a.json" },
  "another type": { files: { "planeguard.json": '{"policyTypes":{"*":"scp"}}', "a.json": policy }, found: "a.json" },
  "an entry": {
    files: {
      "planeguard.json": `{"suppressions":[{"rules":["${rule}"],"path":"a.json","reason":"why not"}]}`,
      "a.json": policy,
    },
    found: "a.json",
  },
  "the name of a configuration": { files: { "planeguard.json": expandKeys(key) }, found: "planeguard.json" },
};

let folder: ReturnType<typeof temporaryFolder>;
// With other files in one process it runs before the first of these tests, too.
afterEach(() => folder?.remove());
const path = (name: string) => join(folder.path, name);

async function check(args: readonly string[], input = "") {
  const { exit, out, err } = await planeguard(folder.path, ["check", "--format", "json", ...args], input);
  const { findings = [], problems = [], untrusted } = JSON.parse(out || "{}");
  return {
    exit,
    err,
    untrusted,
    problems: problems.map(({ message }: { message: string }) => message),
    found: [...new Set<string>(findings.map(({ file }: { file: string }) => file.replaceAll("\\", "/")))],
  };
}

describe("check --untrusted", () => {
  for (const [name, { files, found }] of Object.entries(trees))
    it(`is not deceived by ${name}`, async () => {
      folder = temporaryFolder({ ...files, ".git/HEAD": "" });
      const trusted = await check(["--fail-on", "hint"]);
      if (name !== "another type") assert.deepEqual(trusted.found, []);
      const { exit, err, ...report } = await check(["--untrusted"]);
      assert.deepEqual([exit, report.found, report.problems, report.untrusted], [1, [found], [], true]);
      assert.match(err, /^planeguard: untrusted: no ignore file, suppression, planeguard\.json or baseline/);
    });

  it("takes no baseline of the tree, named by a planeguard.json or by hand", async () => {
    folder = temporaryFolder({ "a.json": policy, "planeguard.json": '{"baseline":"accepted.json"}' });
    initGit(folder.path);
    await check(["a.json", "--write-baseline", "accepted.json"]);
    mkdirSync(path("sub"));
    symlinkSync(path("accepted.json"), path("sub/link.json"));
    assert.deepEqual((await check([])).found, []);
    assert.deepEqual((await check(["--untrusted"])).found, ["a.json"]);
    for (const baseline of ["accepted.json", "sub/link.json", path("accepted.json")]) {
      const { found, err } = await check(["--untrusted", "--baseline", baseline, "a.json"]);
      assert.deepEqual(found, ["a.json"]);
      assert.ok(
        err.includes(`planeguard: --baseline ${baseline} is part of what is checked, and does not count\n`),
        err,
      );
    }
  });

  it("takes a configuration and a baseline from outside of the tree", async () => {
    folder = temporaryFolder({
      "head/a.json": policy,
      "head/planeguard.json": "{}",
      "base/off.json": `{"rules":{"${rule}":"off"}}`,
      "base/into.json": '{"baseline":"../head/accepted.json"}',
      "base/beside.json": '{"baseline":"accepted.json"}',
    });
    initGit(path("head"));
    await check(["head/a.json", "--write-baseline", "base/accepted.json"]);
    await check(["head/a.json", "--write-baseline", "head/accepted.json"]);
    assert.deepEqual((await check(["--untrusted", "head", "--config", "base/off.json"])).found, []);
    assert.deepEqual((await check(["--untrusted", "head", "--baseline", "base/accepted.json"])).found, []);
    assert.deepEqual((await check(["--untrusted", "head", "--config", "base/beside.json"])).found, []);
    assert.deepEqual((await check(["--untrusted", "head", "--config", "head/planeguard.json"])).found, ["head/a.json"]);
    const into = await check(["--untrusted", "head", "--config", "base/into.json"]);
    assert.deepEqual([into.exit, into.found], [2, ["head/a.json"]]);
    symlinkSync(path("base/off.json"), path("head/link.json"));
    assert.deepEqual((await check(["--untrusted", "head", "--config", "head/link.json"])).found, ["head/a.json"]);
  });

  it("follows no link to where nothing is", async () => {
    folder = temporaryFolder({ "empty/a.txt": "", "real/a.json": policy });
    symlinkSync("empty", path("src"));
    symlinkSync("../empty/a.txt", path("real/link.json"));
    for (const link of ["src", "src/a.txt", "real/link.json"]) {
      const { exit, problems } = await check(["--untrusted", link]);
      assert.deepEqual([exit, problems.length], [2, 1], link);
      assert.match(problems[0], /link/);
    }
    assert.deepEqual((await check(["--untrusted", "real"])).found, ["real/a.json"]);
  });

  it("does not take for clean what is too large to be checked", async () => {
    const blanks = " ".repeat(2 * 1024 * 1024);
    const padded = {
      "a.json": policy + blanks,
      "sub/.env": `${blanks}\n${expandKeys(key)}`,
      "notes.txt": blanks + key,
    };
    const others = {
      "picture.dat": Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1]), Buffer.alloc(blanks.length)]),
      "package-lock.json": `{}${blanks}`,
      "app.js.map": `{}${blanks}`,
    };
    folder = temporaryFolder({ ...padded, ...others });
    initGit(folder.path);
    git(folder.path, ["add", "-f", "sub"]);
    assert.equal((await check([])).exit, 0);
    for (const [args, count] of [
      [["--untrusted"], 3],
      [["--untrusted", "--staged"], 1],
    ] as const) {
      const { exit, problems, err } = await check(args);
      assert.deepEqual([exit, problems.length], [2, count], err);
      for (const problem of problems) assert.match(problem, /^It was not checked: it is too large \(2\.0 MB/);
    }
  });

  it("names what it did not search for looking generated", async () => {
    const long = `${inCode("")}# ${"x".repeat(9000)}\n`;
    folder = temporaryFolder({ "a.js": `x = 1; // ${"x".repeat(9000)}`, "b.min.js": "", "c.py": long, "d.lock": key });
    assert.doesNotMatch((await check([])).err, /generated/);
    const { err, found } = await check(["--untrusted"]);
    assert.match(err, /not searched .* for looking generated .*: a\.js, b\.min\.js, d\.lock\n/);
    assert.deepEqual(found, ["c.py"]);
    for (let index = 0; index < 300; index++) writeFileSync(path(`${index}.json`), "{}");
    assert.match((await check(["--untrusted"])).err, /: a\.js, b\.min\.js, d\.lock\n/);
  });

  it("says the same in every report, and of standard input, of what is staged and in worker threads", async () => {
    const text = template(` # planeguard-ignore ${rule}: why not`);
    folder = temporaryFolder({ "a.yaml": text, "planeguard.json": '{"exclude":["**"]}' });
    initGit(folder.path);
    git(folder.path, ["add", "-f", "."]);
    assert.deepEqual((await check(["--untrusted", "--stdin-filename", "b.yaml", "-"], text)).found, ["b.yaml"]);
    assert.deepEqual((await check(["--untrusted", "--staged"])).found, ["a.yaml"]);
    const { out } = await planeguard(folder.path, ["check", "--untrusted", "--format", "sarif"]);
    const sarif = JSON.parse(out);
    assert.deepEqual(sarifMistakes(sarif), []);
    const [run] = sarif.runs;
    assert.deepEqual(run.invocations[0].properties, { untrusted: true });
    assert.deepEqual(
      run.results.map((result: { ruleId: string; suppressions?: unknown }) => [result.ruleId, result.suppressions]),
      [[rule, undefined]],
    );
    for (let index = 0; index < 300; index++) writeFileSync(path(`${index}.yaml`), text);
    assert.equal((await check(["--untrusted"])).found.length, 301);
  });
});
