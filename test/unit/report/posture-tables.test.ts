/** The posture as tables that other programs read: CSV (RFC 4180) and OCSF's Compliance Finding. */
import assert from "node:assert/strict";

import type { CheckResult, Posture, Verdict } from "../../../src/account/posture";
import { csvRecord } from "../../../src/escape/csv";
import { postureCsv } from "../../../src/report/posture-csv";
import { postureOcsf } from "../../../src/report/posture-ocsf";
import { csvRecords } from "../../support/csv";
import { failingCheck, madePosture } from "../../support/made-posture";
import { collectFrom, postureOf } from "../account/support";

const tool = { name: "planeguard", version: "1.2.3", catalogDate: "2026-01-01" } as const;
const hash = (text: string) => Buffer.from(text).toString("hex");

const check: CheckResult = {
  ...failingCheck,
  missingActions: ["iam:A", "iam:B"],
  remediation: [
    { kind: "cli", text: "aws iam x" },
    { kind: "console", text: "IAM > Dashboard" },
  ],
};
const made = (...checks: CheckResult[]) => madePosture({ checks });

const bucket = { id: "arn:aws:s3:::logs", region: "eu-central-1", verdict: "fail" as const, reason: "It is public." };

describe("a record of CSV", () => {
  for (const [what, field, expected] of [
    ["quotes", 'say "no"', '"say ""no"""\r\n'],
    ["keeps commas", "a,b", '"a,b"\r\n'],
    ["stands on one line", "a\n  b", '"a b"\r\n'],
    ["shows what is invisible", "a\u202eb", '"a\\u202eb"\r\n'],
    ["makes no formula", "=HYPERLINK(1)", '"\'=HYPERLINK(1)"\r\n'],
    ...[..."\uff1d\uff0b\uff0d\uff20"].map((sign) => ["makes no formula in full width", `${sign}1`, `"'${sign}1"\r\n`]),
    ["makes no formula behind blanks", " @SUM(1)", '"\' @SUM(1)"\r\n'],
    ["may be empty", "", '""\r\n'],
  ] as const)
    it(what, () => assert.equal(csvRecord([field]), expected));
});

describe("the posture as CSV", () => {
  it("has a record for each resource that fails, and one for a check that names none", () => {
    const [head, ...records] = csvRecords(
      postureCsv(
        made({ ...check, resources: [bucket, { ...bucket, id: "b", verdict: "pass" }] }, { ...check, verdict: "pass" }),
      ),
    );
    const rows = records.map((record) => Object.fromEntries(head!.map((name, index) => [name, record[index]])));
    assert.deepEqual(rows[0], {
      account: "111122223333",
      region: "eu-central-1",
      check: "root/mfa",
      title: "The root user has MFA",
      severity: "critical",
      verdict: "fail",
      resource: "arn:aws:s3:::logs",
      reason: "It is public.",
      recommendation: "root-mfa",
      controls: "CIS 2.5; Security Hub IAM.9",
      missing_actions: "iam:A; iam:B",
      collected_at: "2026-06-15T12:00:00.000Z",
    });
    assert.deepEqual(
      rows.map(({ resource, region, verdict }) => [resource, region, verdict]),
      [
        ["arn:aws:s3:::logs", "eu-central-1", "fail"],
        ["111122223333", "global", "pass"],
      ],
    );
  });
});

describe("the posture as OCSF", () => {
  type Finding = Record<string, unknown> & { readonly [key: string]: Record<string, unknown> };
  const findingsOf = (posture: Posture) => JSON.parse(postureOcsf(posture, tool, hash)) as Finding[];

  it("has what the class requires, and identifiers that agree, for the whole demo account", async () => {
    const demo = postureOf((await collectFrom({ request: { demo: true } })).outcome);
    const findings = findingsOf(demo);
    assert.ok(findings.length > demo.checks.length);
    for (const finding of findings) {
      // ocsf-schema 1.8.0: events/base_event.json, events/findings/finding.json, compliance_finding.json; profiles/cloud.json.
      for (const name of ["activity_id", "category_uid", "class_uid", "metadata", "severity_id", "time", "type_uid"])
        assert.ok(name in finding, name);
      for (const name of ["finding_info", "compliance", "cloud"]) assert.ok(name in finding, name);
      assert.equal(
        finding["type_uid"],
        (finding["class_uid"] as unknown as number) * 100 + (finding["activity_id"] as unknown as number),
      );
      assert.equal(finding["time"], Date.parse(demo.collectedAt));
      const { metadata, cloud, finding_info: info, remediation } = finding;
      assert.ok(metadata!["version"] && metadata!["product"] && cloud!["provider"] && info!["uid"]);
      if (remediation) assert.ok(remediation["desc"]);
    }
    assert.equal(new Set(findings.map(({ finding_info: info }) => info!["uid"])).size, findings.length);
  });

  it("gives each verdict its status, and a severity to what is open", () => {
    const verdicts: readonly Verdict[] = ["pass", "fail", "not-assessed", "attest", "not-applicable"];
    assert.deepEqual(
      findingsOf(made(...verdicts.map((verdict) => ({ ...check, verdict })))).map(
        ({ compliance, severity, remediation }) => [compliance!["status_id"], severity, remediation !== undefined],
      ),
      [
        [1, "Informational", false],
        [3, "Critical", true],
        [2, "Critical", false],
        [99, "Critical", false],
        [99, "Informational", false],
      ],
    );
  });

  it("names the resource and its Region, or the account", () => {
    const [of, whole] = findingsOf(made({ ...check, resources: [bucket] }, { ...check, verdict: "pass" }));
    assert.deepEqual(of!["resources"], [
      { uid: "arn:aws:s3:::logs", name: "arn:aws:s3:::logs", region: "eu-central-1", cloud_partition: "aws" },
    ]);
    assert.equal(of!["cloud"]!["region"], "eu-central-1");
    assert.deepEqual(whole!["resources"], [
      { uid: "AWS::::Account:111122223333", name: "111122223333", type: "AWS::::Account", cloud_partition: "aws" },
    ]);
    assert.deepEqual(of!["remediation"]!["desc"], "IAM > Dashboard");
  });
});
