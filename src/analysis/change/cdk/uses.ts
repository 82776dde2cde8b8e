/** What classes of AWS CDK let the role do that they make or are given, for what they use: targets, schedules, steps of pipelines, destinations. */
import { destinationUses, sourceGrants, type Use, type Uses, usesOf } from "../../knowledge/cdk-uses";
import { sdkAction } from "../../knowledge/sdk-actions";
import { camelCase } from "../../locate/code/letter-case";
import { calleeOf, type SyntaxNode } from "../../source/syntax-tree";
import { cdkName } from "../../units/cdk/declarations";
import type { TextPart } from "../../value";
import type { ReadPolicy } from "../subject";
import type { CdkReading } from "./reading";

type Properties = ReadonlyMap<string, SyntaxNode>;

const pipe = /^pipes(?:-alpha)?\.Pipe$/;
/** Where CDK keeps what it uploads, of the synthesizer that a stack has by default. */
const assets = ["arn:aws:s3:::cdk-hnb659fds-assets-", { name: "AWS::AccountId" }, "-", { name: "AWS::Region" }];

/** Empty for what uses nothing. @param name `events-targets.SfnStateMachine` */
export function allowedByUse(reading: CdkReading, node: SyntaxNode, name: string): readonly ReadPolicy[] {
  const of = reading.optionsOf(node);
  const uses = usesOf(name);
  return [
    ...(uses ? uses.uses.flatMap((one) => used(reading, node, of, one, uses)) : []),
    ...calls(reading, node, name, of),
    ...administrator(reading, name, of),
    ...(name === "s3-deployment.BucketDeployment" ? deployed(reading, node, of) : []),
  ];
}

/** Whether what a class allows is known by what it uses. */
export function isUse(name: string): boolean {
  return usesOf(name) !== null || apiCall.test(name);
}

/** Where a function sends what has failed, or succeeded. */
export function allowedForDestination(
  reading: CdkReading,
  expression: SyntaxNode,
  holder: string,
): readonly ReadPolicy[] {
  const { file } = reading;
  const { base } = file.resolve(expression);
  const callee = calleeOf(base);
  const name = callee && cdkName(file, callee);
  const uses = name ? destinationUses(name) : null;
  const [of] = reading.given(base);
  if (!uses || (!of && !/EventBridge/.test(name ?? "")))
    return [reading.unread(base, { policyType: "identity", label: holder }, expression)];
  const bus = [{ actions: ["events:PutEvents"], resources: [defaultBus] }];
  return uses.map(({ grants }) =>
    of ? reading.grantedOn(of, grants!, holder, expression) : reading.made(bus, holder, expression),
  );
}

const defaultBus: readonly TextPart[] = [
  "arn:aws:events:",
  { name: "AWS::Region" },
  ":",
  { name: "AWS::AccountId" },
  ":event-bus/default",
];

function used(
  reading: CdkReading,
  node: SyntaxNode,
  of: Properties,
  { of: key, grants }: Use,
  { role }: Uses,
): readonly ReadPolicy[] {
  const value = typeof key === "number" ? reading.given(node)[key] : key === undefined ? undefined : of.get(key);
  if (key !== undefined && grants && !value) return [];
  const holder = holderOf(reading, node, of, role, value);
  return grants && value ? [reading.grantedOn(value, grants, holder, value)] : reading.unreadUse(node, of, holder);
}

/** The role that is given, or a name for the one that is made. */
function holderOf(
  reading: CdkReading,
  node: SyntaxNode,
  of: Properties,
  role: string,
  value: SyntaxNode | undefined,
): string {
  const given = ["role", "eventRole", "credentialsRole", "frameworkOnEventRole"]
    .map((property) => reading.roleOf(of, property))
    .find((one) => one !== null);
  if (given) return given;
  const action = of.get("actionName");
  if (action) return `${reading.constructs.textOf(action) ?? reading.file.text(action)} ${role}`;
  if (role === "pipeRole") {
    const around = reading.around(node, pipe);
    return around ? reading.madeName(around) : role;
  }
  if (role === "framework" || role === "deployment") return `${reading.madeName(node)} ${role}`;
  return value ? `${reading.nameOf(value)} ${role}` : role;
}

const apiCall = /^(?:events-targets\.AwsApi|scheduler-targets\.Universal)$/;

/** A target that is a call of the SDK. */
function calls(reading: CdkReading, node: SyntaxNode, name: string, of: Properties): readonly ReadPolicy[] {
  if (!apiCall.test(name)) return [];
  const holder = reading.roleOf(of) ?? (name.startsWith("events") ? "AwsApi" : "Universal schedulerRole");
  // Statements of its own are read where they stand.
  if (of.has("policyStatement") || of.has("policyStatements")) return [];
  const action = calledAction(reading, of);
  if (action === null) return reading.unreadUse(node, of, holder);
  return [reading.made([{ actions: [action], resources: [["*"]] }], holder, calleeOf(node) ?? node)];
}

/** What `{ service, action }` calls; null where that is left open. @param actionOf the action of IAM for a service and a method */
export function calledAction(reading: CdkReading, of: Properties, actionOf = sdkAction): string | null {
  const [service, action] = ["service", "action"].map((property) => {
    const value = of.get(property);
    return value ? reading.constructs.textOf(value) : null;
  });
  return service != null && action != null ? actionOf(service, action) : null;
}

/** An action of a pipeline that deploys a stack as an administrator. */
function administrator(reading: CdkReading, name: string, of: Properties): readonly ReadPolicy[] {
  const value = of.get("adminPermissions");
  if (!value || !/^codepipeline-actions\.CloudFormation/.test(name) || of.has("deploymentRole")) return [];
  if (/^[fF]alse$/.test(reading.file.text(value))) return [];
  const action = of.get("actionName");
  const holder = `${(action && reading.constructs.textOf(action)) ?? "CloudFormation"} deploymentRole`;
  if (!/^[tT]rue$/.test(reading.file.text(value)))
    return [reading.unread(value, { policyType: "identity", label: holder })];
  return [reading.made([{ actions: ["*"], resources: [["*"]] }], holder, value)];
}

/** What is read to be put into a bucket. */
function deployed(reading: CdkReading, node: SyntaxNode, of: Properties): readonly ReadPolicy[] {
  const list = of.get("sources");
  const holder = reading.roleOf(of) ?? `${reading.madeName(node)} deployment`;
  return (list ? reading.itemsOf(list) : []).flatMap((one) => {
    const { base } = reading.file.resolve(one);
    const callee = calleeOf(base);
    const name = callee && cdkName(reading.file, callee)?.replace(/\w{1,60}$/, camelCase);
    const [bucket] = reading.given(base);
    if (name === "s3-deployment.Source.bucket" && bucket)
      return [reading.grantedOn(bucket, sourceGrants, holder, bucket)];
    if (!name?.startsWith("s3-deployment.Source."))
      return [reading.unread(callee ?? one, { policyType: "identity", label: holder })];
    const statements = sourceGrants.map(({ actions }) => ({ actions, resources: [assets, [...assets, "/*"]] }));
    return [reading.made(statements, holder, callee ?? one)];
  });
}
