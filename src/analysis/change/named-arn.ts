/** ARNs that resources of Terraform and constructs of AWS CDK are written into by their names, as the ARN that they have. */
import { camelCase, snakeCase } from "../locate/code/letter-case";
import { tableOf } from "../table";
import type { Hole, TextPart } from "../value";

/**
 * By the type of a resource its ARN as far as its name, without the partition, and the attributes that are its name (Service
 * Authorization Reference: resource types; registry.terraform.io/providers/hashicorp/aws: attributes).
 */
const namedBy: { readonly [type: string]: readonly [service: string, attributes: RegExp] | undefined } = tableOf({
  aws_s3_bucket: ["s3:::", /^(?:id|bucket)$/],
  aws_sqs_queue: ["sqs:{here}:", /^name$/],
  aws_sns_topic: ["sns:{here}:", /^name$/],
  aws_dynamodb_table: ["dynamodb:{here}:table/", /^(?:name|id)$/],
  aws_lambda_function: ["lambda:{here}:function:", /^(?:function_name|id)$/],
  aws_kinesis_stream: ["kinesis:{here}:stream/", /^name$/],
  aws_kms_key: ["kms:{here}:key/", /^(?:key_id|id)$/],
  aws_ecr_repository: ["ecr:{here}:repository/", /^(?:name|id)$/],
  aws_cloudwatch_log_group: ["logs:{here}:log-group:", /^(?:name|id)$/],
});

/**
 * The attributes of constructs of AWS CDK that are an ARN, with what it begins with and the attribute that is the name in it. Those that
 * several classes have (`repositoryArn`), and those that end otherwise (`logGroupArn`, `secretArn`), are not among them.
 */
const ofConstructs: { readonly [attribute: string]: readonly [service: string, name: string] | undefined } = tableOf({
  bucketArn: ["s3:::", "bucketName"],
  queueArn: ["sqs:{here}:", "queueName"],
  topicArn: ["sns:{here}:", "topicName"],
  tableArn: ["dynamodb:{here}:table/", "tableName"],
  functionArn: ["lambda:{here}:function:", "functionName"],
  streamArn: ["kinesis:{here}:stream/", "streamName"],
  keyArn: ["kms:{here}:key/", "keyId"],
});
/** Those of which the name does not make the ARN. */
const endOtherwise: { readonly [attribute: string]: string | undefined } = tableOf({
  roleArn: "iam::{account}:role/",
  secretArn: "secretsmanager:{here}:secret:",
});
const attribute = /^([\w$.!?[\]]{1,100})\.([a-z]\w{1,40})$/;
/** What is no construct: what others give may be any text by that name. */
const noConstruct =
  /^(?:this|self|props|properties|options|config|params|args)[!?]?$|^(?:var|local|module|data|each|aws_\w{1,80})\./;

const partition =
  /^AWS::Partition$|^(?:this|self)\.partition$|(?:^|\.)Aws\.PARTITION$|^data\.aws_partition\.[\w-]{1,200}\.(?:partition|id)$/;
const region =
  /^AWS::Region$|^(?:this|self)\.region$|(?:^|\.)Aws\.REGION$|^data\.aws_region\.[\w-]{1,200}\.(?:name|region|id)$/;
const account =
  /^AWS::AccountId$|^(?:this|self)\.account$|(?:^|\.)Aws\.ACCOUNT_ID$|^data\.aws_caller_identity\.[\w-]{1,200}\.(?:account_id|id)$/;

/** By their addresses the names that resources of Terraform are given. */
export type GivenNames = ReadonlyMap<string, readonly TextPart[]>;

/** The parts of a text with the ARN of a resource in place of one that is put together with its name. */
export function withArn(
  parts: readonly TextPart[],
  names: GivenNames = new Map(),
  isElsewhere: (arn: string, place: string) => boolean = (_, place) => place !== ownPlace,
): readonly TextPart[] {
  const given = byGivenName(parts, names);
  if (given) return isElsewhere(given.arn, given.place) ? parts : [{ name: given.arn }, ...given.rest];
  const at = parts.findIndex((part) => typeof part === "object" && named(part.name) !== null);
  const part = parts[at];
  const resource = typeof part === "object" ? named(part.name) : null;
  if (!resource || at === 0) return parts;
  const begin = parts.slice(0, at).map(beginning).join("");
  const place = placeIn(begin, resource.service);
  if (place === null) return parts;
  // Behind its name there is a path, or nothing: else it is the name of another.
  const next = parts[at + 1];
  if (next !== undefined && (typeof next !== "string" || !/^[/:]/.test(next))) return parts;
  const { instance } = part as Hole;
  const arn: Hole = { name: resource.arn, ...(instance !== undefined && { instance }) };
  // In any place it is there as well.
  if (place.includes("*")) return [...parts.slice(0, at), arn, ...parts.slice(at + 1)];
  return isElsewhere(resource.arn, place) ? parts : [arn, ...parts.slice(at + 1)];
}

interface GivenArn {
  readonly arn: string;
  readonly place: string;
  /** What stands behind it. */
  readonly rest: readonly TextPart[];
}

/** The resource that a text names by the name that it is given, where something is left open in that or in its place. */
function byGivenName(parts: readonly TextPart[], names: GivenNames): GivenArn | null {
  // What only its place tells is no name.
  if (parts.length < 2 || parts.some((part) => typeof part === "object" && part.name === "")) return null;
  const text = parts.map(beginning).join("");
  for (const [address, name] of names) {
    const [before = "", behind] = `arn:aws:${namedBy[address.split(".", 1)[0]!]?.[0] ?? ""}`.split("{here}");
    if (!text.startsWith(before)) continue;
    const place = behind === undefined ? "" : /^[^:*?]{1,300}:\{[^:*?]{1,300}\}/.exec(text.slice(before.length))?.[0];
    if (place === undefined) continue;
    const begin = before + place + (behind ?? "") + name.map(beginning).join("");
    const isIt = text.startsWith(begin) && /^(?:[/:]|$)/.test(text.slice(begin.length));
    if (isIt) return { arn: `${address}.arn`, place: place || ownPlace, rest: behindText(parts, begin.length) };
  }
  return null;
}

/** What stands behind so much of a text. */
function behindText(parts: readonly TextPart[], length: number): readonly TextPart[] {
  let left = length;
  return parts.flatMap((part): readonly TextPart[] => {
    const said = beginning(part);
    const skipped = Math.min(left, said.length);
    left -= skipped;
    if (skipped === 0) return [part];
    return typeof part === "string" && skipped < said.length ? [part.slice(skipped)] : [];
  });
}

/** The Region and account that a policy is deployed to. */
export const ownPlace = "{region}:{account}";

/** Which Region and account an ARN names that begins so; null where it is none of a service. */
function placeIn(begin: string, service: string): string | null {
  const [before = "", behind] = `arn:aws:${service}`.split("{here}");
  if (behind === undefined) return begin === before ? ownPlace : null;
  const place = begin.startsWith(before) && begin.endsWith(behind) ? begin.slice(before.length, -behind.length) : "";
  // An account that is written out may be another.
  return /^[^:]{1,300}:(?:\{[^:]{1,300}|\*)$/.test(place) ? place : null;
}

/** The resource of Terraform that a text names by its ARN or its name, and in which Region and account; null for any other. */
export function placedArn(
  parts: readonly TextPart[],
  names: GivenNames,
): { readonly arn: string; readonly place: string } | null {
  const [first] = parts;
  if (typeof first === "object" && arnBefore(first.name)) return { arn: first.name, place: ownPlace };
  let found: { readonly arn: string; readonly place: string } | null = null;
  withArn(parts, names, (arn, place) => {
    found = { arn, place };
    return true;
  });
  return found;
}

/** Whether the name of a resource is one in all Regions and accounts. */
export function isNamedOnce(address: string): boolean {
  return namedBy[address.split(".", 1)[0]!]?.[0].includes("{here}") === false;
}

/**
 * What the ARN of a resource of Terraform or of a construct begins with, up to its name, with `{region}` and `{account}` as parts of their
 * own; null where a name is not that of an ARN, or of a type that is not known here.
 */
export function arnBefore(name: string): readonly string[] | null {
  const [, type = ""] = /^(aws_\w{1,100})\.[\w-]{1,200}(?:\[[^[\]]{1,100}\])?\.arn$/.exec(name) ?? [];
  const service = namedBy[type]?.[0] ?? constructArn(name);
  return service == null ? null : `arn:aws:${service.replace("{here}", "{region}:{account}")}`.split(/(\{\w+\})/);
}

/** The service of an attribute that is the ARN of a construct. */
function constructArn(name: string): string | null {
  const [, construct = "", own = ""] = attribute.exec(name) ?? [];
  return noConstruct.test(construct)
    ? null
    : (ofConstructs[camelCase(own)]?.[0] ?? endOtherwise[camelCase(own)] ?? null);
}

interface NamedResource {
  readonly service: string;
  /** What its ARN is called. */
  readonly arn: string;
}

function named(name: string): NamedResource | null {
  const [type = "", label = "", own = "", ...more] = name.split(".");
  const known = namedBy[type];
  if (known) return more.length === 0 && known[1].test(own) ? { service: known[0], arn: `${type}.${label}.arn` } : null;
  const [, construct = "", attributeName = ""] = attribute.exec(name) ?? [];
  if (noConstruct.test(construct)) return null;
  const isSnake = attributeName.includes("_");
  const [arn, [service] = [""]] =
    Object.entries(ofConstructs).find(([, of]) => of?.[1] === camelCase(attributeName)) ?? [];
  return arn === undefined ? null : { service, arn: `${construct}.${isSnake ? snakeCase(arn) : arn}` };
}

function beginning(part: TextPart): string {
  if (typeof part === "string") return part;
  if (partition.test(part.name)) return "aws";
  if (region.test(part.name)) return "{region}";
  return account.test(part.name) ? "{account}" : `{${part.name.replaceAll(":", ".")}}`;
}
