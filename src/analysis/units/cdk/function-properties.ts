/** What properties of functions of AWS CDK, and their event sources, allow the role as which they run. */
import { eventSourceGrants } from "../../knowledge/cdk-grants";
import type { SyntaxNode } from "../../source/syntax-tree";
import type { Properties } from "./constructs";
import type { AppReading, RolePolicies } from "./role-policies";

/** What allows AWS Lambda to send on what failed. */
const sentTo = ["sqs:SendMessage", "sns:Publish", "lambda:InvokeFunction", "events:PutEvents"];
/** Properties of a function that allow something that its code may need. */
const unknownProperties = ["durableConfig"];

/** What the properties of a function give its role. */
export function fromProperties(
  reading: AppReading,
  reader: RolePolicies,
  { of, isWhole }: Properties,
  made: SyntaxNode,
): void {
  if (!isWhole) reader.isUnknown("not all of its properties are written in this file");
  if (unknownProperties.some((name) => of.has(name))) reader.isUnknown("a property of the function adds to it");
  if (of.has("tracing")) reader.awsManaged("AWSXRayDaemonWriteAccess");
  if (of.has("insightsVersion")) reader.awsManaged("CloudWatchLambdaInsightsExecutionRolePolicy");
  const sends = ["deadLetterQueue", "deadLetterQueueEnabled", "deadLetterTopic", "onFailure", "onSuccess"];
  if (sends.some((name) => of.has(name))) reader.allowedSomewhere(sentTo, "destination", made);
  if (of.has("filesystem")) reader.allowed(["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"], made);
  const initial = of.get("initialPolicy");
  if (initial) reader.statements(initial);
  const events = of.get("events");
  if (!events) return;
  const { base } = reading.constructs.file.resolve(events);
  if (base.type !== "array" && base.type !== "list") reader.isUnknown("an event source adds to it");
  else for (const one of base.children.filter(({ named }) => named)) eventSource(reading, reader, one);
}

/** What an event source allows the role of the function that it calls. */
export function eventSource(reading: AppReading, reader: RolePolicies, expression: SyntaxNode): void {
  const { constructs } = reading;
  const { base } = constructs.file.resolve(expression);
  const name = constructs.file.calledName(base);
  const grants = eventSourceGrants[name];
  const [source] = constructs.file.argumentsOf(base);
  const construct = source && constructs.at(source);
  if (!grants || (grants.length > 0 && !construct?.kind)) reader.isUnknown("an event source adds to it");
  else if (construct) reader.granted(construct, grants, base);
}
