/** The reports that pipelines read, by what reads them, and where each goes. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import type { Finding } from "../../../src/analysis/finding";
import { rules } from "../../../src/analysis/rules/generated/index";
import { checkCheckstyle } from "../../../src/report/check-checkstyle";
import { checkGitlab, checkGitlabSast } from "../../../src/report/check-gitlab";
import { checkJunit } from "../../../src/report/check-junit";
import { checkMarkdown } from "../../../src/report/check-markdown";
import type { CheckReport } from "../../../src/report/check-report";
import { temporaryFolder } from "../../support/folder";
import { planeguard } from "../../support/terminal";
import { xmlElements } from "../../support/xml";

const tool = { name: "planeguard", version: "1.2.3", catalogDate: "2026-01-01" } as const;
const hash = (text: string) => Buffer.from(text).toString("hex");

const finding: Finding = {
  ruleId: "policy/invalid-action",
  message: "`s3:GetObjct` is not an action of Amazon S3.",
  severity: "error",
  file: "./a/policy.json",
  range: { start: { line: 5, column: 9, offset: 80 }, end: { line: 6, column: 2, offset: 93 } },
  policyPath: ["Statement", 0, "Action"],
  accessAnalyzer: "INVALID_ACTION",
  recommendation: "least-privilege",
  confidence: "high",
  related: [],
  unnecessary: false,
  deprecated: false,
  fixes: [{ title: "Write s3:GetObject", kind: "suggestion", delta: null, edits: [] }],
};
const hint: Finding = {
  ...finding,
  ruleId: "policy/redundant-action",
  severity: "hint",
  message: "Said twice.",
  fixes: [],
};

const reportOf = (findings: Finding[], problems: CheckReport["problems"] = []): CheckReport => ({
  findings,
  problems,
  suppressed: [],
  stats: { files: 3, bytes: 100, policies: 2, suppressed: 0, durationMs: 1500 },
});
const unread = { file: "b.json", message: "The file is cut off.", range: null };

describe("JUnit", () => {
  it("has a suite a file and a case a finding: what is grave fails, what is not passes, what is unread is an error", () => {
    const elements = xmlElements(checkJunit(reportOf([finding, hint], [unread])));
    assert.deepEqual(
      elements.map(({ name }) => name),
      ["testsuites", "testsuite", "testcase", "failure", "testcase", "system-out", "testsuite", "testcase", "error"],
    );
    assert.deepEqual(elements[0]!.attributes, { name: "planeguard", tests: "3", failures: "1", errors: "1" });
    assert.deepEqual(elements[2]!.attributes, {
      classname: "./a/policy.json",
      name: "policy/invalid-action at 5:9",
      file: "./a/policy.json",
      line: "5",
    });
    assert.equal(elements[3]!.attributes["message"], finding.message);
  });

  it("has a case where nothing is found: without one a run has not happened", () => {
    const elements = xmlElements(checkJunit(reportOf([])));
    assert.deepEqual(
      elements.map(({ name, attributes }) => [name, attributes["tests"], attributes["failures"]]),
      [
        ["testsuites", "1", "0"],
        ["testsuite", "1", "0"],
        ["testcase", undefined, undefined],
      ],
    );
  });
});

describe("Checkstyle", () => {
  it("has the findings of a file in it, by severity", () => {
    const elements = xmlElements(checkCheckstyle(reportOf([finding, hint], [unread])));
    assert.deepEqual(
      elements.map(({ name, attributes }) => [
        name,
        attributes["name"] ?? attributes["severity"],
        attributes["source"],
      ]),
      [
        ["checkstyle", undefined, undefined],
        ["file", "./a/policy.json", undefined],
        ["error", "error", "planeguard.policy.invalid-action"],
        ["error", "info", "planeguard.policy.redundant-action"],
        ["file", "b.json", undefined],
        ["error", "error", "planeguard.unread"],
      ],
    );
  });
});

describe("GitLab", () => {
  it("Code Quality: has what is required of an issue, and a fingerprint that does not know the line", () => {
    const moved = {
      ...finding,
      range: { start: { ...finding.range.start, line: 50 }, end: { ...finding.range.end, line: 50 } },
    };
    const [issue, problem] = JSON.parse(checkGitlab(reportOf([finding], [unread]), hash, "/")) as Record<
      string,
      unknown
    >[];
    assert.deepEqual(issue, {
      type: "issue",
      description: finding.message,
      check_name: "policy/invalid-action",
      categories: ["Security"],
      fingerprint: issue!["fingerprint"],
      severity: "critical",
      location: { path: "a/policy.json", lines: { begin: 5, end: 6 } },
    });
    assert.match(problem!["description"] as string, /could not check this: The file is cut off/);
    const [again] = JSON.parse(checkGitlab(reportOf([moved]), hash, "/")) as Record<string, unknown>[];
    assert.equal(again!["fingerprint"], issue!["fingerprint"]);
    const twice = JSON.parse(checkGitlab(reportOf([finding, moved]), hash, "/")) as Record<string, unknown>[];
    assert.notEqual(twice[0]!["fingerprint"], twice[1]!["fingerprint"]);
  });

  it("SAST: has the scan with its times, and a vulnerability with its identifiers", () => {
    const { version, scan, vulnerabilities } = JSON.parse(
      checkGitlabSast(reportOf([finding], [unread]), tool, rules, hash, "/", "2026-06-15T12:00:01.500Z"),
    ) as Record<string, never> & {
      version: string;
      scan: Record<string, unknown>;
      vulnerabilities: Record<string, unknown>[];
    };
    assert.match(version, /^15\.\d+\.\d+$/);
    assert.deepEqual(
      [scan["type"], scan["status"], scan["start_time"], scan["end_time"]],
      ["sast", "success", "2026-06-15T12:00:00", "2026-06-15T12:00:01"],
    );
    assert.deepEqual(scan["messages"], [{ level: "warn", value: "b.json: The file is cut off." }]);
    const [one] = vulnerabilities;
    assert.deepEqual(one!["location"], { file: "a/policy.json", start_line: 5, end_line: 6 });
    assert.deepEqual([one!["severity"], one!["solution"]], ["High", "Write s3:GetObject"]);
    assert.deepEqual(
      (one!["identifiers"] as { type: string; value: string }[]).map(({ type, value }) => [type, value]),
      [
        ["planeguard_rule", "policy/invalid-action"],
        ["access_analyzer", "INVALID_ACTION"],
      ],
    );
  });
});

describe("Markdown", () => {
  it("says how many, then each, the gravest first", () => {
    const text = checkMarkdown(reportOf([hint, finding], [unread]));
    assert.match(
      text,
      /^### Planeguard\n\n1 error, 1 hint, 1 place that could not be read in 3 files \(2 policies\)\.\n/,
    );
    const rows = text.split("\n").filter((line) => line.startsWith("| ") && !line.startsWith("| |"));
    assert.equal(rows.length, 3);
    assert.match(rows[0]!, /^\| not checked \| `b\.json` \|/);
    assert.match(rows[1]!, /^\| \*\*error\*\* \| `\.\/a\/policy\.json:5` \|.*`policy\/invalid-action` \|$/);
    assert.match(rows[2]!, /^\| hint \|/);
    assert.equal(checkMarkdown(reportOf([])), "### Planeguard\n\nNothing found in 3 files (2 policies).\n");
  });

  it("stays under what GitHub takes as a comment, and says how many are left out", () => {
    const text = checkMarkdown(reportOf(Array<Finding>(5000).fill(finding)));
    assert.ok(text.length < 65_536, String(text.length));
    const shown = text.split("\n").filter((line) => line.startsWith("| **error**")).length;
    assert.match(text, new RegExp(`And ${5000 - shown} more\\.`));
  });
});

describe("several reports of one check", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  afterEach(() => folder.remove());
  const policy = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "s3:GetObjct", Resource: "arn:aws:s3:::reports/*" }],
  });

  it("go to files by name, and one to standard output", async () => {
    folder = temporaryFolder({ "policy.json": policy });
    const { exit, out } = await planeguard(folder.path, [
      ...["check", "policy.json", "--format", "json=a.json", "--format", "junit=b=c.xml", "--format", "text"],
    ]);
    assert.equal(exit, 1);
    assert.match(out, /policy\/invalid-action/);
    const { findings } = JSON.parse(readFileSync(join(folder.path, "a.json"), "utf8")) as { findings: Finding[] };
    assert.equal(findings[0]!.fixes.length > 0, true, "a file with fixes has them, whatever is printed");
    assert.equal(xmlElements(readFileSync(join(folder.path, "b=c.xml"), "utf8"))[0]!.name, "testsuites");
  });

  it("may all go to files", async () => {
    folder = temporaryFolder({ "policy.json": policy });
    const { exit, out } = await planeguard(folder.path, ["check", ".", "--format", "sarif=a.sarif"]);
    assert.deepEqual([exit, out, existsSync(join(folder.path, "a.sarif"))], [1, "", true]);
  });
});
