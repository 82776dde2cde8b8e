/** The CloudFormation resources that take a policy (AWS: "Resource and property reference"). */
import type { PolicyType } from "../policy/model";
import { tableOf } from "../table";

export interface PolicyProperty {
  /** Property names; `*` is every item of a list. */
  readonly path: readonly string[];
  /** `organizations`: the resource's own `Type` tells. */
  readonly policyType: PolicyType | "organizations";
  /** The type of what the policy is attached to, where that is another resource. */
  readonly carrier?: string;
  /** The property that puts the resource into a network. */
  readonly network?: string;
  /** A list of statements (or one statement) without a document around it. */
  readonly statements?: boolean;
  /** The property also takes what is no policy. */
  readonly mayBeOther?: boolean;
}

function property(
  policyType: PolicyProperty["policyType"],
  path: string,
  more: Partial<PolicyProperty> = {},
): PolicyProperty {
  return { policyType, path: path.split("."), ...more };
}

const identity = (path: string): PolicyProperty => property("identity", path);
const resource = (path: string, carrier?: string): PolicyProperty =>
  property("resource", path, carrier ? { carrier } : {});
const domain = property("resource", "AccessPolicies", { network: "VPCOptions" });
const trust = property("trust", "AssumeRolePolicyDocument");
const inline = identity("Policies.*.PolicyDocument");
const samPolicies = property("identity", "Policies.*", { mayBeOther: true });

/** By resource type. A type that is not here is searched for whatever looks like a policy. */
export const policyProperties: { readonly [type: string]: readonly PolicyProperty[] | undefined } = tableOf({
  "AWS::IAM::Role": [trust, inline],
  "AWS::IAM::User": [inline],
  "AWS::IAM::Group": [inline],
  "AWS::IAM::Policy": [identity("PolicyDocument")],
  "AWS::IAM::ManagedPolicy": [identity("PolicyDocument")],
  "AWS::IAM::RolePolicy": [identity("PolicyDocument")],
  "AWS::IAM::UserPolicy": [identity("PolicyDocument")],
  "AWS::IAM::GroupPolicy": [identity("PolicyDocument")],
  "AWS::SSO::PermissionSet": [identity("InlinePolicy")],
  "AWS::RolesAnywhere::Profile": [identity("SessionPolicy")],
  "AWS::Transfer::User": [identity("Policy")],
  "AWS::Organizations::Policy": [property("organizations", "Content")],
  // Of org-formation and its community (github.com/org-formation).
  "Community::Organizations::Policy": [
    property("organizations", "Content"),
    property("organizations", "PolicyDocument"),
  ],
  "OC::ORG::ServiceControlPolicy": [property("scp", "Policy")],
  "AWS::Organizations::ResourcePolicy": [resource("Content")],
  "AWS::Serverless::Function": [samPolicies, trust],
  "AWS::Serverless::StateMachine": [samPolicies],
  "AWS::Serverless::Api": [
    property("resource", "Auth.ResourcePolicy.CustomStatements", {
      carrier: "AWS::ApiGateway::RestApi",
      statements: true,
    }),
  ],
  "AWS::ApiGateway::RestApi": [resource("Policy")],
  "AWS::Backup::BackupVault": [resource("AccessPolicy")],
  "AWS::CloudTrail::ResourcePolicy": [resource("ResourcePolicy")],
  "AWS::CodeArtifact::Domain": [resource("PermissionsPolicyDocument")],
  "AWS::CodeArtifact::Repository": [resource("PermissionsPolicyDocument")],
  "AWS::DynamoDB::Table": [
    resource("ResourcePolicy.PolicyDocument"),
    resource("StreamSpecification.ResourcePolicy.PolicyDocument"),
  ],
  "AWS::DynamoDB::GlobalTable": [
    resource("Replicas.*.ResourcePolicy.PolicyDocument"),
    resource("Replicas.*.ReplicaStreamSpecification.ResourcePolicy.PolicyDocument"),
  ],
  "AWS::EC2::VPCEndpoint": [resource("PolicyDocument")],
  "AWS::ECR::Repository": [resource("RepositoryPolicyText")],
  "AWS::ECR::PublicRepository": [resource("RepositoryPolicyText")],
  "AWS::ECR::RegistryPolicy": [resource("PolicyText")],
  "AWS::ECR::RepositoryCreationTemplate": [resource("RepositoryPolicy", "AWS::ECR::Repository")],
  "AWS::EFS::FileSystem": [resource("FileSystemPolicy")],
  "AWS::Elasticsearch::Domain": [domain],
  "AWS::OpenSearchService::Domain": [domain],
  "AWS::Events::EventBus": [resource("Policy")],
  "AWS::Events::EventBusPolicy": [
    property("resource", "Statement", { carrier: "AWS::Events::EventBus", statements: true }),
  ],
  "AWS::EventSchemas::RegistryPolicy": [resource("Policy", "AWS::EventSchemas::Registry")],
  "AWS::Kinesis::ResourcePolicy": [resource("ResourcePolicy", "AWS::Kinesis::Stream")],
  "AWS::KMS::Key": [resource("KeyPolicy")],
  "AWS::KMS::ReplicaKey": [resource("KeyPolicy", "AWS::KMS::Key")],
  "AWS::Lex::ResourcePolicy": [resource("Policy", "AWS::Lex::Bot")],
  "AWS::Logs::Destination": [resource("DestinationPolicy")],
  "AWS::Logs::ResourcePolicy": [resource("PolicyDocument", "AWS::Logs::LogGroup")],
  "AWS::MediaStore::Container": [resource("Policy")],
  "AWS::MSK::ClusterPolicy": [resource("Policy", "AWS::MSK::Cluster")],
  "AWS::Redshift::Cluster": [resource("NamespaceResourcePolicy")],
  "AWS::RedshiftServerless::Namespace": [resource("NamespaceResourcePolicy")],
  "AWS::S3::AccessPoint": [resource("Policy")],
  "AWS::S3::BucketPolicy": [resource("PolicyDocument", "AWS::S3::Bucket")],
  "AWS::S3::MultiRegionAccessPointPolicy": [resource("Policy", "AWS::S3::MultiRegionAccessPoint")],
  "AWS::S3Express::AccessPoint": [resource("Policy")],
  "AWS::S3Express::BucketPolicy": [resource("PolicyDocument", "AWS::S3Express::DirectoryBucket")],
  "AWS::S3ObjectLambda::AccessPointPolicy": [resource("PolicyDocument", "AWS::S3ObjectLambda::AccessPoint")],
  "AWS::S3Outposts::AccessPoint": [resource("Policy")],
  "AWS::S3Outposts::BucketPolicy": [resource("PolicyDocument", "AWS::S3Outposts::Bucket")],
  "AWS::S3Tables::TableBucketPolicy": [resource("ResourcePolicy", "AWS::S3Tables::TableBucket")],
  "AWS::S3Tables::TablePolicy": [resource("ResourcePolicy", "AWS::S3Tables::Table")],
  "AWS::SageMaker::ModelPackageGroup": [resource("ModelPackageGroupPolicy")],
  "AWS::SecretsManager::ResourcePolicy": [resource("ResourcePolicy", "AWS::SecretsManager::Secret")],
  "AWS::SNS::TopicInlinePolicy": [resource("PolicyDocument", "AWS::SNS::Topic")],
  "AWS::SNS::TopicPolicy": [resource("PolicyDocument", "AWS::SNS::Topic")],
  "AWS::SQS::QueueInlinePolicy": [resource("PolicyDocument", "AWS::SQS::Queue")],
  "AWS::SQS::QueuePolicy": [resource("PolicyDocument", "AWS::SQS::Queue")],
  "AWS::SSM::ResourcePolicy": [resource("Policy")],
  "AWS::VpcLattice::AuthPolicy": [resource("Policy")],
  "AWS::VpcLattice::ResourcePolicy": [resource("Policy")],
  "AWS::XRay::ResourcePolicy": [resource("PolicyDocument")],
  // AWS IoT Core's own policies share the grammar, but they are not IAM's: other principals, other variables.
  "AWS::IoT::Policy": [],
});
