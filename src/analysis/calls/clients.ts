/**
 * Where the clients of a program send their calls: to another endpoint than AWS's, or to a Region that the code names. A command
 * is sent by any client of its service, so that what one of them is made with counts for all calls of the service.
 */
import type { Catalog } from "../../catalog/catalog";
import { prefixOfClient } from "../knowledge/sdk-services";
import { servicePrefixOf } from "../policy/action-name";
import type { SyntaxNode } from "../source/syntax-tree";
import type { Call, CallResource, CodeCalls } from "./call";
import type { At, Following } from "./following";
import type { ReadFile } from "./read-file";
import type { CallSyntax } from "./syntax";
import { plainTexts, type Thing } from "./things";
import { type Given, givenAt, givenByName, suretyGiven } from "./uses";

/** What is known of the clients of one service. */
interface Clients {
  /** One of them has an endpoint that is not AWS's, as far as anybody knows. */
  isElsewhere: boolean;
  /** Environment variables that give one of them such an endpoint. */
  readonly variables: Set<string>;
  /** One of them calls what runs on the same machine, for tests. */
  isLocal: boolean;
  /** One of them calls AWS. */
  isAtAws: boolean;
  /** Null for that of the deployment. */
  readonly regions: Set<string | null>;
}

const options = /endpoint|region/i;
const makes = /^(?:client|resource|create_client)$/;
/** How builders and functions of Java and Go are told an endpoint. */
const inChain = /\bBaseEndpoint\s{0,9}=|\bendpointOverride\(|\bEndpointConfiguration\(|\bEndpoint:/;
const longestChain = 2000;
const hostOfAws = /(?:^|\.)(?:amazonaws\.com(?:\.cn)?|api\.aws)$/i;
const localHost = /^(?:localhost|127\.0\.0\.1|0\.0\.0\.0|host\.docker\.internal)$/i;
const nameOfRegion = /^[a-z]{2}(?:-[a-z]{1,12}){1,2}-\d$/;
const mostRegions = 3;
/** Services that give everybody an endpoint of their own, with which their clients are always made. */
const ownEndpoints =
  /^(?:apigatewaymanagementapi|iot(?:data|jobsdata)\w*|mediaconvert|mediastoredata|cloudsearchdomain|kinesisvideo\w+)$/;

/** The same calls, with what the clients of all these files are made with. */
export function withClients(
  calls: ReadonlyMap<string, CodeCalls>,
  files: readonly ReadFile[],
  flow: Following,
  catalog: Catalog,
): ReadonlyMap<string, CodeCalls> {
  const services = new Map<string, Clients>();
  for (const file of files)
    if (options.test(file.tree.text))
      for (const [node, call] of file.calls) lookAt(node, call, { flow, file, frame: null }, services);
  const byPrefix = new Map([...services].map(([service, clients]) => [prefixOfClient(service, catalog), clients]));
  if (byPrefix.size === 0) return calls;
  const withOwn = (call: Call): Call => {
    const clients = byPrefix.get(servicePrefixOf(call.operation));
    return clients ? { ...call, ...elsewhere(clients), grants: inRegions(call, clients) } : call;
  };
  return new Map(Array.from(calls, ([name, code]) => [name, { ...code, calls: code.calls.map(withOwn) }]));
}

function lookAt(node: SyntaxNode, call: CallSyntax, at: At, services: Map<string, Clients>): void {
  const { flow, file } = at;
  const isChain = /^(?:method_invocation|call_expression)$/.test(node.type);
  const text = isChain ? file.tree.text.slice(node.start, Math.min(node.end, node.start + longestChain)) : "";
  if (!call.isNew && !makes.test(call.name ?? "") && !inChain.test(text)) return;
  for (const service of new Set(flow.value(file, node).flatMap(serviceOf))) {
    let clients = services.get(service);
    if (!clients)
      services.set(
        service,
        (clients = { isElsewhere: false, variables: new Set(), isLocal: false, isAtAws: false, regions: new Set() }),
      );
    if (inChain.test(text)) {
      clients.isElsewhere ||= !text.includes("amazonaws.com") && !ownEndpoints.test(service);
      clients.regions.add(null);
    } else if (call.isNew) made(clients, service, givenAt(call, 0, at), "endpoint", "region");
    else made(clients, service, givenByName(call, at), "endpoint_url", "region_name");
  }
}

function serviceOf(thing: Thing): string[] {
  if (thing.kind !== "sdk") return [];
  const { sdk } = thing;
  if (sdk.kind === "client") return sdk.service === null ? [] : [sdk.service];
  return sdk.kind === "resource" && sdk.type === "" ? [sdk.service] : [];
}

function made(clients: Clients, service: string, given: Given, endpoint: string, region: string): void {
  const [name, ...others] = given(region) ?? [];
  const [text = ""] = name && others.length === 0 ? plainTexts([name]) : [];
  clients.regions.add(nameOfRegion.test(text) && suretyGiven(given, region) === "given" ? text : null);
  const things = given(endpoint);
  const surety = suretyGiven(given, endpoint);
  if (things === null || surety === "absent") {
    clients.isAtAws = true;
    return;
  }
  const known = new Set(things.map(endpointOf));
  if (known.size === 0) known.add(null);
  for (const one of known) {
    if (one === null) clients.isElsewhere ||= !ownEndpoints.test(service);
    else if (typeof one === "object") clients.variables.add(one.variable);
    else if (hostOfAws.test(one)) clients.isAtAws = true;
    else if (!localHost.test(one)) clients.isElsewhere = true;
    // Where it may be left out, it is for tests that it is given.
    else if (surety === "given") clients.isLocal = true;
    else clients.isAtAws = true;
  }
}

/** The host that an endpoint names, or the variable that names it; null where neither is known. */
function endpointOf(thing: Thing): string | { readonly variable: string } | null {
  if (thing.kind !== "text") return null;
  const stretches = thing.stretches.filter((part) => part !== "http://" && part !== "https://" && part !== "");
  const [first] = stretches;
  if (typeof first === "object" && first !== null && (stretches.length === 1 || /^[:/]/.test(String(stretches[1]))))
    return first;
  const text = stretches.map((part) => (typeof part === "string" ? part : "\0")).join("");
  const host = /^(?:https?:\/\/)?([^/:?]{1,255})/.exec(text)?.[1] ?? "";
  return host === "" || host.endsWith("\0") ? null : host;
}

function elsewhere({ isElsewhere, variables, isLocal, isAtAws }: Clients): Pick<Call, "elsewhere"> {
  if (isElsewhere || (isLocal && !isAtAws)) return { elsewhere: [] };
  return variables.size > 0 ? { elsewhere: [...variables] } : {};
}

/** The call is made in each of the Regions that clients have. */
function inRegions({ operation, grants }: Call, { regions }: Clients): Call["grants"] {
  if (regions.size > mostRegions || [...regions].every((one) => one === null)) return grants;
  const own = (resource: CallResource): CallResource[] =>
    Array.from(regions, (region) =>
      region === null
        ? resource
        : { ...resource, pattern: resource.pattern.replace(/^(arn:\*:[\w-]{1,60}:)\*:/, `$1${region}:`) },
    );
  return grants.map((grant) =>
    servicePrefixOf(grant.action) === servicePrefixOf(operation)
      ? { ...grant, resources: distinct(grant.resources.flatMap(own)) }
      : grant,
  );
}

function distinct(resources: readonly CallResource[]): readonly CallResource[] {
  const byPattern = new Map(resources.map((one) => [`${one.type} ${one.pattern}`, one]));
  return [...byPattern.values()];
}
