import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import type { Analysis } from "../../../src/analysis/analysis";
import type { Finding } from "../../../src/analysis/finding";
import { baselineOf, Configurations, createEngine, Project } from "../../../src/workspace/engine";
import { cancellationOf, isCanceled } from "../../../src/workspace/thread/cancellation";
import { temporaryFolder } from "../../support/folder";

const text = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: ["s3:GetObjct", "s3:PutObjct"], Resource: "arn:aws:s3:::parcels/*" }],
});

describe("the analysis of a project", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let path: string;
  let found: Analysis;
  before(async () => {
    found = await createEngine().analyze({ name: "policy.json", text });
    assert.equal(found.findings.length, 2);
    folder = temporaryFolder({
      "policy.json": text,
      "planeguard.json": JSON.stringify({ baseline: "known.json" }),
    });
    path = join(folder.path, "policy.json");
    const baseline = join(folder.path, "known.json");
    writeFileSync(
      baseline,
      baselineOf(found.findings, baseline, () => path),
    );
  });
  after(() => folder.remove());

  const analyze = (analysis: Analysis, cancellation?: AbortSignal) =>
    new Project(
      {
        analyze: (_document, _options, token) => (token?.isCancellationRequested ? never() : Promise.resolve(analysis)),
      },
      new Configurations(),
    ).analyze({ name: path, text }, {}, path, cancellation && cancellationOf(cancellation));
  const never = () => Promise.reject(Object.assign(new Error("Canceled"), { name: "Canceled" }));

  it("counts what of the baseline is gone, where everything was looked at", async () => {
    const [first] = found.findings as readonly [Finding];
    const all = await analyze(found);
    assert.deepEqual([all.findings.length, all.suppressed.length, all.stale], [0, 2, 0]);
    const one = await analyze({ ...found, findings: [first] });
    assert.deepEqual([one.findings.length, one.suppressed.length, one.stale], [0, 1, 1]);
  });

  it("takes nothing for gone beside a problem: it may stand where nobody looked", async () => {
    const problems = [{ file: path, message: "It was not checked: it took too long.", range: null }];
    const { stale, problems: told } = await analyze({ ...found, findings: [], problems });
    assert.deepEqual([stale, told], [0, problems]);
  });

  it("rejects where it is cancelled, and then alone", async () => {
    const abort = new AbortController();
    abort.abort();
    await assert.rejects(analyze(found, abort.signal), isCanceled);
  });
});
