/**
 * Actions with which a role is passed, as AWS’s Service Authorization Reference gives them among the dependent actions and
 * the guides of the services describe it. As of November 2026.
 */
import { tableOf } from "../table";

/** When `iam:PassRole` is needed beside the action, in the words of a sentence: "for the role of the function". */
const passing: Readonly<Record<string, string>> = tableOf({
  "apprunner:CreateService": "where the service has a role",
  "batch:RegisterJobDefinition": "where the job has a role",
  "bedrock:CreateAgent": "for the role of the agent",
  "cloudformation:CreateStack": "where the stack has a service role",
  "codebuild:CreateProject": "for the role of the project",
  "codepipeline:CreatePipeline": "for the role of the pipeline",
  "ec2:AssociateIamInstanceProfile": "for the role of the instance profile",
  "ec2:ReplaceIamInstanceProfileAssociation": "for the role of the instance profile",
  "ec2:RunInstances": "where the instances get an instance profile",
  "ecs:RegisterTaskDefinition": "where the tasks have a role",
  "ecs:RunTask": "where the task has a task role or an execution role",
  "ecs:StartTask": "where the task has a task role or an execution role",
  "eks:CreateCluster": "for the role of the cluster",
  "eks:CreateNodegroup": "for the role of the nodes",
  "eks:CreatePodIdentityAssociation": "for the role of the pods",
  "elasticmapreduce:RunJobFlow": "for the roles of the cluster",
  "emr-serverless:StartJobRun": "for the role of the job",
  "events:PutTargets": "where the target has a role",
  "firehose:CreateDeliveryStream": "for the role of the stream",
  "glue:CreateCrawler": "for the role of the crawler",
  "glue:CreateJob": "for the role of the job",
  "lambda:CreateFunction": "for the role of the function",
  "pipes:CreatePipe": "for the role of the pipe",
  "sagemaker:CreateModel": "where the model has a role",
  "sagemaker:CreateNotebookInstance": "for the role of the notebook",
  "sagemaker:CreateProcessingJob": "for the role of the job",
  "sagemaker:CreateTrainingJob": "for the role of the job",
  "scheduler:CreateSchedule": "for the role of the schedule",
  "states:CreateStateMachine": "for the role of the state machine",
  "transfer:CreateUser": "for the role of the user",
});

/** When `iam:PassRole` is needed beside an action in AWS's spelling; null where that is not known. */
export function whenRoleIsPassed(action: string): string | null {
  return passing[action] ?? null;
}
