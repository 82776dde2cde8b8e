/** ARNs that Terraform's resources are written into by their names, as the ARN that they have. */
import { tableOf } from "../table";
import type { TextPart } from "../value";

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

const partition = /^data\.aws_partition\.[\w-]{1,200}\.(?:partition|id)$/;
const region = /^data\.aws_region\.[\w-]{1,200}\.(?:name|region|id)$/;
const account = /^data\.aws_caller_identity\.[\w-]{1,200}\.(?:account_id|id)$/;

/** The parts of a text with the ARN of a resource in place of one that is put together with its name. */
export function withArn(parts: readonly TextPart[]): readonly TextPart[] {
  const at = parts.findIndex((part) => typeof part === "object" && resourceIn(part.name) !== null);
  const named = parts[at];
  const resource = typeof named === "object" ? resourceIn(named.name) : null;
  if (!resource || at === 0) return parts;
  const begin = parts.slice(0, at).map(beginning).join("");
  const [service] = namedBy[resource.type]!;
  if (begin !== `arn:aws:${service.replace("{here}", "{region}:{account}")}`) return parts;
  // Behind its name there is a path, or nothing: else it is the name of another.
  const next = parts[at + 1];
  if (next !== undefined && (typeof next !== "string" || !/^[/:]/.test(next))) return parts;
  return [{ name: `${resource.address}.arn` }, ...parts.slice(at + 1)];
}

/** What the ARN of a resource of Terraform begins with, up to its name, with `{region}` and `{account}` as parts of their own; null where a name is not that of an ARN, or of a type that is not known here. */
export function arnBefore(name: string): readonly string[] | null {
  const [, type = ""] = /^(aws_\w{1,100})\.[\w-]{1,200}(?:\[[^[\]]{1,100}\])?\.arn$/.exec(name) ?? [];
  const service = namedBy[type]?.[0];
  return service === undefined ? null : `arn:aws:${service.replace("{here}", "{region}:{account}")}`.split(/(\{\w+\})/);
}

function resourceIn(name: string): { readonly type: string; readonly address: string } | null {
  const [type = "", label = "", attribute = "", ...more] = name.split(".");
  const known = namedBy[type];
  return known && more.length === 0 && known[1].test(attribute) ? { type, address: `${type}.${label}` } : null;
}

function beginning(part: TextPart): string {
  if (typeof part === "string") return part;
  if (partition.test(part.name)) return "aws";
  if (region.test(part.name)) return "{region}";
  return account.test(part.name) ? "{account}" : "{}";
}
