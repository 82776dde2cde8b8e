/** What gives access in Terraform by arguments of its own, which no policy says (registry.terraform.io: hashicorp/aws, as of November 2026). */
import { unknown } from "../../source/intrinsics";
import { tableOf } from "../../table";
import type { ValueNode } from "../../value";
import { addressOf, type Argument, type Block, blocksOf } from "../terraform/blocks";
import type { BlockValues } from "../terraform/values";
import type { Door } from "./door";
import { leavesOf } from "./leaves";

/** Whether a text may have one; the test is cheap. */
export function mayGiveAccessInTerraform(text: string): boolean {
  return /\baws_(?:acmpca_permission|appsync_(?:api_key|graphql_api)|codebuild_project|cognito_user_in_group|config_aggregate_authorization|datazone_|detective_organization_admin|ec2_client_vpn_authorization_rule|elasticache_user|emr_studio_session_mapping|fms_admin|grafana_role_association|guardduty_organization_admin|identitystore_group_membership|imagebuilder_distribution|inspector2_delegated|iot_policy_attachment|lakeformation_(?:data_lake_settings|resource_lf_tag)|macie2_organization_admin|memorydb_|network_interface_permission|oam_link|opensearchserverless_|quicksight_|redshift_data_share|rolesanywhere_trust_anchor|s3control_access_grant|securityhub_organization_admin|securitylake_subscriber|servicecatalog_|verifiedpermissions_policy|vpc_ipam_organization_admin|vpclattice_service)/.test(
    text,
  );
}

interface Giver {
  /** The CloudFormation type, or one in its manner. */
  readonly type: string;
  /** The arguments that tell whom it gives what, `a.b` in a block: each value by itself. */
  readonly each?: readonly string[];
  /** Switches, and the values with which they give nothing. */
  readonly unless?: { readonly [path: string]: readonly string[] };
  /** The switch that gives also where it is not there. */
  readonly anyway?: string;
  /** The argument without which it gives more. */
  readonly limit?: string;
}

const admins = (type: string, argument: string): Giver => ({ type, each: [argument] });
const ofQuickSight: Giver = {
  type: "AWS::QuickSight::Permissions",
  each: ["permissions.principal", "permissions.actions"],
};
const ofLattice = (type: string): Giver => ({ type, unless: { auth_type: ["AWS_IAM"] }, anyway: "auth_type" });

const givers: { readonly [type: string]: Giver | undefined } = tableOf({
  aws_acmpca_permission: {
    type: "AWS::ACMPCA::Permission",
    each: ["actions", "principal", "certificate_authority_arn", "source_account"],
    limit: "source_account",
  },
  aws_appsync_api_key: { type: "AWS::AppSync::ApiKey", each: ["api_id"] },
  // With AWS_IAM policies say who may call.
  aws_appsync_graphql_api: {
    type: "AWS::AppSync::GraphQLApi",
    unless: {
      authentication_type: ["AWS_IAM"],
      "additional_authentication_provider.authentication_type": ["AWS_IAM"],
    },
  },
  aws_codebuild_project: { type: "AWS::CodeBuild::Project", unless: { project_visibility: ["PRIVATE"] } },
  aws_cognito_user_in_group: {
    type: "AWS::Cognito::UserPoolUserToGroupAttachment",
    each: ["user_pool_id", "group_name", "username"],
  },
  aws_config_aggregate_authorization: {
    type: "AWS::Config::AggregationAuthorization",
    each: ["account_id", "authorized_account_id"],
  },
  aws_datazone_user_profile: { type: "AWS::DataZone::UserProfile", each: ["user_identifier", "domain_identifier"] },
  aws_detective_organization_admin_account: admins("AWS::Detective::OrganizationAdmin", "account_id"),
  aws_ec2_client_vpn_authorization_rule: {
    type: "AWS::EC2::ClientVpnAuthorizationRule",
    each: ["client_vpn_endpoint_id", "target_network_cidr", "access_group_id"],
    unless: { authorize_all_groups: ["false"] },
  },
  aws_elasticache_user: {
    type: "AWS::ElastiCache::User",
    each: ["access_string"],
    unless: {
      no_password_required: ["false"],
      "authentication_mode.type": ["password", "iam"],
    },
  },
  aws_elasticache_user_group: { type: "AWS::ElastiCache::UserGroup", each: ["user_ids"] },
  aws_elasticache_user_group_association: {
    type: "AWS::ElastiCache::UserGroup",
    each: ["user_group_id", "user_id"],
  },
  aws_emr_studio_session_mapping: {
    type: "AWS::EMR::StudioSessionMapping",
    each: ["identity_id", "identity_name", "identity_type", "session_policy_arn", "studio_id"],
  },
  aws_fms_admin_account: admins("AWS::FMS::AdminAccount", "account_id"),
  aws_grafana_role_association: { type: "AWS::Grafana::RoleAssociation", each: ["role", "user_ids", "group_ids"] },
  aws_guardduty_organization_admin_account: admins("AWS::GuardDuty::OrganizationAdmin", "admin_account_id"),
  aws_identitystore_group_membership: {
    type: "AWS::IdentityStore::GroupMembership",
    each: ["group_id", "member_id"],
  },
  aws_imagebuilder_distribution_configuration: {
    type: "AWS::ImageBuilder::DistributionConfiguration",
    each: [
      ...["user_ids", "user_groups", "organization_arns", "organizational_unit_arns"].map(
        (name) => `distribution.ami_distribution_configuration.launch_permission.${name}`,
      ),
      "distribution.ami_distribution_configuration.target_account_ids",
    ],
  },
  aws_inspector2_delegated_admin_account: admins("AWS::InspectorV2::DelegatedAdmin", "account_id"),
  aws_iot_policy_attachment: { type: "AWS::IoT::PolicyPrincipalAttachment", each: ["policy", "target"] },
  aws_lakeformation_data_lake_settings: {
    type: "AWS::LakeFormation::DataLakeSettings",
    each: [
      "admins",
      "read_only_admins",
      "trusted_resource_owners",
      "external_data_filtering_allow_list",
      ...["create_database_default_permissions", "create_table_default_permissions"].flatMap((name) => [
        `${name}.principal`,
        `${name}.permissions`,
      ]),
    ],
    unless: { allow_external_data_filtering: ["false"], allow_full_table_external_data_access: ["false"] },
  },
  // Whoever has permissions for a tag has them for what gets the tag.
  aws_lakeformation_resource_lf_tag: {
    type: "AWS::LakeFormation::TagAssociation",
    each: ["lf_tag.key", "lf_tag.value"],
  },
  aws_lakeformation_resource_lf_tags: {
    type: "AWS::LakeFormation::TagAssociation",
    each: ["lf_tag.key", "lf_tag.value"],
  },
  aws_macie2_organization_admin_account: admins("AWS::Macie::OrganizationAdmin", "admin_account_id"),
  aws_memorydb_acl: { type: "AWS::MemoryDB::ACL", each: ["user_names"] },
  // This one lets in whoever reaches it.
  aws_memorydb_cluster: { type: "AWS::MemoryDB::Cluster", each: ["acl_name"] },
  aws_memorydb_user: { type: "AWS::MemoryDB::User", each: ["access_string"] },
  aws_network_interface_permission: {
    type: "AWS::EC2::NetworkInterfacePermission",
    each: ["aws_account_id", "network_interface_id", "permission"],
  },
  aws_oam_link: { type: "AWS::Oam::Link", each: ["resource_types", "sink_identifier"] },
  aws_opensearchserverless_access_policy: { type: "AWS::OpenSearchServerless::AccessPolicy", each: ["policy"] },
  aws_opensearchserverless_security_policy: { type: "AWS::OpenSearchServerless::SecurityPolicy", each: ["policy"] },
  aws_quicksight_analysis: ofQuickSight,
  aws_quicksight_dashboard: ofQuickSight,
  aws_quicksight_data_set: ofQuickSight,
  aws_quicksight_data_source: { ...ofQuickSight, each: ["permission.principal", "permission.actions"] },
  aws_quicksight_folder: ofQuickSight,
  aws_quicksight_group_membership: { type: "AWS::QuickSight::GroupMembership", each: ["group_name", "member_name"] },
  aws_quicksight_template: ofQuickSight,
  aws_quicksight_theme: ofQuickSight,
  aws_redshift_data_share_authorization: {
    type: "AWS::Redshift::DataShare",
    each: ["consumer_identifier", "data_share_arn"],
    unless: { allow_writes: ["false"] },
  },
  aws_rolesanywhere_trust_anchor: {
    type: "AWS::RolesAnywhere::TrustAnchor",
    each: ["source.source_type", "source.source_data.acm_pca_arn", "source.source_data.x509_certificate_data"],
  },
  aws_s3control_access_grant: {
    type: "AWS::S3::AccessGrant",
    each: [
      "access_grants_location_id",
      "permission",
      "grantee.grantee_identifier",
      "access_grants_location_configuration.s3_sub_prefix",
    ],
    limit: "access_grants_location_configuration",
  },
  aws_securityhub_organization_admin_account: admins("AWS::SecurityHub::DelegatedAdmin", "admin_account_id"),
  aws_securitylake_subscriber: {
    type: "AWS::SecurityLake::Subscriber",
    each: ["access_type", "subscriber_identity.principal", "source.aws_log_source_resource.source_name"],
  },
  aws_servicecatalog_portfolio_share: {
    type: "AWS::ServiceCatalog::PortfolioShare",
    each: ["portfolio_id", "principal_id"],
    unless: { share_principals: ["false"] },
  },
  aws_servicecatalog_principal_portfolio_association: {
    type: "AWS::ServiceCatalog::PortfolioPrincipalAssociation",
    each: ["portfolio_id", "principal_arn"],
  },
  aws_verifiedpermissions_policy: {
    type: "AWS::VerifiedPermissions::Policy",
    each: [
      "policy_store_id",
      "definition.static.statement",
      ...["policy_template_id", "principal.entity_id", "resource.entity_id"].map(
        (name) => `definition.template_linked.${name}`,
      ),
    ],
  },
  aws_verifiedpermissions_policy_template: {
    type: "AWS::VerifiedPermissions::PolicyTemplate",
    each: ["policy_store_id", "statement"],
  },
  aws_vpc_ipam_organization_admin_account: admins("AWS::EC2::IPAM", "delegated_admin_account_id"),
  aws_vpclattice_service: ofLattice("AWS::VpcLattice::Service"),
  aws_vpclattice_service_network: ofLattice("AWS::VpcLattice::ServiceNetwork"),
});

/** What a resource gives somebody that no policy says; nobody reads what that is. */
export function givenInTerraform(block: Block, values: BlockValues): readonly Door[] {
  const giver = givers[block.labels[0] ?? ""];
  if (!giver || isOfEncryption(block, values)) return [];
  const { type: resourceType, each = [], unless = {}, anyway, limit } = giver;
  const label = addressOf(block);
  const door = (node: ValueNode): Door => ({
    label,
    resourceType,
    policyType: "resource",
    node,
    root: null,
    isGrant: true,
  });
  const given = each.flatMap((path) =>
    argumentsIn(block, path.split(".")).flatMap(({ value }) => leavesOf(values.value(value)).map(({ node }) => node)),
  );
  const switched = Object.entries(unless).flatMap(([path, off]): readonly ValueNode[] => {
    const found = argumentsIn(block, path.split("."));
    if (found.length === 0) return path === anyway ? [marked(titleOf(block))] : [];
    return found
      .filter(({ value }) => leavesOf(values.value(value)).some(({ node }) => !off.includes(saidBy(node))))
      .map(({ head, value }) => marked({ start: head.start, end: value.end }));
  });
  const isUnlimited =
    limit !== undefined && argumentsIn(block, [limit]).length === 0 && blocksOf(block, limit).length === 0;
  return [...given, ...switched, ...(isUnlimited ? [marked(titleOf(block))] : [])].map(door);
}

/** `resource "aws_x" "y"` */
function titleOf({ head, node }: Block): { readonly start: number; readonly end: number } {
  return { start: head.start, end: node.children.findLast(({ type }) => type === "string_lit")?.end ?? head.end };
}

/** How a collection is encrypted lets nobody in. */
function isOfEncryption(block: Block, values: BlockValues): boolean {
  if (block.labels[0] !== "aws_opensearchserverless_security_policy") return false;
  return argumentsIn(block, ["type"]).some(({ value }) => saidBy(values.value(value)) === "encryption");
}

function saidBy(node: ValueNode): string {
  return node.kind === "string" || node.kind === "boolean" ? String(node.value) : "";
}

function marked({ start, end }: { readonly start: number; readonly end: number }): ValueNode {
  return unknown({ start, end });
}

function argumentsIn(block: Block, [step, ...rest]: readonly string[]): readonly Argument[] {
  if (rest.length === 0) return block.arguments.filter(({ name }) => name === step);
  return blocksOf(block, step!).flatMap(({ made }) => argumentsIn(made, rest));
}
