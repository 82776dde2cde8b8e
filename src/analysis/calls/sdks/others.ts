/** AWS SDKs for .NET, PHP and Rust: their clients, whose methods are called like the operations. */
import { serviceName } from "../../knowledge/sdk-services";
import { childOf, partsOf, type SyntaxNode, textOf } from "../../source/syntax-tree";
import { spanOf } from "../../text";
import type { At } from "../following";
import type { CallSyntax } from "../syntax";
import { client, plainTexts, sdk, text, type Thing } from "../things";
import { type Found, type Given, givenAt } from "../uses";
import { first, type Sdk } from "./sdk";

interface Names {
  /** The name of a client; its first group is the service. */
  readonly client: RegExp;
  /** Calls that read an environment variable. */
  readonly environment: RegExp;
  /** Methods that call nothing. */
  readonly quiet: RegExp;
  given(call: CallSyntax, at: At): Given;
  operation(name: string): string;
  /** What the methods of libraries upon the SDK call, by class and method. */
  readonly helpers?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** The clients of a language, whose methods are called like the operations. */
export function make(names: Names): Sdk {
  const typed = (name: string): Thing | null => {
    const match = names.client.exec(name);
    const service = match && match.slice(1).find(Boolean);
    if (service) return client(serviceName(service));
    const own = name.slice(name.lastIndexOf(".") + 1);
    return names.helpers && Object.hasOwn(names.helpers, own) ? sdk({ kind: "helper", name: own }) : null;
  };
  const uses = (callee: Thing, call: CallSyntax, at: At): readonly Found[] => {
    if (callee.kind !== "method") return [];
    const { of, name } = callee;
    if (of.kind === "helper") {
      const operation = names.helpers?.[of.name]?.[names.operation(name)];
      return operation === undefined
        ? []
        : operation.split(" ").map((one) => ({
            service: of.name === "TransferUtility" ? "s3" : "dynamodb",
            operation: one,
            given: () => null,
          }));
    }
    if (of.kind !== "client" || of.service === null || names.quiet.test(name)) return [];
    const { service } = of;
    const asked = /^(?:getPaginator|getIterator|getCommand|waitUntil|getWaiter|wait_until)$/.test(name)
      ? plainTexts(first(call, at))
      : null;
    if (asked && asked.length === 0) return [{ reason: "Which operation is called is chosen while the code runs." }];
    const isWaiter = /^(?:waitUntil|getWaiter|wait_until)$/.test(name);
    if (asked)
      return asked.map((one) => ({
        service,
        operation: isWaiter ? `waiter:${one}` : one,
        // Behind the name of the operation; in Ruby by their names.
        given: call.arguments.some((one) => one.name !== null) ? names.given(call, at) : givenAt(call, 1, at),
      }));
    return [{ service, operation: names.operation(name), given: names.given(call, at) }];
  };
  return {
    named: (name, { node }) => {
      const [, variable] = /^(?:ENV|\$_ENV|\$_SERVER)\.(\w+)$/.exec(name) ?? [];
      return variable === undefined || variable === "fetch" ? null : text({ variable, span: spanOf(node) });
    },
    call: (name, call, at) => {
      if (names.environment.test(name))
        return plainTexts(first(call, at)).map((variable) => text({ variable, span: spanOf(call.node) }));
      // `$sdk->createDynamoDb()`
      const [, made] = /^\\?Aws\\Sdk\.create(\w+)$/.exec(name) ?? [];
      if (made !== undefined) return [client(serviceName(made))];
      if (call.isNew && /^\\?Aws\\Sdk$/.test(name)) return [{ kind: "named", name }];
      const own = call.isNew ? name : name.replace(/\.(?:new|factory|from_conf|Create\w*)$/, "");
      const thing = call.isNew || own !== name ? typed(own) : null;
      return thing && [thing];
    },
    member: ({ sdk: of }, key) => (key === "Paginators" ? [sdk(of)] : [{ kind: "method", of, name: key }]),
    // In Rust what is made once is read with `get`.
    method: ({ of, name }) => (/^(?:clone|get|get_or_init)$/.test(name) ? [sdk(of)] : []),
    typed,
    element: () => [],
    uses,
    byArguments: () => [],
    handedOn: () => [],
  };
}

/** Names with the first letter of each word in upper case, as `snake_case`. */
export function snake(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1_$2")
    .toLowerCase();
}

/** What the client of Amazon S3 calls otherwise in .NET. */
const renamed: Readonly<Record<string, string>> = {
  CopyPart: "UploadPartCopy",
  DeleteCORSConfiguration: "DeleteBucketCors",
  DeleteLifecycleConfiguration: "DeleteBucketLifecycle",
  GetACL: "GetBucketAcl",
  GetCORSConfiguration: "GetBucketCors",
  GetLifecycleConfiguration: "GetBucketLifecycleConfiguration",
  GetObjectMetadata: "HeadObject",
  InitiateMultipartUpload: "CreateMultipartUpload",
  ListVersions: "ListObjectVersions",
  PutACL: "PutBucketAcl",
  PutBucket: "CreateBucket",
  PutCORSConfiguration: "PutBucketCors",
  PutLifecycleConfiguration: "PutBucketLifecycleConfiguration",
};

export const csharpSdk = make({
  client: /^(?:Amazon\.[\w.]+\.)?(?:IAmazon(\w+)|Amazon(\w+)Client)$/,
  environment: /(?:^|\.)Environment\.GetEnvironmentVariable$/,
  quiet:
    /^(?:Dispose|Config|Endpoint\w*|DetermineServiceOperationEndPoint|GetType|ToString|Equals|GetHashCode|Before\w+|After\w+|ExceptionEvent)$/,
  given: (call, at) => {
    const given = givenAt(call, 0, at);
    // In .NET the bucket is `BucketName`.
    return (parameter) => given(parameter) ?? (parameter === "Bucket" ? given("BucketName") : null);
  },
  operation: (name) => {
    const own = name.replace(/Async$/, "");
    return renamed[own] ?? own;
  },
  helpers: {
    TransferUtility: {
      Upload: "PutObject",
      UploadDirectory: "PutObject",
      Download: "GetObject",
      DownloadDirectory: "ListObjects GetObject",
      OpenStream: "GetObject",
    },
    DynamoDBContext: {
      Load: "DescribeTable GetItem",
      Save: "DescribeTable UpdateItem",
      Delete: "DescribeTable DeleteItem",
      Query: "DescribeTable Query",
      Scan: "DescribeTable Scan",
    },
  },
});

/** What the client of Amazon S3 has beside the operations in PHP. */
const phpHelpers: Readonly<Record<string, string>> = {
  copy: "CopyObject",
  doesBucketExist: "HeadBucket",
  doesBucketExistV2: "HeadBucket",
  doesObjectExist: "HeadObject",
  doesObjectExistV2: "HeadObject",
  upload: "PutObject",
};

export const phpSdk = make({
  client: /^\\?Aws[\\.](\w+)[\\.]\w+Client$/,
  environment: /^(?:\*\.)?getenv$/,
  quiet:
    /^(?:getHandlerList|getConfig|getRegion|getCredentials|getEndpoint|getApi|execute|executeAsync|createPresignedRequest|getObjectUrl|registerStreamWrapper\w*|__construct)$/,
  given: (call, at) => givenAt(call, 0, at),
  operation: (name) => {
    const own = name.replace(/Async$/, "");
    return phpHelpers[own] ?? own;
  },
});

const rustClients = make({
  client: /^aws_sdk_(\w+)\.(?:client\.)?Client$/,
  environment: /(?:^|\.)env\.(?:var|var_os)$/,
  quiet: /^(?:config|clone|new|from_conf|waiters|as_ref|to_owned|get|get_or_init)$/,
  given: (call, at) => {
    const entries = new Map<string, SyntaxNode>();
    let up: SyntaxNode | null = call.node.parent;
    for (let steps = 0; up && steps < 80; up = up.parent, steps++) {
      if (up.type === "field_expression") continue;
      const callee = up.type === "call_expression" ? childOf(up, "function") : null;
      const name = callee && childOf(callee, "field");
      const argument = childOf(up, "arguments");
      if (!name || !argument) break;
      const value = partsOf(argument)[0];
      if (value) entries.set(textOf(at.file.tree, name), value);
    }
    return (parameter) => {
      const value = entries.get(snake(parameter));
      return value ? at.flow.value(at.file, value, at.frame) : null;
    };
  },
  operation: (name) => name,
});

export const rustSdk: Sdk = {
  ...rustClients,
  uses: (callee, call, at) =>
    callee.kind === "named" && callee.name === "aws_config.sts.AssumeRoleProvider.builder"
      ? [
          {
            service: "sts",
            operation: "AssumeRole",
            given: (parameter) => (parameter === "RoleArn" ? first(call, at) : null),
          },
        ]
      : rustClients.uses(callee, call, at),
};
