/** What has no policy of its own where AWS gives it one, or lets in everybody: keys of KMS, endpoints of networks, file systems, APIs. */
import { endpointType } from "../../policy/model";
import { textOf } from "../../source/syntax-tree";
import { tableOf } from "../../table";
import { openKey, valueAt, type ValueNode } from "../../value";
import type { TemplateResource } from "../cloudformation";
import { argumentOf, type Block } from "../terraform/blocks";
import type { BlockValues } from "../terraform/values";
import { type Leaf, leavesOf } from "./leaves";

export interface Bare {
  /** Its CloudFormation type. */
  readonly type: string;
  /** The tool leaves a policy alone that it had before (Terraform: optional and computed). */
  readonly mayKeep: boolean;
  /** It may have one that nobody can read here. */
  readonly isOpen?: boolean;
}

export const fileSystemType = "AWS::EFS::FileSystem";
export const apiType = "AWS::ApiGateway::RestApi";
/** A method of an API, or a route. */
export const methodType = "AWS::ApiGateway::Method";

interface Kind {
  readonly type: string;
  /** Where the policy stands. */
  readonly policy: readonly string[];
  /** Of an API: where its definition stands, which may have a policy, and how it is reached. */
  readonly definitions?: readonly string[];
}

const kinds: { readonly [type: string]: Kind | undefined } = tableOf({
  "AWS::KMS::Key": { type: "AWS::KMS::Key", policy: ["KeyPolicy"] },
  [endpointType]: { type: endpointType, policy: ["PolicyDocument"] },
  [fileSystemType]: { type: fileSystemType, policy: ["FileSystemPolicy"] },
  [apiType]: { type: apiType, policy: ["Policy"], definitions: ["Body", "BodyS3Location"] },
  "AWS::Serverless::Api": {
    type: apiType,
    policy: ["Auth", "ResourcePolicy"],
    definitions: ["DefinitionBody", "DefinitionUri"],
  },
});

/** @param root the whole template */
export function bareInTemplate({ type, properties }: TemplateResource, root: ValueNode): Bare | undefined {
  const kind = kinds[type];
  if (!kind) return undefined;
  const ofAll = type === "AWS::Serverless::Api" ? valueAt(root, "Globals", "Api") : undefined;
  const at = (...path: readonly string[]) => valueAt(properties, ...path) ?? valueAt(ofAll, ...path);
  const definition = kind.definitions?.map((name) => at(name)).find((one) => one !== undefined);
  if (leavesOf(at(...kind.policy)).length > 0 || (definition && valueAt(definition, policyInDefinition)))
    return undefined;
  const isReached = !kind.definitions || isReachedByAll(at("EndpointConfiguration"));
  const isOpen = definition !== undefined && (!valueAt(definition, "paths") || mayHoldMore(definition));
  return isReached ? { type: kind.type, mayKeep: false, ...(isOpen && { isOpen }) } : undefined;
}

/** API Gateway Developer Guide: "x-amazon-apigateway-policy". */
const policyInDefinition = "x-amazon-apigateway-policy";

function mayHoldMore(definition: ValueNode): boolean {
  return valueAt(definition, "Fn::Transform") !== undefined || valueAt(definition, openKey) !== undefined;
}

/** The API of a service of the Serverless Framework; undefined where it has a policy, or stands within a network. */
export function bareInServerless(root: ValueNode): Bare | undefined {
  const provider = valueAt(root, "provider");
  if (!provider || !valueAt(root, "service")) return undefined;
  const policies = [valueAt(provider, "apiGateway", "resourcePolicy"), valueAt(provider, "resourcePolicy")];
  const type = valueAt(provider, "endpointType");
  const isReached = leavesOf(type).every(({ node }) => node.kind === "string" && !/^private$/i.test(node.value));
  return isReached && policies.every((one) => leavesOf(one).length === 0)
    ? { type: apiType, mayKeep: false }
    : undefined;
}

/** An API within a network lets in nobody without a policy. */
function isReachedByAll(configuration: ValueNode | undefined): boolean {
  return endpointsOf(configuration).every(({ node }) => node.kind === "string" && node.value !== "PRIVATE");
}

/** Of `EDGE`, `{ Type: EDGE }` and `{ Types: [EDGE] }`. */
export function endpointsOf(configuration: ValueNode | undefined): readonly Leaf[] {
  return leavesOf(valueAt(configuration, "Types") ?? valueAt(configuration, "Type") ?? configuration);
}

const inTerraform: { readonly [type: string]: string | undefined } = tableOf({
  aws_api_gateway_rest_api: apiType,
  aws_efs_file_system: fileSystemType,
  aws_kms_key: "AWS::KMS::Key",
  aws_vpc_endpoint: endpointType,
});

export function bareInTerraform(block: Block, values: BlockValues): Bare | undefined {
  const type = block.type === "resource" ? inTerraform[block.labels[0] ?? ""] : undefined;
  if (type === undefined || ["policy", "body"].some((name) => isGiven(block, name, values))) return undefined;
  const isReached = block.blocks
    .filter((one) => one.type === "endpoint_configuration")
    .every((one) => {
      const given = argumentOf(one, "types");
      return given !== null && isReachedByAll(values.value(given));
    });
  return isReached ? { type, mayKeep: type === apiType || type === endpointType } : undefined;
}

/** Null is the same as no argument at all (developer.hashicorp.com/terraform/language/expressions/types). */
function isGiven(block: Block, name: string, values: BlockValues): boolean {
  const given = argumentOf(block, name);
  return given !== null && textOf(values.tree, given) !== "null";
}
