/** What the policies of a Terraform module stand on, or are attached to (registry.terraform.io: hashicorp/aws). */
import type { SyntaxNode } from "../../source/syntax-tree";
import { tableOf } from "../../table";
import { addressOf, argumentOf, type Block } from "../terraform/blocks";
import { addressIn } from "../terraform/holders";
import { documentOf } from "../terraform/policy-document";
import { policyArguments } from "../terraform/resources";
import type { BlockValues } from "../terraform/values";
import { unaskedOf } from "./asking-parts";
import { bareInTerraform } from "./bare";
import { holeOf, type Leaf } from "./leaves";
import type { KnownResource, TargetLink } from "./targets";
import { askingInTerraform } from "./terraform-asking";
import { bareMethod } from "./terraform-methods";

/** By the type of a policy the arguments that name together what it stands on. */
export const standsOn: { readonly [type: string]: readonly string[] | undefined } = tableOf({
  aws_api_gateway_rest_api_policy: ["rest_api_id"],
  aws_backup_vault_policy: ["backup_vault_name"],
  aws_cloudsearch_domain_service_access_policy: ["domain_name"],
  aws_cloudwatch_event_bus_policy: ["event_bus_name"],
  aws_cloudwatch_event_permission: ["event_bus_name"],
  aws_cloudwatch_log_destination_policy: ["destination_name"],
  aws_codeartifact_domain_permissions_policy: ["domain"],
  aws_codeartifact_repository_permissions_policy: ["domain", "repository"],
  aws_codebuild_resource_policy: ["resource_arn"],
  aws_dynamodb_resource_policy: ["resource_arn"],
  aws_ecr_repository_policy: ["repository"],
  aws_ecrpublic_repository_policy: ["repository_name"],
  aws_efs_file_system_policy: ["file_system_id"],
  aws_elasticsearch_domain_policy: ["domain_name"],
  aws_glacier_vault_lock: ["vault_name"],
  aws_kinesis_resource_policy: ["resource_arn"],
  aws_kms_grant: ["key_id"],
  aws_kms_key_policy: ["key_id"],
  aws_lambda_layer_version_permission: ["layer_name"],
  aws_lambda_permission: ["function_name"],
  aws_media_store_container_policy: ["container_name"],
  aws_msk_cluster_policy: ["cluster_arn"],
  aws_networkfirewall_resource_policy: ["resource_arn"],
  aws_opensearch_domain_policy: ["domain_name"],
  aws_redshift_resource_policy: ["resource_arn"],
  aws_s3_bucket_policy: ["bucket"],
  aws_s3control_access_point_policy: ["access_point_arn"],
  aws_s3control_bucket_policy: ["bucket"],
  aws_s3control_object_lambda_access_point_policy: ["name"],
  aws_s3tables_table_bucket_policy: ["table_bucket_arn"],
  aws_s3tables_table_policy: ["table_bucket_arn", "namespace", "name"],
  aws_sagemaker_model_package_group_policy: ["model_package_group_name"],
  aws_schemas_registry_policy: ["registry_name"],
  aws_secretsmanager_secret_policy: ["secret_arn"],
  aws_ses_identity_policy: ["identity"],
  aws_sesv2_email_identity_policy: ["email_identity"],
  aws_sns_topic_policy: ["arn"],
  aws_sqs_queue_policy: ["queue_url"],
  aws_vpc_endpoint_policy: ["vpc_endpoint_id"],
  aws_vpclattice_auth_policy: ["resource_identifier"],
  aws_vpclattice_resource_policy: ["resource_arn"],
});

interface Reading {
  /** The resource of a type that has a name. */
  called(type: string, name: string | null): string | null;
  /** By the address of a policy document what takes it first, and is the label of its policy. */
  readonly documents: ReadonlyMap<string, string>;
  leavesAt(block: Block, expression: SyntaxNode): readonly Leaf[];
}

export function targetsInTerraform(
  blocks: readonly Block[],
  values: BlockValues,
  { documents, leavesAt, called }: Reading,
): readonly TargetLink[] {
  const known = new Map(blocks.map((block) => [addressOf(block), block]));
  /** What the policy of a block is called where it has been found. */
  const labelOf = (block: Block): string => {
    const [argument] = policyArguments[block.labels[0] ?? ""] ?? [];
    const policy = argument && argumentOf(block, argument.path);
    const document = policy && documentOf(values.reference(policy));
    return (document && documents.get(document)) ?? addressOf(block);
  };
  return blocks.flatMap((block): TargetLink[] => {
    const [type = ""] = block.type === "resource" ? block.labels : [];
    const by = addressOf(block);
    const nodesAt = (name: string) => {
      const expression = argumentOf(block, name);
      return expression ? leavesAt(block, expression).map(({ node }) => node) : [];
    };
    if (type === "aws_organizations_policy_attachment")
      return nodesAt("policy_id").flatMap((named) => {
        const id = named.kind === "string" ? called("aws_organizations_policy", named.value) : null;
        const policy = known.get(addressIn(holeOf(named)) ?? id ?? "");
        return nodesAt("target_id").map((node) => ({
          policy: policy ? labelOf(policy) : null,
          by,
          nodes: [node],
          named,
        }));
      });
    const all = (standsOn[type] ?? []).map(nodesAt);
    const [only, ...others] = all;
    if (!only || all.some((nodes) => nodes.length === 0)) return [];
    const policy = labelOf(block);
    return others.length > 0
      ? [{ policy, by, nodes: all.flat() }]
      : only.map((node) => ({ policy, by, nodes: [node] }));
  });
}

const nameArguments = ["name", "bucket", "function_name", "domain_name", "repository_name", "layer_name", "identifier"];

/** Resources that give another its only policy, and the argument that names it. */
const ownPolicies: { readonly [type: string]: string | undefined } = tableOf({
  aws_efs_file_system_policy: "file_system_id",
  aws_kms_key_policy: "key_id",
});

/** Those that a module declares, or looks up, by their addresses. */
export function resourcesInTerraform(
  blocks: readonly Block[],
  values: BlockValues,
): ReadonlyMap<string, KnownResource> {
  const kept = new Set(
    blocks.flatMap((block) => {
      const name = ownPolicies[block.labels[0] ?? ""];
      const of = name === undefined ? null : argumentOf(block, name);
      return (of && addressIn(values.reference(of))) ?? [];
    }),
  );
  const { text } = values.tree;
  const unasked = unaskedOf(blocks.flatMap((block) => askingInTerraform(block, values)));
  const asking = new Map(unasked.map(({ name, bare }) => [name, bare]));
  return new Map([
    ...unasked.map(({ name, node, bare }): [string, KnownResource] => [
      name,
      { name: undefined, body: node.span, bare },
    ]),
    ...blocks
      .filter(({ type }) => type === "resource" || type === "data")
      .map((block): [string, KnownResource] => {
        const address = addressOf(block);
        const [given] = nameArguments.flatMap((name) => argumentOf(block, name) ?? []);
        const { start, end } = block.node;
        const bare = asking.get(address) ?? bareInTerraform(block, values) ?? bareMethod(block, blocks, values);
        return [
          address,
          {
            name: given && values.value(given),
            body: { start: Math.min(end, Math.max(start, text.indexOf("{", start))), end },
            bare: kept.has(address) ? undefined : bare,
          },
        ];
      }),
  ]);
}
