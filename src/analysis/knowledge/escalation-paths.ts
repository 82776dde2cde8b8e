/**
 * The known ways from some permissions to more (ids and sets of actions as catalogued at pathfinding.cloud). The worst
 * ones of each kind come first. As of November 2026.
 */

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
  /** The service that takes the role, where one is passed. */
  readonly service?: string;
  /** What whoever holds the permissions can do: the end of a sentence. */
  readonly ends: string;
  /** Whether the caller's own user is enough to be allowed. */
  readonly self?: boolean;
}

function iam(id: string, actions: readonly string[], ends: string, self = false): EscalationPath {
  return { id, kind: "iam", actions, ends, self };
}

/** A role is passed to the service by the actions that follow. */
function pass(id: string, service: string, actions: readonly string[], what: string): EscalationPath {
  return {
    id,
    kind: "pass-role",
    actions: ["iam:PassRole", ...actions],
    service,
    ends: `run ${what} with any role that \`${service}\` may assume, and have its permissions`,
  };
}

function takeover(id: string, actions: readonly string[], ends: string): EscalationPath {
  return { id, kind: "takeover", actions, ends };
}

const ec2 = "ec2.amazonaws.com";
const lambda = "lambda.amazonaws.com";
const glue = "glue.amazonaws.com";
const ecs = "ecs-tasks.amazonaws.com";
const cloudformation = "cloudformation.amazonaws.com";
const codebuild = "codebuild.amazonaws.com";
const sagemaker = "sagemaker.amazonaws.com";
const agentcore = "bedrock-agentcore.amazonaws.com";
const ownPolicy = "write into a policy of their own that everything is allowed";

export const escalationPaths: readonly EscalationPath[] = [
  iam("iam-001", ["iam:CreatePolicyVersion"], ownPolicy),
  iam("iam-008", ["iam:AttachUserPolicy"], "attach `AdministratorAccess` to their own user", true),
  iam("iam-009", ["iam:AttachRolePolicy"], "attach `AdministratorAccess` to their own role"),
  iam("iam-007", ["iam:PutUserPolicy"], "allow their own user everything", true),
  iam("iam-005", ["iam:PutRolePolicy"], "allow their own role everything"),
  iam("iam-010", ["iam:AttachGroupPolicy"], "attach `AdministratorAccess` to a group of theirs"),
  iam("iam-011", ["iam:PutGroupPolicy"], "allow a group of theirs everything"),
  iam("iam-013", ["iam:AddUserToGroup"], "join the group of the administrators"),
  iam("iam-012", ["iam:UpdateAssumeRolePolicy"], "let themselves assume the role of an administrator"),
  iam("iam-002", ["iam:CreateAccessKey"], "make an access key of an administrator and act as them"),
  iam("iam-004", ["iam:CreateLoginProfile"], "set a password for an administrator who has none, and sign in as them"),
  iam("iam-006", ["iam:UpdateLoginProfile"], "set another password for an administrator and sign in as them"),
  iam(
    "iam-016",
    ["iam:SetDefaultPolicyVersion"],
    "put an older version of their policy that allowed more into force again",
  ),
  iam("iam-022", ["iam:DeleteUserPermissionsBoundary"], "take the permissions boundary off their own user", true),
  iam("iam-023", ["iam:DeleteRolePermissionsBoundary"], "take the permissions boundary off their own role"),
  iam("iam-003", ["iam:DeleteAccessKey", "iam:CreateAccessKey"], "put a key of theirs in place of an administrator’s"),
  iam(
    "iam-014",
    ["iam:AttachRolePolicy", "sts:AssumeRole"],
    "attach `AdministratorAccess` to a role that they can assume",
  ),
  iam(
    "iam-015",
    ["iam:AttachUserPolicy", "iam:CreateAccessKey"],
    "make another user an administrator and take a key of theirs",
  ),
  iam("iam-017", ["iam:PutRolePolicy", "sts:AssumeRole"], "allow a role that they can assume everything"),
  iam(
    "iam-018",
    ["iam:PutUserPolicy", "iam:CreateAccessKey"],
    "allow another user everything and take a key of theirs",
  ),
  iam(
    "iam-019",
    ["iam:AttachRolePolicy", "iam:UpdateAssumeRolePolicy"],
    "make a role an administrator that trusts them",
  ),
  iam(
    "iam-020",
    ["iam:CreatePolicyVersion", "iam:UpdateAssumeRolePolicy"],
    "make a role an administrator that trusts them",
  ),
  iam("iam-021", ["iam:PutRolePolicy", "iam:UpdateAssumeRolePolicy"], "make a role an administrator that trusts them"),
  iam("iam-024", ["iam:CreatePolicyVersion", "sts:AssumeRole"], "make a role an administrator that they can assume"),
  iam(
    "sso-001",
    ["sso:CreatePermissionSet", "sso:AttachManagedPolicyToPermissionSet", "sso:CreateAccountAssignment"],
    "make themselves an administrator of any account, where this one manages IAM Identity Center",
  ),
  iam(
    "sso-002",
    ["sso:AttachManagedPolicyToPermissionSet", "sso:ProvisionPermissionSet"],
    "attach `AdministratorAccess` to a permission set of theirs, where this account manages IAM Identity Center",
  ),
  iam(
    "sso-003",
    ["sso:PutInlinePolicyToPermissionSet", "sso:ProvisionPermissionSet"],
    "allow a permission set of theirs everything, where this account manages IAM Identity Center",
  ),

  pass("ec2-001", ec2, ["ec2:RunInstances"], "an instance"),
  pass("lambda-001", lambda, ["lambda:CreateFunction", "lambda:InvokeFunction"], "a function"),
  pass("lambda-006", lambda, ["lambda:CreateFunction", "lambda:AddPermission"], "a function"),
  pass("lambda-002", lambda, ["lambda:CreateFunction", "lambda:CreateEventSourceMapping"], "a function"),
  pass("cloudformation-001", cloudformation, ["cloudformation:CreateStack"], "a stack"),
  pass(
    "cloudformation-003",
    cloudformation,
    ["cloudformation:CreateStackSet", "cloudformation:CreateStackInstances"],
    "a stack set",
  ),
  pass("cloudformation-004", cloudformation, ["cloudformation:UpdateStackSet"], "a stack set"),
  pass("ecs-004", ecs, ["ecs:RegisterTaskDefinition", "ecs:RunTask"], "a container"),
  pass("ecs-003", ecs, ["ecs:RegisterTaskDefinition", "ecs:CreateService"], "a container"),
  pass("ecs-005", ecs, ["ecs:RegisterTaskDefinition", "ecs:StartTask"], "a container"),
  pass(
    "ecs-001",
    ecs,
    ["ecs:CreateCluster", "ecs:RegisterTaskDefinition", "ecs:CreateService"],
    "a container in a cluster of their own",
  ),
  pass(
    "ecs-002",
    ecs,
    ["ecs:CreateCluster", "ecs:RegisterTaskDefinition", "ecs:RunTask"],
    "a container in a cluster of their own",
  ),
  pass("ecs-008", ecs, ["ecs:RunTask"], "a task of any definition"),
  pass("ecs-009", ecs, ["ecs:StartTask"], "a task of any definition"),
  pass(
    "ecs-007",
    ecs,
    ["ecs:StartTask", "ecs:RegisterContainerInstance", "ecs:DeregisterContainerInstance"],
    "a container on a machine of their own",
  ),
  pass("codebuild-001", codebuild, ["codebuild:CreateProject", "codebuild:StartBuild"], "a build"),
  pass("codebuild-004", codebuild, ["codebuild:CreateProject", "codebuild:StartBuildBatch"], "a build"),
  pass("glue-001", glue, ["glue:CreateDevEndpoint"], "a development endpoint"),
  pass("glue-003", glue, ["glue:CreateJob", "glue:StartJobRun"], "a job"),
  pass("glue-004", glue, ["glue:CreateJob", "glue:CreateTrigger"], "a job"),
  pass("glue-005", glue, ["glue:UpdateJob", "glue:StartJobRun"], "a job"),
  pass("glue-006", glue, ["glue:UpdateJob", "glue:CreateTrigger"], "a job"),
  pass("glue-007", glue, ["glue:CreateSession", "glue:RunStatement"], "an interactive session"),
  pass("sagemaker-001", sagemaker, ["sagemaker:CreateNotebookInstance"], "a notebook"),
  pass("sagemaker-002", sagemaker, ["sagemaker:CreateTrainingJob"], "a training job"),
  pass("sagemaker-003", sagemaker, ["sagemaker:CreateProcessingJob"], "a processing job"),
  pass("ec2-003", ec2, ["ec2:RequestSpotInstances"], "an instance"),
  pass(
    "autoscaling-001",
    ec2,
    ["autoscaling:CreateLaunchConfiguration", "autoscaling:CreateAutoScalingGroup"],
    "an instance",
  ),
  pass(
    "autoscaling-002",
    ec2,
    ["autoscaling:CreateLaunchConfiguration", "autoscaling:UpdateAutoScalingGroup"],
    "an instance",
  ),
  pass("apprunner-001", "tasks.apprunner.amazonaws.com", ["apprunner:CreateService"], "a service"),
  pass("batch-001", ecs, ["batch:RegisterJobDefinition", "batch:SubmitJob"], "a job"),
  pass(
    "bedrock-001",
    agentcore,
    [
      "bedrock-agentcore:CreateCodeInterpreter",
      "bedrock-agentcore:StartCodeInterpreterSession",
      "bedrock-agentcore:InvokeCodeInterpreter",
    ],
    "a code interpreter",
  ),
  pass(
    "bedrock-003",
    agentcore,
    ["bedrock-agentcore:CreateAgentRuntime", "bedrock-agentcore:InvokeAgentRuntimeCommand"],
    "an agent",
  ),
  pass(
    "bedrock-004",
    agentcore,
    ["bedrock-agentcore:CreateHarness", "bedrock-agentcore:InvokeAgentRuntimeCommand"],
    "an agent",
  ),
  pass(
    "bedrock-005",
    agentcore,
    [
      "bedrock-agentcore:CreateBrowser",
      "bedrock-agentcore:StartBrowserSession",
      "bedrock-agentcore:ConnectBrowserAutomationStream",
    ],
    "a browser",
  ),
  pass("braket-001", "braket.amazonaws.com", ["braket:CreateJob"], "a job"),
  pass(
    "cognitoidentity-001",
    "cognito-identity.amazonaws.com",
    ["cognito-identity:SetIdentityPoolRoles"],
    "a session of an identity pool",
  ),
  pass(
    "datapipeline-001",
    "datapipeline.amazonaws.com",
    ["datapipeline:CreatePipeline", "datapipeline:PutPipelineDefinition", "datapipeline:ActivatePipeline"],
    "a pipeline",
  ),
  pass("emr-001", ec2, ["elasticmapreduce:RunJobFlow"], "a cluster"),
  pass(
    "emrserverless-001",
    "emr-serverless.amazonaws.com",
    ["emr-serverless:CreateApplication", "emr-serverless:StartJobRun"],
    "a job",
  ),
  pass(
    "gamelift-001",
    "gamelift.amazonaws.com",
    ["gamelift:CreateBuild", "gamelift:CreateFleet", "gamelift:RequestUploadCredentials"],
    "a fleet",
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
    "the build of an image",
  ),
  pass(
    "kinesisanalytics-001",
    "kinesisanalytics.amazonaws.com",
    ["kinesisanalytics:CreateApplication", "kinesisanalytics:StartApplication"],
    "an application",
  ),
  pass("omics-001", "omics.amazonaws.com", ["omics:CreateWorkflow", "omics:StartRun"], "a workflow"),
  pass("scheduler-001", "scheduler.amazonaws.com", ["scheduler:CreateSchedule"], "any call"),
  pass("ssm-003", "ssm.amazonaws.com", ["ssm:CreateDocument", "ssm:StartAutomationExecution"], "an automation"),
  pass(
    "stepfunctions-001",
    "states.amazonaws.com",
    ["states:CreateStateMachine", "states:StartExecution"],
    "a state machine",
  ),

  takeover(
    "lambda-003",
    ["lambda:UpdateFunctionCode"],
    "put code of theirs into any function and have the permissions of its role",
  ),
  takeover(
    "lambda-004",
    ["lambda:UpdateFunctionCode", "lambda:InvokeFunction"],
    "put code of theirs into any function, run it and have the permissions of its role",
  ),
  takeover(
    "lambda-005",
    ["lambda:UpdateFunctionCode", "lambda:AddPermission"],
    "put code of theirs into any function, let themselves run it and have the permissions of its role",
  ),
  takeover(
    "lambda-007",
    ["lambda:UpdateFunctionConfiguration"],
    "put a layer of theirs into any function and have the permissions of its role",
  ),
  takeover("ssm-001", ["ssm:StartSession"], "open a shell on any managed instance and use its role"),
  takeover("ssm-002", ["ssm:SendCommand"], "run commands on any managed instance and use its role"),
  takeover(
    "ec2-002",
    ["ec2:StopInstances", "ec2:ModifyInstanceAttribute", "ec2:StartInstances"],
    "change what any instance runs when it starts, and use its role",
  ),
  takeover(
    "ec2-004",
    ["ec2:CreateLaunchTemplateVersion", "ec2:ModifyLaunchTemplate"],
    "change what the instances of any launch template run when they start, and use their role",
  ),
  takeover(
    "ec2-005",
    ["ec2-instance-connect:SendSSHPublicKey"],
    "sign in to any instance that their network reaches, and use its role",
  ),
  takeover("cloudformation-002", ["cloudformation:UpdateStack"], "have any stack that has a role make what they like"),
  takeover(
    "cloudformation-005",
    ["cloudformation:CreateChangeSet", "cloudformation:ExecuteChangeSet"],
    "have any stack that has a role make what they like",
  ),
  takeover("codebuild-002", ["codebuild:StartBuild"], "override the commands of any build and use its role"),
  takeover("codebuild-003", ["codebuild:StartBuildBatch"], "override the commands of any build and use its role"),
  takeover(
    "codedeploy-001",
    ["codedeploy:CreateDeployment", "codedeploy:RegisterApplicationRevision"],
    "deploy code of theirs to the instances of any deployment group and use their role",
  ),
  takeover("ecs-006", ["ecs:ExecuteCommand"], "open a shell in any container that allows it, and use its role"),
  takeover(
    "glue-002",
    ["glue:UpdateDevEndpoint"],
    "put an SSH key of theirs on any development endpoint and use its role",
  ),
  takeover("sagemaker-004", ["sagemaker:CreatePresignedNotebookInstanceUrl"], "open any notebook and use its role"),
  takeover(
    "sagemaker-005",
    [
      "sagemaker:CreateNotebookInstanceLifecycleConfig",
      "sagemaker:StopNotebookInstance",
      "sagemaker:UpdateNotebookInstance",
      "sagemaker:StartNotebookInstance",
    ],
    "run code of theirs in any notebook and use its role",
  ),
  takeover(
    "apprunner-002",
    ["apprunner:UpdateService"],
    "run an image of theirs in any App Runner service and use its role",
  ),
  takeover("batch-002", ["batch:SubmitJob"], "override the command of any job and use its role"),
  takeover(
    "bedrock-002",
    ["bedrock-agentcore:StartCodeInterpreterSession", "bedrock-agentcore:InvokeCodeInterpreter"],
    "run code in any code interpreter and use its role",
  ),
  takeover(
    "bedrock-006",
    ["bedrock-agentcore:InvokeAgentRuntimeCommand"],
    "run commands in any agent and use its role",
  ),
  takeover(
    "bedrock-007",
    ["bedrock-agentcore:StartBrowserSession", "bedrock-agentcore:ConnectBrowserAutomationStream"],
    "drive any browser of AgentCore and use its role",
  ),
  takeover(
    "stepfunctions-002",
    ["states:UpdateStateMachine", "states:StartExecution"],
    "have any state machine make calls of theirs with its role",
  ),
  takeover("sts-001", ["sts:AssumeRole"], "assume every role that trusts the account as a whole"),
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
