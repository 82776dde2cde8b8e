/** AWS SDK for JavaScript v3 and v2. */
import { serviceName } from "../../knowledge/sdk-services";
import { spanOf } from "../../text";
import type { At } from "../following";
import type { CallSyntax } from "../syntax";
import { client, plainTexts, sdk, type SdkThing, text, type Thing } from "../things";
import { type Found, givenAt, givenUnknown, type Use } from "../uses";
import { helperUses, madeHelper } from "./javascript-helpers";
import { first, type Sdk, sdksOf } from "./sdk";

const clientPackage = /^@aws-sdk\/client-([\w-]+)\.(\w+)$/;
const documentPackage = /^@aws-sdk\/lib-dynamodb\.(\w+)$/;
/** `aws-sdk.S3`, `aws-sdk/clients/s3`, `aws-sdk.DynamoDB.DocumentClient`. */
const second = /^aws-sdk(?:\/clients\/(\w+)|\.(\w+))(?:\.(\w+))?(?:\.(\w+))?$/;
const environment = /^(?:process|Bun|import\.meta)\.env\.(\w+)$/;
/** Hand on what they are given: they look at the calls. */
const watchers = /(?:^|\.)(?:captureAWS(?:Client|v3Client)?|captureAWSClient)$/;

/** What is called differently in DynamoDB's document clients: `GetCommand`, `get`. */
const documentOperations: Readonly<Record<string, string>> = {
  get: "GetItem",
  put: "PutItem",
  update: "UpdateItem",
  delete: "DeleteItem",
  query: "Query",
  scan: "Scan",
  batchget: "BatchGetItem",
  batchwrite: "BatchWriteItem",
  transactget: "TransactGetItems",
  transactwrite: "TransactWriteItems",
  executestatement: "ExecuteStatement",
  batchexecutestatement: "BatchExecuteStatement",
  executetransaction: "ExecuteTransaction",
};

function documentOperation(name: string): string {
  return documentOperations[name.toLowerCase()] ?? name;
}

/** The parts of names in `aws-sdk` that are no clients. */
const noClients =
  /^(?:AWSError|CloudFront\.Signer|config|Config|ConfigurationOptions|Credentials|\w*Credentials|\w*CredentialsOptions|CredentialProviderChain|Endpoint|EventListeners|HttpRequest|HttpResponse|MetadataService|Request|Response|Service|SharedIniFileCredentials|TokenFileWebIdentityCredentials|util|XML|TemporaryCredentials|default)$/;

/** The client that a name constructs, or that is of a type of this name. */
function clientNamed(name: string): Thing | null {
  const [, of, exported] = clientPackage.exec(name) ?? [];
  if (of !== undefined) {
    if (/(?:Command|Exception|Input|Output)$/.test(exported!) || /^[a-z]/.test(exported!)) return null;
    const service = serviceName(of);
    const written = serviceName(exported!).replace(/client$/, "");
    // `S3Client` and `S3` are clients; `ServerSideEncryption` is not.
    return exported!.endsWith("Client") || written === service ? client(service) : null;
  }
  const [, document] = documentPackage.exec(name) ?? [];
  if (document === "DynamoDBDocumentClient" || document === "DynamoDBDocument") return client("dynamodb", "document");
  const match = second.exec(name);
  if (!match) return null;
  const [, file, own] = match;
  const inner = match.slice(3).filter((part): part is string => part !== undefined && !isSame(part, file));
  const service = own ?? (file === "all" ? inner.shift() : file);
  if (service === undefined || noClients.test(service)) return null;
  if (inner[0] === "DocumentClient") return client("dynamodb", "document");
  return inner.length === 0 ? client(serviceName(service)) : null;
}

/** `S3` of `aws-sdk/clients/s3`. */
function isSame(part: string, file: string | undefined): boolean {
  return file !== undefined && part.toLowerCase() === file.toLowerCase();
}

function callNamed(name: string, call: CallSyntax, at: At): readonly Thing[] | null {
  if (watchers.test(name)) return first(call, at);
  if (/^@aws-sdk\/lib-dynamodb\.DynamoDBDocument(?:Client)?\.from$/.test(name)) return [client("dynamodb", "document")];
  const command = commandNamed(name);
  if (command && call.isNew) return [sdk({ kind: "request", what: "command", ...command })];
  if (/^(?:util\.|node:util\.)?promisify$|^(?:String|Object\.freeze)$/.test(name)) return first(call, at);
  return madeHelper(name, call, at) ?? (call.isNew ? listed(clientNamed(name)) : null);
}

function listed(thing: Thing | null): readonly Thing[] | null {
  return thing && [thing];
}

/** What a command class stands for. */
function commandNamed(name: string): { service: string; operation: string } | null {
  const [, of, exported] = clientPackage.exec(name) ?? [];
  if (of !== undefined)
    return exported!.endsWith("Command")
      ? { service: serviceName(of), operation: exported!.slice(0, -"Command".length) }
      : null;
  const [, document] = documentPackage.exec(name) ?? [];
  return document?.endsWith("Command") === true
    ? { service: "dynamodb", operation: documentOperation(document.slice(0, -"Command".length)) }
    : null;
}

function usesOf(callee: Thing, call: CallSyntax, at: At): readonly Found[] {
  if (callee.kind === "named") return ofNamed(callee.name, call, at);
  if (callee.kind !== "method") return [];
  const { of, name } = callee;
  if (of.kind === "client" && of.service !== null) return ofClient(of, of.service, name, call, at);
  return of.kind === "helper" ? helperUses(of, name, call, at) : [];
}

function ofNamed(name: string, call: CallSyntax, at: At): readonly Found[] {
  const command = call.isNew ? commandNamed(name) : null;
  if (command) return [{ ...command, given: givenAt(call, 0, at) }];
  const [, of, exported] =
    clientPackage.exec(name) ?? documentPackage.exec(name.replace("lib-dynamodb.", "lib-dynamodb.")) ?? [];
  const page = /(?:^|\.)paginate([A-Z]\w*)$/.exec(name)?.[1];
  const isDocument = name.startsWith("@aws-sdk/lib-dynamodb.");
  if (page !== undefined && (of !== undefined || isDocument))
    return [{ service: isDocument ? "dynamodb" : serviceName(of!), operation: page, given: givenAt(call, 1, at) }];
  const wait = exported === undefined ? undefined : /^waitUntil([A-Z]\w*)$/.exec(exported)?.[1];
  if (wait !== undefined)
    return [{ service: serviceName(of!), operation: `waiter:${wait}`, given: givenAt(call, 1, at) }];
  return helperUses({ kind: "helper", name }, "", call, at);
}

/** Methods of clients that call nothing. */
const quiet =
  /^(?:send|destroy|config|middlewareStack|setupRequestListeners|makeUnauthenticatedRequest|createSet|constructor|initConfig|endpoint|on|once|bind|call|apply|promise|then|catch|finally|mock\w*|stub\w*)$/;

function ofClient(
  of: Extract<SdkThing, { kind: "client" }>,
  service: string,
  name: string,
  call: CallSyntax,
  at: At,
): readonly Found[] {
  if (name === "send") return sent(call, at);
  if (name === "waitFor")
    return byText(first(call, at), (state) => ({ service, operation: `waiter:${state}`, given: givenAt(call, 1, at) }));
  if (name === "makeRequest" || /^getSignedUrl(?:Promise)?$/.test(name))
    return byText(first(call, at), (operation) => ({
      service,
      operation: nameIn(of, operation),
      given: givenAt(call, 1, at),
    }));
  if (service === "s3" && (name === "upload" || name === "createPresignedPost"))
    return [{ service, operation: "PutObject", given: givenAt(call, 0, at) }];
  return quiet.test(name) ? [] : [{ service, operation: nameIn(of, name), given: givenAt(call, 0, at) }];
}

function nameIn({ form }: Extract<SdkThing, { kind: "client" }>, name: string): string {
  return form === "document" ? documentOperation(name) : name;
}

function byText(things: readonly Thing[], use: (name: string) => Use): readonly Found[] {
  const names = plainTexts(things);
  return names.length > 0 ? names.map(use) : [{ reason: "Which operation is called is chosen while the code runs." }];
}

/** The command is counted where it is made. */
function sent(call: CallSyntax, at: At): readonly Found[] {
  const argument = call.arguments[0];
  if (!argument) return [];
  const things = at.flow.value(at.file, argument.value, at.frame);
  const isKnown =
    sdksOf(things).some(({ kind }) => kind === "request") ||
    things.some((thing) => thing.kind === "instance" && thing.file.classes.get(thing.node)?.bases.length);
  return isKnown ? [] : [{ reason: "The command that is sent is not known here." }];
}

export const javascriptSdk: Sdk = {
  named: (name, { node }) => {
    const [, variable] = environment.exec(name) ?? [];
    return variable === undefined ? null : text({ variable, span: spanOf(node) });
  },
  call: callNamed,
  member: ({ sdk: of }, key) => {
    if (of.kind === "client" && key === "service") return [sdk(of)];
    return [{ kind: "method", of, name: key }];
  },
  method: (method, call, at) => {
    const { of, name } = method;
    // `client.putObject.bind(client)`
    if (name === "bind" || name === "promise") return [sdk(of)];
    if (of.kind === "client" && of.form === undefined && name === "from") return first(call, at);
    return [];
  },
  typed: (name) => clientNamed(name),
  element: () => [],
  uses: usesOf,
  byArguments: () => [],
  handedOn: ({ of, name }) =>
    of.kind === "client" && of.service !== null && !quiet.test(name)
      ? [
          {
            service: of.service,
            operation: nameIn(of, name),
            given: givenUnknown,
            isOptional: true,
            because: "It is handed on as a function.",
          },
        ]
      : [],
};
