import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";

import { isMap, parseDocument } from "yaml";

import { checks } from "../../../src/account/checks/generated/index";
import { loadParsers } from "../../../src/data/grammars";

const texts = (kind: string) =>
  checks.flatMap(({ id, remediation }) =>
    remediation.filter((one) => one.kind === kind).map(({ text }) => ({ id, text })),
  );

/** By the resource types' own specification (docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference). */
const required: Readonly<Record<string, readonly string[]>> = {
  "AWS::AccessAnalyzer::Analyzer": ["Type"],
  "AWS::Budgets::Budget": ["Budget"],
  "AWS::CE::AnomalyMonitor": ["MonitorName", "MonitorType"],
  "AWS::CE::AnomalySubscription": ["Frequency", "MonitorArnList", "Subscribers", "SubscriptionName"],
  "AWS::CloudTrail::EventDataStore": [],
  "AWS::CloudTrail::Trail": ["IsLogging", "S3BucketName"],
  "AWS::CloudWatch::Alarm": ["ComparisonOperator", "EvaluationPeriods"],
  "AWS::Config::ConfigurationAggregator": [],
  "AWS::Config::ConfigurationRecorder": ["RoleARN"],
  "AWS::Config::DeliveryChannel": ["S3BucketName"],
  "AWS::EC2::FlowLog": ["ResourceId", "ResourceType"],
  "AWS::EC2::LaunchTemplate": ["LaunchTemplateData"],
  "AWS::EC2::NetworkAclEntry": ["NetworkAclId", "Protocol", "RuleAction", "RuleNumber"],
  "AWS::EC2::SecurityGroupIngress": ["IpProtocol"],
  "AWS::GuardDuty::Detector": ["Enable"],
  "AWS::IAM::InstanceProfile": ["Roles"],
  "AWS::IAM::ManagedPolicy": ["PolicyDocument"],
  "AWS::IAM::Role": ["AssumeRolePolicyDocument"],
  "AWS::KMS::Key": [],
  "AWS::Logs::LogGroup": [],
  "AWS::Logs::MetricFilter": ["FilterPattern", "LogGroupName", "MetricTransformations"],
  "AWS::Logs::SubscriptionFilter": ["DestinationArn", "FilterPattern", "LogGroupName"],
  "AWS::Organizations::Policy": ["Content", "Name", "Type"],
  "AWS::S3::Bucket": [],
  "AWS::S3::BucketPolicy": ["Bucket", "PolicyDocument"],
  "AWS::SNS::Topic": [],
  "AWS::SSM::Document": ["Content"],
  "AWS::SecurityHub::FindingAggregator": ["RegionLinkingMode"],
  "AWS::SecurityHub::Hub": [],
  "AWS::SecurityHub::Standard": ["StandardsArn"],
};

describe("how to put it right", () => {
  for (const { id, text } of texts("cloudformation")) {
    it(`${id}: the CloudFormation has resources`, () => {
      const document = parseDocument(text);
      assert.deepEqual(document.errors, []);
      const resources = document.get("Resources");
      const all = isMap(resources) ? resources.items.map(({ value }) => value) : [];
      assert.ok(all.length > 0);
      for (const one of all) assert.match(String(isMap(one) ? one.get("Type") : one), /^AWS::\w+::\w+/);
    });
    it(`${id}: each has what CloudFormation requires, and refers to what there is`, () => {
      const document = parseDocument(text);
      const template = document.toJS() as {
        Parameters?: Readonly<Record<string, unknown>>;
        Resources: Readonly<Record<string, { Type: string; Properties?: Readonly<Record<string, unknown>> }>>;
      };
      for (const { Type, Properties = {} } of Object.values(template.Resources)) {
        assert.ok(Object.hasOwn(required, Type), `what ${Type} requires is not known to this test`);
        assert.deepEqual(
          required[Type]!.filter((name) => !Object.hasOwn(Properties, name)),
          [],
          Type,
        );
      }
      const known = [...Object.keys(template.Parameters ?? {}), ...Object.keys(template.Resources)];
      const referred = [...text.matchAll(/!(?:Ref|GetAtt) (\w+)(?!\w|::)|\$\{(\w+)(?:\.\w+)?\}/g)].map(
        ([, named, put]) => named ?? put!,
      );
      assert.deepEqual(
        referred.filter((name) => !known.includes(name)),
        [],
      );
    });
  }
  it("a shell can read the commands", function () {
    if (process.platform === "win32") this.skip();
    const wrong = texts("cli").flatMap(({ id, text }) => {
      const { status, stderr } = spawnSync("sh", ["-n"], { input: text, encoding: "utf8" });
      return status === 0 ? [] : [`${id}: ${stderr}`];
    });
    assert.deepEqual(wrong, []);
  });
  it("no blank is left in a text", () => {
    const all = checks.flatMap(({ id, remediation }) => remediation.map(({ text }) => ({ id, text })));
    assert.deepEqual(
      all.filter(({ text }) => /__[A-Z]+__/.test(text)).map(({ id }) => id),
      [],
    );
  });
  it("the Terraform can be read", async () => {
    const parsers = await loadParsers(["hcl"]);
    for (const { id, text } of texts("terraform")) {
      const tree = parsers.parse("hcl", text);
      assert.equal(tree?.rootNode.hasError, false, `${id}:\n${text}`);
    }
  });
});
