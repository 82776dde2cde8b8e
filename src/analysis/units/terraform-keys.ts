/** The customer's keys with which resources of a Terraform module are encrypted, and the policies of these (registry.terraform.io: hashicorp/aws). */
import type { LocatedPolicy } from "../locate/located";
import { addressOf, argumentOf, type Block } from "../locate/terraform/blocks";
import type { TerraformValues } from "../locate/terraform/values";
import { readPolicy } from "../policy/read";
import { tableOf } from "../table";
import type { TextPart } from "../value";
import { writtenParts } from "./declared-names";
import type { KeyPolicy } from "./granted";

/** What is known of a module and its names. */
interface TerraformNames {
  readonly blocks: readonly Block[];
  readonly byAddress: ReadonlyMap<string, Block>;
  readonly values: TerraformValues;
  resolve(parts: readonly TextPart[]): readonly TextPart[];
}

interface Place {
  /** The argument that names what is encrypted; null for the resource itself. */
  readonly of: string | null;
  /** Blocks within blocks, and the argument of the last that gives the key. */
  readonly path: readonly string[];
}

const ofRule = ["rule", "apply_server_side_encryption_by_default", "kms_master_key_id"];

/** Where a type of resource names a key. */
const places: { readonly [type: string]: Place | undefined } = tableOf({
  aws_s3_bucket_server_side_encryption_configuration: { of: "bucket", path: ofRule },
  aws_s3_bucket: { of: null, path: ["server_side_encryption_configuration", ...ofRule] },
  aws_sqs_queue: { of: null, path: ["kms_master_key_id"] },
  aws_sns_topic: { of: null, path: ["kms_master_key_id"] },
  aws_dynamodb_table: { of: null, path: ["server_side_encryption", "kms_key_arn"] },
  aws_kinesis_stream: { of: null, path: ["kms_key_id"] },
  aws_secretsmanager_secret: { of: null, path: ["kms_key_id"] },
});

const anyKey: readonly TextPart[] = [
  "arn:aws:kms:",
  { name: "AWS::Region" },
  ":",
  { name: "AWS::AccountId" },
  ":key/*",
];

/** The keys of what a resource of a call lies in; one that nobody can tell is `key/*`. */
export function keysInTerraform(
  resource: readonly TextPart[],
  names: TerraformNames,
): readonly (readonly TextPart[])[] {
  const written = writtenParts(resource);
  return names.blocks.flatMap((block) => {
    const [type = ""] = block.labels;
    const place = block.type === "resource" ? places[type] : undefined;
    const address = place && (place.of === null ? addressOf(block) : bucketOf(block, place.of, names));
    if (!address) return [];
    const arn = writtenParts(names.resolve([{ name: `${address}.arn` }]));
    if (written !== arn && !written.startsWith(`${arn}/`)) return [];
    const key = keyAt(block, place.path, names);
    return key ? [key] : [];
  });
}

function bucketOf(block: Block, argument: string, names: TerraformNames): string | null {
  const expression = argumentOf(block, argument);
  const reference = expression && names.values.reference(expression);
  return (reference && /^(aws_s3_bucket\.[\w-]{1,255})\.(?:id|bucket)$/.exec(reference)?.[1]) ?? null;
}

/** Null where no key is named, or one of AWS's. */
function keyAt(
  block: Block,
  [first = "", ...rest]: readonly string[],
  names: TerraformNames,
): readonly TextPart[] | null {
  if (rest.length > 0) {
    const inner = block.blocks.find(({ type }) => type === first);
    if (inner) return keyAt(inner, rest, names);
    // What a loop makes is not known.
    return block.blocks.some(({ type, labels }) => type === "dynamic" && labels[0] === first) ? anyKey : null;
  }
  const expression = argumentOf(block, first);
  if (!expression) return null;
  const value = names.values.value(expression);
  if (value.kind === "null") return null;
  const parts = value.kind === "string" ? [value.value] : value.kind === "template" ? names.resolve(value.parts) : null;
  const [text] = parts ?? [];
  if (typeof text === "string" && /(?:^|:)alias\/aws\//.test(text)) return null;
  const key = parts && keyOfText(parts, names);
  return key ?? anyKey;
}

/** The ARN of a key of the module by its ARN, its id, or an alias of the module. */
function keyOfText(parts: readonly TextPart[], names: TerraformNames): readonly TextPart[] | null {
  const [only, ...more] = parts;
  const address = more.length === 0 && typeof only === "object" ? aliased(only.name, names) : null;
  const own = address === null ? parts : names.resolve([{ name: `${address}.arn` }]);
  if (typeof own[0] === "string" && own[0].startsWith("arn:aws:kms:")) return own;
  const [hole] = own;
  const id =
    own.length === 1 && typeof hole === "object" ? /^(aws_kms_key\.[\w-]{1,255})\.key_id$/.exec(hole.name) : null;
  return id ? names.resolve([{ name: `${id[1]!}.arn` }]) : null;
}

/** The address of the key that an alias stands for. */
function aliased(name: string, { byAddress, values }: TerraformNames): string | null {
  const alias = /^(aws_kms_alias\.[\w-]{1,255})\.(?:arn|name|id|target_key_arn|target_key_id)$/.exec(name)?.[1];
  const block = alias === undefined ? undefined : byAddress.get(alias);
  const target = block && argumentOf(block, "target_key_id");
  const reference = target && values.reference(target);
  return (reference && /^(aws_kms_key\.[\w-]{1,255})\.(?:key_id|id|arn)$/.exec(reference)?.[1]) ?? null;
}

/** The policy of a key of the module by its ARN. */
export function keyPolicyInTerraform(
  key: readonly TextPart[],
  { blocks, byAddress, values }: TerraformNames,
  located: readonly LocatedPolicy[],
): KeyPolicy {
  const [before, last] = [key.at(-2), key.at(-1)];
  if (typeof before !== "string" || !before.endsWith(":key/") || typeof last !== "object") return null;
  const address = /^(aws_kms_key\.[\w-]{1,255})\.key_id$/.exec(last.name)?.[1];
  const block = address === undefined ? undefined : byAddress.get(address);
  if (!block || address === undefined) return null;
  const labels = argumentOf(block, "policy") ? [address] : [];
  for (const one of blocks) {
    if (one.type !== "resource" || one.labels[0] !== "aws_kms_key_policy") continue;
    const named = argumentOf(one, "key_id");
    const reference = (named && values.reference(named)) ?? "";
    if (!/^aws_kms_key\.[\w-]{1,255}\.\w{1,20}$/.test(reference)) return null;
    if (reference.startsWith(`${address}.`)) labels.push(addressOf(one));
  }
  if (labels.length === 0) return "default";
  const [policy, ...others] = located.filter(({ place }) => labels.includes(place.label ?? ""));
  return policy && others.length === 0 && !policy.unread ? readPolicy(policy.root, policy.place) : null;
}
