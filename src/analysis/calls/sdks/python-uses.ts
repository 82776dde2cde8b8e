/** The operations that boto3 and its like call. */
import type { At } from "../following";
import { resourceModel } from "../resource-models";
import type { Surety } from "../surety";
import type { CallSyntax } from "../syntax";
import { plainTexts, type SdkThing, type Thing } from "../things";
import { type Found, type Given, givenBoth, givenByName, givenIn, suretyGiven, type Use, withFields } from "../uses";
import { functionUses, methodUses } from "./python-helpers";
import { argumentNamed, sdksOf } from "./sdk";

/** What boto3 adds to its resources, and what every one has. */
const extra =
  /^(?:batch_writer|(?:up|down)load_file(?:obj)?|copy|meta|get_available_subresources|reload|create_tags|delete_tags)$/;

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

export function usesOf(callee: Thing, call: CallSyntax, at: At): readonly Found[] {
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
        : methodUses(of, name, call, at);
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
  const given: Given = Object.assign(
    (parameter: string): readonly Thing[] | null => own(parameter) ?? inExtra?.(parameter) ?? null,
    {
      surely: (parameter: string): Surety =>
        own(parameter) ? "given" : inExtra ? suretyGiven(inExtra, parameter) : "absent",
    },
  );
  const whole = name === "generate_presigned_post" ? withFields(given, call.node, at) : given;
  return [{ service: "s3", operation: transfers[name]!, given: givenBoth(known, whole) }];
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
  if (name !== "getattr") return functionUses(name, call, at);
  const [of, key] = [argumentNamed(call, at, "", 0) ?? [], argumentNamed(call, at, "", 1) ?? []];
  if (plainTexts(key).length > 0 || !sdksOf(of).some(({ kind }) => kind === "client")) return [];
  return [{ reason: "Which operation is called is chosen while the code runs." }];
}

/** Attributes that are no members of the model are loaded when the first of them is read. */
export function loading(
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
