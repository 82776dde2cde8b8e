/** The bundles as built: each loads, does its work, and loads no more than that takes. Needs `npm run build` first. */
import assert from "node:assert/strict";
import { readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

import { collectPosture } from "../../../src/account/account";
import { fakeKeyId, fakeSecret } from "../../support/fake-keys";
import { temporaryFolder } from "../../support/folder";
import { bundles, dist, inputsOf, runNode } from "./run";

const cli = join(dist, "cli.js");
const statement = { Effect: "Allow", Action: "s3:GetObjct", Resource: "arn:aws:s3:::parcels/*" };
const policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
const template = `Resources:
  Reader:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument: ${policy}
`;
const attaching = `Resources:
  Operator:
    Type: AWS::IAM::Role
    Properties:
      ManagedPolicyArns:
        - arn:aws:iam::aws:policy/AdministratorAccess
`;
const script = `import boto3
s3 = boto3.client("s3", aws_access_key_id="${fakeKeyId("bundles")}", aws_secret_access_key="${fakeSecret("bundles")}")
`;

const folder = temporaryFolder({
  "policy.json": policy,
  "template.yaml": template,
  "attaching.yaml": attaching,
  "upload.py": script,
  "notes.txt": "nothing of AWS",
});
after(() => folder.remove());

/** What every check loads. */
const ofCheck = ["analysis.js", "cli.js", "command.js", "engine.js", "jsonrpc.js", "program.js"];
/** And for a policy. */
const ofPolicy = [...ofCheck, "catalog.json.gz", "rules.js"];

function check(...files: string[]) {
  const { out, err, loaded, exit } = runNode([cli, "check", "--format", "json", ...files], { folder: folder.path });
  assert.equal(err, "");
  const report = JSON.parse(out) as { findings: { ruleId: string; file: string }[]; problems: unknown[] };
  assert.deepEqual(report.problems, []);
  const ofDist = loaded.filter((file) => !file.startsWith("/") && !file.startsWith(folder.path));
  return { rules: report.findings.map(({ ruleId }) => ruleId), loaded: ofDist, exit };
}

describe("the bundles", () => {
  it("are these", () =>
    assert.deepEqual(bundles, [
      "account",
      "analysis",
      "calls",
      "change",
      "changes",
      "checks",
      "cli",
      "command",
      "demo",
      "dockerfile",
      "engine",
      "extension",
      "jsonrpc",
      "language",
      "lsp",
      "mcp",
      "mcp-protocol",
      "papers",
      "patterns",
      "program",
      "rules",
      "thread",
      "tree-sitter",
      "trees",
      "web",
      "worker",
      "yaml",
    ]));

  for (const name of ["analysis", "account", "demo", "lsp", "mcp"]) {
    it(`${name}.js loads on its own, and no other bundle with it`, () => {
      const { exit, err, loaded } = runNode(["--eval", `require(${JSON.stringify(join(dist, `${name}.js`))})`]);
      assert.equal(err, "");
      assert.equal(exit, 0);
      assert.deepEqual(loaded, [`${name}.js`]);
    });
  }

  it("engine.js loads with the analysis, and no other bundle", () => {
    const { err, loaded } = runNode(["--eval", `require(${JSON.stringify(join(dist, "engine.js"))})`]);
    assert.equal(err, "");
    assert.deepEqual(loaded, ["analysis.js", "engine.js"]);
  });

  it("checks.js loads with the analysis and the rules, and no other bundle", () => {
    const { err, loaded } = runNode(["--eval", `require(${JSON.stringify(join(dist, "checks.js"))})`]);
    assert.equal(err, "");
    assert.deepEqual(loaded, ["analysis.js", "checks.js", "rules.js"]);
  });

  it("have the analysis once, which a browser loads when it is first needed", () => {
    for (const name of ["engine", "checks", "web"])
      assert.deepEqual(
        inputsOf(name).filter((file) => /^src\/analysis\/(?:rules|locate)\//.test(file)),
        [],
        name,
      );
    assert.ok(inputsOf("rules").includes("src/analysis/rules/generated/index.ts"));
  });

  it("have all that a browser takes of them", () => {
    const required = createRequire(join(dist, "web.js"));
    const taken = [...readFileSync(join(dist, "web.js"), "utf8").matchAll(/\("([a-z]+)"\)\["([\w/-]+)"\]/g)];
    assert.ok(taken.length > 30);
    for (const [, bundle, module] of taken) {
      const { modules } = required(`./${bundle}.js`) as { modules: Record<string, unknown> };
      assert.ok(modules[module!], `${module} of ${bundle}.js`);
    }
  });

  it("have what reads trees once, for a browser too", () =>
    assert.deepEqual(
      inputsOf("web").filter((file) => file.startsWith("node_modules/web-tree-sitter")),
      [],
    ));

  it("check a policy in JSON with the catalogue and without a grammar", () => {
    const { rules, loaded, exit } = check("policy.json");
    assert.ok(rules.includes("policy/invalid-action"));
    assert.equal(exit, 1);
    assert.deepEqual(loaded, [...ofPolicy].sort());
  });

  it("check a template in YAML likewise", () => {
    const { rules, loaded } = check("template.yaml");
    assert.ok(rules.includes("policy/invalid-action"));
    assert.deepEqual(loaded, [...ofPolicy, "yaml.js"].sort());
  });

  it("load the managed policies of AWS where one is named", () => {
    const { rules, loaded } = check("attaching.yaml");
    assert.deepEqual(rules, ["risk/managed-administrator"]);
    assert.deepEqual(loaded, [...ofPolicy, "managed-policies.json.gz", "yaml.js"].sort());
  });

  it("check a script with the grammar of its language and without the catalogue", () => {
    const { rules, loaded } = check("upload.py");
    assert.deepEqual(rules, ["credentials/access-key"]);
    assert.deepEqual(
      loaded,
      [
        ...ofCheck,
        "grammars/tree-sitter-python.wasm",
        "grammars/web-tree-sitter.wasm",
        "rules.js",
        "tree-sitter.js",
        "trees.js",
      ].sort(),
    );
  });

  it("check a file that is none of their business with nothing", () => {
    const { rules, loaded, exit } = check("notes.txt");
    assert.deepEqual(rules, []);
    assert.equal(exit, 0);
    assert.deepEqual(loaded, ofCheck);
  });

  it("are read as one byte a character where a check waits for them", () => {
    for (const name of ofCheck) assert.doesNotMatch(readFileSync(join(dist, name), "utf8"), /[^\x00-\xff]/, name);
  });

  it("answer --version and --help without the engine", () => {
    for (const option of ["--version", "--help"]) {
      const { exit, loaded } = runNode([cli, option]);
      assert.equal(exit, 0);
      assert.deepEqual(loaded, ["cli.js", "program.js"], option);
    }
  });

  it("list and explain the rules without the account", () => {
    const list = runNode([cli, "rules"]);
    assert.match(list.out, /policy\/invalid-action/);
    assert.deepEqual(list.loaded, ["analysis.js", "checks.js", "cli.js", "engine.js", "program.js", "rules.js"]);
    const page = runNode([cli, "explain", "root/mfa"]);
    assert.match(page.out, /root/i);
    assert.deepEqual(page.loaded, ["analysis.js", "checks.js", "cli.js", "engine.js", "program.js", "rules.js"]);
  });

  it("show the posture of the demo account, as the sources do", async () => {
    const { exit, out, err, loaded } = runNode([cli, "posture", "--demo", "--format", "json"]);
    assert.equal(err, "");
    assert.equal(exit, 0);
    type Told = { checks: readonly { id: string; verdict: string }[]; failures: readonly string[] };
    const built = JSON.parse(out) as Told;
    const sources = await collectPosture({ demo: true });
    assert.ok("posture" in sources);
    // The SDK's clients are bundled without what nobody imports: nothing that they say may be lost by it.
    const verdicts = ({ checks }: Told) => checks.map(({ id, verdict }) => `${id} ${verdict}`);
    assert.deepEqual(verdicts(built), verdicts(sources.posture));
    assert.deepEqual(built.failures, []);
    assert.deepEqual(
      loaded.filter((file) => !file.startsWith("/")),
      [
        "account.js",
        "analysis.js",
        "catalog.json.gz",
        "checks.js",
        "cli.js",
        "command.js",
        "demo.js",
        "jsonrpc.js",
        "papers.js",
        "program.js",
        "rules.js",
      ],
    );
  });

  it("carry of an SDK client what is imported alone", () => {
    const clients = inputsOf("account").filter((file) => file.includes("@aws-sdk/client-"));
    assert.ok(clients.length > 10);
    assert.deepEqual(
      clients.filter((file) => !file.endsWith("dist-es/index.js")),
      [],
    );
    const { size } = statSync(join(dist, "account.js"));
    assert.ok(size < 1_200_000, `${size} bytes`);
  });
});
