/** boto3, aioboto3, aiobotocore and botocore. */
import { resourceModel } from "../../knowledge/boto3-resources";
import { serviceName } from "../../knowledge/sdk-services";
import type { At } from "../following";
import type { CallSyntax } from "../syntax";
import { client, plainTexts, sdk, type SdkThing, text, type Thing } from "../things";
import { type Found, givenBoth, givenByName, givenIn, givenUnknown, type Use } from "../uses";
import { argumentNamed, type Sdk, sdksOf } from "./sdk";

const sessions =
  /^(?:boto3\.(?:session\.)?Session|(?:aio)?botocore\.session\.(?:get_session|Session|AioSession|get_session)|aiobotocore\.(?:session\.)?get_session|aioboto3\.(?:session\.)?Session)$/;
const clients = /^(?:boto3|aioboto3)\.client$/;
const resources = /^(?:boto3|aioboto3)\.resource$/;
const typedClient = /^(?:mypy_boto3|types_boto3|types_aiobotocore|types_aioboto3)_(\w+)\.(?:client\.)?\w+Client$/;
const typedResource =
  /^(?:mypy_boto3|types_boto3|types_aiobotocore|types_aioboto3)_(\w+)\.(?:service_resource\.)?(\w+)$/;
const environment = /^(?:os\.)?environ\.(\w+)$/;
const environmentCall = /^os\.(?:environ\.get|getenv|environ\.setdefault|environ\.pop)$/;

/** A client for each service that the code may mean; one of no known service where it cannot be followed. */
function made(call: CallSyntax, at: At, make: (service: string | null) => Thing): Thing[] {
  const things = argumentNamed(call, at, "service_name", 0) ?? [];
  const names = plainTexts(things);
  if (names.length === 0) return [make(null)];
  return names.map((name) => make(serviceName(name)));
}

function resource(service: string, type: string, given: ReadonlyMap<string, readonly Thing[]> = new Map()): Thing {
  return sdk({ kind: "resource", service, type, given });
}

const makeResource = (service: string | null): Thing => (service === null ? client(null) : resource(service, ""));

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

/** `table.name`, `table.table_name`, `queue.url`, `topic.arn`. */
function parameterNamed(parameter: string, key: string): boolean {
  const plain = parameter.toLowerCase();
  const wanted = key.replaceAll("_", "");
  return plain === wanted || ((wanted === "name" || wanted === "arn" || wanted === "url") && plain.endsWith(wanted));
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

/** Methods of clients, sessions and paginators that call nothing. */
const quiet =
  /^(?:can_paginate|get_paginator|get_waiter|close|exceptions|meta|waiter_names|paginate|__\w+__|generate_presigned_(?:url|post)|resource|client|create_client|get_available_\w+|get_credentials|set_\w+|_\w+)$/;

/** What several calls of the API do for one of a transfer. */
const transfers: Readonly<Record<string, string>> = {
  upload_file: "PutObject",
  upload_fileobj: "PutObject",
  download_file: "GetObject",
  download_fileobj: "GetObject",
  copy: "CopyObject",
  generate_presigned_post: "PutObject",
};

function usesOf(callee: Thing, call: CallSyntax, at: At): readonly Found[] {
  if (callee.kind === "named") return named(callee.name, call, at);
  if (callee.kind !== "method") return [];
  const { of, name } = callee;
  const given = givenByName(call, at);
  switch (of.kind) {
    case "client":
      return ofClient(of, name, call, at);
    case "resource": {
      const both = givenBoth(of.given, given);
      if (of.service === "s3" && name in transfers) return transferOf(name, call, at, of.given);
      const member = resourceModel(of.service, of.type)?.members.get(name);
      if (member?.kind === "method") return [{ service: of.service, operation: member.operation, given: both }];
      if (member?.kind === "waiter")
        return [{ service: of.service, operation: `waiter:${member.waiter}`, given: both }];
      if (name === "reload") {
        const load = resourceModel(of.service, of.type)?.members.get("load");
        return load?.kind === "method" ? [{ service: of.service, operation: load.operation, given: both }] : [];
      }
      return [];
    }
    case "request":
      return ofRequest(of, name, given, call.of?.type === "call");
    case "helper":
      return of.name === "batch_writer" && /^(?:put|delete)_item$/.test(name)
        ? [{ service: "dynamodb", operation: "BatchWriteItem", given: givenBoth(of.given, given) }]
        : [];
    default:
      return [];
  }
}

function ofClient(of: Extract<SdkThing, { kind: "client" }>, name: string, call: CallSyntax, at: At): readonly Found[] {
  if (of.service === null)
    return quiet.test(name) ? [] : [{ reason: "The service of this client is chosen while the code runs." }];
  const { service } = of;
  if (service === "s3" && name in transfers) return transferOf(name, call, at);
  if (name === "generate_presigned_url") return presigned(service, call, at);
  if (name === "get_paginator" || name === "get_waiter") {
    const names = plainTexts(
      argumentNamed(call, at, name === "get_waiter" ? "waiter_name" : "operation_name", 0) ?? [],
    );
    if (names.length > 0) return [];
    return [{ reason: "Which operation is asked for is chosen while the code runs." }];
  }
  return quiet.test(name) ? [] : [{ service, operation: name, given: givenByName(call, at) }];
}

function presigned(service: string, call: CallSyntax, at: At): readonly Found[] {
  const names = plainTexts(argumentNamed(call, at, "ClientMethod", 0) ?? []);
  if (names.length === 0) return [{ reason: "Which operation is signed is chosen while the code runs." }];
  const parameters = argumentNamed(call, at, "Params", 1);
  return names.map((operation): Use => ({
    service,
    operation,
    given: givenIn(parameters ?? [], at, call.node),
  }));
}

/** By position: `upload_file(Filename, Bucket, Key)`. */
const positions: Readonly<Record<string, readonly string[]>> = {
  upload_file: ["Filename", "Bucket", "Key"],
  upload_fileobj: ["Fileobj", "Bucket", "Key"],
  download_file: ["Bucket", "Key", "Filename"],
  download_fileobj: ["Bucket", "Key", "Fileobj"],
  copy: ["CopySource", "Bucket", "Key"],
  generate_presigned_post: ["Bucket", "Key"],
};

function transferOf(
  name: string,
  call: CallSyntax,
  at: At,
  known?: ReadonlyMap<string, readonly Thing[]>,
): readonly Found[] {
  const names = (positions[name] ?? []).filter((one) => !known?.has(one));
  const byName = givenByName(call, at);
  const own = (parameter: string): readonly Thing[] | null => {
    const index = names.indexOf(parameter);
    return byName(parameter) ?? (index < 0 ? null : argumentNamed(call, at, parameter, index));
  };
  const extra = byName("ExtraArgs");
  const inExtra = extra && givenIn(extra, at, call.node);
  const given = (parameter: string): readonly Thing[] | null => own(parameter) ?? inExtra?.(parameter) ?? null;
  return [{ service: "s3", operation: transfers[name]!, given: givenBoth(known, given) }];
}

function ofRequest(
  of: Extract<SdkThing, { kind: "request" }>,
  name: string,
  given: Use["given"],
  isCounted: boolean,
): readonly Found[] {
  const both = givenBoth(of.given, given);
  if (of.what === "paginator")
    return name === "paginate" ? [{ service: of.service, operation: of.operation, given: both }] : [];
  if (of.what === "waiter")
    return name === "wait" ? [{ service: of.service, operation: `waiter:${of.operation}`, given: both }] : [];
  const [operation = "", type = ""] = of.operation.split(">");
  if (/^(?:all|filter|limit|page_size|pages)$/.test(name)) return [{ service: of.service, operation, given: both }];
  const batch = resourceModel(of.service, type)?.batches.get(name);
  if (batch === undefined) return [];
  const each: Use = { service: of.service, operation: batch, given: both };
  // `all()` before it is a call of its own.
  return isCounted ? [each] : [{ service: of.service, operation, given: both }, each];
}

function named(name: string, call: CallSyntax, at: At): readonly Found[] {
  if (name !== "getattr") return [];
  const [of, key] = [argumentNamed(call, at, "", 0) ?? [], argumentNamed(call, at, "", 1) ?? []];
  if (plainTexts(key).length > 0 || !sdksOf(of).some(({ kind }) => kind === "client")) return [];
  return [{ reason: "Which operation is called is chosen while the code runs." }];
}

/** Attributes that are no members of the model are loaded when the first of them is read. */
function loading(
  { service, type, given, isLoaded }: Extract<SdkThing, { kind: "resource" }>,
  name: string,
): readonly Found[] {
  const load = resourceModel(service, type)?.members.get("load");
  if (isLoaded || load?.kind !== "method" || !/^[a-z]\w*$/.test(name) || extra.test(name)) return [];
  const because = "Reading an attribute of a resource loads it.";
  return [
    {
      service,
      operation: load.operation,
      given: (parameter) => given.get(parameter) ?? null,
      isOptional: true,
      because,
    },
  ];
}

/** What boto3 adds to its resources, and what every one has. */
const extra =
  /^(?:batch_writer|(?:up|down)load_file(?:obj)?|copy|meta|get_available_subresources|reload|create_tags|delete_tags)$/;

export const pythonSdk: Sdk = {
  named: (name, { node }) => {
    const [, variable] = environment.exec(name) ?? [];
    if (variable === undefined) return null;
    return /^(?:get|setdefault|pop|keys|items|copy|update)$/.test(variable)
      ? null
      : text({ variable, span: { start: node.start, end: node.end } });
  },
  call: (name, call, at) => {
    if (clients.test(name)) return made(call, at, client);
    if (resources.test(name)) return made(call, at, makeResource);
    if (sessions.test(name)) return [sdk({ kind: "session" })];
    if (environmentCall.test(name)) {
      const names = plainTexts(argumentNamed(call, at, "key", 0) ?? []);
      return names.map((variable) => text({ variable, span: { start: call.node.start, end: call.node.end } }));
    }
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
  typed: (name) => {
    const [, service] = typedClient.exec(name) ?? [];
    if (service !== undefined) return client(serviceName(service));
    const [, of, type] = typedResource.exec(name) ?? [];
    if (of === undefined) return null;
    if (type!.endsWith("ServiceResource")) return resource(serviceName(of), "");
    return resourceModel(serviceName(of), type!) ? resource(serviceName(of), type!) : null;
  },
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
