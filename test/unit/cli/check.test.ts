import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { expandKeys, fakeKeyId, fakeSecret } from "../../support/fake-keys";
import { temporaryFolder } from "../../support/folder";
import { planeguard } from "../../support/terminal";

const misspelt = JSON.stringify(
  {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "s3:GetObjct", Resource: "arn:aws:s3:::reports/*" }],
  },
  null,
  2,
);
const clean = misspelt.replace("GetObjct", "GetObject");
const redundant = clean.replace('"s3:GetObject"', '["s3:Get*", "s3:GetObject"]');

describe("planeguard check", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  afterEach(() => folder.remove());

  async function check(files: Record<string, string | Uint8Array>, args: string[], input = "") {
    folder = temporaryFolder(files);
    const ran = await planeguard(folder.path, ["check", ...args], input);
    return { ...ran, report: args.includes("json") ? JSON.parse(ran.out) : null };
  }

  it("prints schema 1 with every field of the contract", async () => {
    const { exit, report, err } = await check({ "policy.json": misspelt }, ["policy.json", "--format", "json"]);
    assert.equal(exit, 1);
    assert.equal(err, "");
    assert.equal(report.schema, 1);
    assert.equal(report.tool.name, "planeguard");
    assert.match(report.tool.catalogDate, /^\d{4}-\d\d-\d\d$/);
    assert.deepEqual(Object.keys(report.stats), ["files", "bytes", "policies", "suppressed", "durationMs"]);
    const finding = report.findings[0];
    assert.equal(finding.ruleId, "policy/invalid-action");
    assert.equal(finding.accessAnalyzer, "INVALID_ACTION");
    assert.equal(finding.file, "policy.json");
    assert.deepEqual(finding.policyPath, ["Statement", 0, "Action"]);
    const offset = misspelt.indexOf('"s3:GetObjct"');
    assert.deepEqual(finding.range.start, { line: 6, column: 17, offset });
    assert.equal(finding.range.end.offset, offset + '"s3:GetObjct"'.length);
    const fix = finding.fixes[0];
    assert.equal(fix.kind, "suggestion");
    assert.equal(fix.edits[0].file, "policy.json");
    assert.match(fix.edits[0].newText, /s3:GetObject/);
  });

  it("exits 0 on a clean file and 1 from the threshold on", async () => {
    assert.equal((await check({ "a.json": clean }, ["a.json"])).exit, 0);
    folder.remove();
    assert.equal((await check({ "a.json": misspelt }, ["a.json", "--fail-on", "never"])).exit, 0);
    folder.remove();
    assert.equal((await check({ "a.json": redundant }, ["a.json", "--fail-on", "error"])).exit, 0);
  });

  it("names a file that is not there, checks the others and exits 2", async () => {
    const { exit, report } = await check({ "a.json": misspelt }, ["missing.json", "a.json", "--format", "json"]);
    assert.equal(exit, 2);
    assert.deepEqual(
      report.problems.map((one: { file: string }) => one.file),
      ["missing.json"],
    );
    assert.match(report.problems[0].message, /no such file/);
    assert.equal(report.findings.length, 1);
  });

  it("exits 2 on wrong usage, with a message on standard error and nothing on standard output", async () => {
    for (const args of [["--format", "xml"], ["--fail-on", "sometimes"], ["--policy-type", "guess"], ["--nonsense"]]) {
      const { exit, out, err } = await check({}, args);
      assert.equal(exit, 2);
      assert.equal(out, "");
      assert.notEqual(err, "");
      folder.remove();
    }
  });

  it("reads standard input under the name it is given", async () => {
    const { exit, report } = await check(
      {},
      ["-", "--stdin-filename", "infra/policy.json", "--format", "json"],
      misspelt,
    );
    assert.equal(exit, 1);
    assert.equal(report.findings[0].file, "infra/policy.json");
    assert.equal(report.stats.files, 1);
  });

  it("takes the policy type that it is told", async () => {
    const resourcePolicy = JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }],
    });
    const { report } = await check({ "a.json": resourcePolicy }, [
      "a.json",
      "--policy-type",
      "resource",
      "--format",
      "json",
    ]);
    assert.ok(report.findings.some((one: { accessAnalyzer: string }) => one.accessAnalyzer === "MISSING_PRINCIPAL"));
  });

  it("walks a folder as git would, and says what it skipped for its size", async () => {
    const files = {
      ".gitignore": "build/\n*.local.json\n!keep.local.json\n",
      "a.json": misspelt,
      "deep/.gitignore": "b.json\n",
      "deep/b.json": misspelt,
      "deep/c.json": misspelt,
      "build/d.json": misspelt,
      "x.local.json": misspelt,
      "keep.local.json": misspelt,
      "node_modules/p/e.json": misspelt,
      "picture.png": Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1]),
      "large.json": " ".repeat(2 * 1024 * 1024 + 1),
    };
    const { err, report } = await check(files, ["--format", "json"]);
    const found = new Set(report.findings.map((one: { file: string }) => one.file));
    assert.deepEqual(found, new Set(["a.json", "deep/c.json", "keep.local.json"]));
    assert.match(err, /skipped large\.json: larger than 2 MB/);
    assert.deepEqual(report.problems, []);
  });

  it("writes the report to a file", async () => {
    folder = temporaryFolder({ "a.json": misspelt });
    const file = join(folder.path, "report.json");
    const ran = await planeguard(folder.path, ["check", "a.json", "--format", "json", "--output", file]);
    assert.equal(ran.out, "");
    assert.equal(JSON.parse(readFileSync(file, "utf8")).schema, 1);
  });

  it("never prints a secret", async () => {
    const script = expandKeys(
      'import boto3\ns3 = boto3.client("s3", aws_access_key_id="{{id:cli          }}", aws_secret_access_key="{{secret:cli                          }}")\n',
    );
    for (const format of ["text", "json"]) {
      const { exit, out, err } = await check({ "job.py": script }, ["job.py", "--format", format]);
      assert.equal(exit, 1);
      assert.ok(!(out + err).includes(fakeSecret("cli")));
      assert.ok(!(out + err).includes(fakeKeyId("cli")));
      folder.remove();
    }
  });
});
