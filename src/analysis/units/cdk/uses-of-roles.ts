/** What an app of CDK may do with a function, a task or a role, by what that means for the role. */

/** What adds nothing to the role of a function. */
export const harmlessMembers: ReadonlySet<string> = new Set([
  ...["addEnvironment", "addFunctionUrl", "addPermission", "addEventSourceMapping", "applyRemovalPolicy"],
  ...["grantInvoke", "grantInvokeUrl", "grantInvokeLatestVersion", "grantInvokeCompositePrincipal"],
  ...["functionArn", "functionName", "connections", "node", "stack", "env", "runtime", "timeout", "architecture"],
  ...["metric", "metricErrors", "metricDuration", "metricInvocations", "metricThrottles", "logGroup"],
  ...["addContainer", "addVolume", "addToExecutionRolePolicy", "obtainExecutionRole", "executionRole", "family"],
  ...["defaultContainer", "taskDefinitionArn", "networkMode"],
  ...["loadBalancer", "targetGroup", "listener", "redirectListener", "certificate", "cluster"],
  ...["resourceArnsForGrantInvoke", "permissionsNode", "isBoundToVpc", "deadLetterQueue"],
]);

/** Methods of others that take a function and give it nothing. */
export const harmlessCalls: ReadonlySet<string> = new Set([
  ...["addDependency", "addTarget", "addSubscription", "addEventNotification", "addObjectCreatedNotification"],
  ...["addMethod", "addRoutes", "addLambdaDataSource", "addTrigger", "grantInvoke", "log", "info"],
]);

/** Constructs of CDK that add to the role of a function that they are given, or are it under another name. */
export const givingConstructs =
  /^(?:lambda\.(?:Alias|Version|EventInvokeConfig)|codedeploy\.|iam\.|secretsmanager\.|cloudfront\.experimental|codepipeline|pipes|bedrock|(?!apigatewayv2-)[\w-]{0,60}-alpha\.)/;
