/** `extends` and `overrides` of a planeguard.json, and `planeguard config`, which shows what they come to. */
import assert from "node:assert/strict";
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";

import { temporaryFolder } from "../../support/folder";
import { planeguard } from "../../support/terminal";

const policy = (...actions: string[]): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: actions, Resource: "arn:aws:s3:::reports/*" }],
  });
/** A hint, policy/redundant-action; under the preset strict information. */
const redundant = policy("s3:Get*", "s3:GetObject");
const file = (value: object) => JSON.stringify(value, null, 2);
const rules = (severity: string) => ({ rules: { "policy/redundant-action": severity } });

describe("a planeguard.json that builds on another", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  afterEach(() => folder.remove());

  async function check(files: Record<string, string>, paths: readonly string[] = ["."]) {
    folder = temporaryFolder(files);
    mkdirSync(join(folder.path, ".git"), { recursive: true });
    return run(paths);
  }

  async function run(paths: readonly string[]) {
    const { exit, out } = await planeguard(folder.path, ["check", ...paths, "--format", "json", "--fail-on", "never"]);
    const { findings, problems } = JSON.parse(out) as {
      findings: { file: string; severity: string }[];
      problems: { file: string; message: string; range: { start: { line: number; column: number } } | null }[];
    };
    return {
      exit,
      found: findings.map(({ file: name, severity }) => `${name} ${severity}`),
      problems: problems.map(
        ({ file: name, message, range }) => `${name}:${range?.start.line}:${range?.start.column} ${message}`,
      ),
    };
  }

  it("takes nothing from one above without extends, as ever", async () => {
    const { found, problems } = await check({
      "planeguard.json": file(rules("error")),
      "a.json": redundant,
      "apps/planeguard.json": "{}",
      "apps/b.json": redundant,
    });
    assert.deepEqual([found, problems], [["a.json error", "apps/b.json hint"], []]);
  });

  for (const [how, name] of [
    ["a file", "../planeguard.json"],
    ["a folder", ".."],
    ["a list", ["../planeguard.json"]],
  ] as const)
    it(`takes what it extends by ${how}, and decides before it`, async () => {
      const { found, problems } = await check({
        "planeguard.json": file({ ...rules("error"), preset: "strict" }),
        "apps/planeguard.json": file({ extends: name }),
        "apps/b.json": redundant,
        "libs/planeguard.json": file({ extends: name, ...rules("warning") }),
        "libs/c.json": redundant,
      });
      assert.deepEqual([found, problems], [["apps/b.json error", "libs/c.json warning"], []]);
    });

  it("takes the files of a monorepo from the root down", async () => {
    const { found, problems } = await check({
      "planeguard.json": file({ preset: "strict", exclude: ["**/old/**"], trustedAccounts: ["111122223333"] }),
      "apps/planeguard.json": file({ extends: "..", exclude: ["!**/old/kept.json"] }),
      "apps/web/planeguard.json": file({ extends: "..", rules: { "policy/*": "on" } }),
      "apps/web/d.json": redundant,
      "apps/web/old/e.json": redundant,
      "apps/web/old/kept.json": redundant,
    });
    assert.deepEqual([found, problems], [["apps/web/d.json info", "apps/web/old/kept.json info"], []]);
  });

  it("takes a package, whose patterns are for the files of whoever extends it", async () => {
    const { found, problems } = await check({
      "node_modules/@acme/rules/planeguard.json": file({ ...rules("warning"), exclude: ["legacy/**"] }),
      "node_modules/plain/planeguard-strict.json": file({ preset: "strict" }),
      "apps/planeguard.json": file({ extends: ["plain/planeguard-strict.json", "@acme/rules"] }),
      "apps/a.json": redundant,
      "apps/legacy/b.json": redundant,
    });
    assert.deepEqual([found, problems], [["apps/a.json warning"], []]);
  });

  it("has the baseline and the suppressions of what it extends", async () => {
    const entry = { rules: ["policy/redundant-action"], path: "apps/b.json", reason: "it is known" };
    const { found } = await check({
      "planeguard.json": file({ suppressions: [entry] }),
      "apps/planeguard.json": file({ extends: ".." }),
      "apps/b.json": redundant,
      "apps/c.json": redundant,
    });
    assert.deepEqual(found, ["apps/c.json hint"]);
  });

  for (const [what, value, message] of [
    [
      "a file that is not there",
      "./planeguard-bse.json",
      /`\.\/planeguard-bse\.json` is not there; did you mean `\.\/planeguard-base\.json`\?/,
    ],
    ["itself", "./planeguard.json", /leads back to where it is named: `planeguard\.json` extends `planeguard\.json`/],
    ["one that extends it", "./planeguard-circle.json", null],
    ["a file of another name", "./tsconfig.json", /is not called `planeguard\*\.json`/],
    ["a path of the machine", "/etc/planeguard.json", /is the path of one machine/],
    ["what is outside of the repository", "../outside/planeguard.json", /leads out of the repository|is not there/],
    ["a package that is not there", "@acme/rulse", /is no package in `node_modules`; did you mean `@acme\/rules`\?/],
    ["a package without a configuration", "empty", /is a package without a file planeguard\.json/],
    ["a folder without one above", "..", /has no planeguard\.json in it, and none above it/],
    [
      "no text",
      5,
      /`extends` must be the path of a file such as `"\.\.\/planeguard\.json"`, or the name of a package, not `5`/,
    ],
    ["a list with no text", ["./planeguard-base.json", {}], /`extends\[1\]` must be the path/],
    ["what is no name", "a b", /is neither a path, which begins with `\.\/` or `\.\.\/`, nor the name of a package/],
  ] as const)
    it(`says where it extends ${what}, and heeds the rest`, async () => {
      const { exit, found, problems } = await check({
        "planeguard.json": `{\n  "extends": ${JSON.stringify(value)},\n  "rules": { "policy/redundant-action": "error" }\n}`,
        "planeguard-base.json": "{}",
        "planeguard-circle.json": '{ "extends": "./planeguard.json" }',
        "tsconfig.json": "{}",
        "node_modules/@acme/rules/planeguard.json": "{}",
        "node_modules/empty/index.js": "",
        "a.json": redundant,
      });
      assert.equal(exit, 2);
      assert.deepEqual(found, ["a.json error"]);
      assert.equal(problems.length, 1, problems.join("\n"));
      if (message === null)
        assert.match(
          problems[0]!,
          /^planeguard-circle\.json:1:14 .*leads back .*`planeguard\.json` extends `planeguard-circle\.json` extends/,
        );
      else {
        assert.match(problems[0]!, /^planeguard\.json:2:\d+ /);
        assert.match(problems[0]!, message);
      }
    });

  it("follows no link out of the repository", async function () {
    if (process.platform === "win32") this.skip();
    const outside = temporaryFolder({ "planeguard-base.json": file(rules("off")) });
    try {
      await check({ "planeguard.json": file({ extends: "./planeguard-link.json" }), "a.json": redundant });
      symlinkSync(join(outside.path, "planeguard-base.json"), join(folder.path, "planeguard-link.json"));
      const { found, problems } = await run(["a.json"]);
      assert.deepEqual(found, ["a.json hint"]);
      assert.match(problems.join(), /is a link that leads elsewhere/);
    } finally {
      outside.remove();
    }
  });

  it("says what is wrong in what it extends, once, with its place", async () => {
    const { problems } = await check({
      "shared/planeguard-base.json": '{\n  "preset": "strct"\n}',
      "apps/planeguard.json": file({ extends: "../shared/planeguard-base.json" }),
      "apps/a.json": redundant,
      "libs/planeguard.json": file({ extends: "../shared/planeguard-base.json" }),
      "libs/a.json": redundant,
    });
    assert.deepEqual(problems, [
      'shared/planeguard-base.json:2:13 `preset` must be `"recommended"` or `"strict"`, not `"strct"`; did you mean `"strict"`? The default stands in its place.',
    ]);
  });

  it("counts for nothing where what is checked is not trusted", async () => {
    folder = temporaryFolder({
      "tree/planeguard-off.json": file(rules("off")),
      "planeguard-own.json": file({ extends: "./tree/planeguard-off.json" }),
      "tree/a.json": redundant,
    });
    const args = ["check", "tree", "--untrusted", "--config", "planeguard-own.json", "--format", "json"];
    const { out } = await planeguard(folder.path, args);
    assert.match(out, /is part of what is checked, and that is not trusted/);
    assert.match(out, /policy\/redundant-action/);
  });
});

describe("the overrides of a planeguard.json", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  afterEach(() => folder.remove());

  it("are for the files that their patterns name, the last deciding", async () => {
    folder = temporaryFolder({
      "planeguard.json": file({
        ...rules("warning"),
        overrides: [
          { files: ["legacy/**"], ...rules("off") },
          { files: ["legacy/new/**"], ...rules("error") },
          { files: ["strict/**"], rules: { "policy/redundant-action": "on" }, preset: "strict" },
        ],
      }),
      "a.json": redundant,
      "legacy/b.json": redundant,
      "legacy/new/c.json": redundant,
      "strict/d.json": redundant,
    });
    const { out } = await planeguard(folder.path, ["check", ".", "--format", "json"]);
    const { findings } = JSON.parse(out) as { findings: { file: string; severity: string }[] };
    assert.deepEqual(
      findings.map(({ file: name, severity }) => `${name} ${severity}`),
      ["a.json warning", "legacy/new/c.json error", "strict/d.json info"],
    );
  });

  for (const [overrides, message] of [
    [{}, /`overrides` must be a list of objects, not an object/],
    [[5], /`overrides\[0\]` must be an object, not `5`/],
    [[{ rules: {} }], /`overrides\[0\]` says no `files`/],
    [[{ files: ["a"], rulse: {} }], /There is no key `rulse`; did you mean `rules`\?/],
    [[{ files: ["a"], rules: { "policy/redundant-acton": "off" } }], /did you mean `policy\/redundant-action`/],
    [[{ files: ["a"], exclude: [] }], /There is no key `exclude`/],
    [[{ files: "a" }], /`overrides\[0\]\.files` must be a list/],
  ] as const)
    it(`says what is wrong in ${JSON.stringify(overrides)}`, async () => {
      folder = temporaryFolder({ "planeguard.json": file({ overrides }), "a.json": redundant });
      const { exit, out } = await planeguard(folder.path, ["check", ".", "--format", "json"]);
      assert.equal(exit, 2);
      const { problems } = JSON.parse(out) as { problems: { message: string; range: unknown }[] };
      assert.ok(
        problems.some((one) => message.test(one.message) && one.range !== null),
        out,
      );
    });
});

describe("planeguard config", () => {
  const folder = temporaryFolder({
    ".git/HEAD": "",
    "planeguard.json": `{\n  "preset": "strict",\n  "rules": { "risk/*": "error", "policy/*": "off" },\n  "trustedAccounts": ["111122223333"]\n}`,
    "apps/planeguard.json": `{\n  "extends": "..",\n  "rules": { "policy/*": "on" },\n  "overrides": [\n    { "files": ["old/**"],\n      "rules": { "risk/*": "info" } }\n  ],\n  "exclude": ["gone/**"],\n  "policyTypes": { "scp/**": "scp" }\n}`,
    "wrong/planeguard.json": '{ "preset": "strct" }',
    "none/a.json": "{}",
  });
  after(() => folder.remove());
  const config = async (...args: string[]) => planeguard(folder.path, ["config", ...args]);

  it("shows what governs a file, and why, as JSON", async () => {
    const { exit, out, err } = await config("apps/old/a.json", "--format", "json");
    assert.deepEqual([exit, err], [0, ""]);
    const { schema, tool, ...report } = JSON.parse(out) as Record<string, unknown>;
    assert.deepEqual([schema, (tool as { name: string }).name], [1, "planeguard"]);
    const root = (line: number) => ({ file: "planeguard.json", line });
    const own = (line: number) => ({ file: "apps/planeguard.json", line });
    assert.deepEqual(report, {
      file: "apps/old/a.json",
      sources: ["planeguard.json", "apps/planeguard.json"],
      excluded: false,
      preset: { value: "strict", from: root(2) },
      tests: { value: "lower", from: null },
      rules: [
        { rule: "policy/*", value: "on", from: own(3) },
        { rule: "risk/*", value: "info", from: own(6) },
      ],
      policyType: null,
      trustedAccounts: ["111122223333"],
      suppressions: [],
      baseline: null,
      problems: [],
    });
  });

  it("shows it to people, and says where it is excluded or of a type", async () => {
    const { out } = await config("apps/scp/a.json");
    assert.match(
      out,
      /^apps\/scp\/a\.json\nGoverned by, the last deciding:\n {2}planeguard\.json\n {2}apps\/planeguard\.json\n/,
    );
    assert.match(out, /^ {2}risk\/\* +error +planeguard\.json:3$/m);
    assert.match(out, /^ {2}tests +lower +default$/m);
    assert.match(out, /^ {2}policy type +scp/m);
    assert.match((await config("apps/gone/a.json")).out, /It is excluded/);
    assert.match((await config("planeguard.json")).out, /strict/);
  });

  it("says what is wrong, and exits 2; --config names one for all", async () => {
    const { exit, err } = await config("wrong/a.json");
    assert.equal(exit, 2);
    assert.match(err, /^planeguard: wrong\/planeguard\.json:1:13: `preset` must be/);
    assert.match(
      (await config("none/a.json", "--config", "apps/planeguard.json", "--format", "json")).out,
      /"policy\/\*"/,
    );
  });
});
