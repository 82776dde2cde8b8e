/** AWS SDK for Java 2, with its enhanced DynamoDB client and its transfer manager; version 1 as far as it is the same. */
import { serviceName } from "../../knowledge/sdk-services";
import { oncePer } from "../../memo";
import { childOf, partsOf, type SyntaxNode, textOf } from "../../source/syntax-tree";
import { spanOf } from "../../text";
import type { At } from "../following";
import type { ReadFile } from "../read-file";
import type { CallSyntax } from "../syntax";
import { client, plainTexts, sdk, type SdkThing, text, type Thing } from "../things";
import { type Found, type Given, givenBoth, givenIn, type Use } from "../uses";
import { givenByItems } from "./java-items";
import { first, type Sdk } from "./sdk";

const inService = /^software\.amazon\.awssdk\.services\.(\w+)\.(?:(?:model|presigner|waiters|paginators)\.)?(\w+)$/;
const inVersion1 = /^com\.amazonaws\.services\.(\w+)\.(\w+)$/;
const transfer = /^software\.amazon\.awssdk\.transfer\.s3\.S3TransferManager$/;
const ofEnhanced = /^software\.amazon\.awssdk\.enhanced\.dynamodb\.model\.\w+$/;
const enhanced = /^software\.amazon\.awssdk\.enhanced\.dynamodb\.(\w+)$/;

/** What the methods of libraries upon the SDK call. */
const methods: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  transfer: {
    upload: ["PutObject"],
    uploadFile: ["PutObject"],
    uploadDirectory: ["PutObject"],
    resumeUploadFile: ["PutObject"],
    download: ["GetObject"],
    downloadFile: ["GetObject"],
    resumeDownloadFile: ["GetObject"],
    downloadDirectory: ["ListObjectsV2", "GetObject"],
    copy: ["CopyObject"],
  },
  enhanced: {
    batchGetItem: ["BatchGetItem"],
    batchWriteItem: ["BatchWriteItem"],
    transactGetItems: ["TransactGetItems"],
    transactWriteItems: ["TransactWriteItems"],
    transactWriteItemsWithResponse: ["TransactWriteItems"],
  },
  table: {
    createTable: ["CreateTable"],
    deleteItem: ["DeleteItem"],
    deleteItemWithResponse: ["DeleteItem"],
    deleteTable: ["DeleteTable"],
    describeTable: ["DescribeTable"],
    getItem: ["GetItem"],
    getItemWithResponse: ["GetItem"],
    putItem: ["PutItem"],
    putItemWithResponse: ["PutItem"],
    query: ["Query"],
    scan: ["Scan"],
    updateItem: ["UpdateItem"],
    updateItemWithResponse: ["UpdateItem"],
  },
};

function typed(name: string): Thing | null {
  const [, of, type] = inService.exec(name) ?? [];
  if (of !== undefined && type !== undefined) {
    const service = serviceName(of);
    if (type.endsWith("Presigner")) return client(service, "presign");
    if (/Waiter$/.test(type)) return client(service, "waiter");
    return /Client$/.test(type) ? client(service) : null;
  }
  if (transfer.test(name)) return sdk({ kind: "helper", name: "transfer" });
  const more = enhanced.exec(name)?.[1];
  if (more !== undefined) {
    if (/^DynamoDbEnhanced(?:Async)?Client$/.test(more)) return sdk({ kind: "helper", name: "enhanced" });
    return /^DynamoDb(?:Async)?(?:Table|Index)$/.test(more) ? sdk({ kind: "helper", name: "table" }) : null;
  }
  const [, old, oldType] = inVersion1.exec(name) ?? [];
  return oldType !== undefined &&
    /^(?:AWS|Amazon)\w+$/.test(oldType) &&
    !/(?:Exception|Builder|Configuration|URI)$/.test(oldType)
    ? client(serviceName(old!))
    : null;
}

/** `S3Client.create()`, `S3Client.builder()`, `AmazonS3ClientBuilder.standard()`: what builds it and what it is are not told apart. */
function callNamed(name: string, call: CallSyntax, at: At): readonly Thing[] | null {
  const made = /^(.+?)(?:Builder)?\.(?:create|builder|standard|defaultClient)$/.exec(name)?.[1];
  const thing = made === undefined ? (call.isNew ? typed(name) : null) : typed(made);
  if (thing) return [thing];
  if (made !== undefined && (inService.test(made) || ofEnhanced.test(made)))
    return [sdk({ kind: "request", what: "builder", service: "", operation: "" })];
  if (name === "System.getenv")
    return plainTexts(first(call, at)).map((variable) => text({ variable, span: spanOf(call.node) }));
  return null;
}

function methodOf({ of, name }: Extract<Thing, { kind: "method" }>, call: CallSyntax, at: At): readonly Thing[] {
  if (of.kind === "client") {
    if (name === "waiter" && of.service !== null) return [client(of.service, "waiter")];
    return isBuilding(name) ? [sdk(of)] : [];
  }
  if (of.kind === "request" && of.what === "builder") return [withParameter(of, name, call, at)];
  if (of.kind !== "helper") return [];
  if (name === "table" && of.name === "enhanced")
    return [sdk({ kind: "helper", name: "table", given: new Map([["TableName", first(call, at)]]) })];
  if (name === "index" && of.name === "table") return [sdk(of)];
  return isBuilding(name) ? [sdk(of)] : [];
}

/** Methods of builders, which give the builder again. */
function isBuilding(name: string): boolean {
  return /^(?:build|region|with\w+|credentials\w*|endpoint\w*|overrideConfiguration|http\w*|serviceConfiguration|applyMutation|force\w+|multipart\w*|dynamoDbClient|s3Client|client|extensions|defaultsMode|dualstackEnabled|fipsEnabled|accelerate|checksum\w*|async\w*|minimumPartSizeInBytes|targetThroughputInGbps|initialReadBufferSizeInBytes|maxConcurrency)$/.test(
    name,
  );
}

/** Methods of clients that call nothing. */
const quiet =
  /^(?:close|serviceName|utilities|waiter|serviceClientConfiguration|shutdown|hashCode|equals|toString|toBuilder|getClass|join)$/;

function usesOf(callee: Thing, call: CallSyntax, at: At): readonly Found[] {
  if (callee.kind !== "method") return [];
  const { of, name } = callee;
  const given = givenOf(call, at);
  if (of.kind === "client" && of.service !== null) return ofClient(of, of.service, name, given);
  if (of.kind !== "helper") return [];
  const service = of.name === "transfer" ? "s3" : "dynamodb";
  return (methods[of.name]?.[name] ?? []).map((operation): Use => ({
    service,
    operation,
    given: of.name === "enhanced" ? givenByItems(call, at) : givenBoth(of.given, given),
  }));
}

function ofClient(
  of: Extract<SdkThing, { kind: "client" }>,
  service: string,
  name: string,
  given: Given,
): readonly Found[] {
  if (of.form === "waiter") {
    const waiter = /^waitUntil(\w+)$/.exec(name)?.[1];
    return waiter === undefined ? [] : [{ service, operation: `waiter:${waiter}`, given }];
  }
  if (quiet.test(name) || isBuilding(name)) return [];
  const operation = of.form === "presign" ? name.replace(/^presign/, "") : name.replace(/(?:Paginator|AsBytes)$/, "");
  return [{ service, operation, given }];
}

/** The parameters of a request: of its builder, or of the lambda that fills one in. */
function givenOf(call: CallSyntax, at: At): Given {
  const entries = new Map<string, readonly SyntaxNode[]>();
  const things: Thing[] = [];
  for (const { value } of call.arguments) {
    if (value.type === "lambda_expression") collect(at.file, childOf(value, "body") ?? value, entries);
    else things.push(...at.flow.value(at.file, value, at.frame));
  }
  const built = givenIn(things, at, call.node);
  return (parameter) => {
    const values = entries.get(parameter.toLowerCase());
    return values?.flatMap((value) => valueOf(value, at)) ?? built(parameter);
  };
}

const longestChain = 60;

function valueOf(value: SyntaxNode, at: At): readonly Thing[] {
  return value.type === "lambda_expression" ? [filledIn(value, at)] : at.flow.value(at.file, value, at.frame);
}

function collect(file: ReadFile, chain: SyntaxNode, entries: Map<string, readonly SyntaxNode[]>): void {
  let at: SyntaxNode | null = chain;
  for (let links = 0; at?.type === "method_invocation" && links < longestChain; links++) {
    const name = childOf(at, "name");
    const list = childOf(at, "arguments");
    const values = list ? partsOf(list) : [];
    const [argument] = values;
    if (name && argument) {
      const key = textOf(file.tree, name).toLowerCase();
      // Of a list, its items may stand here one by one.
      if (!entries.has(key)) entries.set(key, values);
      // A request in a request: `putObjectRequest(b -> b.bucket("x"))` of a presigner.
      if (argument.type === "lambda_expression") collect(file, childOf(argument, "body") ?? argument, entries);
    }
    at = childOf(at, "object");
  }
}

/** What a lambda fills in: `t -> t.roleArn(role)`. */
function filledIn(lambda: SyntaxNode, at: At): Thing {
  const entries = new Map<string, readonly SyntaxNode[]>();
  collect(at.file, childOf(lambda, "body") ?? lambda, entries);
  const given = new Map(
    Array.from(
      entries,
      ([key, values]) => [key, values.flatMap((one) => at.flow.value(at.file, one, at.frame))] as const,
    ),
  );
  return sdk({ kind: "request", what: "builder", service: "", operation: "", given });
}

/** A builder with one parameter more. */
function withParameter(of: Extract<SdkThing, { kind: "request" }>, name: string, call: CallSyntax, at: At): Thing {
  if (name === "build" || call.arguments.length === 0 || (of.given?.size ?? 0) >= longestChain) return sdk(of);
  const given = new Map(of.given);
  // What is added stands beside what was before.
  const before = /^add[A-Z]/.test(name) ? (given.get(name.toLowerCase()) ?? []) : [];
  const values = call.arguments.flatMap(({ value }) => at.flow.value(at.file, value, at.frame));
  given.set(name.toLowerCase(), [...before, ...values]);
  return sdk({ ...of, given });
}

/** The packages of the SDK all of whose names a file imports. */
const wildcardsOf = oncePer((file: ReadFile): readonly string[] => {
  const found = partsOf(file.tree.root).flatMap((statement) => {
    if (statement.type !== "import_declaration" || !statement.children.some(({ type }) => type === "asterisk"))
      return [];
    const name = partsOf(statement)[0] ? textOf(file.tree, partsOf(statement)[0]!) : "";
    return /^(?:software\.amazon\.awssdk|com\.amazonaws\.services)\./.test(name) ? [name] : [];
  });
  return found.slice(0, 40);
});

export const javaSdk: Sdk = {
  named: (name, { file }) => {
    if (!/^[A-Z]\w*$/.test(name)) return null;
    const full = wildcardsOf(file)
      .map((one) => `${one}.${name}`)
      .find((one) => isOwn(one));
    return full === undefined ? null : { kind: "named", name: full };
  },
  call: callNamed,
  member: ({ sdk: of }, key) => [{ kind: "method", of, name: key }],
  method: methodOf,
  typed,
  element: () => [],
  uses: usesOf,
  byArguments: () => [],
  handedOn: () => [],
};

/** Of several packages that are imported as a whole, the one whose client is called like it. */
function isOwn(name: string): boolean {
  const [, of, type] = inService.exec(name) ?? inVersion1.exec(name) ?? [];
  if (of === undefined || type === undefined)
    return typed(name) !== null || (ofEnhanced.test(name) && name.endsWith("Request"));
  if (name.includes(".model.")) return type.endsWith("Request");
  const own = serviceName(
    type.replace(/^(?:AWS|Amazon)(?=[A-Z])/, "").replace(/(?:Async)?(?:Client|Presigner|Waiter)(?:Builder)?$/, ""),
  );
  return own === of || own === of.replace(/v2$/, "");
}
