/** What gives access in CloudFormation by lists of its own, which no policy says (AWS: "Resource and property reference", as of November 2026). */
import { unknown } from "../../source/intrinsics";
import { tableOf } from "../../table";
import { entryOf, valueAt, type ValueNode } from "../../value";
import type { TemplateResource } from "../cloudformation";
import type { Door } from "./door";
import { leavesOf } from "./leaves";

/** Whether a text may have one; the test is cheap. */
export function mayGiveAccess(text: string): boolean {
  return /\bAWS::(?:ACMPCA::Permission|AmazonMQ::|AppSync::|Cloud9::|CodeBuild::Project|Cognito::UserPoolUserToGroupAttachment|Config::AggregationAuthorization|Connect::|DataZone::|Detective::OrganizationAdmin|EC2::(?:ClientVpn|NetworkInterfacePermission)|ElastiCache::|EMR::StudioSessionMapping|GuardDuty::Master|IdentityStore::|ImageBuilder::|IoT::PolicyPrincipalAttachment|IoTSiteWise::AccessPolicy|LakeFormation::|Lightsail::Bucket|Location::APIKey|MSK::Cluster|MediaConnect::FlowEntitlement|MemoryDB::|Oam::Link|OpenSearchServerless::|PCAConnectorAD::|QBusiness::Permission|QuickSight::|Redshift::EndpointAuthorization|RolesAnywhere::TrustAnchor|S3::AccessGrant|SSO::ApplicationAssignment|SecurityHub::DelegatedAdmin|SecurityLake::Subscriber|ServiceCatalog::|Transfer::User|VerifiedPermissions::|VpcLattice::)/.test(
    text,
  );
}

interface Giver {
  /** The properties that tell whom it gives what, `*` for every item of a list: each value by itself. */
  readonly each: readonly string[];
  /** Those of which only the whole tells: what is in them may stand in another one as well. */
  readonly whole?: readonly string[];
  /** Those without which it gives more; two at most. */
  readonly limits?: readonly string[];
  /** Properties that give access with any other value than these: each with its own. */
  readonly open?: { readonly [path: string]: RegExp };
  /** Texts that give access with such words. */
  readonly opening?: { readonly [path: string]: RegExp };
}

const [byRoles, isOff] = [/^AWS_IAM$/, /^false$/i];
/** A service and a network of VPC Lattice let in everybody who reaches them where nothing asks (VPC Lattice User Guide: "Auth policies"). */
const ofLattice: Giver = { each: [], limits: ["AuthType"], open: { AuthType: byRoles } };

const sharedInQuickSight: Giver = { each: ["Permissions"] };

const givers: { readonly [type: string]: Giver | undefined } = tableOf({
  "AWS::ACMPCA::Permission": {
    each: ["Actions", "Principal", "CertificateAuthorityArn", "SourceAccount"],
    limits: ["SourceAccount"],
  },
  "AWS::AmazonMQ::Broker": { each: ["Users.*.Username", "Users.*.Groups"] },
  "AWS::AppSync::Api": {
    each: [],
    open: {
      "EventConfig.ConnectionAuthModes.*.AuthType": byRoles,
      "EventConfig.DefaultPublishAuthModes.*.AuthType": byRoles,
      "EventConfig.DefaultSubscribeAuthModes.*.AuthType": byRoles,
    },
  },
  "AWS::AppSync::ApiKey": { each: ["ApiId"] },
  "AWS::AppSync::ChannelNamespace": {
    each: [],
    open: { "PublishAuthModes.*.AuthType": byRoles, "SubscribeAuthModes.*.AuthType": byRoles },
  },
  "AWS::AppSync::GraphQLApi": {
    each: [],
    whole: ["UserPoolConfig", "OpenIDConnectConfig"],
    open: { AuthenticationType: byRoles, "AdditionalAuthenticationProviders.*.AuthenticationType": byRoles },
  },
  "AWS::Cloud9::EnvironmentEC2": { each: ["OwnerArn"] },
  "AWS::CodeBuild::Project": { each: [], open: { Visibility: /^PRIVATE$/ } },
  "AWS::Cognito::UserPoolUserToGroupAttachment": { each: ["GroupName", "Username", "UserPoolId"] },
  "AWS::Config::AggregationAuthorization": { each: ["AuthorizedAccountId"] },
  "AWS::Connect::SecurityProfile": { each: ["Permissions"] },
  "AWS::Connect::User": { each: ["SecurityProfileArns"] },
  "AWS::DataZone::GroupProfile": { each: ["GroupIdentifier", "DomainIdentifier"] },
  "AWS::DataZone::Owner": { each: ["Owner", "EntityIdentifier", "EntityType", "DomainIdentifier"] },
  "AWS::DataZone::PolicyGrant": {
    each: ["PolicyType", "EntityIdentifier", "EntityType", "DomainIdentifier"],
    whole: ["Principal", "Detail"],
  },
  "AWS::DataZone::ProjectMembership": { each: ["Designation", "Member", "ProjectIdentifier", "DomainIdentifier"] },
  "AWS::DataZone::UserProfile": { each: ["UserIdentifier", "DomainIdentifier"] },
  "AWS::Detective::OrganizationAdmin": { each: ["AccountId"] },
  "AWS::EC2::ClientVpnAuthorizationRule": {
    each: ["TargetNetworkCidr", "AccessGroupId", "ClientVpnEndpointId"],
    open: { AuthorizeAllGroups: isOff },
  },
  "AWS::EC2::NetworkInterfacePermission": { each: ["AwsAccountId", "NetworkInterfaceId", "Permission"] },
  "AWS::EMR::StudioSessionMapping": { each: ["IdentityName", "IdentityType", "SessionPolicyArn", "StudioId"] },
  "AWS::ElastiCache::ServerlessCache": { each: ["UserGroupId"] },
  "AWS::ElastiCache::ReplicationGroup": { each: ["UserGroupIds"] },
  "AWS::ElastiCache::User": {
    each: ["AccessString", "UserName"],
    open: { NoPasswordRequired: isOff, "AuthenticationMode.Type": /^(?:password|iam)$/ },
  },
  "AWS::ElastiCache::UserGroup": { each: ["UserIds"] },
  "AWS::GuardDuty::Master": { each: ["MasterId"] },
  "AWS::IdentityStore::GroupMembership": { each: ["GroupId", "MemberId"] },
  "AWS::ImageBuilder::DistributionConfiguration": {
    each: [
      "Distributions.*.AmiDistributionConfiguration.LaunchPermissionConfiguration.UserIds",
      "Distributions.*.AmiDistributionConfiguration.LaunchPermissionConfiguration.UserGroups",
      "Distributions.*.AmiDistributionConfiguration.LaunchPermissionConfiguration.OrganizationArns",
      "Distributions.*.AmiDistributionConfiguration.LaunchPermissionConfiguration.OrganizationalUnitArns",
      "Distributions.*.AmiDistributionConfiguration.TargetAccountIds",
    ],
  },
  "AWS::IoT::PolicyPrincipalAttachment": { each: ["PolicyName", "Principal"] },
  "AWS::IoTSiteWise::AccessPolicy": {
    each: ["AccessPolicyIdentity", "AccessPolicyPermission", "AccessPolicyResource"],
  },
  "AWS::LakeFormation::DataLakeSettings": {
    each: ["Admins"],
    whole: [
      "AllowExternalDataFiltering",
      "AllowFullTableExternalDataAccess",
      "CreateDatabaseDefaultPermissions",
      "CreateTableDefaultPermissions",
      "ExternalDataFilteringAllowList",
      "TrustedResourceOwners",
    ],
  },
  "AWS::LakeFormation::Permissions": {
    each: ["DataLakePrincipal", "Permissions", "Resource"],
    whole: ["PermissionsWithGrantOption"],
  },
  "AWS::LakeFormation::PrincipalPermissions": {
    each: ["Catalog", "Principal", "Permissions", "Resource"],
    whole: ["PermissionsWithGrantOption"],
  },
  // Whoever has permissions for a tag has them for what gets the tag.
  "AWS::LakeFormation::TagAssociation": { each: ["LFTags", "Resource"] },
  "AWS::Lightsail::Bucket": {
    each: ["ReadOnlyAccessAccounts", "ResourcesReceivingAccess"],
    open: { "AccessRules.GetObject": /^private$/, "AccessRules.AllowPublicOverrides": isOff },
  },
  "AWS::Location::APIKey": {
    each: ["Restrictions.AllowActions", "Restrictions.AllowResources"],
    whole: [
      "Restrictions.AllowReferers",
      "Restrictions.AllowAndroidApps",
      "Restrictions.AllowAppleApps",
      "ExpireTime",
      "NoExpiry",
    ],
  },
  "AWS::MediaConnect::FlowEntitlement": { each: ["Subscribers", "FlowArn", "EntitlementStatus"] },
  "AWS::MSK::Cluster": { each: [], open: { "ClientAuthentication.Unauthenticated.Enabled": isOff } },
  "AWS::MemoryDB::ACL": { each: ["UserNames"] },
  "AWS::MemoryDB::Cluster": { each: ["ACLName"] },
  "AWS::MemoryDB::User": { each: ["AccessString", "UserName"] },
  "AWS::Oam::Link": { each: ["ResourceTypes", "SinkIdentifier"], whole: ["LinkConfiguration"] },
  "AWS::OpenSearchServerless::AccessPolicy": { each: ["Policy"] },
  // A policy of encryption does not say it.
  "AWS::OpenSearchServerless::SecurityPolicy": {
    each: [],
    opening: { Policy: /AllowFromPublic\\?"(?!\s{0,20}:\s{0,20}false)/ },
  },
  "AWS::PCAConnectorAD::TemplateGroupAccessControlEntry": {
    each: ["AccessRights", "GroupSecurityIdentifier", "TemplateArn"],
  },
  "AWS::QBusiness::Permission": {
    each: ["Actions", "ApplicationId", "Principal", "Conditions"],
    limits: ["Conditions"],
  },
  "AWS::QuickSight::Analysis": sharedInQuickSight,
  "AWS::QuickSight::Dashboard": { each: ["Permissions"], whole: ["LinkSharingConfiguration"] },
  "AWS::QuickSight::DataSet": sharedInQuickSight,
  "AWS::QuickSight::DataSource": sharedInQuickSight,
  "AWS::QuickSight::Folder": sharedInQuickSight,
  "AWS::QuickSight::Template": sharedInQuickSight,
  "AWS::QuickSight::Theme": sharedInQuickSight,
  "AWS::Redshift::EndpointAuthorization": { each: ["Account", "ClusterIdentifier", "VpcIds"], limits: ["VpcIds"] },
  "AWS::RolesAnywhere::TrustAnchor": { each: ["Source", "Enabled"] },
  "AWS::S3::AccessGrant": {
    each: [
      "AccessGrantsLocationId",
      "AccessGrantsLocationConfiguration",
      "Permission",
      "Grantee",
      "ApplicationArn",
      "S3PrefixType",
    ],
    limits: ["ApplicationArn", "AccessGrantsLocationConfiguration"],
  },
  "AWS::SSO::ApplicationAssignment": { each: ["ApplicationArn", "PrincipalId", "PrincipalType"] },
  "AWS::SecurityHub::DelegatedAdmin": { each: ["AdminAccountId"] },
  "AWS::SecurityLake::Subscriber": { each: ["AccessTypes", "Sources", "SubscriberIdentity", "DataLakeArn"] },
  "AWS::ServiceCatalog::PortfolioPrincipalAssociation": { each: ["PortfolioId", "PrincipalARN"] },
  "AWS::ServiceCatalog::PortfolioShare": { each: ["PortfolioId", "AccountId"], whole: ["ShareTagOptions"] },
  "AWS::Transfer::User": { each: ["SshPublicKeys"] },
  "AWS::VerifiedPermissions::Policy": { each: ["Definition", "PolicyStoreId"] },
  "AWS::VerifiedPermissions::PolicyTemplate": { each: ["Statement", "PolicyStoreId"] },
  "AWS::VpcLattice::Service": ofLattice,
  "AWS::VpcLattice::ServiceNetwork": ofLattice,
});

/** What a resource gives somebody that no policy says; nobody reads what that is. */
export function givenInTemplate({ id: label, type, properties, body }: TemplateResource): readonly Door[] {
  const giver = givers[type];
  if (!giver) return [];
  const door = (node: ValueNode): Door => ({
    label,
    resourceType: type,
    policyType: "resource",
    node,
    root: null,
    isGrant: true,
  });
  const each = giver.each.flatMap((path) => valuesAt(properties, path.split("."))).map(door);
  const whole = (giver.whole ?? []).flatMap((path) => entryIn(properties, path.split(".")) ?? []);
  // A limit that is not there is something by itself, for it may have gone; each stands at another text.
  const marks = [entryOf(body, "Type")?.value, entryIn(body, ["Type"])];
  const free = (giver.limits ?? []).flatMap((name, at) =>
    leavesOf(valueAt(properties, name)).length === 0 ? (marks[at] ?? []) : [],
  );
  const at = (given: Giver["open"], isOpen: (said: string | null, by: RegExp) => boolean) =>
    Object.entries(given ?? {}).flatMap(([path, by]) =>
      valuesAt(properties, path.split(".")).filter((one) => isOpen(saidIn(one), by)),
    );
  const open = [
    ...at(giver.open, (said, safe) => said === null || !safe.test(said)),
    ...at(giver.opening, (said, words) => said === null || words.test(said)),
  ];
  return [...each, ...[...whole, ...free, ...open].map(door)];
}

/** What is known of a text; null where nothing is. */
function saidIn(node: ValueNode): string | null {
  if (node.kind === "template")
    return node.parts.length > 1 ? node.parts.map((one) => (typeof one === "string" ? one : "")).join("") : null;
  return node.kind === "string" || node.kind === "boolean" ? String(node.value) : null;
}

function valuesAt(value: ValueNode, [step, ...rest]: readonly string[]): readonly ValueNode[] {
  return leavesOf(value).flatMap(({ node }) => {
    if (step === undefined) return [node];
    if (step === "*") return valuesAt(node, rest);
    const found = valueAt(node, step);
    return found ? valuesAt(found, rest) : [];
  });
}

/** A property with its name, as one value. */
function entryIn(value: ValueNode, path: readonly string[]): ValueNode | null {
  const holder = path.length > 1 ? valueAt(value, ...path.slice(0, -1)) : value;
  const entry = holder?.kind === "object" ? entryOf(holder, path.at(-1)!) : undefined;
  if (!entry || leavesOf(entry.value).length === 0) return null;
  return unknown({ start: entry.keySpan.start, end: entry.value.span.end });
}
