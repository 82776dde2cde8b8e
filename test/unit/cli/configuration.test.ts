import assert from "node:assert/strict";
import { readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type { Log } from "sarif";

import { temporaryFolder } from "../../support/folder";
import { planeguard } from "../../support/terminal";

const policy = (...actions: string[]): string =>
  `${JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: actions, Resource: "arn:aws:s3:::reports/*" }] }, null, 2)}\n`;
const redundant = policy("s3:Get*", "s3:GetObject");
const trust = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { AWS: "arn:aws:iam::111122223333:root" }, Action: "sts:AssumeRole" }],
});

describe("planeguard.json", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  afterEach(() => folder.remove());

  async function check(files: Record<string, string>, ...args: string[]) {
    folder = temporaryFolder(files);
    const { exit, out, err } = await planeguard(folder.path, [
      "check",
      ...(args.length > 0 ? args : ["."]),
      "--format",
      "json",
    ]);
    const report = JSON.parse(out) as {
      findings: { ruleId: string; severity: string; file: string }[];
      problems: { file: string; message: string; range: { start: { line: number; column: number } } | null }[];
    };
    return {
      exit,
      err,
      ...report,
      told: report.findings.map(({ file, ruleId, severity }) => `${file} ${ruleId} ${severity}`),
    };
  }

  it("turns rules off, and sets their severity, one by one or by family", async () => {
    const files = { "a.json": redundant, "planeguard.json": '{ "rules": { "policy/redundant-action": "error" } }' };
    assert.deepEqual((await check(files)).told, ["a.json policy/redundant-action error"]);
    folder.remove();
    assert.deepEqual((await check({ ...files, "planeguard.json": '{ "rules": { "policy/*": "off" } }' })).told, []);
    folder.remove();
    const { told } = await check({
      ...files,
      "planeguard.json": '{ "rules": { "policy/*": "off", "policy/redundant-action": "on" } }',
    });
    assert.deepEqual(told, ["a.json policy/redundant-action hint"]);
  });

  it("raises what is easily passed over under the preset strict", async () => {
    const { told } = await check({ "a.json": redundant, "planeguard.json": '{ "preset": "strict" }' });
    assert.deepEqual(told, ["a.json policy/redundant-action info"]);
  });

  it("names no baseline outside of its folder, also not by a link", async function () {
    if (process.platform === "win32") this.skip();
    const finding = ["redundant-action"];
    const outside = temporaryFolder({ "a.json": redundant });
    await planeguard(outside.path, ["check", "a.json", "--write-baseline", "accepted.json"]);
    try {
      for (const [name, link, message] of [
        [join(outside.path, "accepted.json"), null, "which is not in the folder of this file"],
        ["../accepted.json", null, "which is not in the folder of this file"],
        ["accepted.json", join(outside.path, "accepted.json"), "leads out of the folder of this file"],
        ["deep/accepted.json", outside.path, "leads out of the folder of this file"],
      ] as const) {
        folder = temporaryFolder({
          "a.json": redundant,
          "planeguard.json": `{\n  "baseline": ${JSON.stringify(name)}\n}`,
        });
        if (link) symlinkSync(link, join(folder.path, name.split("/")[0]!));
        const { exit, out } = await planeguard(folder.path, ["check", "a.json", "--format", "json"]);
        const { findings, problems } = JSON.parse(out);
        assert.equal(exit, 2, name);
        assert.deepEqual(
          findings.map(({ ruleId }: { ruleId: string }) => ruleId.split("/")[1]),
          finding,
          name,
        );
        assert.deepEqual([problems.length, problems[0].file, problems[0].range.start.line], [1, "planeguard.json", 2]);
        assert.ok(problems[0].message.includes(message), problems[0].message);
        folder.remove();
      }
    } finally {
      outside.remove();
    }
  });

  it("is the nearest one upwards from each file", async () => {
    const { told } = await check({
      "planeguard.json": '{ "rules": { "policy/redundant-action": "off" } }',
      "a.json": redundant,
      "deep/b.json": redundant,
      "deep/er/planeguard.json": '{ "rules": { "policy/redundant-action": "warning" } }',
      "deep/er/still/c.json": redundant,
    });
    assert.deepEqual(told, ["deep/er/still/c.json policy/redundant-action warning"]);
  });

  it("is the one that --config names, for all files", async () => {
    const { told } = await check(
      { "planeguard.json": "{}", "strict.json": '{ "preset": "strict" }', "a.json": redundant },
      "a.json",
      "--config",
      "strict.json",
    );
    assert.deepEqual(told, ["a.json policy/redundant-action info"]);
  });

  it("excludes as a .gitignore does, also a file that somebody names, and says so then", async () => {
    const files = {
      "planeguard.json": '{ "exclude": ["legacy/**", "!legacy/kept.json"] }',
      "legacy/a.json": redundant,
      "legacy/kept.json": redundant,
    };
    const { told, err } = await check(files);
    assert.deepEqual(told, ["legacy/kept.json policy/redundant-action hint"]);
    assert.equal(err, "");
    folder.remove();
    const named = await check(files, "legacy/a.json");
    assert.deepEqual(named.told, []);
    assert.match(named.err, /skipped legacy\/a\.json: .*planeguard\.json excludes it/);
  });

  it("knows the accounts that are trusted", async () => {
    const rule = "trust/account-without-external-id";
    const of = async (configuration: string) =>
      (await check({ "trust.json": trust, "planeguard.json": configuration })).findings.filter(
        ({ ruleId }) => ruleId === rule,
      ).length;
    assert.equal(await of("{}"), 1);
    folder.remove();
    assert.equal(await of('{ "trustedAccounts": ["111122223333"] }'), 0);
  });

  it("tells what policies are, by path; --policy-type tells before it", async () => {
    const files = {
      "planeguard.json": '{ "policyTypes": { "*.json": "resource", "a.json": "identity", "b.json": "resource" } }',
      "a.json": redundant,
      "b.json": redundant,
    };
    const missing = (one: Awaited<ReturnType<typeof check>>) =>
      one.findings.filter(({ ruleId }) => ruleId === "policy/missing-principal").map(({ file }) => file);
    assert.deepEqual(missing(await check(files)), ["b.json"]);
    folder.remove();
    assert.deepEqual(missing(await check(files, ".", "--policy-type", "identity")), []);
  });

  it("is told of where it is wrong, with line and column, whichever files are checked", async () => {
    const files = { "planeguard.json": '{\n  "preset": "strikt"\n}\n', "deep/a.json": redundant };
    for (const path of [".", "deep", "deep/a.json"]) {
      const { problems, exit, told } = await check(files, path);
      assert.deepEqual(
        problems.map(({ file, range }) => `${file}:${range!.start.line}:${range!.start.column}`),
        ["planeguard.json:2:13"],
        path,
      );
      assert.match(problems[0]!.message, /did you mean `"strict"`\?/);
      assert.equal(exit, 2);
      assert.deepEqual(told, ["deep/a.json policy/redundant-action hint"]);
      folder.remove();
    }
  });

  it("is told of where --config names none", async () => {
    const { problems, exit } = await check({ "a.json": redundant }, "a.json", "--config", "missing.json");
    assert.deepEqual(
      problems.map(({ file, message }) => `${file}: ${message}`),
      ["missing.json: Could not read it: there is no such file or folder."],
    );
    assert.equal(exit, 2);
  });

  it("governs worker threads too", async () => {
    const many = Object.fromEntries(Array.from({ length: 260 }, (_, index) => [`many/${index}.json`, redundant]));
    const { told } = await check({
      ...many,
      "planeguard.json": '{ "rules": { "policy/redundant-action": "off" } }',
      "many/deep/planeguard.json": "{}",
      "many/deep/a.json": redundant,
    });
    assert.deepEqual(told, ["many/deep/a.json policy/redundant-action hint"]);
  });

  it("governs what is fixed", async () => {
    const { told } = await check(
      { "a.json": redundant, "planeguard.json": '{ "rules": { "policy/redundant-action": "off" } }' },
      ".",
      "--fix",
    );
    assert.deepEqual(told, []);
    assert.equal(
      (await planeguard(folder.path, ["check", ".", "--fix-dry-run", "--config", "none.json"])).out.includes(
        '-        "s3:GetObject"',
      ),
      true,
    );
  });
});

describe("what is accepted", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  afterEach(() => folder.remove());

  const rule = "policy/redundant-action";
  async function check(...args: string[]) {
    const { exit, out, err } = await planeguard(folder.path, ["check", ...args, "--format", "json"]);
    const report = JSON.parse(out) as {
      findings: { ruleId: string; file: string; message: string }[];
      problems: { file: string; message: string; range: { start: { line: number; column: number } } | null }[];
      stats: { suppressed: number };
    };
    return {
      exit,
      err,
      problems: report.problems,
      suppressed: report.stats.suppressed,
      told: report.findings.map(({ file, ruleId }) => `${file} ${ruleId}`),
    };
  }
  const suppressions = (...entries: object[]): string => JSON.stringify({ suppressions: entries }, null, 2);
  const sids = JSON.stringify(
    {
      Version: "2012-10-17",
      Statement: ["First", "Second"].map((Sid) => ({
        Sid,
        Effect: "Allow",
        Action: [`s3:Get*`, "s3:GetObject"],
        Resource: `arn:aws:s3:::${Sid.toLowerCase()}/*`,
      })),
    },
    null,
    2,
  );

  it("by planeguard.json: a file, a statement by its Sid or its index", async () => {
    const entry = { rules: [rule], path: "deep/a.json", reason: "soon" };
    for (const [more, left] of [
      [{}, 0],
      [{ statement: "Second" }, 1],
      [{ statement: 0 }, 1],
    ] as const) {
      folder = temporaryFolder({ "deep/a.json": sids, "planeguard.json": suppressions({ ...entry, ...more }) });
      const { told, suppressed, exit } = await check(".");
      assert.deepEqual(
        told,
        Array.from({ length: left }, () => `deep/a.json ${rule}`),
      );
      assert.equal(suppressed, 2 - left);
      assert.equal(exit, 0);
      folder.remove();
    }
  });

  it("by planeguard.json: one policy of a template", async () => {
    const document = JSON.parse(sids);
    const managed = { Type: "AWS::IAM::ManagedPolicy", Properties: { PolicyDocument: document } };
    folder = temporaryFolder({
      "template.json": JSON.stringify({ Resources: { One: managed, Two: managed } }),
      "planeguard.json": suppressions({
        rules: [rule],
        path: "template.json",
        policy: "Two",
        statement: "First",
        reason: "soon",
      }),
    });
    const { told, suppressed } = await check(".");
    assert.equal(told.length, 3);
    assert.equal(suppressed, 1);
  });

  it("is judged in planeguard.json too, whichever files are checked", async () => {
    folder = temporaryFolder({
      "a.json": redundant,
      "clean.json": policy("s3:GetObject"),
      "planeguard.json": suppressions(
        { rules: [rule], path: "a.json", reason: "soon" },
        { rules: [rule], path: "clean.json", reason: "soon" },
        { rules: [rule], path: "gone.json", reason: "soon" },
        { rules: [rule], path: "a.json" },
        { rules: ["policy/redundant-actoin"], path: "a.json", reason: "soon" },
        { rules: [rule], path: "a.json", reason: "soon", until: "2020-01-31" },
      ),
    });
    const expected = ["unused", "unused", "without-reason", "unknown-rule", "expired"].map(
      (name) => `planeguard.json suppression/${name}`,
    );
    for (const path of [".", "a.json"]) {
      const { told, suppressed, problems } = await check(path);
      assert.deepEqual(told, expected, path);
      assert.equal(suppressed, 1);
      assert.deepEqual(problems, []);
    }
    const fixed = await check(".", "--fix");
    assert.deepEqual(fixed.told, expected.slice(2), "what is unused is safely removed");
  });

  it("by a baseline, which holds hashes and survives moved lines", async () => {
    folder = temporaryFolder({ "a.json": redundant, "deep/b.json": redundant });
    const written = await check(".", "--write-baseline", "baseline.json");
    assert.match(written.err, /wrote 2 findings to baseline\.json/);
    assert.deepEqual([written.told, written.suppressed, written.exit], [[], 2, 0]);
    const text = readFileSync(join(folder.path, "baseline.json"), "utf8");
    assert.deepEqual(
      JSON.parse(text).findings.map((one: object) => Object.keys(one)),
      [
        ["file", "ruleId", "fingerprint"],
        ["file", "ruleId", "fingerprint"],
      ],
    );
    assert.ok(!text.includes("s3:Get"));
    writeFileSync(join(folder.path, "a.json"), redundant.replace("{", "{\n\n"));
    assert.deepEqual((await check(".", "--baseline", "baseline.json")).told, []);
    const below = await planeguard(join(folder.path, "deep"), [
      "check",
      "b.json",
      "--baseline",
      "../baseline.json",
      "--format",
      "json",
    ]);
    assert.deepEqual(JSON.parse(below.out).findings, [], "from another folder");
    assert.equal((await check(".")).told.length, 2, "nobody named it");
    writeFileSync(join(folder.path, "planeguard.json"), '{ "baseline": "baseline.json" }');
    assert.deepEqual((await check(".")).told, []);
    await check(".", "--write-baseline", "again.json");
    assert.equal(readFileSync(join(folder.path, "again.json"), "utf8"), text, "the same findings give the same text");
  });

  it("by a baseline, whatever the names of the files", async () => {
    const posixOnly = process.platform === "win32" ? [] : ["a\\b.json", "\\\\c.json", "d\n::error::e.json", "f?*.json"];
    const names = ["a/b.json", "g %20#.json", "h\u202e\u2028.json", ...posixOnly];
    folder = temporaryFolder(Object.fromEntries(names.map((name) => [name, redundant])));
    assert.equal((await check(".", "--write-baseline", "baseline.json")).suppressed, names.length);
    const text = readFileSync(join(folder.path, "baseline.json"), "utf8");
    const { findings } = JSON.parse(text) as { findings: { file: string; fingerprint: string }[] };
    assert.deepEqual(findings.map(({ file }) => file).sort(), [...names].sort());
    assert.equal(new Set(findings.map(({ fingerprint }) => fingerprint)).size, names.length);
    assert.doesNotMatch(text, /[\u2028\u202e]/);
    const again = await check(".", "--baseline", "baseline.json");
    assert.deepEqual([again.told, again.suppressed], [[], names.length]);
    assert.doesNotMatch(again.err, /not found any more/);
  });

  it("by a baseline, of which what is not found any more is said", async () => {
    folder = temporaryFolder({ "a.json": redundant, "b.json": redundant, "c.json": redundant });
    await check(".", "--write-baseline", "baseline.json");
    writeFileSync(join(folder.path, "a.json"), policy("s3:GetObject"));
    rmSync(join(folder.path, "b.json"));
    const { err, exit } = await check(".", "--baseline", "baseline.json");
    assert.match(err, /2 findings of baseline\.json are not found any more/);
    assert.equal(exit, 0);
    assert.match(
      (await check("c.json", "--baseline", "baseline.json")).err,
      /^planeguard: 1 finding of/,
      "of a.json it cannot be told",
    );
  });

  it("by a baseline, which says where it is wrong", async () => {
    folder = temporaryFolder({
      "a.json": redundant,
      "broken.json": '{\n  "findings": [\n    { "file": "a.json" }\n  ]\n}\n',
      "other.json": "[]",
      "cut.json": '{ "findings": [',
    });
    for (const [name, place, message] of [
      ["broken.json", "3:5", /must have a `ruleId`/],
      ["other.json", "1:1", /This is no baseline/],
      ["cut.json", "1:16", /closing bracket/],
      ["missing.json", null, /there is no such file/],
    ] as const) {
      const { problems, told, exit } = await check("a.json", "--baseline", name);
      assert.deepEqual(
        problems.map(({ file, range }) => [file, range && `${range.start.line}:${range.start.column}`]),
        [[name, place]],
      );
      assert.match(problems[0]!.message, message);
      assert.deepEqual([told, exit], [[`a.json ${rule}`], 2]);
    }
  });

  it("stands in SARIF with its reason, and in no other report", async () => {
    folder = temporaryFolder({
      "a.yaml": `Version: "2012-10-17"\nStatement:\n  - Effect: Allow\n    # planeguard-ignore ${rule}: the migration reads them\n    Action: ["s3:Get*", "s3:GetObject"]\n    Resource: "arn:aws:s3:::a/*"\n`,
    });
    const sarif = JSON.parse((await planeguard(folder.path, ["check", ".", "--format", "sarif"])).out) as Log;
    assert.deepEqual(
      sarif.runs[0]!.results!.map(({ ruleId, suppressions: accepted }) => [ruleId, accepted]),
      [[rule, [{ kind: "inSource", status: "accepted", justification: "the migration reads them" }]]],
    );
    for (const format of ["text", "json", "github"])
      assert.ok(!(await planeguard(folder.path, ["check", ".", "--format", format])).out.includes(rule), format);
    assert.match(
      (await planeguard(folder.path, ["check", "."])).out,
      /Nothing found in 1 file \(1 policy, 1 finding suppressed\)/,
    );
  });
});
