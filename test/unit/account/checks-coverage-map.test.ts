/** What watches a Region, by what each service says of it. */
import assert from "node:assert/strict";

import { coverageFindings, coverageOf } from "../../../src/account/checks/coverage-map/map";
import type { CoverageColumn, CoverageState } from "../../../src/account/posture";
import type { AnySection } from "../../../src/account/snapshot";
import { denied, section, sectionIn, snapshotOf, trail } from "./support";

const [home, other] = ["eu-central-1", "us-east-1"] as const;
const regions = [home, other].map((name) => ({ name, optInStatus: "opt-in-not-required" }));

interface Cell {
  readonly title: string;
  readonly column: CoverageColumn;
  readonly sections: readonly AnySection[];
  /** Default: the home Region. */
  readonly region?: string;
  readonly state: CoverageState;
  readonly reason: string;
  readonly evidence?: readonly string[];
  readonly missing?: readonly string[];
}

const analyzers = (...all: readonly [name: string, type: string, status: string][]): AnySection =>
  sectionIn(
    home,
    "access-analyzer/analyzers",
    all.map(([name, type, status]) => ({ name, type, status, arn: `arn:${name}` })),
  );
const notOffered = (service: string) => section("ssm/offered", { [home]: false, [other]: true }, service);

const status = (fields: object = {}) =>
  sectionIn(home, "config/recorder-status", [
    { recording: true, lastStatus: "SUCCESS", lastErrorCode: null, ...fields },
  ]);
const recorder = (fields: object = {}) =>
  sectionIn(home, "config/recorders", [
    {
      roleArn: null,
      strategy: "ALL_SUPPORTED_RESOURCE_TYPES",
      includeGlobalResourceTypes: false,
      resourceTypes: [],
      excludedTypes: [],
      frequency: "CONTINUOUS",
      ...fields,
    },
  ]);

const all = { basic: [{ readWriteType: "All", managementEvents: true, dataResources: [] }], advanced: [] };
const reads = { basic: [{ readWriteType: "ReadOnly", managementEvents: true, dataResources: [] }], advanced: [] };
const recording = (one: ReturnType<typeof trail>, selectors: object | undefined = all, logging = true) => [
  section("cloudtrail/trail-status", { logging, latestDeliveryError: null }, one.arn),
  section("cloudtrail/event-selectors", selectors, one.arn),
];
const listed = (...trails: ReturnType<typeof trail>[]) => [
  section("cloudtrail/trails", trails),
  section(
    "cloudtrail/trail-list",
    trails.map(({ arn, homeRegion }) => ({ arn, homeRegion })),
  ),
  section("cloudtrail/event-data-stores", []),
];
const [main, second, local] = [
  trail(),
  trail({ name: "second", arn: trail({ name: "second" }).arn }),
  trail({ name: "local", multiRegion: false, homeRegion: other }),
];

const cells: readonly Cell[] = [
  {
    title: "an analyzer of the account",
    column: "analyzer",
    sections: [analyzers(["a", "ACCOUNT", "ACTIVE"])],
    state: "covered",
    reason: "a is active, for the account.",
    evidence: ["a status: ACTIVE"],
  },
  {
    title: "one of the organization behind one that failed",
    column: "analyzer",
    sections: [analyzers(["a", "ACCOUNT", "FAILED"], ["o", "ORGANIZATION", "ACTIVE"])],
    state: "covered",
    reason: "o is active, for the organization.",
    evidence: ["a status: FAILED", "o status: ACTIVE"],
  },
  {
    title: "one that is being made",
    column: "analyzer",
    sections: [analyzers(["a", "ACCOUNT", "CREATING"])],
    state: "not",
    reason: "a is not active (CREATING).",
  },
  {
    title: "analyzers of something else",
    column: "analyzer",
    sections: [analyzers(["u", "ACCOUNT_UNUSED_ACCESS", "ACTIVE"], ["i", "ORGANIZATION_INTERNAL_ACCESS", "ACTIVE"])],
    state: "not",
    reason: "There is no analyzer for access from outside.",
    evidence: ["analyzers: ACCOUNT_UNUSED_ACCESS, ORGANIZATION_INTERNAL_ACCESS"],
  },
  {
    title: "no analyzer",
    column: "analyzer",
    sections: [analyzers()],
    state: "not",
    reason: "There is no analyzer for access from outside.",
    evidence: ["analyzers: 0"],
  },
  {
    title: "no Access Analyzer in the Region",
    column: "analyzer",
    sections: [notOffered("accessanalyzer")],
    state: "not-offered",
    reason: `AWS does not offer it in ${home}.`,
    evidence: [`regions/${home}/services/accessanalyzer: absent`],
  },
  {
    title: "another service that the Region has not got",
    column: "analyzer",
    sections: [notOffered("guardduty")],
    state: "unknown",
    reason: "access-analyzer:ListAnalyzers has not answered.",
    missing: ["access-analyzer/analyzers"],
  },
  {
    title: "another Region that has not got it",
    column: "analyzer",
    sections: [notOffered("accessanalyzer")],
    region: other,
    state: "unknown",
    reason: "access-analyzer:ListAnalyzers has not answered.",
    missing: ["access-analyzer/analyzers"],
  },

  {
    title: "no detector",
    column: "detector",
    sections: [sectionIn(home, "guardduty/detectors", [])],
    state: "not",
    reason: "There is no detector.",
    evidence: ["DetectorIds: 0"],
  },
  {
    title: "a detector",
    column: "detector",
    sections: [
      sectionIn(home, "guardduty/detectors", ["d"]),
      sectionIn(home, "guardduty/detector", { status: "ENABLED", plans: {} }, "d"),
    ],
    state: "covered",
    reason: "The detector is enabled.",
    evidence: ["Status: ENABLED"],
  },
  {
    title: "a detector that is suspended",
    column: "detector",
    sections: [
      sectionIn(home, "guardduty/detectors", ["d"]),
      sectionIn(home, "guardduty/detector", { status: "DISABLED", plans: {} }, "d"),
    ],
    state: "not",
    reason: "The detector is suspended.",
    evidence: ["Status: DISABLED"],
  },
  {
    title: "a detector that may not be asked about",
    column: "detector",
    sections: [
      sectionIn(home, "guardduty/detectors", ["d"]),
      sectionIn(home, "guardduty/detector", undefined, "d"),
      notOffered("guardduty"),
    ],
    state: "unknown",
    reason: "guardduty:GetDetector was denied: not authorized.",
    evidence: ["DetectorIds: d"],
    missing: ["guardduty/detector"],
  },

  {
    title: "no recorder",
    column: "recorder",
    sections: [sectionIn(home, "config/recorder-status", [])],
    state: "not",
    reason: "There is no recorder.",
    evidence: ["ConfigurationRecordersStatus: 0"],
  },
  {
    title: "a recorder that is stopped",
    column: "recorder",
    sections: [status({ recording: false })],
    state: "not",
    reason: "The recorder is stopped.",
    evidence: ["recording: false", "lastStatus: SUCCESS"],
  },
  {
    title: "a recorder",
    column: "recorder",
    sections: [status(), recorder()],
    state: "covered",
    reason: "Records every resource type.",
    evidence: ["recording: true", "lastStatus: SUCCESS", "recordingGroup: every resource type"],
  },
  {
    title: "one that has not begun",
    column: "recorder",
    sections: [status({ lastStatus: null }), recorder()],
    state: "covered",
    reason: "Records every resource type.",
    evidence: ["recording: true", "lastStatus: absent", "recordingGroup: every resource type"],
  },
  {
    title: "once a day",
    column: "recorder",
    sections: [status(), recorder({ frequency: "DAILY" })],
    state: "covered",
    reason: "Records every resource type, once a day.",
  },
  {
    title: "one that failed",
    column: "recorder",
    sections: [status({ lastStatus: "Failure", lastErrorCode: "AccessDenied" }), recorder()],
    state: "partial",
    reason: "It records, but the last event failed (AccessDenied).",
    evidence: ["recording: true", "lastStatus: Failure", "recordingGroup: every resource type"],
  },
  {
    title: "one that failed without a word",
    column: "recorder",
    sections: [status({ lastStatus: "FAILURE" }), recorder()],
    state: "partial",
    reason: "It records, but the last event failed.",
  },
  {
    title: "all but what is global",
    column: "recorder",
    sections: [
      status(),
      recorder({ strategy: "EXCLUSION_BY_RESOURCE_TYPES", excludedTypes: ["AWS::IAM::User", "AWS::IAM::Role"] }),
    ],
    state: "covered",
    reason: "Records every resource type.",
  },
  {
    title: "all but one type",
    column: "recorder",
    sections: [
      status(),
      recorder({ strategy: "EXCLUSION_BY_RESOURCE_TYPES", excludedTypes: ["AWS::IAM::User", "AWS::EC2::Subnet"] }),
    ],
    state: "partial",
    reason: "Records every resource type but AWS::EC2::Subnet.",
  },
  {
    title: "one type",
    column: "recorder",
    sections: [status(), recorder({ strategy: "INCLUSION_BY_RESOURCE_TYPES", resourceTypes: ["AWS::S3::Bucket"] })],
    state: "partial",
    reason: "Records 1 resource type only (AWS::S3::Bucket).",
  },
  {
    title: "four types",
    column: "recorder",
    sections: [status(), recorder({ strategy: "INCLUSION_BY_RESOURCE_TYPES", resourceTypes: ["A", "B", "C", "D"] })],
    state: "partial",
    reason: "Records 4 resource types only (A, B, C, …).",
  },
  {
    title: "three types",
    column: "recorder",
    sections: [status(), recorder({ strategy: "INCLUSION_BY_RESOURCE_TYPES", resourceTypes: ["A", "B", "C"] })],
    state: "partial",
    reason: "Records 3 resource types only (A, B, C).",
  },
  {
    title: "a recorder that is gone in the meantime",
    column: "recorder",
    sections: [status(), sectionIn(home, "config/recorders", [])],
    state: "not",
    reason: "There is no recorder.",
    evidence: ["ConfigurationRecorders: 0"],
  },
  {
    title: "a recorder that may not be asked about",
    column: "recorder",
    sections: [status(), sectionIn(home, "config/recorders", undefined), notOffered("config")],
    state: "unknown",
    reason: "config:DescribeConfigurationRecorders was denied: not authorized.",
    evidence: ["recording: true", "lastStatus: SUCCESS"],
    missing: ["config/recorders"],
  },
  {
    title: "no AWS Config in the Region",
    column: "recorder",
    sections: [notOffered("config")],
    state: "not-offered",
    reason: `AWS does not offer it in ${home}.`,
  },

  {
    title: "a trail of every Region",
    column: "trail",
    sections: [...listed(main), ...recording(main)],
    state: "covered",
    reason: "main records its management events.",
    evidence: ["trailList: main"],
  },
  {
    title: "two of them",
    column: "trail",
    sections: [...listed(main, second), ...recording(main), ...recording(second)],
    state: "covered",
    reason: "main and second record its management events.",
    evidence: ["trailList: main, second"],
  },
  {
    title: "one of another Region",
    column: "trail",
    sections: [...listed(local), ...recording(local)],
    state: "not",
    reason: "No trail records its management events.",
    evidence: ["trailList: 0"],
  },
  {
    title: "one of this Region",
    column: "trail",
    sections: [...listed(local), ...recording(local)],
    region: other,
    state: "covered",
    reason: "local records its management events.",
    evidence: ["trailList: local"],
  },
  {
    title: "one of reads",
    column: "trail",
    sections: [...listed(main), ...recording(main, reads)],
    state: "partial",
    reason: "main records its management events only in part.",
  },
  {
    title: "one that is stopped",
    column: "trail",
    sections: [...listed(main), ...recording(main, all, false)],
    state: "not",
    reason: "No trail records its management events.",
    evidence: ["trailList: main"],
  },
  {
    title: "no trail",
    column: "trail",
    sections: listed(),
    state: "not",
    reason: "No trail records its management events.",
    evidence: ["trailList: 0"],
  },
  {
    title: "one whose selectors are denied",
    column: "trail",
    sections: [
      ...listed(main),
      section("cloudtrail/trail-status", { logging: true, latestDeliveryError: null }, main.arn),
      section("cloudtrail/event-selectors", undefined, main.arn),
    ],
    state: "unknown",
    reason: "What may record it is not known: cloudtrail:GetEventSelectors did not answer.",
    missing: ["cloudtrail/event-selectors"],
  },
  {
    title: "nothing of CloudTrail",
    column: "trail",
    sections: [],
    state: "unknown",
    reason:
      "What may record it is not known: cloudtrail:DescribeTrails, cloudtrail:ListTrails, cloudtrail:ListEventDataStores did not answer.",
    missing: ["cloudtrail/trail-list", "cloudtrail/trails", "cloudtrail/event-data-stores"],
  },
  {
    title: "a Region that is not there",
    column: "trail",
    sections: listed(main),
    region: "mars-1",
    state: "unknown",
    reason: "What may record it is not known: cloudtrail:DescribeTrails did not answer.",
    missing: ["cloudtrail/trails"],
  },
];

describe("a cell of the coverage map", () => {
  for (const { title, column, sections, region = home, state, reason, evidence, missing = [] } of cells)
    it(`${column}, ${title}: ${state}`, () => {
      const snapshot = snapshotOf({ "ec2/regions": regions }, sections);
      const found = coverageFindings[column](snapshot, region);
      assert.deepEqual([found.state, found.reason], [state, reason]);
      if (evidence)
        assert.deepEqual(
          found.evidence.map(({ field, value }) => `${field}: ${value}`),
          evidence,
        );
      assert.deepEqual(
        found.missing.map((one) => (typeof one === "string" ? one : one.name)),
        missing,
      );
    });
});

describe("the coverage map", () => {
  const row = (region: string, ...states: CoverageState[]) => [region, ...states];
  const shown = (...args: Parameters<typeof snapshotOf>) => {
    const { regions: rows, incomplete } = coverageOf(snapshotOf(...args));
    return {
      incomplete,
      rows: rows.map((one) =>
        row(one.region, one.trail.state, one.recorder.state, one.analyzer.state, one.detector.state),
      ),
    };
  };
  const sections = [
    ...listed(main),
    ...recording(main),
    status(),
    recorder(),
    analyzers(),
    sectionIn(home, "guardduty/detectors", []),
  ];

  it("has a row for every Region, those that are off too", () => {
    const all = [...regions, { name: "af-south-1", optInStatus: "not-opted-in" }];
    assert.deepEqual(shown({ "ec2/regions": all }, sections), {
      incomplete: null,
      rows: [
        row(home, "covered", "covered", "not", "not"),
        row(other, "covered", "unknown", "unknown", "unknown"),
        row("af-south-1", "off", "off", "off", "off"),
      ],
    });
  });

  it("has the session's Region alone where the others are not known", () => {
    assert.deepEqual(shown({ "ec2/regions": denied }, sections), {
      incomplete: "ec2:DescribeRegions was denied: not authorized.",
      rows: [row(home, "covered", "covered", "not", "not")],
    });
  });
});
