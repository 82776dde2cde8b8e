/** The service principals to which roles are passed, by the services whose actions a policy allows. */
import type { Policy } from "../../policy/model";
import { tableOf } from "../../table";
import { namedActions } from "./actions";

const principals: Readonly<Record<string, string>> = tableOf({
  apprunner: "tasks.apprunner.amazonaws.com",
  autoscaling: "ec2.amazonaws.com",
  batch: "ecs-tasks.amazonaws.com",
  bedrock: "bedrock.amazonaws.com",
  "bedrock-agentcore": "bedrock-agentcore.amazonaws.com",
  cloudformation: "cloudformation.amazonaws.com",
  codebuild: "codebuild.amazonaws.com",
  codedeploy: "codedeploy.amazonaws.com",
  codepipeline: "codepipeline.amazonaws.com",
  datapipeline: "datapipeline.amazonaws.com",
  ec2: "ec2.amazonaws.com",
  ecs: "ecs-tasks.amazonaws.com",
  eks: "eks.amazonaws.com",
  elasticmapreduce: "elasticmapreduce.amazonaws.com",
  events: "events.amazonaws.com",
  firehose: "firehose.amazonaws.com",
  glue: "glue.amazonaws.com",
  imagebuilder: "ec2.amazonaws.com",
  lambda: "lambda.amazonaws.com",
  pipes: "pipes.amazonaws.com",
  sagemaker: "sagemaker.amazonaws.com",
  scheduler: "scheduler.amazonaws.com",
  ssm: "ssm.amazonaws.com",
  states: "states.amazonaws.com",
  transfer: "transfer.amazonaws.com",
});

/** Actions that only look take no role. */
const changes = /^(Create|Run|Start|Update|Put|Register|Associate|Request|Submit|Modify|\*)/i;

/** Where the policy’s other actions can put a role to use, as service principals. */
export function servicesThatTakeRoles(policy: Policy): readonly string[] {
  const found = new Set<string>();
  for (const { statement, element, prefix, name } of namedActions(policy)) {
    if (statement.effect !== "Allow" || element.name !== "Action" || prefix === null) continue;
    const principal = principals[prefix.toLowerCase()];
    if (principal !== undefined && typeof name[0] === "string" && changes.test(name[0])) found.add(principal);
  }
  return [...found].sort();
}
