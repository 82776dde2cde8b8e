/** Functions that a module of the registry makes in Terraform. */
import assert from "node:assert/strict";

import { temporaryFolder } from "../../support/folder";
import { planeguard } from "../../support/terminal";

const sourcePaths = ['"${path.module}/src"', '["src"]', '[{ path = "${path.module}/src", pip_requirements = true }]'];

describe("the module of the registry for functions", () => {
  for (const path of sourcePaths)
    it(`has its code at ${path}`, async () => {
      const folder = temporaryFolder({
        "main.tf": `resource "aws_sqs_queue" "jobs" {}

module "worker" {
  source        = "terraform-aws-modules/lambda/aws"
  function_name = "worker"
  handler       = "work.handler"
  runtime       = "python3.13"
  source_path   = ${path}
  environment_variables = {
    JOBS = aws_sqs_queue.jobs.url
  }
}
`,
        "src/work.py": `import os
import boto3

def handler(event, context):
    boto3.client("sqs").send_message(QueueUrl=os.environ["JOBS"], MessageBody="a")
`,
      });
      try {
        const { out } = await planeguard(folder.path, ["needs", ".", "--format", "json"]);
        const [unit, ...others] = JSON.parse(out).units;
        assert.deepEqual([unit.name, unit.role?.name, others], ["worker", "module.worker", []]);
        assert.deepEqual(
          unit.calls.map(({ actions, granted }: { actions: string[]; granted: string }) => [actions, granted]),
          [[["sqs:SendMessage"], "no"]],
        );
      } finally {
        folder.remove();
      }
    });
});
