/** Keys of Terraform's resources: they go with their names, a role takes their place where the resource has none, and it is safe only where it has one. */
import assert from "node:assert/strict";

import type { Finding } from "../../../src/analysis/finding";
import { createEngine } from "../../../src/workspace/engine";
import { appliedFix } from "../../support/applied-fix";
import { fakeKeyId, fakeSecret } from "../../support/fake-keys";

const engine = createEngine();
const [id, secret] = [fakeKeyId("resources"), fakeSecret("resources")];

const fixOf = async (text: string): Promise<Finding["fixes"][number] | undefined> =>
  (await engine.analyze({ name: "main.tf", text }, { fixes: true })).findings.find(({ ruleId }) =>
    ruleId.startsWith("credentials/"),
  )?.fixes[0];

const pairs = (more = ""): string =>
  `{ name = "AWS_ACCESS_KEY_ID", value = "${id}" },\n        { name = "AWS_SECRET_ACCESS_KEY", value = "${secret}" }${more}`;
const task = (environment: string, more = ""): string =>
  `resource "aws_ecs_task_definition" "api" {\n${more}  family = "api"\n  container_definitions = jsonencode([\n    {\n      name = "api"\n      environment = [\n        ${environment}\n      ]\n    }\n  ])\n}\n`;
const named = (
  one: string,
): string => `resource "aws_instance" "${one}" {\n  user_data = <<-EOT\n    #!/bin/sh\n    export AWS_ACCESS_KEY_ID=${id}
    export AWS_SECRET_ACCESS_KEY=${secret}\n    date\n  EOT\n}\n`;

/** What becomes of a text: the kind of the fix, what is there afterwards, and what is not. */
const cases: Readonly<
  Record<
    string,
    { text: string; kind: "safe" | "suggestion" | null; has?: readonly string[]; lacks?: readonly string[] }
  >
> = {
  "pairs of jsonencode, without a role": {
    text: task(pairs(',\n        { name = "LOG", value = "info" },')),
    kind: "suggestion",
    has: [
      "  task_role_arn = aws_iam_role.api_task.arn\n\n  family",
      '      environment = [\n        { name = "LOG", value = "info" },\n      ]\n',
      'resource "aws_iam_role" "api_task" {',
      "ecs-tasks.amazonaws.com",
      "ToBeFilledIn",
    ],
    lacks: ["AWS_"],
  },
  "pairs of jsonencode, with a role": {
    text: task(pairs(), "  task_role_arn = var.role\n"),
    kind: "safe",
    has: ['      name = "api"\n    }\n'],
    lacks: ["environment", "aws_iam_role"],
  },
  "pairs on one line": {
    text: task("", "  task_role_arn = var.role\n").replace(
      /environment = \[[^\]]*\]/,
      `environment = [{ name = "A", value = "b" }, ${pairs().replace(/\n\s+/, " ")}]`,
    ),
    kind: "safe",
    has: ['environment = [{ name = "A", value = "b" }]'],
  },
  "pairs of several lines": {
    text: task(
      pairs().replace(/\{ (name = "\w+"), (value = "[^"]+") \}/g, "{\n          $1\n          $2\n        }"),
      "  task_role_arn = var.role\n",
    ),
    kind: "safe",
    lacks: ["AWS_", "environment"],
  },
  "names of their own get no role": {
    text: task(pairs())
      .replace("AWS_ACCESS_KEY_ID", "REPORTS_KEY_ID")
      .replace("AWS_SECRET_ACCESS_KEY", "REPORTS_SECRET_KEY"),
    kind: "suggestion",
    lacks: ["aws_iam_role", "REPORTS_KEY_ID"],
  },
  "definitions in a text": {
    text: `resource "aws_ecs_task_definition" "api" {\n  family                = "api"\n  container_definitions = <<EOF\n[{\n  "name": "api",\n  "environment": [\n    { "name": "LOG", "value": "\${var.level}" },\n    { "name": "AWS_ACCESS_KEY_ID", "value": "${id}" },\n    { "name": "AWS_SECRET_ACCESS_KEY", "value": "${secret}" }\n  ]\n}]\nEOF\n}\n`,
    kind: "suggestion",
    has: [
      '"environment": [\n    { "name": "LOG", "value": "${var.level}" }\n  ]',
      "task_role_arn = aws_iam_role.api_task.arn",
    ],
    lacks: ["AWS_"],
  },
  "the script of an instance": {
    text: named("web"),
    kind: "suggestion",
    has: [
      "  iam_instance_profile = aws_iam_instance_profile.web_instance.name\n",
      'resource "aws_iam_instance_profile" "web_instance" {\n  role = aws_iam_role.web_instance.name\n}\n',
    ],
  },
  "a role that another resource has by that name is not made twice": {
    text: `${named("web")}resource "aws_iam_role" "web_instance" {\n}\n`,
    kind: "suggestion",
    lacks: ["iam_instance_profile"],
  },
  "blocks of a container": {
    text: `resource "kubernetes_pod" "a" {\n  spec {\n    container {\n      env {\n        name  = "AWS_ACCESS_KEY_ID"\n        value = "${id}"\n      }\n      env {\n        name  = "AWS_SECRET_ACCESS_KEY"\n        value = "${secret}"\n      }\n      env {\n        name  = "LOG"\n        value = "info"\n      }\n    }\n  }\n}\n`,
    kind: "suggestion",
    has: ['container {\n      env {\n        name  = "LOG"\n'],
    lacks: ["AWS_"],
  },
  "a pair whose name is computed stays": {
    text: task(pairs()).replace('"AWS_ACCESS_KEY_ID"', "var.name"),
    kind: null,
  },
  "a secret of Kubernetes is read by others": {
    text: `resource "kubernetes_secret" "a" {\n  data = {\n    AWS_ACCESS_KEY_ID     = "${id}"\n    AWS_SECRET_ACCESS_KEY = "${secret}"\n  }\n}\n`,
    kind: "suggestion",
  },
  "a job of Batch": {
    text: `resource "aws_batch_job_definition" "a" {\n  container_properties = jsonencode({\n    image = "a"\n    environment = [\n      ${pairs()}\n    ]\n  })\n}\n`,
    kind: "suggestion",
    has: ['jsonencode({\n    jobRoleArn = aws_iam_role.a_job.arn\n\n    image = "a"\n', "ecs-tasks.amazonaws.com"],
  },
  "a job of Batch with a role": {
    text: `resource "aws_batch_job_definition" "a" {\n  container_properties = jsonencode({\n    jobRoleArn = var.role\n    environment = [\n      ${pairs()}\n    ]\n  })\n}\n`,
    kind: "safe",
    lacks: ["aws_iam_role"],
  },
  "a service of App Runner": {
    text: `resource "aws_apprunner_service" "a" {\n  service_name = "a"\n  source_configuration {\n    image_repository {\n      image_configuration {\n        runtime_environment_variables = {\n          AWS_ACCESS_KEY_ID     = "${id}"\n          AWS_SECRET_ACCESS_KEY = "${secret}"\n        }\n      }\n    }\n  }\n}\n`,
    kind: "suggestion",
    has: [
      "  instance_configuration {\n    instance_role_arn = aws_iam_role.a_instance.arn\n  }\n\n  service_name",
      "tasks.apprunner.amazonaws.com",
    ],
  },
  "a launch template": {
    text: named("a").replace("aws_instance", "aws_launch_template"),
    kind: "suggestion",
    has: ["  iam_instance_profile {\n    name = aws_iam_instance_profile.a_instance.name\n  }\n\n  user_data"],
  },
  "a launch template with a profile": {
    text: named("a")
      .replace("aws_instance", "aws_launch_template")
      .replace("  user_data", "  iam_instance_profile {\n    arn = var.profile\n  }\n  user_data"),
    kind: "safe",
  },
  "locals that only a container is given": {
    text: `locals {\n  id     = "${id}"\n  secret = "${secret}"\n}\n\n${task('{ name = "AWS_ACCESS_KEY_ID", value = local.id },\n        { name = "AWS_SECRET_ACCESS_KEY", value = local.secret }')}`,
    kind: "suggestion",
    has: ["task_role_arn = aws_iam_role.api_task.arn"],
    lacks: ["locals", "local.", "environment"],
  },
  "locals that a list of others is made of": {
    text: `locals {\n  id     = "${id}"\n  secret = "${secret}"\n  given = [\n    { name = "AWS_ACCESS_KEY_ID", value = local.id },\n    { name = "AWS_SECRET_ACCESS_KEY", value = local.secret },\n  ]\n}\n\noutput "given" {\n  value = local.given\n}\n`,
    kind: "suggestion",
    has: ["  given = [\n  ]\n"],
    lacks: ["local.id"],
  },
  "locals that something else is given": {
    text: `locals {\n  id     = "${id}"\n  secret = "${secret}"\n}\n\noutput "id" {\n  value = local.id\n}\n${task('{ name = "AWS_ACCESS_KEY_ID", value = local.id },\n        { name = "AWS_SECRET_ACCESS_KEY", value = local.secret }')}`,
    kind: null,
  },
  "a function has a role": {
    text: `resource "aws_lambda_function" "a" {\n  role = var.role\n  environment {\n    variables = {\n      AWS_ACCESS_KEY_ID     = "${id}"\n      AWS_SECRET_ACCESS_KEY = "${secret}"\n      LOG                   = "info"\n    }\n  }\n}\n`,
    kind: "safe",
    has: ['    variables = {\n      LOG = "info"\n'],
  },
};

describe("keys of Terraform's resources", () => {
  for (const [title, { text, kind, has = [], lacks = [] }] of Object.entries(cases))
    it(title, async () => {
      const fix = await fixOf(text);
      assert.equal(fix?.kind ?? null, kind);
      if (!fix) return;
      const after = appliedFix(text, fix);
      for (const part of has) assert.ok(after.includes(part), `${part} in\n${after}`);
      for (const part of [id, secret, ...lacks]) assert.ok(!after.includes(part), `${part} not in\n${after}`);
    });
});
