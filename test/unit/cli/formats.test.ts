import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type { Log } from "sarif";

import { temporaryFolder } from "../../support/folder";
import { planeguard } from "../../support/terminal";

const policy = (...actions: string[]): string =>
  `${JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: actions, Resource: "arn:aws:s3:::reports/*" }] }, null, 2)}\n`;
const redundant = policy("s3:Get*", "s3:GetObject");

describe("the forms of a report", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  afterEach(() => folder.remove());

  const sarif = async (): Promise<Log["runs"][number]> => {
    const { out } = await planeguard(folder.path, ["check", ".", "--format", "sarif"]);
    const log = JSON.parse(out) as Log;
    assert.equal(log.version, "2.1.0");
    return log.runs[0]!;
  };

  it("SARIF: a result has its rule, its region and its fix", async () => {
    folder = temporaryFolder({ "a b/policy.json": redundant });
    const { results, tool, columnKind } = await sarif();
    assert.equal(columnKind, "utf16CodeUnits");
    const [result] = results!;
    const rule = tool.driver.rules![result!.ruleIndex!]!;
    assert.equal(rule.id, "policy/redundant-action");
    assert.match(rule.help!.markdown!, /## Why/);
    const { artifactLocation, region } = result!.locations![0]!.physicalLocation!;
    assert.deepEqual(artifactLocation, { uri: "a%20b/policy.json", uriBaseId: "%SRCROOT%" });
    assert.equal(redundant.slice(region!.charOffset!, region!.charOffset! + region!.charLength!), '"s3:GetObject"');
    assert.ok(result!.fixes![0]!.artifactChanges[0]!.replacements.length > 0);
  });

  it("SARIF: fingerprints survive moved lines, and tell two of the same apart", async () => {
    folder = temporaryFolder({ "a.json": redundant, "b.yaml": `# ${"x".repeat(20)}\n` });
    const fingerprints = async () =>
      (await sarif()).results!.map(({ partialFingerprints }) => partialFingerprints!["planeguard/v1"]!);
    const before = await fingerprints();
    writeFileSync(join(folder.path, "a.json"), redundant.replace("{", "{\n\n\n"));
    assert.deepEqual(await fingerprints(), before);
    assert.equal(new Set(before).size, before.length);
  });

  it("GitHub: a command a finding, escaped", async () => {
    folder = temporaryFolder({ "a,b.json": redundant });
    const { out } = await planeguard(folder.path, ["check", ".", "--format", "github"]);
    assert.match(
      out,
      /^::(?:warning|notice) file=a%2Cb\.json,line=8,endLine=8,col=9,endColumn=23,title=policy\/redundant-action::.+\n$/m,
    );
  });
});

describe("check --fix", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  afterEach(() => folder.remove());

  it("applies what is safe, keeps the byte order mark, and reports what is left", async () => {
    folder = temporaryFolder({ "a.json": `\uFEFF${redundant}` });
    const { exit, err, out } = await planeguard(folder.path, ["check", ".", "--fix"]);
    assert.equal(exit, 0);
    assert.match(err, /applied 1 safe fix in 1 file/);
    assert.match(out, /Nothing found/);
    assert.equal(
      readFileSync(join(folder.path, "a.json"), "utf8"),
      `\uFEFF${redundant.replace(',\n        "s3:GetObject"', "")}`,
    );
  });

  it("leaves suggestions alone", async () => {
    const text = policy("s3:GetObjct");
    folder = temporaryFolder({ "a.json": text });
    const { exit } = await planeguard(folder.path, ["check", ".", "--fix"]);
    assert.equal(exit, 1);
    assert.equal(readFileSync(join(folder.path, "a.json"), "utf8"), text);
  });

  it("shows a diff that git applies, and touches nothing, with --fix-dry-run", async () => {
    folder = temporaryFolder({ "deep/a.json": redundant });
    const { out } = await planeguard(folder.path, ["check", ".", "--fix-dry-run"]);
    assert.equal(readFileSync(join(folder.path, "deep/a.json"), "utf8"), redundant);
    const { status, stderr } = spawnSync("git", ["apply", "-"], { cwd: folder.path, input: out, encoding: "utf8" });
    assert.equal(status, 0, stderr + out);
    assert.doesNotMatch(readFileSync(join(folder.path, "deep/a.json"), "utf8"), /s3:GetObject/);
  });

  it("fixes through no linked folder that a list of names holds", async function () {
    if (process.platform === "win32") this.skip();
    folder = temporaryFolder({ "tree/own.json": redundant, "home/outside.json": redundant });
    const tree = join(folder.path, "tree");
    symlinkSync("../home", join(tree, "linked"));
    const { exit, err } = await planeguard(tree, ["check", "--fix", "own.json", "linked"]);
    assert.equal(exit, 2);
    assert.match(err, /could not write linked\/outside\.json: a link leads out of/);
    assert.equal(readFileSync(join(folder.path, "home/outside.json"), "utf8"), redundant);
  });

  it("fixes through no link that leads out of the tree, and says so", async function () {
    if (process.platform === "win32") this.skip();
    folder = temporaryFolder({ "tree/own.json": redundant, "outside.json": redundant });
    const tree = join(folder.path, "tree");
    symlinkSync("own.json", join(tree, "inside.json"));
    symlinkSync("../outside.json", join(tree, "out.json"));
    const inside = await planeguard(tree, ["check", "inside.json", "--fix"]);
    assert.equal(inside.exit, 0);
    assert.doesNotMatch(readFileSync(join(tree, "own.json"), "utf8"), /s3:GetObject/);
    const out = await planeguard(tree, ["check", "out.json", "--fix"]);
    assert.equal(out.exit, 2);
    assert.match(out.err, /could not write out\.json: a link leads out of/);
    assert.equal(readFileSync(join(folder.path, "outside.json"), "utf8"), redundant);
    const report = await planeguard(tree, ["check", "own.json", "--output", "out.json"]);
    assert.deepEqual([report.exit, report.out], [2, ""]);
    const baseline = await planeguard(tree, ["check", "own.json", "--write-baseline", "out.json"]);
    assert.deepEqual([baseline.exit, baseline.out], [2, ""]);
    assert.equal(readFileSync(join(folder.path, "outside.json"), "utf8"), redundant);
  });

  it("says that standard input cannot be fixed", async () => {
    folder = temporaryFolder({});
    const { exit, out } = await planeguard(folder.path, ["check", "-", "--fix"], redundant);
    assert.deepEqual([exit, out], [2, ""]);
  });
});
