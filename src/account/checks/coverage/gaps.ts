/** The gaps of the coverage map. */
import type { CoverageColumn, Evidence } from "../../posture";
import { sectionOf, type Snapshot } from "../../snapshot";
import { defineAttestation } from "../attestation";
import { coverageColumns, coverageFindings, coverageOf, coverageSections } from "../coverage-map/map";
import { counted, isAnswered } from "../evaluation";
import { defineRegionCheck, type RegionJudgement } from "../region-check";
import commands from "./gaps.sh";

const names: Readonly<Record<CoverageColumn, string>> = {
  trail: "trail",
  recorder: "recorder",
  analyzer: "external access analyzer",
  detector: "detector",
};

/** Fails where one of these does not see everything of the Region (`every`), or where none of them sees anything. */
function gapsOf(
  snapshot: Snapshot,
  region: string,
  columns: readonly CoverageColumn[],
  blind: "any" | "all",
): RegionJudgement {
  const findings = columns
    .map((column) => ({ column, ...coverageFindings[column](snapshot, region) }))
    .filter((one) => one.state !== "not-offered");
  const evidence = findings.flatMap((one) => one.evidence);
  const gaps = findings.filter((one) => one.state === "not" || (blind === "any" && one.state === "partial"));
  const unknown = findings.filter((one) => one.state === "unknown");
  const covered = findings.length - gaps.length - unknown.length;
  const bad = blind === "any" ? gaps.length > 0 : gaps.length === findings.length;
  const reason = (all: typeof findings) => all.map((one) => `${names[one.column]}: ${one.reason}`).join(" ");
  if (findings.length > 0 && bad)
    return { verdict: "fail", reason: reason(gaps), evidence, missing: unknown.flatMap((one) => one.missing) };
  if (unknown.length > 0 && (blind === "any" || covered === 0))
    return {
      verdict: "not-assessed",
      reason: reason(unknown),
      evidence,
      missing: unknown.flatMap((one) => one.missing),
    };
  return {
    verdict: "pass",
    reason: blind === "any" ? "Nothing is missing." : "Something records what happens.",
    evidence,
    missing: [],
  };
}

const links = [
  "https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html",
  "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples_general.html",
];
const closeRegion =
  "Either watch it (a trail of every Region, a recorder, an external access analyzer, GuardDuty), or close it: Account > AWS Regions > Disable for one that was opted in, a service control policy on aws:RequestedRegion for the others.";
const closePolicy =
  'aws organizations create-policy --type SERVICE_CONTROL_POLICY --name only-our-regions --description "Nothing outside our Regions" --content \'{"Version":"2012-10-17","Statement":[{"Effect":"Deny","NotAction":["iam:*","organizations:*","sts:*","support:*","cloudfront:*","route53:*","budgets:*","ce:*","health:*"],"Resource":"*","Condition":{"StringNotEquals":{"aws:RequestedRegion":["REGION_1","REGION_2"]}}}]}\'';

export default [
  defineRegionCheck({
    id: "coverage/blind-regions",
    title: "In every Region a trail or a recorder sees what happens",
    why: "In a Region where neither calls nor changes are recorded an intruder can work for months, and afterwards nobody can tell at what.",
    severity: "high",
    recommendation: "coverage-gaps",
    cis: [],
    securityHub: [],
    sections: coverageSections(["trail", "recorder"]),
    remediation: { console: closeRegion, cli: closePolicy },
    links,
    judge: (snapshot, region) => gapsOf(snapshot, region, ["trail", "recorder"], "all"),
    words: {
      none: { verdict: "not-applicable", reason: "No Region is on." },
      pass: (count) => `Something records in each of ${counted(count, "Region")}.`,
      fail: (count, of) =>
        `${count} of ${counted(of, "Region")} ${count === 1 ? "is" : "are"} blind: neither a trail nor a recorder.`,
    },
  }),
  defineRegionCheck({
    id: "coverage/opted-in-regions",
    title: "Every Region that somebody switched on is watched",
    why: "A Region that is opted in and then forgotten is where an intruder goes first: it is on, and no one looks.",
    severity: "medium",
    recommendation: "coverage-gaps",
    cis: [],
    securityHub: [],
    sections: coverageSections(),
    remediation: { console: closeRegion, cli: commands },
    links,
    judge: (snapshot, region) =>
      optedIn(snapshot, region)
        ? gapsOf(snapshot, region, coverageColumns, "any")
        : { verdict: null, reason: "", evidence: [], missing: [] },
    words: {
      none: { verdict: "not-applicable", reason: "No Region was switched on beside those that are always on." },
      pass: (count) =>
        `${counted(count, "Region")} switched on, each with a trail, a recorder, an analyzer and a detector.`,
      fail: (count, of) =>
        `${count} of ${counted(of, "Region")} that ${of === 1 ? "was" : "were"} switched on ${count === 1 ? "has" : "have"} gaps.`,
    },
  }),
  defineAttestation({
    id: "coverage/gaps-accepted",
    title: "The gaps of the map by Region are known and accepted",
    why: "A gap that somebody decided on is a risk that was taken. One that nobody knows of is where the next incident goes unseen.",
    severity: "medium",
    recommendation: "coverage-gaps",
    cis: [],
    securityHub: [],
    sections: coverageSections(),
    question: "Does somebody know the gaps of the map, Region by Region, and has each been closed or accepted?",
    known: gapsKnown,
    remediation: {
      console:
        "Go through the coverage map. Write down for each gap who accepted it, why and until when; close the others.",
    },
    links: ["https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-supported-regions.html"],
  }),
];

function optedIn(snapshot: Snapshot, region: string): boolean {
  const regions = sectionOf(snapshot, "ec2/regions");
  return isAnswered(regions) && regions.data.some((one) => one.name === region && one.optInStatus === "opted-in");
}

/** How many Regions lack what. */
function gapsKnown(snapshot: Snapshot): Evidence[] {
  const { regions, incomplete } = coverageOf(snapshot);
  if (incomplete !== null) return [];
  const calls = {
    trail: "cloudtrail:DescribeTrails",
    recorder: "config:DescribeConfigurationRecorderStatus",
    analyzer: "access-analyzer:ListAnalyzers",
    detector: "guardduty:ListDetectors",
  } as const;
  return coverageColumns.map((column) => {
    const count = (...states: string[]) => regions.filter((row) => states.includes(row[column].state)).length;
    const off = count("off", "not-offered");
    const parts = [
      `${count("covered")} covered`,
      `${count("partial")} in part`,
      `${count("not")} not`,
      `${count("unknown")} not known`,
      `${off} off or not offered`,
    ];
    return {
      call: calls[column],
      field: `Regions by ${names[column]}`,
      value: parts.filter((part) => !part.startsWith("0 ")).join(", "),
      region: null,
    };
  });
}
