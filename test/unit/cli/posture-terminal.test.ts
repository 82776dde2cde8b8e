import assert from "node:assert/strict";

import { temporaryFolder } from "../../support/folder";
import { planeguard, type Ran } from "../../support/terminal";
import { postureOfSmallAccount } from "./small-account";

describe("planeguard posture in a terminal", function () {
  this.timeout(60_000);
  const folder = temporaryFolder({});
  after(() => folder.remove());
  const small = (...args: string[]): Promise<Ran> => postureOfSmallAccount(folder.path, args);
  let whole: Ran;
  before(async () => {
    whole = await planeguard(folder.path, ["posture", "--demo"]);
  });

  it("fits 80 columns", () => {
    const wide = whole.out.split("\n").filter((line) => line.length > 80);
    assert.deepEqual(wide, []);
  });

  it("begins with the score, the totals and the worst five, the gravest first", () => {
    const [first] = whole.out.split("\n1. ");
    assert.match(first!, /Score \d+ of 100, \d+ failing: \d+ critical/);
    assert.match(first!, /Worst first\n {2}1\. critical: /);
    assert.equal(first!.match(/planeguard explain [\w-]+\/[\w-]+/g)?.length, 5);
    const severities = [...first!.matchAll(/^ {2}\d\. (\w+): /gm)].map(([, severity]) => severity!);
    const ranks = severities.map((one) => ["critical", "high", "medium", "low"].indexOf(one));
    assert.deepEqual(ranks, [...ranks].sort());
  });

  it("names explain beside each fail, and the id alone beside what passes", () => {
    assert.match(whole.out, /FAIL {4}[\s\S]*?planeguard explain root\/hardware-mfa/);
    assert.doesNotMatch(whole.out, /planeguard explain root\/mfa\n/);
    assert.match(whole.out, /\n {10}root\/mfa\n/);
  });

  it("--summary: nothing behind the worst", async () => {
    const { out } = await small("--summary");
    assert.match(out, /Worst first/);
    assert.doesNotMatch(out, /What watches each Region|PASS/);
    assert.ok(out.split("\n").length < 35);
  });

  it("--only: checks and families", async () => {
    const { out } = await small("--only", "root/mfa", "contacts", "--format", "json");
    const ids = (JSON.parse(out) as { checks: { id: string }[] }).checks.map(({ id }) => id).sort();
    assert.ok(ids.length > 2 && ids.every((id) => id === "root/mfa" || id.startsWith("contacts/")), ids.join());
  });

  it("--only: judges by these alone", async () => {
    assert.equal((await small("--only", "root/mfa", "--fail-on", "fail")).exit, 0);
    assert.equal((await small("--only", "root/hardware-mfa", "--fail-on", "fail")).exit, 1);
  });

  it("--only: ends with no verdict where --severity leaves none of them", async () => {
    const { exit, err, out } = await small("--only", "contacts", "--severity", "critical", "--fail-on", "low");
    assert.deepEqual([exit, out], [2, ""]);
    assert.match(err, /no check of contacts has the severity critical or a graver one/);
  });

  it("--only: says which there is not, and asks nothing", async () => {
    const { exit, err, out } = await small("--only", "root/mfaa");
    assert.deepEqual([exit, out], [2, ""]);
    assert.match(err, /there is no check root\/mfaa/);
  });

  it("--severity: this and graver", async () => {
    const { out } = await small("--severity", "high", "--format", "json");
    const severities = (JSON.parse(out) as { checks: { severity: string }[] }).checks.map(({ severity }) => severity);
    assert.deepEqual([...new Set(severities)].sort(), ["critical", "high"]);
  });

  it("says nothing while it reads where nobody watches", () => assert.equal(whole.err, ""));

  it("says a line for each service where somebody does", async () => {
    const { err } = await postureOfSmallAccount(folder.path, ["--summary"], { watched: true });
    const lines = err.trimEnd().split("\n");
    assert.match(lines[0]!, /^planeguard: +1 of (\d+) services read: [a-z0-9-]+$/);
    assert.equal(lines.length, Number(/of (\d+)/.exec(lines[0]!)?.[1]));
  });

  it("shows what planeguard.json accepts, and fails no pipeline for it", async () => {
    const accepted = (until: string) =>
      temporaryFolder({
        "planeguard.json": JSON.stringify({
          accepted: [{ check: "root/hardware-mfa", by: "Ines", reason: "the keys are ordered", until }],
        }),
      });
    for (const [until, exit, words] of [
      ["2999-12-31", 0, /ACCEPT [\s\S]*Accepted by Ines until 2999-12-31: the keys are ordered/],
      ["2020-12-31", 1, /FAIL [\s\S]*What Ines accepted lapsed on 2020-12-31/],
    ] as const) {
      const project = accepted(until);
      const ran = await postureOfSmallAccount(project.path, ["--only", "root/hardware-mfa", "--fail-on", "fail"]);
      project.remove();
      assert.equal(ran.exit, exit);
      assert.match(ran.out, words);
    }
  });
});
