import assert from "node:assert/strict";

import { policyOf, readOnlyPolicy } from "../../../src/account/permissions";
import type { CheckResult, CoverageState, Posture } from "../../../src/account/posture";
import { recommendations } from "../../../src/guidance/recommendations";
import { postureHtml } from "../../../src/report/html/posture-html";
import { scoreOf } from "../../../src/report/html/score";
import { permissionsPage } from "../../../src/report/permissions";
import { postureSarif } from "../../../src/report/posture-sarif";
import { remediationDocuments } from "../../../src/report/remediation";
import { failingCheck, madePosture } from "../../support/made-posture";
import { collectFrom, postureOf } from "./support";

const tool = { name: "planeguard", version: "1.2.3", catalogDate: "2026-01-01" } as const;
const hash = (text: string) => Buffer.from(text).toString("hex");

const check = failingCheck;
const made = madePosture;

describe("the posture as a page", () => {
  let demo: Posture;
  before(async () => {
    demo = postureOf((await collectFrom({ request: { demo: true } })).outcome);
  });

  it("names every recommendation, and every check once", () => {
    const page = postureHtml(demo, tool);
    for (const { title } of recommendations)
      assert.ok(page.includes(`<td>${title.replaceAll("'", "&#39;")}</td>`), title);
    for (const { id } of demo.checks) assert.equal(page.split(`<details id="${id}"`).length, 2, id);
    assert.match(page, /Demo account: everything below is invented/);
  });

  it("puts the worst first, opened", () => {
    const page = postureHtml(
      made({
        checks: [
          { ...check, id: "users/two-active-keys", severity: "low" },
          { ...check, id: "roles/unused", verdict: "pass" },
          check,
        ],
      }),
      tool,
    );
    const places = [
      '<details id="root/mfa" class="check-fail" open',
      '<details id="users/two-active-keys" class="check-fail">',
      '<details id="roles/unused" class="check-pass">',
    ].map((text) => page.indexOf(text));
    assert.ok(places[0]! > 0 && places[0]! < places[1]! && places[1]! < places[2]!, places.join());
  });

  it("begins with the score, how many fail by severity, and the five that are worst, each a link", () => {
    const low = Array.from({ length: 6 }, (_, index) => ({
      ...check,
      id: `users/low-${index}`,
      severity: "low" as const,
    }));
    const page = postureHtml(made({ checks: [...low, { ...check, id: "roles/fine", verdict: "pass" }, check] }), tool);
    const front = page.slice(0, page.indexOf("By recommendation"));
    assert.match(front, /<strong>\d+ %<\/strong>score/);
    assert.match(front, /<li class="critical"><strong>1<\/strong>critical failed/);
    assert.match(front, /<li class="pass"><strong>0<\/strong>high failed/);
    assert.match(front, /<li class="low"><strong>6<\/strong>low failed/);
    assert.deepEqual(
      [...front.matchAll(/<a href="#([^"]+)"/g)].map(([, id]) => id),
      ["root/mfa", "users/low-0", "users/low-1", "users/low-2", "users/low-3"],
    );
    assert.match(front, />Root has no MFA<\/a>/, "what is so, not what should be");
    const clean = postureHtml(made({ checks: [{ ...check, verdict: "pass" }] }), tool);
    assert.doesNotMatch(clean, /To do first/);
  });

  it("says what fails now and what is mended since the last time, where that is kept", () => {
    const earlier = made({
      collectedAt: "2026-06-01T08:30:00.000Z",
      checks: [
        { ...check, id: "users/mended" },
        { ...check, id: "roles/broken", verdict: "pass" },
        { ...check, id: "users/same" },
      ],
    });
    const now = made({
      checks: [
        { ...check, id: "users/mended", verdict: "pass" },
        { ...check, id: "roles/broken" },
        { ...check, id: "users/same" },
        { ...check, id: "users/new" },
      ],
    });
    const page = postureHtml(now, tool, earlier);
    assert.match(page, /<h2>Since 2026-06-01 08:30 UTC<\/h2>/);
    assert.match(page, /Fails now: <a href="#roles\/broken">[^<]*<\/a>\./);
    assert.match(page, /Mended: <a href="#users\/mended">[^<]*<\/a>\./);
    assert.match(postureHtml(now, tool, now), /No check has changed/);
    assert.doesNotMatch(postureHtml(now, tool), /<h2>Since/);
  });

  it("puts what somebody accepted by itself, with who and why, and counts it among no failures", () => {
    const accepted = { by: "Ines", reason: "replaced in spring", until: "2026-12-31", lapsed: false };
    const page = postureHtml(
      made({
        checks: [
          { ...check, accepted },
          { ...check, id: "users/lapsed", accepted: { ...accepted, lapsed: true } },
        ],
      }),
      tool,
    );
    const [open, aside] = [page.indexOf("Failed, worst first"), page.indexOf("<h2>Accepted</h2>")];
    assert.ok(open > 0 && aside > open);
    assert.ok(page.indexOf('<details id="root/mfa"') > aside, "accepted");
    const lapsed = page.indexOf('<details id="users/lapsed"');
    assert.ok(lapsed > open && lapsed < aside, "what has lapsed fails again");
    assert.match(page, /<p class="soft">Accepted by Ines until 2026-12-31: replaced in spring<\/p>/);
    assert.match(page, /What Ines accepted lapsed on 2026-12-31/);
    assert.match(page, /<strong>1<\/strong>critical failed/);
  });

  it("takes nothing from elsewhere and runs nothing", () => {
    const page = postureHtml(demo, tool);
    assert.doesNotMatch(page, /<script|<img|<link|src=|@import|url\(|javascript:/i);
    assert.match(page, /default-src 'none'/);
  });

  it("shows what an account is named as text", () => {
    const evil = "<img src=x onerror=alert(1)>\"'&";
    const page = postureHtml(
      made({
        profile: evil,
        account: { id: "1", arn: evil, alias: evil, partition: "aws" },
        failures: [evil],
        checks: [
          {
            ...check,
            reason: evil,
            resources: [{ id: evil, region: evil, verdict: "fail", reason: evil }],
            evidence: [{ call: evil, field: evil, value: evil, region: evil }],
            remediation: [{ kind: "cli", text: evil }],
          },
        ],
      }),
      tool,
    );
    assert.doesNotMatch(page, /<img/);
    assert.equal(page.split("&#60;img src=x onerror=alert(1)&#62;&#34;&#39;&#38;").length, 1 + 15);
  });

  it("shows what watches each Region, and why nothing does, each reason once", () => {
    const cell = (state: CoverageState, reason: string = state) => ({ state, reason });
    const row = (region: string, state: CoverageState) => ({
      region,
      trail: cell("covered", "A trail records it."),
      recorder: cell(state),
      analyzer: cell(state),
      detector: cell("unknown", "guardduty:ListDetectors was denied."),
    });
    const off = {
      region: "me-south-1",
      trail: cell("off"),
      recorder: cell("off"),
      analyzer: cell("off"),
      detector: cell("off"),
    };
    const page = postureHtml(
      made({
        coverage: {
          regions: [row("eu-central-1", "partial"), row("eu-west-1", "not-offered"), off],
          incomplete: "There may be others.",
        },
      }),
      tool,
    );
    assert.match(
      page,
      /<th scope="row">eu-central-1<\/th><td class="pass" title="A trail records it\.">yes<\/td><td class="not-assessed" title="partial">partly/,
    );
    assert.match(page, /Switched off[^<]*me-south-1/);
    assert.equal(page.split("<li>GuardDuty: guardduty:ListDetectors was denied.").length, 2);
    assert.match(page, /was denied\. <span class="soft">\(eu-central-1, eu-west-1\)/);
    assert.match(page, /There may be others\./);
  });

  it("cuts a list of thousands, and says so", () => {
    const resources = Array.from({ length: 5000 }, (_, index) => ({
      id: `user-${index}`,
      region: null,
      verdict: "fail" as const,
      reason: "x",
    }));
    const page = postureHtml(made({ checks: [{ ...check, resources }] }), tool);
    assert.match(page, /And 4500 more/);
  });

  it("scores by severity, and never full marks where something fails", () => {
    const of = (...list: [CheckResult["verdict"], CheckResult["severity"]][]) =>
      scoreOf(list.map(([verdict, severity]) => ({ ...check, verdict, severity })));
    assert.equal(of(), null);
    assert.equal(of(["not-assessed", "critical"], ["attest", "high"], ["not-applicable", "low"]), null);
    assert.equal(of(["pass", "critical"], ["fail", "low"]), 90);
    assert.equal(of(["pass", "low"], ["fail", "critical"]), 9);
    assert.equal(of(...Array<["pass", "critical"]>(200).fill(["pass", "critical"]), ["fail", "low"]), 99);
    assert.equal(of(["pass", "low"]), 100);
  });
});

describe("the posture as SARIF", () => {
  it("gives each verdict its kind, and a level to what fails alone", () => {
    const verdicts = ["pass", "fail", "not-assessed", "attest", "not-applicable"] as const;
    const {
      runs: [run],
    } = JSON.parse(postureSarif(made({ checks: verdicts.map((verdict) => ({ ...check, verdict })) }), tool, hash)) as {
      runs: { results: { kind: string; level: string }[] }[];
    };
    assert.deepEqual(
      run!.results.map(({ kind, level }) => [kind, level]),
      [
        ["pass", "none"],
        ["fail", "error"],
        ["open", "none"],
        ["review", "none"],
        ["notApplicable", "none"],
      ],
    );
  });

  it("has a result a failing resource, each with a fingerprint of its own", () => {
    const resources = ["a", "b"].map((id) => ({ id, region: "eu-central-1", verdict: "fail" as const, reason: "bad" }));
    const {
      runs: [run],
    } = JSON.parse(
      postureSarif(
        made({
          checks: [{ ...check, resources: [...resources, { ...resources[0]!, id: "c", verdict: "pass" }] }],
          failures: ["iam:X failed."],
        }),
        tool,
        hash,
      ),
    ) as {
      runs: {
        results: {
          locations: { logicalLocations: { fullyQualifiedName: string }[] }[];
          partialFingerprints: Record<string, string>;
        }[];
        invocations: { toolExecutionNotifications: unknown[] }[];
      }[];
    };
    assert.deepEqual(
      run!.results.map((one) => one.locations[0]!.logicalLocations[0]!.fullyQualifiedName),
      ["eu-central-1/a", "eu-central-1/b"],
    );
    assert.equal(new Set(run!.results.map((one) => JSON.stringify(one.partialFingerprints))).size, 2);
    assert.equal(run!.invocations[0]!.toolExecutionNotifications.length, 1);
  });
});

describe("remediation documents", () => {
  const failing: CheckResult = {
    ...check,
    resources: [{ id: "arn:x\n rm -rf /", region: "eu-central-1", verdict: "fail", reason: "bad" }],
    remediation: [
      { kind: "cli", text: "aws iam x" },
      { kind: "console", text: "IAM > Users" },
      { kind: "terraform", text: 'resource "x" "y" {}' },
    ],
  };

  it("are one a way, the console first", () => {
    assert.deepEqual(
      remediationDocuments(failing, { id: "1" }).map(({ kind, ending }) => [kind, ending]),
      [
        ["console", ".md"],
        ["cli", ".sh"],
        ["terraform", ".tf"],
      ],
    );
    assert.deepEqual(remediationDocuments({ ...failing, remediation: [] }, { id: "1" }), []);
  });

  it("keep what the account says inside the comment", () => {
    const [, cli] = remediationDocuments(failing, { id: "1" });
    const commands = cli!.text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
    assert.deepEqual(commands, ["aws iam x"]);
    assert.match(cli!.text, /Affected: arn:x\\n rm -rf \/ \(eu-central-1\)/);
  });

  it("are there for every check that can fail", async () => {
    const demo = postureOf((await collectFrom({ request: { demo: true } })).outcome);
    for (const one of demo.checks.filter(({ verdict }) => verdict === "fail"))
      assert.equal(remediationDocuments(one, demo.account)[0]?.kind, "console", one.id);
  });
});

describe("the page of permissions", () => {
  it("has the whole policy, and what was denied as one", async () => {
    const { outcome } = await collectFrom({
      behaviour: { faults: { "iam:GetAccountSummary": "deny", "iam:GetAccountPasswordPolicy": "throttle" } },
    });
    const posture = postureOf(outcome);
    assert.deepEqual(posture.permissions.denied, ["iam:GetAccountSummary"]);
    assert.ok(posture.permissions.unknown.includes("iam:GetAccountPasswordPolicy"));
    assert.ok(posture.permissions.allowed.includes("iam:ListVirtualMFADevices"));
    const { allowed, denied, unknown } = posture.permissions;
    assert.deepEqual([...allowed, ...denied, ...unknown].sort(), readOnlyPolicy().Statement[0].Action);
    const page = permissionsPage(readOnlyPolicy(), posture, policyOf);
    const policies = [...page.matchAll(/```json\n([^`]*)```/g)].map(([, json]) => JSON.parse(json!) as unknown);
    assert.deepEqual(policies, [readOnlyPolicy(), policyOf(["iam:GetAccountSummary"])]);
  });

  it("says nothing about the profile before anything was asked", () => {
    assert.doesNotMatch(permissionsPage(readOnlyPolicy(), null, policyOf), /denied|missing/);
  });
});
