/** Libraries upon AWS SDK for JavaScript: uploads, presigned posts, signers, credentials, and Powertools for AWS Lambda. */
import type { At } from "../following";
import type { CallSyntax } from "../syntax";
import { sdk, type SdkThing, type Thing } from "../things";
import { type Found, givenAt, givenIn, givenNothing, type Use, withFields } from "../uses";
import { first, inSomeCases } from "./sdk";

const tools = "@aws-lambda-powertools";

/** What calling one function calls; `parameter` is what its first argument gives. */
const functions: Readonly<Record<string, { service: string; operations: readonly string[]; parameter?: string }>> = {
  [`${tools}/parameters/ssm.getParameter`]: { service: "ssm", operations: ["GetParameter"], parameter: "Name" },
  [`${tools}/parameters/ssm.getParameters`]: { service: "ssm", operations: ["GetParametersByPath"], parameter: "Path" },
  [`${tools}/parameters/ssm.getParametersByName`]: { service: "ssm", operations: ["GetParameters"] },
  [`${tools}/parameters/ssm.setParameter`]: { service: "ssm", operations: ["PutParameter"], parameter: "Name" },
  [`${tools}/parameters/secrets.getSecret`]: {
    service: "secretsmanager",
    operations: ["GetSecretValue"],
    parameter: "SecretId",
  },
  [`${tools}/parameters/appconfig.getAppConfig`]: {
    service: "appconfig",
    operations: ["StartConfigurationSession", "GetLatestConfiguration"],
  },
};

/** What the methods of one class call. */
const classes: Readonly<
  Record<string, { service: string; methods: Readonly<Record<string, readonly string[]>>; parameter?: string }>
> = {
  [`${tools}/parameters/ssm.SSMProvider`]: {
    service: "ssm",
    methods: {
      get: ["GetParameter"],
      getMultiple: ["GetParametersByPath"],
      getParametersByName: ["GetParameters"],
      set: ["PutParameter"],
    },
    parameter: "Name",
  },
  [`${tools}/parameters/secrets.SecretsProvider`]: {
    service: "secretsmanager",
    methods: { get: ["GetSecretValue"] },
    parameter: "SecretId",
  },
  [`${tools}/parameters/appconfig.AppConfigProvider`]: {
    service: "appconfig",
    methods: { get: ["StartConfigurationSession", "GetLatestConfiguration"] },
  },
  [`${tools}/parameters/dynamodb.DynamoDBProvider`]: {
    service: "dynamodb",
    methods: { get: ["GetItem"], getMultiple: ["Query"] },
  },
};

/** What making one calls sooner or later, with `?` where only in some cases. */
const made: Readonly<Record<string, { service: string; operations: readonly string[] }>> = {
  [`${tools}/idempotency/dynamodb.DynamoDBPersistenceLayer`]: {
    service: "dynamodb",
    // What is there is read where the write does not return it, and taken out where the function fails.
    operations: ["PutItem", "UpdateItem", "GetItem?", "DeleteItem?"],
  },
  "@aws-sdk/rds-signer.Signer": { service: "rdsdb", operations: ["connect"] },
};

const upload = /^@aws-sdk\/lib-storage\.Upload$/;

/** What a library makes that is followed on; null for what is none of these. */
export function madeHelper(name: string, call: CallSyntax, at: At): readonly Thing[] | null {
  if (!call.isNew || !(name in classes)) return null;
  const things = first(call, at);
  const table = at.flow.member(things, "tableName", { file: at.file, node: call.node }, at.frame);
  return [sdk({ kind: "helper", name, ...(table.length > 0 ? { given: new Map([["TableName", table]]) } : {}) })];
}

/** What a function of a library, or a method of what it made, calls. */
export function helperUses(
  of: Extract<SdkThing, { kind: "helper" }>,
  method: string,
  call: CallSyntax,
  at: At,
): readonly Found[] {
  const { name } = of;
  if (upload.test(name) && call.isNew) {
    const options = first(call, at);
    const parameters = at.flow.member(options, "params", { file: at.file, node: call.node }, at.frame);
    return [{ service: "s3", operation: "PutObject", given: givenIn(parameters, at, call.node) }];
  }
  if (name === "@aws-sdk/s3-presigned-post.createPresignedPost")
    return [{ service: "s3", operation: "PutObject", given: withFields(givenAt(call, 1, at), call.node, at) }];
  if (name === "@aws-sdk/credential-providers.fromTemporaryCredentials") {
    const parameters = at.flow.member(first(call, at), "params", { file: at.file, node: call.node }, at.frame);
    return [{ service: "sts", operation: "AssumeRole", given: givenIn(parameters, at, call.node) }];
  }
  const constructed = call.isNew ? made[name] : undefined;
  if (constructed) {
    const table = at.flow.member(first(call, at), "tableName", { file: at.file, node: call.node }, at.frame);
    return constructed.operations.map((operation): Use => ({
      service: constructed.service,
      operation: operation.replace("?", ""),
      given: (parameter) => (parameter === "TableName" ? table : null),
      ...(operation.endsWith("?") && { because: inSomeCases }),
    }));
  }
  const called = functions[name];
  if (called) return uses(called.service, called.operations, called.parameter, call, at);
  const type = classes[name];
  const operations = type?.methods[method];
  if (!type || !operations) return [];
  if (of.given)
    return operations.map((operation): Use => ({
      service: type.service,
      operation,
      given: (one) => of.given?.get(one) ?? null,
    }));
  return uses(type.service, operations, type.parameter, call, at);
}

function uses(
  service: string,
  operations: readonly string[],
  parameter: string | undefined,
  call: CallSyntax,
  at: At,
): readonly Use[] {
  const value = parameter === undefined ? null : first(call, at);
  const given = value ? (one: string) => (one === parameter ? value : null) : givenNothing;
  return operations.map((operation) => ({ service, operation, given }));
}
