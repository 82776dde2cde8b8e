/** Managed policies of AWS that programs of CDK in Java, C# and Go attach: the lines of a change, and those of its opposite. */
import assert from "node:assert/strict";

import { diffTexts } from "../../support/diff-texts";

const java = (line: string) => `import software.amazon.awscdk.services.iam.*;
class Own extends software.amazon.awscdk.Stack { Own(software.constructs.Construct scope) {
  Role role = Role.Builder.create(this, "R").assumedBy(new ServicePrincipal("ecs.amazonaws.com")).build();
  ${line}
} }
`;
const csharp = (line: string) => `using Amazon.CDK.AWS.IAM;
class Own : Amazon.CDK.Stack { void Make() {
  var role = new Role(this, "R", new RoleProps { AssumedBy = new ServicePrincipal("ecs.amazonaws.com") });
  ${line}
} }
`;
const go = (line: string) => `package main
import "github.com/aws/aws-cdk-go/awscdk/v2/awsiam"
func own(stack awscdk.Stack) {
  role := awsiam.NewRole(stack, jsii.String("R"), &awsiam.RoleProps{ AssumedBy: awsiam.NewServicePrincipal(jsii.String("ecs.amazonaws.com"), nil) })
  ${line}
}
`;
const traces = [
  "xray:GetSamplingRules, xray:GetSamplingStatisticSummaries, xray:GetSamplingTargets",
  "xray:PutTelemetryRecords, xray:PutTraceSegments",
].map((actions) => `role identity: ${actions} on *`);

type Row = readonly [title: string, file: string, make: (line: string) => string, line: string, is: readonly string[]];

const rows: readonly Row[] = [
  [
    "by its name in Java",
    "Own.java",
    java,
    'role.addManagedPolicy(ManagedPolicy.fromAwsManagedPolicyName("AWSXrayWriteOnlyAccess"));',
    traces,
  ],
  [
    "by its ARN in Java",
    "Own.java",
    java,
    'role.addManagedPolicy(ManagedPolicy.fromManagedPolicyArn(this, "X", "arn:aws:iam::aws:policy/AWSXrayWriteOnlyAccess"));',
    traces,
  ],
  [
    "by its name in C#",
    "Own.cs",
    csharp,
    'role.AddManagedPolicy(ManagedPolicy.FromAwsManagedPolicyName("AWSXrayWriteOnlyAccess"));',
    traces,
  ],
  [
    "by its name in Go",
    "own.go",
    go,
    'role.AddManagedPolicy(awsiam.ManagedPolicy_FromAwsManagedPolicyName(jsii.String("AWSXrayWriteOnlyAccess")))',
    traces,
  ],
  [
    "by a name that nobody knows",
    "Own.java",
    java,
    'role.addManagedPolicy(ManagedPolicy.fromAwsManagedPolicyName(System.getenv("P")));',
    ["?role identity"],
  ],
  ["by a method that does something else", "Own.java", java, 'role.addNote("AWSXrayWriteOnlyAccess");', []],
];

describe("a managed policy is attached in other languages of CDK", () => {
  for (const [title, file, make, line, is] of rows)
    it(title, async () => {
      assert.deepEqual((await diffTexts(file, make(""), make(line))).sort(), [...is].sort());
      const back = is.filter((one) => !one.startsWith("?")).map((one) => `-${one}`);
      assert.deepEqual((await diffTexts(file, make(line), make(""))).sort(), back.sort());
    });
});
