import assert from "node:assert/strict";

import type { CheckResult, Posture, ResourceVerdict } from "../../../src/account/posture";
import { changesPage, postureChanges } from "../../../src/report/posture-changes";

const resource = (
  id: string,
  verdict: ResourceVerdict["verdict"] = "fail",
  region: string | null = null,
): ResourceVerdict => ({ id, region, verdict, reason: `${id} ${verdict}` });
const check = (
  id: string,
  verdict: CheckResult["verdict"],
  resources: readonly ResourceVerdict[] = [],
): CheckResult => ({
  id,
  recommendation: "root-mfa",
  title: `Title of ${id}`,
  severity: "high",
  cis: [],
  securityHub: [],
  verdict,
  reason: `${id} ${verdict}.`,
  resources,
  evidence: [],
  missingActions: [],
  remediation: [],
});
const posture = (at: string, ...checks: CheckResult[]): Posture => ({
  account: { id: "111122223333", arn: "", alias: "harbour [x](y)", partition: "aws" },
  demo: false,
  profile: "dev",
  collectedAt: at,
  calls: { total: 0, throttled: 0, denied: 0, failed: 0 },
  durationMs: 0,
  checks,
  permissions: { allowed: [], denied: [], unknown: [] },
  coverage: { regions: [], incomplete: null },
  failures: [],
});

describe("what changed between two collections", () => {
  const before = posture(
    "2026-06-01T10:00:00Z",
    check("a/same", "pass"),
    check("b/mended", "fail", [resource("u1"), resource("u2")]),
    check("c/worse", "pass", [resource("u1", "pass")]),
    check("d/fewer", "fail", [resource("u1"), resource("u2"), resource("sg", "fail", "eu-west-1")]),
    check("e/gone", "fail", [resource("u1")]),
    check("f/unseen", "fail", [resource("u1")]),
  );
  const after = posture(
    "2026-06-02T10:00:00Z",
    check("a/same", "pass"),
    check("b/mended", "pass", [resource("u1", "pass")]),
    check("c/worse", "fail", [resource("u1")]),
    check("d/fewer", "fail", [resource("u1"), resource("u2", "pass"), resource("sg", "fail", "eu-west-2")]),
    check("f/unseen", "not-assessed"),
    check("g/new", "fail", [resource("u1")]),
  );
  const changes = postureChanges(before, after);
  const of = (id: string) => changes.find((change) => change.check.id === id)!;
  const ids = (resources: readonly ResourceVerdict[]) =>
    resources.map(({ id, region }) => (region === null ? id : `${id} ${region}`));

  it("is what got worse first, then what is mended", () => {
    assert.deepEqual(
      changes.map((change) => change.check.id),
      ["c/worse", "d/fewer", "b/mended", "f/unseen", "g/new", "e/gone"],
    );
  });

  it("names resources that newly fail and that are mended, also by Region and where they are gone", () => {
    assert.deepEqual([ids(of("c/worse").newlyFailing), ids(of("b/mended").mended)], [["u1"], ["u1", "u2"]]);
    assert.deepEqual(
      [ids(of("d/fewer").newlyFailing), ids(of("d/fewer").mended)],
      [["sg eu-west-2"], ["u2", "sg eu-west-1"]],
    );
  });

  it("calls nothing mended that was not seen, and nothing newly failing of a check that was not there", () => {
    for (const id of ["f/unseen", "e/gone", "g/new"])
      assert.deepEqual([of(id).mended, of(id).newlyFailing], [[], []], id);
  });

  it("is nothing where nothing changed", () => {
    assert.deepEqual(postureChanges(after, { ...after, collectedAt: "later", durationMs: 7 }), []);
    assert.match(changesPage(after, after), /no verdict and no failing resource changed/);
  });

  it("is a page that nothing in the account can make a link", () => {
    const page = changesPage(before, after);
    assert.match(page, /Between 2026-06-01 10:00:00 UTC and 2026-06-02 10:00:00 UTC: /);
    assert.match(page, /2 got worse, 1 got better, 3 changed otherwise/);
    assert.match(
      page,
      /^## Fails now\n\n- \*\*Title of c\/worse\*\* \(`c\/worse`\): passed → failed\n\n {2}c\/worse fail\.\n\n {2}- newly failing: `u1`$/m,
    );
    assert.ok(page.includes("harbour \\[x\\](y)"));
  });
});
