/** AWS SDK for Go v2, and v1 as far as it is the same. */
import { serviceName } from "../../knowledge/sdk-services";
import { childOf, type SyntaxNode } from "../../source/syntax-tree";
import { spanOf } from "../../text";
import type { At } from "../following";
import type { CallSyntax } from "../syntax";
import { client, plainTexts, sdk, type SdkThing, text, type Thing } from "../things";
import { type Found, type Given, givenAt, givenNothing, type Use } from "../uses";
import { first, type Sdk } from "./sdk";

const inService = /^github\.com\/aws\/aws-sdk-go(?:-v2)?\/service\/(\w+)(?:\/\w+)?\.(\w+)$/;
const manager =
  /^github\.com\/aws\/aws-sdk-go(?:-v2\/feature\/s3\/(?:manager|transfermanager)|\/service\/s3\/s3manager(?:\/s3manageriface)?)\.(\w+)$/;

/** What the methods of the transfer managers call. */
const transfers: Readonly<Record<string, readonly string[]>> = {
  Upload: ["PutObject"],
  UploadWithContext: ["PutObject"],
  UploadObject: ["PutObject"],
  Download: ["GetObject"],
  DownloadWithContext: ["GetObject"],
  DownloadObject: ["GetObject"],
  GetObject: ["GetObject"],
};

function typed(name: string): Thing | null {
  // That of v1 lies within its service.
  const transfer = manager.exec(name)?.[1];
  if (transfer !== undefined)
    return /^(?:(?:Uploader|Downloader)(?:API)?|Client)$/.test(transfer)
      ? sdk({ kind: "helper", name: "transfer" })
      : null;
  const [, of, type] = inService.exec(name) ?? [];
  if (of !== undefined && type !== undefined) {
    const service = serviceName(of.replace(/iface$/, ""));
    if (type === "PresignClient") return client(service, "presign");
    const waiter = /^(\w+)Waiter$/.exec(type)?.[1];
    if (waiter !== undefined) return sdk({ kind: "request", what: "waiter", service, operation: waiter });
    // `s3.Client`; of v1 `s3.S3`, `s3iface.S3API`, `lambda.Lambda`.
    const isClient = type === "Client" || serviceName(type.replace(/API$/, "")) === service;
    return isClient ? client(service) : null;
  }
  return null;
}

function callNamed(name: string, call: CallSyntax, at: At): readonly Thing[] | null {
  const transfer = manager.exec(name)?.[1];
  if (transfer !== undefined) return /^New/.test(transfer) ? [sdk({ kind: "helper", name: "transfer" })] : null;
  const [, of, made] = inService.exec(name) ?? [];
  if (of !== undefined && made !== undefined) {
    const service = serviceName(of);
    if (made === "New" || made === "NewFromConfig") return [client(service)];
    const thing = made.startsWith("New") ? typed(name.replace(/\.New/, ".")) : null;
    return thing && [thing];
  }
  if (name === "os.Getenv")
    return plainTexts(first(call, at)).map((variable) => text({ variable, span: spanOf(call.node) }));
  return null;
}

function usesOf(callee: Thing, call: CallSyntax, at: At): readonly Found[] {
  if (callee.kind === "named") {
    const [, of, made] = inService.exec(callee.name) ?? [];
    const page = made === undefined ? undefined : /^New(\w+)Paginator$/.exec(made)?.[1];
    if (page !== undefined) return [{ service: serviceName(of!), operation: page, given: givenAt(call, 1, at) }];
    if (manager.exec(callee.name)?.[1] === "GetBucketRegion")
      return [{ service: "s3", operation: "HeadBucket", given: givenNothing }];
    return [];
  }
  if (callee.kind !== "method") return [];
  const { of, name } = callee;
  if (of.kind === "client" && of.service !== null) return ofClient(of, of.service, name, call, at);
  if (of.kind === "request" && of.what === "waiter")
    return /^Wait(?:ForOutput)?$/.test(name)
      ? [{ service: of.service, operation: `waiter:${of.operation}`, given: givenAt(call, 1, at) }]
      : [];
  const operations = of.kind === "helper" ? transfers[name] : undefined;
  return (operations ?? []).map((operation): Use => ({
    service: "s3",
    operation,
    given: givenInput(call, call.arguments.length - 1, at),
  }));
}

function ofClient(
  of: Extract<SdkThing, { kind: "client" }>,
  service: string,
  name: string,
  call: CallSyntax,
  at: At,
): readonly Found[] {
  const waiter = /^WaitUntil(\w+?)(?:WithContext)?$/.exec(name)?.[1];
  if (waiter !== undefined) return [{ service, operation: `waiter:${waiter}`, given: givenInput(call, 0, at) }];
  const own = of.form === "presign" ? name.replace(/^Presign/, "") : name;
  const operation = own.replace(/(?:Pages)?(?:WithContext)?$/, "").replace(/(?<=\w)Request$/, "");
  if (/^(?:Options|New\w*|AddDebugHandlers|Handlers|Config)$/.test(operation)) return [];
  // Behind the context, where there is one.
  return [{ service, operation, given: givenInput(call, call.arguments.length > 1 ? 1 : 0, at) }];
}

/** What an input gives: the argument that is certainly one, wherever it stands among contexts, writers and options; else the one that usually is. */
function givenInput(call: CallSyntax, usual: number, at: At): Given {
  const sure = call.arguments.findIndex(({ value }) => inputOf(value, at) !== null);
  return givenAt(call, sure < 0 ? usual : sure, at);
}

/** The full name of an input that an expression makes: `…/service/s3.PutObjectInput`. */
function inputOf(value: SyntaxNode, at: At): string | null {
  const { base } = at.file.code.resolve(value);
  const type = childOf(base, "body") && at.file.code.language.typeOf?.(base);
  const name = type ? at.file.code.qualified(type) : null;
  return name?.endsWith("Input") ? name : null;
}

/** The client is an interface of the program's own: its input tells which operation it is. */
function usesByInput(call: CallSyntax, at: At): readonly Found[] {
  if (call.name === null || !call.of) return [];
  for (const [index, { value }] of call.arguments.entries()) {
    const name = inputOf(value, at) ?? "";
    const [, of, input] = manager.test(name) ? [] : (inService.exec(name) ?? []);
    if (of !== undefined && input === `${call.name}Input`)
      return [{ service: serviceName(of), operation: call.name, given: givenAt(call, index, at) }];
  }
  return [];
}

export const goSdk: Sdk = {
  named: () => null,
  call: callNamed,
  member: ({ sdk: of }, key) => [{ kind: "method", of, name: key }],
  method: () => [],
  typed,
  element: () => [],
  uses: usesOf,
  byArguments: usesByInput,
  handedOn: () => [],
};
