/** How APIs are reached, and whom their methods ask who calls, as policies: what is left open to everybody has none. */
import { entryFor, listNode, objectNode, stringNode } from "../../source/made-values";
import { tableOf } from "../../table";
import { type ObjectNode, textAt, valueAt, type ValueNode } from "../../value";
import type { TemplateResource } from "../cloudformation";
import { documentAround } from "../document-around";
import { ofSelf } from "../serverless-variables";
import { apiType, type Bare, bareInServerless, bareInTemplate, endpointsOf, methodType } from "./bare";
import type { Door } from "./door";
import { holeOf, leavesOf } from "./leaves";
import { functionsOf, providerOf } from "./serverless-grants";

/** Whether a text may have a method; the test is cheap. */
export function mayHaveMethod(text: string): boolean {
  return /\bAWS::ApiGateway(?:::Method|V2::(?:Route|Api))\b|\bAWS::Serverless::HttpApi\b|\bType["']?\s{0,8}:\s{0,8}["']?(?:HttpApi|Api)\b|\bhttp(?:Api)?["']?\s{0,8}:/.test(
    text,
  );
}

/** A method of an API, or a route. */
interface Method {
  readonly label: string;
  readonly node: ValueNode;
  /** Whether it asks who calls; null: a template leaves that open. */
  readonly asks: boolean | null;
  /** Of the API: what everybody may do where no method asks; undefined: its policy or network says more. */
  readonly api: Bare | undefined;
}

/** By its label, what a method has that asks nobody. */
export function openMethods(
  resources: readonly TemplateResource[],
  root: ValueNode,
): readonly { readonly name: string; readonly node: ValueNode; readonly bare: Bare }[] {
  return methodsIn(resources, root).flatMap(({ label: name, node, asks, api }) =>
    asks === false ? [{ name, node, bare: { type: methodType, mayKeep: false, ...(!api && { isOpen: true }) } }] : [],
  );
}

/** Methods that ask who calls, and APIs that are reached from networks alone. @param root the whole template */
export function apiDoors(resources: readonly TemplateResource[], root: ValueNode): readonly Door[] {
  const asking = methodsIn(resources, root).flatMap(({ label, node, asks, api }): readonly Door[] => {
    if (asks === false) return [];
    const door = { label, resourceType: methodType, policyType: "resource", node } as const;
    const open = asks === null && api && !api.isOpen ? openBranches(node) : null;
    if (open) return open.map((one): Door => ({ ...door, node: one, root: ofEverybodyAt(one), conditional: true }));
    return [{ ...door, root: asks ? documentAround(listNode(beginOf(node), [])) : null }];
  });
  const within = resources.flatMap(({ id, type, properties }): readonly Door[] => {
    if (type !== apiType && type !== "AWS::Serverless::Api") return [];
    const configuration =
      valueAt(properties, "EndpointConfiguration") ??
      (type === apiType ? undefined : valueAt(root, "Globals", "Api", "EndpointConfiguration"));
    return withinNetwork(id, endpointsOf(configuration));
  });
  const provider = providerOf(root);
  const ofService = provider
    ? withinNetwork("provider", leavesOf(ofSelf(valueAt(provider, "endpointType"), root)))
    : [];
  return [...asking, ...within, ...ofService];
}

/** What comes by no endpoint of a network does not reach a private API (API Gateway Developer Guide: "Private REST APIs"). */
function withinNetwork(label: string, endpoints: ReturnType<typeof leavesOf>): readonly Door[] {
  const [only, ...others] = endpoints;
  const isPrivate = only?.node.kind === "string" && /^private$/i.test(only.node.value) && !only.conditional;
  if (!isPrivate || others.length > 0) return [];
  const { node } = only;
  const root = invoking(node, "Deny", { Null: { "aws:SourceVpce": "true" } });
  return [{ label, resourceType: apiType, policyType: "resource", node, root }];
}

/** A branch of a template in which nobody is asked. */
function ofEverybodyAt(node: ValueNode): ObjectNode | null {
  return invoking(node, "Allow");
}

/** The branches in which a method asks nobody; null where they are left open. */
function openBranches(type: ValueNode): readonly ValueNode[] | null {
  if (type.kind !== "unknown" || type.alternatives.length === 0 || type.alternatives.includes(null)) return null;
  const leaves = leavesOf(type).map(({ node }) => node);
  if (leaves.some(({ kind }) => kind !== "string")) return null;
  return leaves.filter((one) => one.kind === "string" && asksNobody(one.value));
}

function asksNobody(type: string): boolean {
  return type.toUpperCase() === "NONE";
}

interface Words {
  readonly [key: string]: string | Words;
}

/** A policy about everybody's calls of an API. @param node what it comes of */
function invoking(node: ValueNode, effect: string, condition?: Words): ObjectNode | null {
  const at = beginOf(node);
  const made = (words: string | Words): ValueNode =>
    typeof words === "string"
      ? stringNode(at, words)
      : objectNode(
          node.span,
          Object.entries(words).map(([key, value]) => entryFor(key, made(value), at)),
        );
  const said = { Effect: effect, Principal: "*", Action: "execute-api:Invoke", Resource: "*" };
  const statement = made(condition ? { ...said, Condition: condition } : said);
  return documentAround(listNode(node.span, [statement]));
}

function methodsIn(resources: readonly TemplateResource[], root: ValueNode): readonly Method[] {
  const byId = new Map(resources.map((one) => [one.id, one]));
  const bareOf = (id: string | null): Bare | undefined => {
    const api = byId.get(id ?? "");
    if (api) return isHttpApi(api) ? ofEverybody : bareInTemplate(api, root);
    const isImplicit = id === "ServerlessHttpApi" || (id === "ServerlessRestApi" && !mayBeLimited(root));
    return isImplicit ? ofEverybody : undefined;
  };
  const written = resources.flatMap((one): readonly Method[] => {
    const api = isHttpApi(one) ? ofEverybody : bareInTemplate(one, root);
    return operationsOf(one, root).map((method) => ({ ...method, api }));
  });
  const others = [
    ...resources.flatMap(({ id, type, properties }): readonly Method[] => {
      if (type === "AWS::Serverless::Function") return eventsOf(id, properties, byId, root, bareOf);
      const isMethod = type === methodType;
      if (!isMethod && type !== "AWS::ApiGatewayV2::Route") return [];
      // A browser asks by OPTIONS what it may ask.
      if (isMethod && textAt(properties, "HttpMethod")?.toUpperCase() === "OPTIONS") return [];
      const api = valueAt(properties, isMethod ? "RestApiId" : "ApiId");
      const ofApi = isMethod ? bareOf(api ? holeOf(api) : null) : ofEverybody;
      return [{ label: id, ...askedBy(valueAt(properties, "AuthorizationType"), properties), api: ofApi }];
    }),
    ...methodsInServerless(root),
  ];
  const known = new Set(others.map(({ label }) => label));
  return [...others, ...written.filter(({ label }) => !known.has(label))];
}

function isHttpApi({ type }: TemplateResource): boolean {
  return type.endsWith("Api") && /HttpApi|V2/.test(type);
}

/** Where an API has its definition in place. */
const definitions: { readonly [type: string]: string | undefined } = tableOf({
  [apiType]: "Body",
  "AWS::ApiGatewayV2::Api": "Body",
  "AWS::Serverless::Api": "DefinitionBody",
  "AWS::Serverless::HttpApi": "DefinitionBody",
});

const verbs = /^(?:get|put|post|delete|patch|head|x-amazon-apigateway-any-method)$/i;

/** The operations of a definition (API Gateway Developer Guide: "OpenAPI extensions"; those of REST APIs ignore what the whole definition asks). */
function operationsOf(api: TemplateResource, root: ValueNode): readonly Omit<Method, "api">[] {
  const definition = valueAt(api.properties, definitions[api.type] ?? "");
  const paths = valueAt(definition, "paths");
  if (paths?.kind !== "object") return [];
  const isOfSam = api.type.startsWith("AWS::Serverless::");
  const ofAll = valueAt(root, "Globals", isHttpApi(api) ? "HttpApi" : "Api");
  const authorizer = isOfSam
    ? (valueAt(api.properties, "Auth", "DefaultAuthorizer") ?? valueAt(ofAll, "Auth", "DefaultAuthorizer"))
    : undefined;
  const isAskedAbove = isHttpApi(api) && valueAt(definition, "security") !== undefined;
  return paths.entries.flatMap(({ key: path, value: methods }) =>
    (methods.kind === "object" ? methods.entries : []).flatMap(
      ({ key: verb, value }): readonly Omit<Method, "api">[] => {
        if (!verbs.test(verb) || value.kind !== "object") return [];
        const method = verb.startsWith("x-") ? "*" : verb.toUpperCase();
        const label = `${api.id} ${method} ${path}`;
        const security = valueAt(value, "security");
        if (security?.kind === "array") return [{ label, node: security, asks: security.items.length > 0 }];
        const type = valueAt(value, "x-amazon-apigateway-auth", "type") ?? authorizer;
        const isOpen = security !== undefined || (isAskedAbove && type === undefined);
        return [{ label, ...(isOpen ? { node: security ?? value, asks: null } : askedBy(type, value)) }];
      },
    ),
  );
}

/** An HTTP API has no policy of its own (API Gateway Developer Guide: "Choose between REST APIs and HTTP APIs"). */
const ofEverybody: Bare = { type: apiType, mayKeep: false };

function mayBeLimited(root: ValueNode): boolean {
  return ["Auth", "EndpointConfiguration"].some((name) =>
    leavesOf(valueAt(root, "Globals", "Api", name)).some(({ node }) =>
      name === "Auth"
        ? valueAt(node, "ResourcePolicy") !== undefined
        : endpointsOf(node).some((one) => one.node.kind !== "string" || one.node.value === "PRIVATE"),
    ),
  );
}

/** @param type `NONE`, `AWS_IAM`, the name of an authorizer; absent: nobody is asked @param method what has it */
function askedBy(type: ValueNode | undefined, method: ValueNode): Pick<Method, "node" | "asks"> {
  if (type === undefined || type.kind === "null") return { node: method, asks: false };
  return type.kind === "string" ? { node: method, asks: !asksNobody(type.value) } : { node: type, asks: null };
}

function eventsOf(
  id: string,
  properties: ObjectNode,
  byId: ReadonlyMap<string, TemplateResource>,
  root: ValueNode,
  bareOf: (api: string | null) => Bare | undefined,
): readonly Method[] {
  const events = valueAt(properties, "Events");
  return (events?.kind === "object" ? events.entries : []).flatMap(({ value }): readonly Method[] => {
    const type = textAt(value, "Type");
    if (type !== "Api" && type !== "HttpApi") return [];
    const given = valueAt(value, "Properties", type === "Api" ? "RestApiId" : "ApiId");
    const api = given ? holeOf(given) : `Serverless${type === "Api" ? "Rest" : "Http"}Api`;
    const said = valueAt(value, "Properties") ?? value;
    const [method, path] = ["Method", "Path"].map((name) => textAt(said, name) ?? "*");
    const own = valueAt(value, "Properties", "Auth", "Authorizer");
    const ofApi = valueAt(byId.get(api ?? "")?.properties, "Auth", "DefaultAuthorizer");
    const authorizer = own ?? ofApi ?? valueAt(root, "Globals", type, "Auth", "DefaultAuthorizer");
    // What an API of elsewhere asks nobody knows.
    const isKnown = own !== undefined || byId.has(api ?? "") || !given;
    const label = `${api ?? id} ${method!.toUpperCase()} ${path}`;
    return isKnown ? [{ label, ...askedBy(authorizer, value), api: bareOf(api) }] : [];
  });
}

function methodsInServerless(root: ValueNode): readonly Method[] {
  if (!providerOf(root)) return [];
  const api = bareInServerless(root);
  return functionsOf(root).functions.flatMap(({ value }) =>
    leavesOf(ofSelf(valueAt(value, "events"), root)).flatMap(({ node }): readonly Method[] =>
      (["http", "httpApi"] as const).flatMap((type): readonly Method[] => {
        const event = ofSelf(valueAt(node, type), root);
        if (!event || (event.kind !== "object" && event.kind !== "string")) return [];
        const [method, path] =
          event.kind === "string"
            ? event.value.split(" ")
            : ["method", "path"].map((name) => textAt(event, name) ?? "*");
        const authorizer = valueAt(event, "authorizer");
        const asks = authorizer === undefined || authorizer.kind === "null" ? false : true;
        const label = `${type} ${(method ?? "*").toUpperCase()} /${(path ?? "*").replace(/^\//, "")}`;
        return [{ label, node: event, asks, api: type === "httpApi" ? ofEverybody : api }];
      }),
    ),
  );
}

function beginOf({ span: { start } }: ValueNode): ValueNode["span"] {
  return { start, end: start };
}
