/** What the Serverless Framework gives the role that it makes, and the URLs of functions without authentication. */
import {
  fileSystemActions,
  secretProperty,
  serverlessDestinations,
  serverlessEvents,
  serverlessLogs,
  serverlessProperties,
  serverlessStreamFailures,
} from "../../knowledge/generated-grants";
import type { SourceDocument } from "../../source/document";
import { listNode, stringNode } from "../../source/made-values";
import { type TextPart, valueAt, type ValueNode } from "../../value";
import { ofSelf } from "../serverless-variables";
import { arnParts, beginOf, generatedBy, type GeneratedGrant, grantsOn, type GrantTo } from "./generated";
import { type Leaf, leavesOf } from "./leaves";
import { extendedRole } from "./serverless-roles";

/** Whether a text may be a service; the test is cheap. */
export function mayGenerateInServerless(text: string): boolean {
  return /^[ \t{]{0,40}["']?service["']?[ \t]{0,8}:/m.test(text) && /["'\n]functions["']?[ \t]{0,8}:/.test(text);
}

/** Whether a program may be a service (`serverless.ts`); the test is cheap. */
export function mayBeService({ name, text }: SourceDocument): boolean {
  const isCalledSo =
    /(?:^|[\\/])serverless[\w.-]{0,80}\.[cm]?[jt]s$/i.test(name) || text.includes("@serverless/typescript");
  return isCalledSo && /\bservice\b/.test(text) && /\bprovider\b/.test(text);
}

/** What the role of a service has that it does not write: `provider`, or of a function with statements of its own that one's. */
export function grantsInServerless(root: ValueNode): readonly GrantTo[] {
  const provider = providerOf(root);
  if (!provider) return [];
  const given = valueAt(provider, "iam", "role");
  const isMade = !valueAt(provider, "role") && (!given || given.kind === "object");
  const { functions, open } = functionsOf(root);
  const shared: GrantTo[] = isMade ? open.map((node) => ({ holder: "provider", node, conditional: false })) : [];
  const roles = new Map<string, { readonly node: ValueNode; readonly functions: ServerlessFunction[] }>();
  const ofFunctions = functions.flatMap(({ name, value }): readonly GrantTo[] => {
    const own = valueAt(value, "iamRoleStatements");
    if (valueAt(value, "role") || (!own && !isMade)) return [];
    const holder = own ? name : "provider";
    if (!roles.has(holder)) roles.set(holder, { node: own ?? provider, functions: [] });
    roles.get(holder)!.functions.push({ name, value });
    return grantsOfFunction(value, provider, root).map((one) => ({ ...one, holder }));
  });
  const ofLogs = [...roles].map(([holder, { node, functions: own }]): GrantTo => {
    const groups = logGroups(own, root, holder === "provider");
    const statements = serverlessLogs.map(({ actions, behind }) => ({
      actions,
      resources: groups.map((group) => [...group, behind]),
    }));
    return { holder, node: beginOf(node), conditional: false, statements: groups.length > 0 ? statements : [] };
  });
  return [...shared, ...ofFunctions, ...ofLogs].filter(
    ({ holder, managed }) =>
      holder !== "provider" || !extendedRole(root, managed === undefined ? "Policies" : "ManagedPolicyArns"),
  );
}

/** The log groups of functions: by their names, and of those that the framework names by what all of them begin with. @param areTogether they have one role */
function logGroups(
  functions: readonly ServerlessFunction[],
  root: ValueNode,
  areTogether: boolean,
): readonly (readonly TextPart[])[] {
  const service = ofSelf(valueAt(root, "service"), root);
  const name = valueAt(service, "name") ?? service;
  // A service of another name is compared as the same one.
  const begin = [{ name: "self:service" }, "-", { name: "sls:stage" }];
  const stage = ofSelf(valueAt(root, "provider", "stage"), root);
  const groups = functions.flatMap(({ name: key, value }): readonly (readonly TextPart[])[] => {
    const logs = ofSelf(valueAt(value, "disableLogs"), root);
    if (logs?.kind === "boolean" && logs.value) return [];
    const own = ofSelf(valueAt(value, "name"), root);
    if (own && !isNamedLike(name, stage, own)) return [textParts(own, `function ${key}`)];
    return [areTogether ? [...begin, "*"] : [...begin, `-${key}`]];
  });
  const all = groups.map((parts) => [...arnParts("logs:{region}:{account}:log-group:/aws/lambda/"), ...parts]);
  return [...new Map(all.map((parts) => [JSON.stringify(parts), parts])).values()];
}

/** Whether a name begins as those that the framework gives: with the service and the stage. */
function isNamedLike(service: ValueNode | undefined, stage: ValueNode | undefined, name: ValueNode): boolean {
  if (service?.kind !== "string") return false;
  if (name.kind === "template") return name.parts[0] === `${service.value}-` && typeof name.parts[1] === "object";
  return name.kind === "string" && stage?.kind === "string" && name.value.startsWith(`${service.value}-${stage.value}`);
}

function textParts(node: ValueNode | undefined, name: string): readonly TextPart[] {
  if (node?.kind === "string") return [node.value];
  return node?.kind === "template" ? node.parts : [{ name }];
}

/** The URLs of functions, each with what says that it asks for nothing: `NONE`, or a value that is left open. */
export function urlsInServerless(root: ValueNode): readonly ServerlessUrl[] {
  if (!providerOf(root)) return [];
  return functionsOf(root).functions.flatMap(({ name, value }): readonly ServerlessUrl[] => {
    const url = ofSelf(valueAt(value, "url"), root);
    if (!url || (url.kind === "boolean" && !url.value) || url.kind === "null") return [];
    const authorizer = valueAt(url, "authorizer");
    const isLeftOpen = url.kind === "template" || url.kind === "unknown";
    if (isLeftOpen) return [{ name, asks: url }];
    if (authorizer && authorizer.kind !== "string") return [{ name, asks: authorizer }];
    return authorizer?.value === "aws_iam" ? [] : [{ name, asks: stringNode(url.span, "NONE") }];
  });
}

/** The accounts that may use a layer: `*` for everybody. */
export function layersInServerless(root: ValueNode): readonly { readonly name: string; readonly account: ValueNode }[] {
  const layers = providerOf(root) ? valueAt(root, "layers") : undefined;
  if (layers?.kind !== "object") return [];
  return layers.entries.flatMap(({ key: name, value }) =>
    leavesOf(valueAt(value, "allowedAccounts")).map(({ node, conditional }) => ({
      name,
      account: conditional ? { kind: "unknown" as const, span: node.span, alternatives: [] } : node,
    })),
  );
}

interface ServerlessUrl {
  readonly name: string;
  readonly asks: ValueNode;
}

export function providerOf(root: ValueNode): ValueNode | null {
  const provider = valueAt(root, "provider");
  const cloud = provider?.kind === "string" ? provider : valueAt(provider, "name");
  return provider && valueAt(root, "service") && cloud?.kind === "string" && cloud.value === "aws" ? provider : null;
}

interface ServerlessFunction {
  readonly name: string;
  readonly value: ValueNode;
}

/** The functions of a service, and what stands for functions of other files. */
export function functionsOf(root: ValueNode): {
  readonly functions: readonly ServerlessFunction[];
  readonly open: readonly ValueNode[];
} {
  const lists = leavesOf(ofSelf(valueAt(root, "functions"), root)).map(({ node }) => ofSelf(node, root)!);
  const entries = lists.flatMap((one) => (one.kind === "object" ? one.entries : []));
  const all = entries.map(({ key, value }): ServerlessFunction => ({ name: key, value: ofSelf(value, root)! }));
  return {
    functions: all.filter(({ value }) => value.kind === "object"),
    open: [...lists, ...all.map(({ value }) => value)].filter(({ kind }) => kind === "template" || kind === "unknown"),
  };
}

function grantsOfFunction(of: ValueNode, provider: ValueNode, root: ValueNode): readonly GeneratedGrant[] {
  const at = (name: string): ValueNode | undefined => {
    const value = ofSelf(valueAt(of, name) ?? ofProvider(name, provider), root);
    return value?.kind === "null" || (value?.kind === "boolean" && !value.value) ? undefined : value;
  };
  const properties = Object.keys(serverlessPropertiesOf).flatMap((name): readonly GeneratedGrant[] => {
    const node = at(name);
    return node ? generatedBy(serverlessProperties[name]!, { node, conditional: false }, () => node) : [];
  });
  const files = leavesOf(at("fileSystemConfig")).flatMap(({ node }) =>
    grantsOn(fileSystemActions, valueAt(node, "arn") ?? node),
  );
  const destinations = ["onSuccess", "onFailure"].flatMap((name) =>
    destination(valueAt(at("destinations"), name), serverlessDestinations),
  );
  const events = leavesOf(at("events")).flatMap((leaf) => ofEvent(leaf, root));
  return [...properties, ...files, ...destinations, ...events];
}

const serverlessPropertiesOf = { kmsKeyArn: true, onError: true, tracing: true, vpc: true } as const;

/** What the provider gives to all functions. */
function ofProvider(name: string, provider: ValueNode): ValueNode | undefined {
  if (name === "tracing") return valueAt(provider, "tracing", "lambda");
  return name === "vpc" || name === "kmsKeyArn" ? valueAt(provider, name) : undefined;
}

/** `{ sqs: arn }`, `{ stream: { type: dynamodb, arn } }` */
function ofEvent({ node: written, conditional }: Leaf, root: ValueNode): readonly GeneratedGrant[] {
  const node = ofSelf(written, root)!;
  if (node.kind === "template" || node.kind === "unknown") return [{ node, conditional }];
  if (node.kind !== "object") return node.kind === "string" ? named(node.value, node, () => undefined) : [];
  return node.entries.flatMap(({ key, value: said }): readonly GeneratedGrant[] => {
    const value = ofSelf(said, root)!;
    const property = (name: string): ValueNode | undefined => {
      if (name === secretProperty) return secretsIn(valueAt(value, "accessConfigurations"));
      return value.kind === "object" ? ofSelf(valueAt(value, name), root) : name === "arn" ? value : undefined;
    };
    if (key !== "stream") return named(key, value, property);
    const arn = property("arn");
    const type = property("type");
    const [, , service] = arn?.kind === "string" ? arn.value.split(":") : [];
    const name = type?.kind === "string" ? type.value : service;
    const consumer = name === "kinesis" && property("consumer") ? " consumer" : "";
    const failures = destination(valueAt(valueAt(value, "destinations"), "onFailure"), serverlessStreamFailures);
    return [...named(`stream ${name}${consumer}`, value, property), ...failures];
  });
}

function named(
  event: string,
  node: ValueNode,
  property: (name: string) => ValueNode | undefined,
): readonly GeneratedGrant[] {
  const generated = serverlessEvents[event];
  if (generated) return generatedBy(generated, { node, conditional: false }, property);
  // Of a stream whose kind nobody can tell.
  return event.startsWith("stream ") ? [{ node, conditional: false }] : [];
}

/** The secrets with which a function comes to a cluster of Kafka. */
function secretsIn(access: ValueNode | undefined): ValueNode | undefined {
  if (access?.kind !== "object") return access;
  const items = access.entries.filter(({ key }) => !key.startsWith("vpc")).map(({ value }) => value);
  return listNode(access.span, items);
}

/** An ARN, an ARN with its type, or the name of a function of the service. */
function destination(
  value: ValueNode | undefined,
  actions: { readonly [service: string]: readonly string[] | undefined },
): readonly GeneratedGrant[] {
  if (!value) return [];
  const arn = valueAt(value, "arn") ?? value;
  const type = valueAt(value, "type");
  if (arn.kind === "string" && !type && !arn.value.startsWith("arn:"))
    return [
      {
        node: arn,
        conditional: false,
        statements: [{ actions: actions["lambda"] ?? [], resources: [[{ name: `function ${arn.value}` }]] }],
      },
    ];
  const service = type?.kind === "string" ? type.value : arn.kind === "string" ? arn.value.split(":")[2] : undefined;
  const known = service === undefined ? undefined : actions[service];
  return known ? grantsOn(known, arn) : [{ node: arn, conditional: false }];
}
