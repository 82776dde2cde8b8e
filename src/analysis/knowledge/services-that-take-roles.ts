/** The services to which roles are passed, by the prefix of their actions (AWS: "AWS services that work with IAM"). As of November 2026. */
import { tableOf } from "../table";

/** The service principal that assumes the role. */
export const servicePrincipalsThatTakeRoles: Readonly<Record<string, string>> = tableOf({
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

/** Of services most of whose actions take no role: those that do, in small letters. */
export const actionsThatTakeRoles: Readonly<Record<string, readonly string[]>> = tableOf({
  ec2: [
    "associateiaminstanceprofile",
    "createfleet",
    "createlaunchtemplate",
    "createlaunchtemplateversion",
    "modifyfleet",
    "modifyspotfleetrequest",
    "replaceiaminstanceprofileassociation",
    "requestspotfleet",
    "requestspotinstances",
    "runinstances",
  ],
  lambda: ["createfunction", "updatefunctionconfiguration"],
  ssm: [
    "createactivation",
    "registertaskwithmaintenancewindow",
    "sendcommand",
    "startautomationexecution",
    "startchangerequestexecution",
    "updatemaintenancewindowtask",
  ],
});

/** Who runs the handlers of a type, with a role of their own. */
export const registersTypes = {
  action: "cloudformation:registertype",
  principal: "resources.cloudformation.amazonaws.com",
};
