/** boto3, aioboto3, aiobotocore and botocore. */
import { serviceName } from "../../knowledge/sdk-services";
import { spanOf } from "../../text";
import type { At } from "../following";
import { resourceModel } from "../resource-models";
import type { CallSyntax } from "../syntax";
import { client, plainTexts, sdk, type SdkThing, text, type Thing } from "../things";
import { givenByName, givenUnknown } from "../uses";
import { givesCredentials } from "./python-credentials";
import { madeHelper } from "./python-helpers";
import { documented, makeResource, resource, typed } from "./python-types";
import { loading, usesOf } from "./python-uses";
import { argumentNamed, type Sdk, sdksOf } from "./sdk";

const sessions =
  /^(?:boto3\.(?:session\.)?Session|(?:aio)?botocore\.session\.(?:get_session|Session|AioSession|get_session)|aiobotocore\.(?:session\.)?get_session|aioboto3\.(?:session\.)?Session)$/;
const clients = /^(?:boto3|aioboto3)\.client$/;
const resources = /^(?:boto3|aioboto3)\.resource$/;
const environment = /^(?:os\.)?environ\.(\w+)$/;
const environmentCall = /^os\.(?:environ\.get|getenv|environ\.setdefault|environ\.pop)$/;

/** A client for each service that the code may mean; one of no known service where it cannot be followed. */
function made(call: CallSyntax, at: At, make: (service: string | null) => Thing): Thing[] {
  const things = argumentNamed(call, at, "service_name", 0) ?? [];
  const names = plainTexts(things);
  if (names.length === 0) return [make(null)];
  return names.map((name) => make(serviceName(name)));
}

/** `dynamodb.Table(name)`, `bucket.Object(key)`: what is known of the one above counts for it too. */
function inside(of: Extract<SdkThing, { kind: "resource" }>, type: string, call: CallSyntax | null, at: At): Thing {
  const model = resourceModel(of.service, type);
  const given = new Map<string, readonly Thing[]>();
  let next = 0;
  for (const parameter of model?.parameters ?? []) {
    const known = of.type === "" ? undefined : of.given.get(parameter);
    const value = known ?? (call && argumentNamed(call, at, "name", next++));
    if (value) given.set(parameter, value);
  }
  return resource(of.service, type, given);
}

function memberOf(of: SdkThing, key: string, at: At): readonly Thing[] {
  if (of.kind === "resource") {
    // The service itself has every resource whose identifiers can be given.
    if (of.type === "" && resourceModel(of.service, key)) return [{ kind: "method", of, name: key }];
    if (key === "meta")
      return [sdk({ kind: "helper", name: "meta", given: new Map([["client", [client(of.service)]]]) })];
    const member = resourceModel(of.service, of.type)?.members.get(key);
    if (member?.kind === "collection")
      return [
        sdk({
          kind: "request",
          what: "collection",
          service: of.service,
          operation: `${member.operation}>${member.of}`,
          given: of.given,
        }),
      ];
    if (member?.kind === "resource" && /^[a-z]/.test(key)) return [inside(of, member.type, null, at)];
    const index =
      of.type === ""
        ? -1
        : (resourceModel(of.service, of.type)?.parameters ?? []).findIndex((one) => parameterNamed(one, key));
    if (index >= 0) return of.given.get(resourceModel(of.service, of.type)!.parameters[index]!) ?? [];
  }
  if (of.kind === "helper" && of.name === "meta" && of.given?.has(key)) return of.given.get(key)!;
  return [{ kind: "method", of, name: key }];
}

/** `table.name`, `table.table_name`, `bucket.name`, `object.bucket_name`, `version.object_key`, `queue.url`, `topic.arn`, `instance.id`. */
function parameterNamed(parameter: string, key: string): boolean {
  const plain = parameter.toLowerCase().replace(/s$/, "");
  const wanted = key.replaceAll("_", "");
  if (plain === wanted || `${plain}name` === wanted || `object${plain}` === wanted) return true;
  if (plain === "bucket" && wanted === "name") return true;
  return /^(?:name|arn|url|id)$/.test(wanted) && plain.endsWith(wanted);
}

function methodOf({ of, name }: Extract<Thing, { kind: "method" }>, call: CallSyntax, at: At): readonly Thing[] {
  const same: Thing = sdk(of);
  switch (of.kind) {
    case "session":
      if (name === "client" || name === "create_client") return made(call, at, client);
      return name === "resource" ? made(call, at, makeResource) : [];
    case "client": {
      if (name === "get_paginator" && of.service !== null)
        return (argumentNamed(call, at, "operation_name", 0) ?? []).flatMap((one) =>
          request(of.service!, "paginator", one),
        );
      if (name === "get_waiter" && of.service !== null)
        return (argumentNamed(call, at, "waiter_name", 0) ?? []).flatMap((one) => request(of.service!, "waiter", one));
      return name === "__enter__" || name === "__aenter__" ? [same] : [];
    }
    case "resource": {
      const member = resourceModel(of.service, of.type)?.members.get(name);
      if (member?.kind === "resource") return [inside(of, member.type, call, at)];
      if (of.type === "" && resourceModel(of.service, name)) return [inside(of, name, call, at)];
      if (member?.kind === "method" && member.returns) {
        const own = givenByName(call, at);
        const parameters = resourceModel(of.service, member.returns)?.parameters ?? [];
        const given = new Map(
          parameters.flatMap((one) => {
            const value = own(one) ?? own(`${member.returns}Name`) ?? of.given.get(one);
            return value ? [[one, value] as const] : [];
          }),
        );
        return [resource(of.service, member.returns, given)];
      }
      return name === "batch_writer" ? [sdk({ kind: "helper", name: "batch_writer", given: of.given })] : [];
    }
    case "request":
      return of.what === "collection" ? [same] : [];
    default:
      return [];
  }
}

function request(service: string, what: "paginator" | "waiter", named: Thing): Thing[] {
  return plainTexts([named]).map((operation) => sdk({ kind: "request", what, service, operation }));
}

export const pythonSdk: Sdk = {
  named: (name, { node }) => {
    const [, variable] = environment.exec(name) ?? [];
    if (variable === undefined) return null;
    return /^(?:get|setdefault|pop|keys|items|copy|update)$/.test(variable)
      ? null
      : text({ variable, span: spanOf(node) });
  },
  call: (name, call, at) => {
    if (clients.test(name)) return made(call, at, client);
    if (resources.test(name)) return made(call, at, makeResource);
    if (sessions.test(name)) return [sdk({ kind: "session" })];
    if (environmentCall.test(name)) {
      const names = plainTexts(argumentNamed(call, at, "key", 0) ?? []);
      return names.map((variable) => text({ variable, span: spanOf(call.node) }));
    }
    const helper = madeHelper(name, call, at);
    if (helper) return [helper];
    if (name === "getattr") {
      const keys = plainTexts(argumentNamed(call, at, "", 1) ?? []);
      const of = argumentNamed(call, at, "", 0) ?? [];
      return keys.flatMap((key) => at.flow.member(of, key, { file: at.file, node: call.node }, at.frame));
    }
    if (name === "next")
      return pythonSdk.element(argumentNamed(call, at, "", 0) ?? [], { file: at.file, node: call.node });
    if (/^(?:str|list|iter|tuple|sorted|reversed|contextlib\.(?:closing|aclosing)|typing\.cast)$/.test(name))
      return argumentNamed(call, at, "", name === "typing.cast" ? 1 : 0) ?? [];
    return null;
  },
  member: (of, key, at) => memberOf(of.sdk, key, at),
  method: methodOf,
  typed,
  documented,
  element: (things) =>
    sdksOf(things).flatMap((of) => {
      // `for message in queue.receive_messages()`
      if (of.kind === "resource") return [sdk({ ...of, isLoaded: true })];
      if (of.kind !== "request" || of.what !== "collection") return [];
      const [, type = ""] = of.operation.split(">");
      return [sdk({ kind: "resource", service: of.service, type, given: of.given ?? new Map(), isLoaded: true })];
    }),
  uses: usesOf,
  byArguments: () => [],
  givesCredentials,
  handedOn: ({ of, name }, node, at) => {
    const call: CallSyntax = { node, callee: node, of: null, name, nameNode: node, arguments: [], isNew: false };
    if (of.kind === "resource" && !resourceModel(of.service, of.type)?.members.has(name)) return loading(of, name);
    if (of.kind !== "client" && of.kind !== "resource") return [];
    return usesOf({ kind: "method", of, name }, call, at).flatMap((found) =>
      "reason" in found
        ? []
        : [{ ...found, given: givenUnknown, isOptional: true, because: "It is handed on as a function." }],
    );
  },
};
