/** SARIF against its schema, over every finding that a fixture has. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";

import type { Log, Region, Result } from "sarif";

import { rules } from "../../../src/analysis/rules/generated/index";
import type { CheckReport } from "../../../src/report/check-report";
import { checkSarif } from "../../../src/report/check-sarif";
import { postureSarif } from "../../../src/report/posture-sarif";
import { createEngine } from "../../../src/workspace/engine";
import { readFixtures } from "../../support/fixtures";
import { sarifMistakes } from "../../support/sarif-schema";
import { collectFrom, postureOf } from "../account/support";

const tool = { name: "planeguard", version: "1.2.3", catalogDate: "2026-01-01" } as const;
const hash = (text: string) => createHash("sha256").update(text).digest("hex");
const fixtures = readFixtures().filter(({ kind }) => kind === "found");
const nameOf = ({ ruleId, file, name }: (typeof fixtures)[number]) => `${ruleId}/${file}/${name}`;

/** The fixtures as one report, their texts changed by `change`; to prove the fixes takes most of the time, so every third has them. */
async function reportOf({
  change = (text: string) => text,
  fixes = false,
}: { change?: (text: string) => string; fixes?: boolean } = {}): Promise<CheckReport> {
  const engine = createEngine();
  const analyses = await Promise.all(
    fixtures.map((one, index) =>
      engine.analyze(
        { name: nameOf(one), text: change(one.text) },
        { policyType: one.policyType, fixes: fixes && index % 3 === 0 },
      ),
    ),
  );
  return {
    findings: analyses.flatMap(({ findings }) => findings),
    suppressed: analyses.flatMap(({ suppressed }) => suppressed),
    problems: analyses.flatMap(({ problems }) => problems),
    stats: { files: analyses.length, bytes: 0, policies: 0, suppressed: 0, durationMs: 0 },
  };
}

describe("SARIF", function () {
  this.timeout(120_000);
  let report: CheckReport;
  let log: Log;
  before(async () => {
    report = await reportOf({ fixes: true });
    log = JSON.parse(checkSarif(report, tool, rules, hash, "/"));
  });

  it("is valid against its schema for the findings, fixes and problems of all fixtures", () => {
    const {
      results,
      tool: { driver },
      invocations,
    } = log.runs[0]!;
    assert.ok(
      results!.length > 400 && driver.rules!.length > 150,
      `${results!.length} results of ${driver.rules!.length} rules`,
    );
    assert.ok(
      results!.some(({ fixes }) => fixes!.length > 0) && invocations![0]!.toolExecutionNotifications!.length > 0,
    );
    assert.deepEqual(sarifMistakes(log), []);
  });

  it("is valid where there is nothing, and where there is only what could not be read", () => {
    for (const problems of [[], [{ file: "C:\\a b\\ä#?.json", message: "Could not read it.", range: null }]]) {
      assert.deepEqual(
        sarifMistakes(
          JSON.parse(checkSarif({ ...report, findings: [], suppressed: [], problems }, tool, rules, hash, "/")),
        ),
        [],
      );
    }
  });

  for (const [separator, file, uri] of [
    ["/", "a b/ä%20?#[1].json", "a%20b/%C3%A4%2520%3F%23%5B1%5D.json"],
    ["/", "./a.json", "a.json"],
    ["/", "../a.json", "../a.json"],
    ["/", "/srv/a.json", "file:///srv/a.json"],
    ["/", "a\\b.json", "a%5Cb.json"],
    ["/", "\\\\a\\b.json", "%5C%5Ca%5Cb.json"],
    ["/", "C:\\a.json", "C%3A%5Ca.json"],
    ["/", "c:/a.json", "c%3A/a.json"],
    ["/", "javascript:alert(1)/b:c.json", "javascript%3Aalert(1)/b:c.json"],
    ["/", "a\n\u2028b.json", "a%0A%E2%80%A8b.json"],
    ["/", "half\ud800.json", "half%EF%BF%BD.json"],
    ["\\", "a b\\ä%.json", "a%20b/%C3%A4%25.json"],
    ["\\", ".\\a\\b.json", "a/b.json"],
    ["\\", "C:\\a b\\c.json", "file:///C:/a%20b/c.json"],
    ["\\", "\\\\files\\team\\a.json", "file://files/team/a.json"],
  ] as const)
    it(`names ${JSON.stringify(file)}, where ${separator} separates names, by ${uri}`, () => {
      const problems = [{ file, message: "Could not read it.", range: null }];
      const written = checkSarif({ ...report, findings: [], suppressed: [], problems }, tool, rules, hash, separator);
      const log = JSON.parse(written) as Log;
      const [notification] = log.runs[0]!.invocations![0]!.toolExecutionNotifications!;
      assert.equal(notification!.locations![0]!.physicalLocation!.artifactLocation!.uri, uri);
      assert.deepEqual(sarifMistakes(log), []);
      const away = new URL(uri, "file:///root/of/sources/");
      assert.equal(away.protocol, "file:");
      if (separator === "/" && !file.startsWith(".") && !file.startsWith("/"))
        assert.equal(decodeURIComponent(away.pathname), `/root/of/sources/${file.replace(/\p{Cs}/gu, "\ufffd")}`);
    });

  it("knows a finding again on every system", () => {
    const [first] = report.findings;
    const prints = (file: string, separator: "/" | "\\") => {
      const findings = [{ ...first!, file }];
      const written = checkSarif({ ...report, findings, suppressed: [], problems: [] }, tool, rules, hash, separator);
      return (JSON.parse(written) as Log).runs[0]!.results!.map(({ partialFingerprints }) => partialFingerprints);
    };
    assert.deepEqual(prints("a\\b.json", "\\"), prints("a/b.json", "/"));
    assert.notDeepEqual(prints("a\\b.json", "/"), prints("a/b.json", "/"));
  });

  it("is seen to be invalid where a field is wrong", () => {
    const [first, ...others] = log.runs[0]!.results!;
    const broken = {
      ...log,
      runs: [{ ...log.runs[0]!, results: [{ ...first!, level: "fatal", severity: 1 }, ...others] }],
    };
    assert.deepEqual(
      sarifMistakes(broken).map((mistake) => mistake.split(" ")[0]),
      ["/runs/0/results/0", "/runs/0/results/0/level"],
    );
  });

  it("is valid for the posture of the demo account", async () => {
    const demo = postureOf((await collectFrom({ request: { demo: true } })).outcome);
    assert.deepEqual(sarifMistakes(JSON.parse(postureSarif(demo, tool, hash))), []);
  });

  it("points into the text by lines and by offsets alike", () => {
    const texts = new Map(fixtures.map((one) => [nameOf(one), one.text]));
    const lineOf = (text: string, offset: number) => text.slice(0, offset).split(/\r\n|\r|\n/).length;
    for (const { locations } of log.runs[0]!.results!) {
      const { artifactLocation, region } = locations![0]!.physicalLocation!;
      const text = texts.get(decodeURIComponent(artifactLocation!.uri!))!;
      const { startLine, endLine, charOffset, charLength } = region as Region & {
        charOffset: number;
        charLength: number;
      };
      assert.deepEqual([lineOf(text, charOffset), lineOf(text, charOffset + charLength)], [startLine, endLine]);
    }
  });

  it("tells results apart, and knows them again when lines move", async () => {
    const fingerprints = (results: readonly Result[]) =>
      results.map(({ partialFingerprints }) => partialFingerprints!["planeguard/v1"]!);
    const before = fingerprints(log.runs[0]!.results!);
    assert.equal(new Set(before).size, before.length);
    // The first line of a script, a Dockerfile and some documents says what they are.
    const moved = await reportOf({ change: (text) => (/^(#|%|---)/.test(text) ? text : `\n\n\n${text}`) });
    const after = fingerprints((JSON.parse(checkSarif(moved, tool, rules, hash, "/")) as Log).runs[0]!.results!);
    assert.deepEqual(
      after.filter((one) => !before.includes(one)),
      [],
    );
    assert.equal(after.length, before.length);
  });
});
