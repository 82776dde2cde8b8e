import assert from "node:assert/strict";

import { type AccountDescription, demoDescription } from "../../../src/account/demo/server";
import { collectPart } from "./part";
import { collectFrom, postureOf } from "./support";

const description: AccountDescription = {
  ...demoDescription,
  regions: demoDescription.regions.filter(({ name }) =>
    ["us-east-1", "eu-central-1", "us-west-2", "af-south-1"].includes(name),
  ),
};
const asked = (calls: readonly { action: string; region: string }[], action: string) =>
  calls
    .filter((one) => one.action === action)
    .map((one) => one.region)
    .sort();

describe("collecting Region by Region", () => {
  it("asks every Region that is on, and about what is there only", async () => {
    const {
      outcome,
      demo: { calls },
    } = await collectFrom({ description });
    const on = ["eu-central-1", "us-east-1", "us-west-2"];
    for (const action of [
      "config:DescribeConfigurationRecorderStatus",
      "access-analyzer:ListAnalyzers",
      "guardduty:ListDetectors",
      "ec2:DescribeSecurityGroups",
      "securityhub:DescribeHub",
    ])
      assert.deepEqual(asked(calls, action), on, action);
    // Where an instance is.
    assert.deepEqual(asked(calls, "ssm:DescribeInstanceInformation"), ["eu-central-1", "us-east-1"]);
    // The one of us-east-1 is stopped.
    assert.deepEqual(asked(calls, "config:DescribeConfigurationRecorders"), ["eu-central-1", "us-west-2"]);
    assert.deepEqual(asked(calls, "ec2:GetManagedPrefixListEntries"), ["eu-central-1"]);
    assert.deepEqual(asked(calls, "ssm:GetDocument"), ["eu-central-1", "us-east-1"]);
    // Where the roles say that it is.
    assert.deepEqual(asked(calls, "sso:ListInstances"), ["eu-central-1"]);
    assert.deepEqual(asked(calls, "securityhub:GetFindingAggregator"), ["eu-central-1"]);
    assert.deepEqual(asked(calls, "ssm:GetParameters"), []);
    const { coverage } = postureOf(outcome);
    const states = Object.fromEntries(
      coverage.regions.map((row) => [row.region, [row.recorder.state, row.analyzer.state, row.detector.state].join()]),
    );
    assert.deepEqual(states, {
      "us-east-1": "not,covered,covered",
      "eu-central-1": "covered,covered,covered",
      "us-west-2": "partial,not,not",
      "af-south-1": "off,off,off",
    });
  });

  it("looks for machines of its own everywhere where Systems Manager may have a role for them", async () => {
    const hybrid: AccountDescription["roles"][number] = {
      name: "hybrid-machines",
      createdDaysAgo: 10,
      lastUsedDaysAgo: 1,
      trust: {
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: { Service: "ssm.amazonaws.com" }, Action: "sts:AssumeRole" }],
      },
    };
    const { demo } = await collectPart(["ec2", "ssm", "iam/authorization-details"], {
      description: { ...description, roles: [...description.roles, hybrid] },
    });
    assert.deepEqual(asked(demo.calls, "ssm:DescribeInstanceInformation"), ["eu-central-1", "us-east-1", "us-west-2"]);
    const denied = await collectPart(["ec2", "ssm", "iam/authorization-details"], {
      description,
      behaviour: { faults: { "iam:GetAccountAuthorizationDetails": "deny" } },
    });
    assert.deepEqual(asked(denied.demo.calls, "ssm:DescribeInstanceInformation").length, 3);
  });

  it("makes no other call in an account where nothing stands", async () => {
    const {
      outcome,
      demo: { calls },
    } = await collectFrom({ description: { ...description, regional: {} } });
    const posture = postureOf(outcome);
    assert.deepEqual(posture.failures, []);
    for (const action of [
      "config:DescribeConfigurationRecorders",
      "config:DescribeDeliveryChannelStatus",
      "guardduty:GetDetector",
      "securityhub:GetEnabledStandards",
      "securityhub:ListFindingAggregators",
      "ec2:GetManagedPrefixListEntries",
    ]) {
      assert.deepEqual(asked(calls, action), [], action);
    }
    const verdicts = Object.fromEntries(posture.checks.map((one) => [one.id, one.verdict]));
    assert.deepEqual(
      [
        "config/recording",
        "config/delivery",
        "access-analyzer/external-access",
        "guardduty/enabled",
        "securityhub/enabled",
        "securityhub/standards",
        "session-manager/logging",
        "network/open-ssh",
      ].map((id) => verdicts[id]),
      ["fail", "not-applicable", "fail", "fail", "fail", "not-applicable", "not-applicable", "pass"],
    );
  });

  it("takes a service that AWS does not offer for no failure", async () => {
    const notOffered = { "us-west-2": ["config", "accessanalyzer", "guardduty"] };
    const {
      outcome,
      demo: { calls },
    } = await collectFrom({ description: { ...description, regional: { ...demoDescription.regional, notOffered } } });
    const posture = postureOf(outcome);
    assert.deepEqual(posture.failures, []);
    assert.deepEqual([posture.calls.failed, posture.calls.denied], [0, 0]);
    assert.deepEqual(asked(calls, "ssm:GetParameters"), ["us-east-1", "us-east-1", "us-east-1"]);
    const { recorder, analyzer, detector } = posture.coverage.regions.find((row) => row.region === "us-west-2")!;
    assert.deepEqual([recorder.state, analyzer.state, detector.state], ["not-offered", "not-offered", "not-offered"]);
  });

  it("gives the same verdicts from every Region", async () => {
    const postures = await Promise.all(
      ["us-east-1", "eu-central-1", "us-west-2"].map(async (region) =>
        postureOf((await collectFrom({ description, request: { region } })).outcome),
      ),
    );
    const [first, ...others] = postures.map(({ checks }) =>
      Object.fromEntries(checks.map((one) => [one.id, one.verdict])),
    );
    for (const one of others) assert.deepEqual(one, first);
  });

  it("finds an instance of Identity Center that no role tells of", async () => {
    const { posture, demo } = await collectPart(["ec2/regions", "sso", "iam", "organizations"], {
      description: { ...description, roles: [] },
    });
    assert.deepEqual(asked(demo.calls, "sso:ListInstances"), ["eu-central-1", "us-east-1", "us-west-2"]);
    assert.equal(posture.checks.find(({ id }) => id === "single-sign-on/in-use")!.verdict, "pass");
  });

  it("asks the session's Region alone where the Regions are not known, and says that there may be others", async () => {
    const {
      posture,
      demo: { calls },
    } = await collectPart(["ec2", "guardduty", "config", "access-analyzer", "cloudtrail"], {
      description,
      behaviour: { faults: { "ec2:DescribeRegions": "deny" } },
    });
    assert.deepEqual(asked(calls, "guardduty:ListDetectors"), ["us-east-1"]);
    const { coverage } = posture;
    assert.deepEqual(
      coverage.regions.map((row) => row.region),
      ["us-east-1"],
    );
    assert.match(coverage.incomplete!, /ec2:DescribeRegions was denied/);
  });

  it("asks for no instances where there is no VPC, but always in its own Region and where the groups did not answer", async () => {
    const regional = { ...demoDescription.regional, vpcs: ["us-west-2"] };
    const without = await collectPart(["ec2"], { description: { ...description, regional } });
    assert.deepEqual(asked(without.demo.calls, "ec2:DescribeInstances"), ["us-east-1", "us-west-2"]);
    const denied = await collectPart(["ec2"], {
      description: { ...description, regional },
      behaviour: { faults: { "ec2:DescribeSecurityGroups": "deny", "ec2:DescribeNetworkInterfaces": "deny" } },
    });
    assert.deepEqual(
      asked(denied.demo.calls, "ec2:DescribeInstances"),
      asked(denied.demo.calls, "ec2:DescribeSecurityGroups"),
    );
  });

  it("asks nothing about a VPC in which nothing stands, but always in the first Region and where that is not known", async () => {
    const regional = { ...demoDescription.regional, emptyVpcs: ["us-east-1", "us-west-2"] };
    const ofNetworks = [
      "ec2:DescribeNetworkAcls",
      "ec2:DescribeFlowLogs",
      "ec2:GetInstanceMetadataDefaults",
      "ssm:GetServiceSetting",
    ];
    const { demo, posture } = await collectPart(["ec2", "ssm"], { description: { ...description, regional } });
    for (const action of [...ofNetworks, "ec2:DescribeInstances"])
      assert.deepEqual(asked(demo.calls, action), ["eu-central-1", "us-east-1"], action);
    assert.deepEqual(asked(demo.calls, "ec2:DescribeNetworkInterfaces"), ["eu-central-1", "us-west-2"]);
    const { resources, verdict } = posture.checks.find(({ id }) => id === "network/open-network-acl")!;
    assert.equal(verdict, "fail");
    assert.deepEqual(resources.map(({ id }) => id).sort(), ["eu-central-1", "us-east-1"]);

    const denied = await collectPart(["ec2", "ssm"], {
      description: { ...description, regional },
      behaviour: { faults: { "ec2:DescribeNetworkInterfaces": "deny" } },
    });
    for (const action of ofNetworks)
      assert.deepEqual(asked(denied.demo.calls, action), ["eu-central-1", "us-east-1", "us-west-2"], action);
  });

  it("reads security groups page by page", async () => {
    const many = Array.from({ length: 30 }, (_, index) => ({
      id: `sg-${index}`,
      name: `open-${index}`,
      ingress: [{ protocol: "tcp", ports: [22, 22] as const, ipv4: ["0.0.0.0/0"] }],
    }));
    const { posture } = await collectPart(["ec2"], {
      description: { ...description, regional: { securityGroups: { "us-east-1": many } } },
      behaviour: { pageSize: 7 },
    });
    assert.equal(posture.checks.find((one) => one.id === "network/open-ssh")!.resources.length, 30);
  });
});
