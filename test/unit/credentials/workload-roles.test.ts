/** Workloads that are given a key: a role takes its place where they have none, and the key just goes where they have one. */
import assert from "node:assert/strict";

import type { Finding } from "../../../src/analysis/finding";
import { applyEdits } from "../../../src/analysis/text";
import { createEngine } from "../../../src/workspace/engine";
import { fakeKeyId, fakeSecret } from "../../support/fake-keys";

const engine = createEngine();
const [id, secret] = [fakeKeyId("workload"), fakeSecret("workload")];

const fixesOf = async (name: string, text: string): Promise<Finding["fixes"]> =>
  (await engine.analyze({ name, text }, { fixes: true })).findings.flatMap(({ fixes }) => fixes);

const applied = (text: string, { edits }: Finding["fixes"][number]): string =>
  applyEdits(
    text,
    edits.map(({ range, newText }) => ({ span: { start: range.start.offset, end: range.end.offset }, newText })),
  );

const list = (indent: string, name = "Name", value = "Value"): string =>
  [
    ["AWS_ACCESS_KEY_ID", id],
    ["AWS_SECRET_ACCESS_KEY", secret],
  ]
    .map(([key, text]) => `${indent}- ${name}: ${key}\n${indent}  ${value}: ${text}\n`)
    .join("");
const map = (indent: string): string =>
  `${indent}AWS_ACCESS_KEY_ID: ${id}\n${indent}AWS_SECRET_ACCESS_KEY: ${secret}\n`;
const template = (type: string, properties: string): string =>
  `Resources:\n  Work:\n    Type: AWS::${type}\n    Properties:\n${properties}`;
const task = (more: string): string =>
  template(
    "ECS::TaskDefinition",
    `${more}      ContainerDefinitions:\n        - Name: a\n          Environment:\n${list("            ")}`,
  );
const userData = (more: string): string =>
  template(
    "EC2::Instance",
    `${more}      UserData:\n        Fn::Base64: |\n          #!/bin/bash\n          export AWS_ACCESS_KEY_ID=${id}\n          export AWS_SECRET_ACCESS_KEY=${secret}\n          date\n`,
  );
const script = (type: string, outer: string, more: string): string =>
  template(
    type,
    `${outer}${more}        UserData:\n          Fn::Base64: |\n            #!/bin/bash\n            export AWS_ACCESS_KEY_ID=${id}\n            export AWS_SECRET_ACCESS_KEY=${secret}\n            date\n`,
  );
const appRunner = (more: string): string =>
  template(
    "AppRunner::Service",
    `${more}      SourceConfiguration:\n        ImageRepository:\n          ImageIdentifier: a\n          ImageConfiguration:\n            RuntimeEnvironmentVariables:\n${list("              ")}`,
  );
const batch = (more: string): string =>
  template(
    "Batch::JobDefinition",
    `      Type: container\n      ContainerProperties:\n        Image: a\n${more}        Environment:\n${list("          ")}`,
  );
const samFunction = (more: string): string =>
  template(
    "Serverless::Function",
    `${more}      Handler: a.b\n      Environment:\n        Variables:\n${map("          ")}`,
  );
const pod = (more: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: api\n  namespace: shop\nspec:\n${more}  containers:\n    - name: api\n      env:\n${list("        ", "name", "value")}`;
const serverless = (more: string): string =>
  `service: a\nprovider:\n  name: aws\n${more}  environment:\n${map("    ")}functions: {}\n`;

const environment = [
  { name: "AWS_ACCESS_KEY_ID", value: id },
  { name: "AWS_SECRET_ACCESS_KEY", value: secret },
];

/** By what they are: the file, what has no role, what is in the text after the fix; and the same with a role. */
const workloads: Readonly<Record<string, { name: string; without: string; becomes: readonly string[]; with: string }>> =
  {
    "a task of ECS": {
      name: "template.yaml",
      without: task(""),
      becomes: ["TaskRoleArn: !GetAtt TaskRole.Arn", "Service: ecs-tasks.amazonaws.com", "Sid: ToBeFilledIn"],
      with: task("      TaskRoleArn: !GetAtt Other.Arn\n"),
    },
    "a task definition": {
      name: "task.json",
      without: JSON.stringify(definition({}), null, 2),
      becomes: ['"taskRoleArn": "arn:aws:iam::ACCOUNT_ID:role/ROLE_NAME"'],
      with: JSON.stringify(definition({ taskRoleArn: "arn:aws:iam::111122223333:role/a" }), null, 2),
    },
    "an instance": {
      name: "template.yaml",
      without: userData(""),
      becomes: [
        "IamInstanceProfile:",
        "Type: AWS::IAM::InstanceProfile",
        "Service: ec2.amazonaws.com",
        "Sid: ToBeFilledIn",
      ],
      with: userData("      IamInstanceProfile: a\n"),
    },
    "a launch template": {
      name: "template.yaml",
      without: script("EC2::LaunchTemplate", "      LaunchTemplateData:\n", ""),
      becomes: [
        "LaunchTemplateData:\n        IamInstanceProfile:\n          Arn:",
        "Type: AWS::IAM::InstanceProfile",
        "Service: ec2.amazonaws.com",
      ],
      with: script("EC2::LaunchTemplate", "      LaunchTemplateData:\n", "        IamInstanceProfile: {Name: a}\n"),
    },
    "a service of App Runner": {
      name: "template.yaml",
      without: appRunner(""),
      becomes: [
        "InstanceConfiguration:\n        InstanceRoleArn: !GetAtt InstanceRole.Arn",
        "Service: tasks.apprunner.amazonaws.com",
      ],
      with: appRunner("      InstanceConfiguration: {InstanceRoleArn: !Ref Role}\n"),
    },
    "a job of Batch": {
      name: "template.yaml",
      without: batch(""),
      becomes: ["JobRoleArn: !GetAtt JobRole.Arn", "Service: ecs-tasks.amazonaws.com"],
      with: batch("        JobRoleArn: !Ref Role\n"),
    },
    "a job definition": {
      name: "job.json",
      without: JSON.stringify(jobDefinition({}), null, 2),
      becomes: ['"jobRoleArn": "arn:aws:iam::ACCOUNT_ID:role/ROLE_NAME"'],
      with: JSON.stringify(jobDefinition({ jobRoleArn: "arn:aws:iam::111122223333:role/a" }), null, 2),
    },
    "a function of SAM": {
      name: "template.yaml",
      without: samFunction(""),
      becomes: ["Policies:\n", "Sid: ToBeFilledIn"],
      with: samFunction("      Policies: [AmazonS3ReadOnlyAccess]\n"),
    },
    "functions of the Serverless Framework": {
      name: "serverless.yml",
      without: serverless(""),
      becomes: ["iam:\n    role:\n      statements:\n", "Sid: ToBeFilledIn"],
      with: serverless("  iam:\n    role: arn:aws:iam::111122223333:role/a\n"),
    },
    "a pod": {
      name: "pod.yaml",
      without: pod(""),
      becomes: [
        "serviceAccountName: api\n",
        "kind: ServiceAccount\nmetadata:\n  name: api\n  namespace: shop\n",
        "eks.amazonaws.com/role-arn: arn:aws:iam::ACCOUNT_ID:role/ROLE_NAME\n",
        '"OIDC_PROVIDER:sub": "system:serviceaccount:shop:api"',
        "To be filled in",
      ],
      with: `${pod("  serviceAccountName: api\n")}---\napiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: api\n  annotations:\n    eks.amazonaws.com/role-arn: arn:aws:iam::111122223333:role/a\n`,
    },
  };

function definition(more: object): object {
  return { family: "a", ...more, containerDefinitions: [{ name: "a", environment }] };
}

function jobDefinition(more: object): object {
  return { jobDefinitionName: "a", type: "container", containerProperties: { image: "a", ...more, environment } };
}

describe("roles in place of keys", () => {
  for (const [title, { name, without, becomes, with: having }] of Object.entries(workloads)) {
    it(`${title} without a role gets one`, async () => {
      const [fix] = await fixesOf(name, without);
      assert.equal(fix?.kind, "suggestion");
      const after = applied(without, fix);
      for (const part of becomes) assert.ok(after.includes(part), `${part} in\n${after}`);
      assert.ok(!after.includes(secret) && !after.includes(id));
    });

    it(`${title} with a role only loses the key`, async () => {
      const [fix] = await fixesOf(name, having);
      assert.equal(fix?.kind, "safe");
      assert.doesNotMatch(applied(having, fix), /ToBeFilledIn|ACCOUNT_ID|AWS_ACCESS_KEY_ID/);
    });
  }

  for (const type of ["Lightsail::Container", "GameLift::ContainerGroupDefinition"])
    it(`${type}: a resource of which it is not known that it has a role`, async () => {
      const [fix] = await fixesOf("template.yaml", template(type, `      Environment:\n${list("        ")}`));
      assert.equal(fix?.kind, "suggestion");
    });

  it("a manifest in which no pod is known", async () => {
    const text = `apiVersion: tekton.dev/v1\nkind: Task\nspec:\n  steps:\n    - name: a\n      env:\n${list("        ", "name", "value")}`;
    const [fix] = await fixesOf("task.yaml", text);
    assert.equal(fix?.kind, "suggestion");
  });

  it("a name that is taken is not taken twice", async () => {
    const text = `${task("")}  TaskRole:\n    Type: AWS::SNS::Topic\n`;
    const [fix] = await fixesOf("template.yaml", text);
    assert.match(applied(text, fix!), /!GetAtt TaskRole2\.Arn/);
  });

  it("a service account that may have no role is not safe, and gets one where it is in the file", async () => {
    const named = pod("  serviceAccountName: api\n");
    const [elsewhere] = await fixesOf("pod.yaml", named);
    assert.equal(elsewhere?.kind, "suggestion");
    assert.match(elsewhere.title, /EKS Pod Identity/);
    assert.doesNotMatch(applied(named, elsewhere), /ServiceAccount\n|AWS_/);
    const text = `${named}---\napiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: api\n`;
    const [here] = await fixesOf("pod.yaml", text);
    assert.equal(here?.kind, "suggestion");
    assert.match(applied(text, here), /name: api\n {2}annotations:\n {4}eks\.amazonaws\.com\/role-arn: /);
  });

  it("a service account that is there is used", async () => {
    const text = `${pod("")}---\napiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: api\n`;
    const [fix] = await fixesOf("pod.yaml", text);
    assert.equal(applied(text, fix!).match(/kind: ServiceAccount/g)?.length, 1);
  });

  it("the values of a chart get the annotation of their service account", async () => {
    const text = `serviceAccount:\n  create: true\naws:\n  accessKeyId: ${id}\n  secretAccessKey: ${secret}\n`;
    const [fix] = await fixesOf("charts/api/values.yaml", text);
    assert.equal(fix?.kind, "suggestion");
    assert.equal(
      applied(text, fix),
      "serviceAccount:\n  create: true\n  annotations:\n    eks.amazonaws.com/role-arn: arn:aws:iam::ACCOUNT_ID:role/ROLE_NAME\n",
    );
  });

  it("what goes by a name of its own is only suggested, without a role", async () => {
    const text = task("")
      .replace("AWS_ACCESS_KEY_ID", "REPORTS_KEY_ID")
      .replace("AWS_SECRET_ACCESS_KEY", "REPORTS_SECRET_KEY");
    const [fix] = await fixesOf("template.yaml", text);
    assert.equal(fix?.kind, "suggestion");
    assert.doesNotMatch(applied(text, fix), /TaskRole/);
  });

  it("the script of an instance without a profile is not safe in Terraform either", async () => {
    const text = (more: string): string =>
      `resource "aws_instance" "a" {\n${more}  user_data = <<-EOT\n    #!/bin/bash\n    export AWS_ACCESS_KEY_ID=${id}\n    export AWS_SECRET_ACCESS_KEY=${secret}\n    date\n  EOT\n}\n`;
    assert.equal((await fixesOf("main.tf", text("")))[0]?.kind, "suggestion");
    assert.equal((await fixesOf("main.tf", text('  iam_instance_profile = "a"\n')))[0]?.kind, "safe");
  });
});
