/** The resources of Terraform's AWS provider that take a policy (registry.terraform.io: hashicorp/aws). */
import type { PolicyType } from "../../policy/model";
import { tableOf } from "../../table";

export interface PolicyArgument {
  /** The argument; `block.argument` for one of a nested block. */
  readonly path: string;
  /** `organizations`: the resource's own `type` tells. */
  readonly policyType: PolicyType | "organizations";
  /** The CloudFormation type of what carries the policy. */
  readonly resourceType: string;
  /** The block that puts the resource into a network. */
  readonly network?: string;
}

const identity = (resourceType: string, path = "policy"): PolicyArgument => ({
  path,
  policyType: "identity",
  resourceType,
});
const resource = (resourceType: string, path = "policy"): PolicyArgument => ({
  path,
  policyType: "resource",
  resourceType,
});

/** By resource type. In a type that is not here whatever looks like a policy is found. */
export const policyArguments: { readonly [type: string]: readonly PolicyArgument[] | undefined } = tableOf({
  aws_iam_role: [
    { path: "assume_role_policy", policyType: "trust", resourceType: "AWS::IAM::Role" },
    identity("AWS::IAM::Role", "inline_policy.policy"),
  ],
  awscc_iam_group_policy: [identity("AWS::IAM::GroupPolicy", "policy_document")],
  awscc_iam_managed_policy: [identity("AWS::IAM::ManagedPolicy", "policy_document")],
  awscc_iam_role: [{ path: "assume_role_policy_document", policyType: "trust", resourceType: "AWS::IAM::Role" }],
  awscc_iam_role_policy: [identity("AWS::IAM::RolePolicy", "policy_document")],
  awscc_iam_user_policy: [identity("AWS::IAM::UserPolicy", "policy_document")],
  aws_iam_policy: [identity("AWS::IAM::ManagedPolicy")],
  aws_iam_role_policy: [identity("AWS::IAM::RolePolicy")],
  aws_iam_user_policy: [identity("AWS::IAM::UserPolicy")],
  aws_iam_group_policy: [identity("AWS::IAM::GroupPolicy")],
  aws_ssoadmin_permission_set_inline_policy: [identity("AWS::SSO::PermissionSet", "inline_policy")],
  aws_transfer_user: [identity("AWS::Transfer::User")],
  aws_organizations_policy: [
    { path: "content", policyType: "organizations", resourceType: "AWS::Organizations::Policy" },
  ],
  aws_organizations_resource_policy: [resource("AWS::Organizations::ResourcePolicy", "content")],
  aws_api_gateway_rest_api: [resource("AWS::ApiGateway::RestApi")],
  aws_api_gateway_rest_api_policy: [resource("AWS::ApiGateway::RestApi")],
  aws_backup_vault_policy: [resource("AWS::Backup::BackupVault")],
  aws_cloudsearch_domain_service_access_policy: [resource("AWS::CloudSearch::Domain", "access_policy")],
  aws_cloudwatch_event_bus_policy: [resource("AWS::Events::EventBus")],
  aws_cloudwatch_log_destination_policy: [resource("AWS::Logs::Destination", "access_policy")],
  aws_cloudwatch_log_resource_policy: [resource("AWS::Logs::LogGroup", "policy_document")],
  aws_codeartifact_domain_permissions_policy: [resource("AWS::CodeArtifact::Domain", "policy_document")],
  aws_codeartifact_repository_permissions_policy: [resource("AWS::CodeArtifact::Repository", "policy_document")],
  aws_codebuild_resource_policy: [resource("AWS::CodeBuild::Project")],
  aws_dynamodb_resource_policy: [resource("AWS::DynamoDB::Table")],
  aws_ecr_registry_policy: [resource("AWS::ECR::RegistryPolicy")],
  aws_ecr_repository_policy: [resource("AWS::ECR::Repository")],
  aws_ecrpublic_repository_policy: [resource("AWS::ECR::PublicRepository")],
  aws_efs_file_system_policy: [resource("AWS::EFS::FileSystem")],
  aws_elasticsearch_domain: [{ ...resource("AWS::Elasticsearch::Domain", "access_policies"), network: "vpc_options" }],
  aws_elasticsearch_domain_policy: [resource("AWS::Elasticsearch::Domain", "access_policies")],
  aws_glacier_vault: [resource("AWS::Glacier::Vault", "access_policy")],
  aws_glacier_vault_lock: [resource("AWS::Glacier::Vault")],
  aws_glue_resource_policy: [resource("AWS::Glue::DataCatalog")],
  aws_kinesis_resource_policy: [resource("AWS::Kinesis::Stream")],
  aws_kms_key: [resource("AWS::KMS::Key")],
  aws_kms_key_policy: [resource("AWS::KMS::Key")],
  aws_kms_external_key: [resource("AWS::KMS::Key")],
  aws_kms_replica_key: [resource("AWS::KMS::Key")],
  aws_kms_replica_external_key: [resource("AWS::KMS::Key")],
  aws_media_store_container_policy: [resource("AWS::MediaStore::Container")],
  aws_msk_cluster_policy: [resource("AWS::MSK::Cluster")],
  aws_networkfirewall_resource_policy: [resource("AWS::NetworkFirewall::FirewallPolicy")],
  aws_opensearch_domain: [{ ...resource("AWS::OpenSearchService::Domain", "access_policies"), network: "vpc_options" }],
  aws_opensearch_domain_policy: [resource("AWS::OpenSearchService::Domain", "access_policies")],
  aws_redshift_resource_policy: [resource("AWS::Redshift::Cluster")],
  aws_s3_access_point: [resource("AWS::S3::AccessPoint")],
  aws_s3_bucket: [resource("AWS::S3::Bucket")],
  aws_s3_bucket_policy: [resource("AWS::S3::Bucket")],
  aws_s3control_access_point_policy: [resource("AWS::S3::AccessPoint")],
  aws_s3control_bucket_policy: [resource("AWS::S3Outposts::Bucket")],
  aws_s3control_object_lambda_access_point_policy: [resource("AWS::S3ObjectLambda::AccessPoint")],
  aws_s3control_multi_region_access_point_policy: [resource("AWS::S3::MultiRegionAccessPoint", "details.policy")],
  aws_s3tables_table_bucket_policy: [resource("AWS::S3Tables::TableBucket", "resource_policy")],
  aws_s3tables_table_policy: [resource("AWS::S3Tables::Table", "resource_policy")],
  aws_sagemaker_model_package_group_policy: [resource("AWS::SageMaker::ModelPackageGroup", "resource_policy")],
  aws_schemas_registry_policy: [resource("AWS::EventSchemas::Registry")],
  aws_secretsmanager_secret: [resource("AWS::SecretsManager::Secret")],
  aws_secretsmanager_secret_policy: [resource("AWS::SecretsManager::Secret")],
  aws_ses_identity_policy: [resource("AWS::SES::EmailIdentity")],
  aws_sesv2_email_identity_policy: [resource("AWS::SES::EmailIdentity")],
  aws_sns_topic: [resource("AWS::SNS::Topic")],
  aws_sns_topic_policy: [resource("AWS::SNS::Topic")],
  aws_sqs_queue: [resource("AWS::SQS::Queue")],
  aws_sqs_queue_policy: [resource("AWS::SQS::Queue")],
  aws_vpc_endpoint: [resource("AWS::EC2::VPCEndpoint")],
  aws_vpc_endpoint_policy: [resource("AWS::EC2::VPCEndpoint")],
  aws_vpclattice_auth_policy: [resource("AWS::VpcLattice::AuthPolicy")],
  aws_vpclattice_resource_policy: [resource("AWS::VpcLattice::ResourcePolicy")],
  aws_xray_resource_policy: [resource("AWS::XRay::ResourcePolicy", "policy_document")],
  // AWS IoT Core's own policies share the grammar, but they are not IAM's.
  aws_iot_policy: [],
});

/** Arguments that name whom a policy is attached to. */
export const holderArguments = ["role", "user", "group", "roles", "users", "groups"];
/** What attaches a managed policy that stands elsewhere. */
export const attachmentTypes = new Set([
  "aws_iam_role_policy_attachment",
  "aws_iam_user_policy_attachment",
  "aws_iam_group_policy_attachment",
  "aws_iam_policy_attachment",
]);

/** Resources that a policy can be limited to by their `arn`, with their CloudFormation types. */
export const arnTypes: { readonly [type: string]: string | undefined } = tableOf({
  aws_s3_bucket: "AWS::S3::Bucket",
  aws_dynamodb_table: "AWS::DynamoDB::Table",
  aws_sqs_queue: "AWS::SQS::Queue",
  aws_sns_topic: "AWS::SNS::Topic",
  aws_lambda_function: "AWS::Lambda::Function",
  aws_kms_key: "AWS::KMS::Key",
  aws_secretsmanager_secret: "AWS::SecretsManager::Secret",
  aws_kinesis_stream: "AWS::Kinesis::Stream",
  aws_sfn_state_machine: "AWS::StepFunctions::StateMachine",
});
