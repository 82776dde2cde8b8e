/** What the references of a Terraform module stand for: names and ARNs of its resources (registry.terraform.io: hashicorp/aws). */
import { addressOf, argumentOf, type Block, readBlocks } from "../locate/terraform/blocks";
import { TerraformValues } from "../locate/terraform/values";
import type { SyntaxTree } from "../source/syntax-tree";
import { tableOf } from "../table";
import { type TextPart, type ValueNode } from "../value";
import { joined } from "./declared-names";
import type { Names } from "./granted";
import { keysInTerraform } from "./terraform-keys";

interface Type {
  /** The argument that gives the name. */
  readonly name: string;
  readonly arn: string;
  /** Attributes that give the name, and those that give the ARN. */
  readonly names: readonly string[];
  readonly arns: readonly string[];
}

const type = (service: string, resource: string, name = "name", names = ["name", "id"], arns = ["arn"]): Type => ({
  name,
  arn: `${service}:{region}:{account}:${resource}`,
  names,
  arns,
});
const types: { readonly [type: string]: Type | undefined } = tableOf({
  aws_dynamodb_table: type("dynamodb", "table/{name}"),
  aws_s3_bucket: { name: "bucket", arn: "s3:::{name}", names: ["bucket", "id"], arns: ["arn"] },
  aws_sqs_queue: type("sqs", "{name}", "name", ["name"]),
  aws_sns_topic: type("sns", "{name}", "name", ["name"], ["arn", "id"]),
  aws_lambda_function: type("lambda", "function:{name}", "function_name", ["function_name", "id"]),
  aws_sfn_state_machine: type("states", "stateMachine:{name}", "name", ["name"], ["arn", "id"]),
  aws_kinesis_stream: type("kinesis", "stream/{name}", "name", ["name"], ["arn", "id"]),
  aws_kinesis_firehose_delivery_stream: type("firehose", "deliverystream/{name}", "name", ["name"], ["arn", "id"]),
  aws_cloudwatch_event_bus: type("events", "event-bus/{name}"),
  aws_secretsmanager_secret: type("secretsmanager", "secret:{name}-??????", "name", ["name"], ["arn", "id"]),
  aws_kms_key: type("kms", "key/{name}", "key_id", ["key_id", "id"]),
  aws_iam_role: { name: "name", arn: "iam::{account}:role/{path}{name}", names: ["name", "id"], arns: ["arn"] },
  aws_iam_user: { name: "name", arn: "iam::{account}:user/{path}{name}", names: ["name", "id"], arns: ["arn"] },
});

/** What Terraform calls the Region, the account and the partition. */
const pseudo = (name: string): readonly TextPart[] | null => {
  if (/^data\.aws_region\.\w+\.(?:name|id|region)$/.test(name)) return [{ name: "AWS::Region" }];
  if (/^data\.aws_caller_identity\.\w+\.account_id$/.test(name)) return [{ name: "AWS::AccountId" }];
  return /^data\.aws_partition\.\w+\.partition$/.test(name) ? ["aws"] : null;
};

/** Whether a block calls the module of the registry for functions (registry.terraform.io: terraform-aws-modules/lambda/aws). */
export function isLambdaModule(block: Block, values: TerraformValues): boolean {
  const source = block.type === "module" ? argumentOf(block, "source") : null;
  const value = source && values.value(source);
  return value?.kind === "string" && /(?:^|\/)terraform-aws-modules\/lambda\/aws$/.test(value.value);
}

export class TerraformNames implements Names {
  readonly blocks: readonly Block[];
  readonly byAddress: ReadonlyMap<string, Block>;
  readonly values: TerraformValues;

  constructor(tree: SyntaxTree) {
    this.blocks = readBlocks(tree);
    this.byAddress = new Map(this.blocks.map((block) => [addressOf(block), block]));
    this.values = new TerraformValues(tree, this.blocks);
  }

  value(block: Pick<Block, "arguments">, name: string): ValueNode | null {
    const expression = argumentOf(block, name);
    return expression && this.values.value(expression);
  }

  isGenerated(name: string): boolean {
    const match = this.referred(name);
    return (
      match !== null && match.type.names.includes(match.attribute) && argumentOf(match.block, match.type.name) === null
    );
  }

  keysOf(resource: readonly TextPart[]): readonly (readonly TextPart[])[] {
    return keysInTerraform(resource, this);
  }

  resolve(parts: readonly TextPart[]): readonly TextPart[] {
    return joined(parts.flatMap((part) => (typeof part === "string" ? [part] : this.filled(part.name, 0))));
  }

  private filled(name: string, depth: number): readonly TextPart[] {
    const known = pseudo(name);
    if (known) return known;
    const match = this.referred(name);
    if (!match || depth > 3) return [{ name }];
    const { address, attribute } = match;
    const isName = match.type.names.includes(attribute);
    const isUrl = attribute === "url" || (address.startsWith("aws_sqs_queue.") && attribute === "id");
    if (!isName && !isUrl && !match.type.arns.includes(attribute)) return [{ name }];
    const given = this.value(match.block, match.type.name);
    const canonical: readonly TextPart[] = [{ name: `${address}.${match.type.names[0]!}` }];
    const own = this.filledText(given, depth) ?? canonical;
    if (isName) return own;
    if (isUrl)
      return ["https://sqs.", { name: "AWS::Region" }, ".amazonaws.com/", { name: "AWS::AccountId" }, "/", ...own];
    const holes: { readonly [hole: string]: readonly TextPart[] | undefined } = {
      "{region}": [{ name: "AWS::Region" }],
      "{account}": [{ name: "AWS::AccountId" }],
      "{name}": own,
      "{path}": this.pathOfRole(match.block, address, depth),
    };
    return ["arn:aws:", ...match.type.arn.split(/(\{\w+\})/).flatMap((part) => holes[part] ?? [part])];
  }

  /** Null for what is no text. */
  private filledText(value: ValueNode | null, depth: number): readonly TextPart[] | null {
    if (value?.kind === "string") return [value.value];
    if (value?.kind !== "template") return null;
    return value.parts.flatMap((part) => (typeof part === "string" ? [part] : this.filled(part.name, depth + 1)));
  }

  /** What stands before the name of a role or user in its ARN. */
  private pathOfRole(block: Block, address: string, depth: number): readonly TextPart[] {
    const path = argumentOf(block, "path");
    if (!path) return [];
    const [first, ...others] = this.filledText(this.values.value(path), depth) ?? [{ name: `${address}.path` }];
    return typeof first === "string" ? [first.replace(/^\//, ""), ...others] : [first!, ...others];
  }

  /** A reference such as `aws_sqs_queue.jobs.arn`; null for what is not one resource of the module. */
  private referred(name: string) {
    const [, address, kind, attribute] = /^((\w+)\.[\w-]+)\.(\w+)$/.exec(name) ?? [];
    const known = kind === undefined ? undefined : types[kind];
    const block = address === undefined ? undefined : this.byAddress.get(address);
    if (!known || !block || argumentOf(block, "for_each") || argumentOf(block, "count")) return null;
    return { address: address!, attribute: attribute!, type: known, block };
  }
}
