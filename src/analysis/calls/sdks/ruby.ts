/** AWS SDK for Ruby: its clients, and its resources, which are much like those of boto3. */
import { serviceName } from "../../knowledge/sdk-services";
import type { At } from "../following";
import { resourceModel } from "../resource-models";
import type { CallSyntax } from "../syntax";
import { client, sdk, type SdkThing, type Thing } from "../things";
import { type Found, type Given, givenByName } from "../uses";
import { make, snake } from "./others";
import { pythonSdk } from "./python";
import { resource } from "./python-types";
import type { Sdk } from "./sdk";

const rubyClients = make({
  client: /^Aws\.(\w+)\.Client$/,
  environment: /^ENV\.fetch$/,
  quiet: /^(?:config|operation_names|waiter_names|new|class|nil\?|is_a\?|respond_to\?|stub_\w+|freeze)$/,
  given: (call, at) => givenSnake(call, at),
  operation: (name) => name,
});

/** Resources of Ruby have the models of boto3's: `Aws::S3::Bucket.new(name)`, `resource.bucket(name)`. */
export const rubySdk: Sdk = {
  ...rubyClients,
  call: (name, call, at) => {
    const [, service, type] = /^Aws\.(\w+)\.(\w+)$/.exec(name) ?? [];
    if (!call.isNew || service === undefined || type === undefined || type === "Client")
      return rubyClients.call(name, call, at);
    const root = sdk({ kind: "resource", service: serviceName(service), type: "", given: new Map() });
    if (type === "Resource") return [root];
    if (!resourceModel(serviceName(service), type)) return null;
    return pythonSdk.method(
      { kind: "method", of: (root as Extract<Thing, { kind: "sdk" }>).sdk, name: type },
      call,
      at,
    );
  },
  member: (of, key, at) =>
    of.sdk.kind === "resource" && key === "client"
      ? [client(of.sdk.service)]
      : isResource(of.sdk)
        ? pythonSdk.member(of, memberName(of.sdk, key), at)
        : rubyClients.member(of, key, at),
  method: (method, call, at) =>
    isResource(method.of) ? pythonSdk.method(method, call, at) : rubyClients.method(method, call, at),
  element: (things, at) => pythonSdk.element(things, at),
  documented: (name) => {
    const [, service = "", type = ""] = /^Aws::(\w{1,60})::(\w{1,60})$/.exec(name) ?? [];
    if (type === "") return null;
    if (type === "Client") return client(serviceName(service));
    const own = type === "Resource" ? "" : type;
    return resourceModel(serviceName(service), own) ? resource(serviceName(service), own) : null;
  },
  uses: (callee, call, at) => {
    if (callee.kind === "named" && call.isNew && callee.name === "Aws.AssumeRoleCredentials")
      return [{ service: "sts", operation: "AssumeRole", given: givenSnake(call, at) }];
    if (callee.kind !== "method" || !isResource(callee.of)) return rubyClients.uses(callee, call, at);
    // The object is the source; what it is copied to is given.
    if (callee.of.kind === "resource" && callee.of.service === "s3" && callee.name === "copy_to")
      return [{ service: "s3", operation: "CopyObject", given: givenSnake(call, at) }];
    return pythonSdk.uses(callee, call, at).map((found) => inRuby(found, givenSnake(call, at)));
  },
};

function givenSnake(call: CallSyntax, at: At): Given {
  const given = givenByName(call, at);
  return (parameter) => given(snake(parameter));
}

/** With the options as Ruby writes them. Collections of objects are listed by the newer operation. */
function inRuby(found: Found, options: Given): Found {
  if ("reason" in found) return found;
  const given: Given = (parameter) => found.given(parameter) ?? options(parameter);
  const isList = found.service === "s3" && found.operation === "ListObjects";
  return { ...found, given, ...(isList && { operation: "ListObjectsV2" }) };
}

function isResource({ kind }: SdkThing): boolean {
  return kind === "resource" || kind === "request";
}

/** `bucket` of a resource is the resource `Bucket`; collections are gone through with `each`. */
function memberName(of: SdkThing, key: string): string {
  if (of.kind === "request") return key === "each" ? "all" : key === "batch_delete!" ? "delete" : key;
  if (of.kind !== "resource" || resourceModel(of.service, of.type)?.members.has(key)) return key;
  if (/^(?:data|exists\?)$/.test(key) && resourceModel(of.service, of.type)?.members.has("load")) return "load";
  const pascal = key.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase()).replace(/^Db/, "DB");
  const isOwn =
    of.type === ""
      ? resourceModel(of.service, pascal) !== null
      : resourceModel(of.service, of.type)?.members.has(pascal);
  return isOwn ? pascal : key;
}
