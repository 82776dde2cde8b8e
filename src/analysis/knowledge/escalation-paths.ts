/**
 * The known ways from some permissions to more (ids and sets of actions as catalogued at pathfinding.cloud). The worst
 * ones of each kind come first. As of November 2026.
 */
import { say, type Sentence } from "../../wording/sentence";
import { tableOf } from "../table";

/**
 * `iam`: the request itself changes who may do what. `pass-role`: something new runs with a role of the account.
 * `takeover`: something that has a role already runs the caller's code, or gives them its credentials.
 */
export type EscalationKind = "iam" | "pass-role" | "takeover";

export interface EscalationPath {
  readonly id: string;
  readonly kind: EscalationKind;
  /** In the order of the requests. */
  readonly actions: readonly string[];
  /** The service that has the role: that it is passed to, or that runs what is taken over. */
  readonly service?: string;
  /** What whoever holds the permissions can do: the end of a sentence. */
  readonly ends: Sentence;
  /** Whether the caller's own user is enough to be allowed. */
  readonly self?: boolean;
}

function iam(id: string, actions: readonly string[], ends: Sentence, self = false): EscalationPath {
  return { id, kind: "iam", actions, ends, self };
}

/** A role is passed to the service by the actions that follow. */
function pass(id: string, service: string, actions: readonly string[], what: Sentence): EscalationPath {
  return {
    id,
    kind: "pass-role",
    actions: ["iam:PassRole", ...actions],
    service,
    ends: say`run ${what} with any role that \`${service}\` may assume, and have its permissions`,
  };
}

function takeover(id: string, actions: readonly string[], ends: Sentence): EscalationPath {
  const [prefix = ""] = actions[0]!.split(":");
  const service = runningFor[prefix] ?? `${prefix}.amazonaws.com`;
  return { id, kind: "takeover", actions, service, ends };
}

const ec2 = "ec2.amazonaws.com";
const lambda = "lambda.amazonaws.com";
const glue = "glue.amazonaws.com";
const ecs = "ecs-tasks.amazonaws.com";
const cloudformation = "cloudformation.amazonaws.com";
const codebuild = "codebuild.amazonaws.com";
const sagemaker = "sagemaker.amazonaws.com";
const agentcore = "bedrock-agentcore.amazonaws.com";
/** By the prefix of an action, the service whose role it reaches, where that has another name. */
const runningFor: Readonly<Record<string, string>> = tableOf({
  apprunner: "tasks.apprunner.amazonaws.com",
  batch: ecs,
  codedeploy: ec2,
  ecs,
  "ec2-instance-connect": ec2,
  ssm: ec2,
});
const ownPolicy = say`write into a policy of their own that everything is allowed`;

export const escalationPaths: readonly EscalationPath[] = [
  iam("iam-001", ["iam:CreatePolicyVersion"], ownPolicy),
  iam("iam-008", ["iam:AttachUserPolicy"], say`attach \`AdministratorAccess\` to their own user`, true),
  iam("iam-009", ["iam:AttachRolePolicy"], say`attach \`AdministratorAccess\` to their own role`),
  iam("iam-007", ["iam:PutUserPolicy"], say`allow their own user everything`, true),
  iam("iam-005", ["iam:PutRolePolicy"], say`allow their own role everything`),
  iam("iam-010", ["iam:AttachGroupPolicy"], say`attach \`AdministratorAccess\` to a group of theirs`),
  iam("iam-011", ["iam:PutGroupPolicy"], say`allow a group of theirs everything`),
  iam("iam-013", ["iam:AddUserToGroup"], say`join the group of the administrators`),
  iam("iam-012", ["iam:UpdateAssumeRolePolicy"], say`let themselves assume the role of an administrator`),
  iam("iam-002", ["iam:CreateAccessKey"], say`make an access key of an administrator and act as them`),
  iam(
    "iam-004",
    ["iam:CreateLoginProfile"],
    say`set a password for an administrator who has none, and sign in as them`,
  ),
  iam("iam-006", ["iam:UpdateLoginProfile"], say`set another password for an administrator and sign in as them`),
  iam(
    "iam-016",
    ["iam:SetDefaultPolicyVersion"],
    say`put an older version of their policy that allowed more into force again`,
  ),
  iam("iam-022", ["iam:DeleteUserPermissionsBoundary"], say`take the permissions boundary off their own user`, true),
  iam("iam-023", ["iam:DeleteRolePermissionsBoundary"], say`take the permissions boundary off their own role`),
  iam(
    "iam-003",
    ["iam:DeleteAccessKey", "iam:CreateAccessKey"],
    say`put a key of theirs in place of an administrator’s`,
  ),
  iam(
    "iam-014",
    ["iam:AttachRolePolicy", "sts:AssumeRole"],
    say`attach \`AdministratorAccess\` to a role that they can assume`,
  ),
  iam(
    "iam-015",
    ["iam:AttachUserPolicy", "iam:CreateAccessKey"],
    say`make another user an administrator and take a key of theirs`,
  ),
  iam("iam-017", ["iam:PutRolePolicy", "sts:AssumeRole"], say`allow a role that they can assume everything`),
  iam(
    "iam-018",
    ["iam:PutUserPolicy", "iam:CreateAccessKey"],
    say`allow another user everything and take a key of theirs`,
  ),
  iam(
    "iam-019",
    ["iam:AttachRolePolicy", "iam:UpdateAssumeRolePolicy"],
    say`make a role an administrator that trusts them`,
  ),
  iam(
    "iam-020",
    ["iam:CreatePolicyVersion", "iam:UpdateAssumeRolePolicy"],
    say`make a role an administrator that trusts them`,
  ),
  iam(
    "iam-021",
    ["iam:PutRolePolicy", "iam:UpdateAssumeRolePolicy"],
    say`make a role an administrator that trusts them`,
  ),
  iam("iam-024", ["iam:CreatePolicyVersion", "sts:AssumeRole"], say`make a role an administrator that they can assume`),
  iam(
    "sso-001",
    ["sso:CreatePermissionSet", "sso:AttachManagedPolicyToPermissionSet", "sso:CreateAccountAssignment"],
    say`make themselves an administrator of any account, where this one manages IAM Identity Center`,
  ),
  iam(
    "sso-002",
    ["sso:AttachManagedPolicyToPermissionSet", "sso:ProvisionPermissionSet"],
    say`attach \`AdministratorAccess\` to a permission set of theirs, where this account manages IAM Identity Center`,
  ),
  iam(
    "sso-003",
    ["sso:PutInlinePolicyToPermissionSet", "sso:ProvisionPermissionSet"],
    say`allow a permission set of theirs everything, where this account manages IAM Identity Center`,
  ),

  pass("ec2-001", ec2, ["ec2:RunInstances"], say`an instance`),
  pass("lambda-001", lambda, ["lambda:CreateFunction", "lambda:InvokeFunction"], say`a function`),
  pass("lambda-006", lambda, ["lambda:CreateFunction", "lambda:AddPermission"], say`a function`),
  pass("lambda-002", lambda, ["lambda:CreateFunction", "lambda:CreateEventSourceMapping"], say`a function`),
  pass("cloudformation-001", cloudformation, ["cloudformation:CreateStack"], say`a stack`),
  pass(
    "cloudformation-003",
    cloudformation,
    ["cloudformation:CreateStackSet", "cloudformation:CreateStackInstances"],
    say`a stack set`,
  ),
  pass("cloudformation-004", cloudformation, ["cloudformation:UpdateStackSet"], say`a stack set`),
  pass("ecs-004", ecs, ["ecs:RegisterTaskDefinition", "ecs:RunTask"], say`a container`),
  pass("ecs-003", ecs, ["ecs:RegisterTaskDefinition", "ecs:CreateService"], say`a container`),
  pass("ecs-005", ecs, ["ecs:RegisterTaskDefinition", "ecs:StartTask"], say`a container`),
  pass(
    "ecs-001",
    ecs,
    ["ecs:CreateCluster", "ecs:RegisterTaskDefinition", "ecs:CreateService"],
    say`a container in a cluster of their own`,
  ),
  pass(
    "ecs-002",
    ecs,
    ["ecs:CreateCluster", "ecs:RegisterTaskDefinition", "ecs:RunTask"],
    say`a container in a cluster of their own`,
  ),
  pass("ecs-008", ecs, ["ecs:RunTask"], say`a task of any definition`),
  pass("ecs-009", ecs, ["ecs:StartTask"], say`a task of any definition`),
  pass(
    "ecs-007",
    ecs,
    ["ecs:StartTask", "ecs:RegisterContainerInstance", "ecs:DeregisterContainerInstance"],
    say`a container on a machine of their own`,
  ),
  pass("codebuild-001", codebuild, ["codebuild:CreateProject", "codebuild:StartBuild"], say`a build`),
  pass("codebuild-004", codebuild, ["codebuild:CreateProject", "codebuild:StartBuildBatch"], say`a build`),
  pass("glue-001", glue, ["glue:CreateDevEndpoint"], say`a development endpoint`),
  pass("glue-003", glue, ["glue:CreateJob", "glue:StartJobRun"], say`a job`),
  pass("glue-004", glue, ["glue:CreateJob", "glue:CreateTrigger"], say`a job`),
  pass("glue-005", glue, ["glue:UpdateJob", "glue:StartJobRun"], say`a job`),
  pass("glue-006", glue, ["glue:UpdateJob", "glue:CreateTrigger"], say`a job`),
  pass("glue-007", glue, ["glue:CreateSession", "glue:RunStatement"], say`an interactive session`),
  pass("sagemaker-001", sagemaker, ["sagemaker:CreateNotebookInstance"], say`a notebook`),
  pass("sagemaker-002", sagemaker, ["sagemaker:CreateTrainingJob"], say`a training job`),
  pass("sagemaker-003", sagemaker, ["sagemaker:CreateProcessingJob"], say`a processing job`),
  pass("ec2-003", ec2, ["ec2:RequestSpotInstances"], say`an instance`),
  pass(
    "autoscaling-001",
    ec2,
    ["autoscaling:CreateLaunchConfiguration", "autoscaling:CreateAutoScalingGroup"],
    say`an instance`,
  ),
  pass(
    "autoscaling-002",
    ec2,
    ["autoscaling:CreateLaunchConfiguration", "autoscaling:UpdateAutoScalingGroup"],
    say`an instance`,
  ),
  pass("apprunner-001", "tasks.apprunner.amazonaws.com", ["apprunner:CreateService"], say`a service`),
  pass("batch-001", ecs, ["batch:RegisterJobDefinition", "batch:SubmitJob"], say`a job`),
  pass(
    "bedrock-001",
    agentcore,
    [
      "bedrock-agentcore:CreateCodeInterpreter",
      "bedrock-agentcore:StartCodeInterpreterSession",
      "bedrock-agentcore:InvokeCodeInterpreter",
    ],
    say`a code interpreter`,
  ),
  pass(
    "bedrock-003",
    agentcore,
    ["bedrock-agentcore:CreateAgentRuntime", "bedrock-agentcore:InvokeAgentRuntimeCommand"],
    say`an agent`,
  ),
  pass(
    "bedrock-004",
    agentcore,
    ["bedrock-agentcore:CreateHarness", "bedrock-agentcore:InvokeAgentRuntimeCommand"],
    say`an agent`,
  ),
  pass(
    "bedrock-005",
    agentcore,
    [
      "bedrock-agentcore:CreateBrowser",
      "bedrock-agentcore:StartBrowserSession",
      "bedrock-agentcore:ConnectBrowserAutomationStream",
    ],
    say`a browser`,
  ),
  pass("braket-001", "braket.amazonaws.com", ["braket:CreateJob"], say`a job`),
  pass(
    "cognitoidentity-001",
    "cognito-identity.amazonaws.com",
    ["cognito-identity:SetIdentityPoolRoles"],
    say`a session of an identity pool`,
  ),
  pass(
    "datapipeline-001",
    "datapipeline.amazonaws.com",
    ["datapipeline:CreatePipeline", "datapipeline:PutPipelineDefinition", "datapipeline:ActivatePipeline"],
    say`a pipeline`,
  ),
  pass("emr-001", ec2, ["elasticmapreduce:RunJobFlow"], say`a cluster`),
  pass(
    "emrserverless-001",
    "emr-serverless.amazonaws.com",
    ["emr-serverless:CreateApplication", "emr-serverless:StartJobRun"],
    say`a job`,
  ),
  pass(
    "gamelift-001",
    "gamelift.amazonaws.com",
    ["gamelift:CreateBuild", "gamelift:CreateFleet", "gamelift:RequestUploadCredentials"],
    say`a fleet`,
  ),
  pass(
    "imagebuilder-001",
    ec2,
    [
      "imagebuilder:CreateComponent",
      "imagebuilder:CreateImageRecipe",
      "imagebuilder:CreateInfrastructureConfiguration",
      "imagebuilder:CreateImage",
    ],
    say`the build of an image`,
  ),
  pass(
    "kinesisanalytics-001",
    "kinesisanalytics.amazonaws.com",
    ["kinesisanalytics:CreateApplication", "kinesisanalytics:StartApplication"],
    say`an application`,
  ),
  pass("omics-001", "omics.amazonaws.com", ["omics:CreateWorkflow", "omics:StartRun"], say`a workflow`),
  pass("scheduler-001", "scheduler.amazonaws.com", ["scheduler:CreateSchedule"], say`any call`),
  pass("ssm-003", "ssm.amazonaws.com", ["ssm:CreateDocument", "ssm:StartAutomationExecution"], say`an automation`),
  pass(
    "stepfunctions-001",
    "states.amazonaws.com",
    ["states:CreateStateMachine", "states:StartExecution"],
    say`a state machine`,
  ),

  takeover(
    "lambda-003",
    ["lambda:UpdateFunctionCode"],
    say`put code of theirs into any function and have the permissions of its role`,
  ),
  takeover(
    "lambda-004",
    ["lambda:UpdateFunctionCode", "lambda:InvokeFunction"],
    say`put code of theirs into any function, run it and have the permissions of its role`,
  ),
  takeover(
    "lambda-005",
    ["lambda:UpdateFunctionCode", "lambda:AddPermission"],
    say`put code of theirs into any function, let themselves run it and have the permissions of its role`,
  ),
  takeover(
    "lambda-007",
    ["lambda:UpdateFunctionConfiguration"],
    say`put a layer of theirs into any function and have the permissions of its role`,
  ),
  takeover("ssm-001", ["ssm:StartSession"], say`open a shell on any managed instance and use its role`),
  takeover("ssm-002", ["ssm:SendCommand"], say`run commands on any managed instance and use its role`),
  takeover(
    "ec2-002",
    ["ec2:StopInstances", "ec2:ModifyInstanceAttribute", "ec2:StartInstances"],
    say`change what any instance runs when it starts, and use its role`,
  ),
  takeover(
    "ec2-004",
    ["ec2:CreateLaunchTemplateVersion", "ec2:ModifyLaunchTemplate"],
    say`change what the instances of any launch template run when they start, and use their role`,
  ),
  takeover(
    "ec2-005",
    ["ec2-instance-connect:SendSSHPublicKey"],
    say`sign in to any instance that their network reaches, and use its role`,
  ),
  takeover(
    "cloudformation-002",
    ["cloudformation:UpdateStack"],
    say`have any stack that has a role make what they like`,
  ),
  takeover(
    "cloudformation-005",
    ["cloudformation:CreateChangeSet", "cloudformation:ExecuteChangeSet"],
    say`have any stack that has a role make what they like`,
  ),
  takeover("codebuild-002", ["codebuild:StartBuild"], say`override the commands of any build and use its role`),
  takeover("codebuild-003", ["codebuild:StartBuildBatch"], say`override the commands of any build and use its role`),
  takeover(
    "codedeploy-001",
    ["codedeploy:CreateDeployment", "codedeploy:RegisterApplicationRevision"],
    say`deploy code of theirs to the instances of any deployment group and use their role`,
  ),
  takeover("ecs-006", ["ecs:ExecuteCommand"], say`open a shell in any container that allows it, and use its role`),
  takeover(
    "glue-002",
    ["glue:UpdateDevEndpoint"],
    say`put an SSH key of theirs on any development endpoint and use its role`,
  ),
  takeover("sagemaker-004", ["sagemaker:CreatePresignedNotebookInstanceUrl"], say`open any notebook and use its role`),
  takeover(
    "sagemaker-005",
    [
      "sagemaker:CreateNotebookInstanceLifecycleConfig",
      "sagemaker:StopNotebookInstance",
      "sagemaker:UpdateNotebookInstance",
      "sagemaker:StartNotebookInstance",
    ],
    say`run code of theirs in any notebook and use its role`,
  ),
  takeover(
    "apprunner-002",
    ["apprunner:UpdateService"],
    say`run an image of theirs in any App Runner service and use its role`,
  ),
  takeover("batch-002", ["batch:SubmitJob"], say`override the command of any job and use its role`),
  takeover(
    "bedrock-002",
    ["bedrock-agentcore:StartCodeInterpreterSession", "bedrock-agentcore:InvokeCodeInterpreter"],
    say`run code in any code interpreter and use its role`,
  ),
  takeover(
    "bedrock-006",
    ["bedrock-agentcore:InvokeAgentRuntimeCommand"],
    say`run commands in any agent and use its role`,
  ),
  takeover(
    "bedrock-007",
    ["bedrock-agentcore:StartBrowserSession", "bedrock-agentcore:ConnectBrowserAutomationStream"],
    say`drive any browser of AgentCore and use its role`,
  ),
  takeover(
    "stepfunctions-002",
    ["states:UpdateStateMachine", "states:StartExecution"],
    say`have any state machine make calls of theirs with its role`,
  ),
  {
    id: "sts-001",
    kind: "takeover",
    actions: ["sts:AssumeRole"],
    ends: say`assume every role that trusts the account as a whole`,
  },
];

/** The ids of those that alone give everything to whoever is meant. */
export const givesEverything: readonly string[] = [
  "iam-001",
  "iam-005",
  "iam-007",
  "iam-008",
  "iam-009",
  "iam-010",
  "iam-011",
];
