/** Powertools for AWS Lambda (Python): parameters, idempotency, feature flags, streaming, data masking (docs.aws.amazon.com/powertools/python, "IAM permissions" of each utility). */
import type { At } from "../following";
import type { CallSyntax } from "../syntax";
import { sdk, type SdkThing, type Thing } from "../things";
import type { Found, Use } from "../uses";
import { argumentNamed, inSomeCases } from "./sdk";

/** What one call of the library calls. */
interface Helper {
  readonly service: string;
  /** With `?` where it is called only in some cases. */
  readonly operations: readonly string[];
  /** Arguments in their order, each with the parameter of the API that it gives; null for one that gives none. */
  readonly gives?: Readonly<Record<string, string>>;
}

const appConfig: Helper = { service: "appconfig", operations: ["StartConfigurationSession", "GetLatestConfiguration"] };
const parametersByName: Helper = { service: "ssm", operations: ["GetParameters", "GetParameter?"] };
const parameter: Helper = { service: "ssm", operations: ["GetParameter"], gives: { name: "Name" } };
const parameters: Helper = { service: "ssm", operations: ["GetParametersByPath"], gives: { path: "Path" } };
const setParameter: Helper = { service: "ssm", operations: ["PutParameter"], gives: { name: "Name" } };
const secret: Helper = { service: "secretsmanager", operations: ["GetSecretValue"], gives: { name: "SecretId" } };
const setSecret: Helper = {
  service: "secretsmanager",
  operations: ["PutSecretValue", "CreateSecret?"],
  gives: { name: "SecretId" },
};

/** Functions by their names in the package, and what making an object calls sooner or later. */
const functions: Readonly<Record<string, Helper>> = {
  "parameters.get_parameter": parameter,
  "parameters.get_parameters": parameters,
  "parameters.get_parameters_by_name": parametersByName,
  "parameters.set_parameter": setParameter,
  "parameters.get_secret": secret,
  "parameters.set_secret": setSecret,
  "parameters.get_app_config": appConfig,
  "idempotency.DynamoDBPersistenceLayer": {
    service: "dynamodb",
    // What is there is read where the write does not return it, and taken out where the function fails.
    operations: ["PutItem", "UpdateItem", "GetItem?", "DeleteItem?"],
    gives: { table_name: "TableName" },
  },
  "feature_flags.AppConfigStore": appConfig,
  "streaming.S3Object": {
    service: "s3",
    operations: ["GetObject"],
    gives: { bucket: "Bucket", key: "Key", version_id: "VersionId" },
  },
  "data_masking.AWSEncryptionSDKProvider": { service: "kms", operations: ["GenerateDataKey?", "Decrypt?", "Encrypt?"] },
  "batch.PartialSQSProcessor": { service: "sqs", operations: ["DeleteMessageBatch?"] },
  "batch.sqs_batch_processor": { service: "sqs", operations: ["DeleteMessageBatch?"] },
};

/** Methods of the objects that a class makes. */
const classes: Readonly<Record<string, Readonly<Record<string, Helper>>>> = {
  "parameters.SSMProvider": {
    get: parameter,
    get_multiple: parameters,
    get_parameters_by_name: parametersByName,
    set: setParameter,
  },
  "parameters.SecretsProvider": { get: secret, set: setSecret },
  "parameters.AppConfigProvider": { get: appConfig },
  "parameters.DynamoDBProvider": {
    get: { service: "dynamodb", operations: ["GetItem"] },
    get_multiple: { service: "dynamodb", operations: ["Query"] },
  },
};
const table: Helper["gives"] = { table_name: "TableName" };

const inPackage = /^aws_lambda_powertools\.utilities\.(\w+)\.(?:\w+\.){0,4}(\w+)$/;

/** The name of something of Powertools without the modules between: `parameters.get_secret`; null for others. */
function ownName(name: string): string | null {
  const [, utility, last] = inPackage.exec(name) ?? [];
  return utility === undefined ? null : `${utility}.${last}`;
}

/** An object of a class whose methods call something; null for what is none. */
export function madeHelper(name: string, call: CallSyntax, at: At): Thing | null {
  const own = ownName(name);
  if (own === null || !Object.hasOwn(classes, own)) return null;
  const given = own === "parameters.DynamoDBProvider" ? givenTo(call, at, table) : new Map<string, readonly Thing[]>();
  return sdk({ kind: "helper", name: own, given });
}

/** What calling a function of Powertools, or making one of its objects, calls. */
export function functionUses(name: string, call: CallSyntax, at: At): readonly Found[] {
  const own = ownName(name);
  const helper = own !== null && Object.hasOwn(functions, own) ? functions[own] : undefined;
  return helper ? usesOf(helper, givenTo(call, at, helper.gives)) : [];
}

/** What a method of an object of Powertools calls. */
export function methodUses(
  of: Extract<SdkThing, { kind: "helper" }>,
  method: string,
  call: CallSyntax,
  at: At,
): readonly Found[] {
  const methods = Object.hasOwn(classes, of.name) ? classes[of.name]! : {};
  const helper = Object.hasOwn(methods, method) ? methods[method] : undefined;
  return helper ? usesOf(helper, new Map([...(of.given ?? []), ...givenTo(call, at, helper.gives)])) : [];
}

function givenTo(call: CallSyntax, at: At, gives: Helper["gives"] = {}): ReadonlyMap<string, readonly Thing[]> {
  return new Map(
    Object.entries(gives).flatMap(([argument, parameter], index) => {
      const things = argumentNamed(call, at, argument, index);
      return things ? [[parameter, things] as const] : [];
    }),
  );
}

function usesOf({ service, operations }: Helper, given: ReadonlyMap<string, readonly Thing[]>): readonly Use[] {
  return operations.map((operation) => ({
    service,
    operation: operation.replace("?", ""),
    given: (parameter) => given.get(parameter) ?? null,
    ...(operation.endsWith("?") && { because: inSomeCases }),
  }));
}
