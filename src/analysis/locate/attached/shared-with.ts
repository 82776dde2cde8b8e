/** What shares resources with other accounts by lists of its own: endpoint services, AWS RAM, profiles of AWS Signer. */
import { stringNode } from "../../source/made-values";
import { startOf } from "../../text";
import { type ObjectNode, valueAt, type ValueNode } from "../../value";
import type { TemplateResource } from "../cloudformation";
import { permissionPolicy } from "../permission";
import type { Door } from "./door";
import { leavesOf } from "./leaves";

/** Whether a text may have one; the test is cheap. */
export function mayShare(text: string): boolean {
  return /\bAWS::(?:EC2::VPCEndpointServicePermissions|RAM::ResourceShare|Signer::ProfilePermission)\b|\baws_(?:ami_launch_permission|db_(?:cluster_)?snapshot|lakeformation_permissions|organizations_delegated_administrator|ram_(?:principal|resource)_association|redshift_endpoint_authorization|signer_signing_profile_permission|snapshot_create_volume_permission|ssoadmin_application_assignment|vpc_endpoint_service)/.test(
    text,
  );
}

interface Shared {
  /** The CloudFormation type. */
  readonly type: string;
  /** The property with those who are let in. */
  readonly who: string;
  /** What they may do then; null: another property says it. */
  readonly action: string | null;
}

/** By the type of a resource, whom it lets do what (AWS PrivateLink: "Manage permissions"; AWS Signer: "AddProfilePermission"). */
const [endpoints, profiles] = ["AWS::EC2::VPCEndpointServicePermissions", "AWS::Signer::ProfilePermission"] as const;
const connects = "ec2:CreateVpcEndpoint";
const permissions = new Map<string, Shared>([
  [endpoints, { type: endpoints, who: "AllowedPrincipals", action: connects }],
  [profiles, { type: profiles, who: "Principal", action: null }],
  ["aws_signer_signing_profile_permission", { type: profiles, who: "principal", action: null }],
  ["aws_vpc_endpoint_service", { type: endpoints, who: "allowed_principals", action: connects }],
  ["aws_vpc_endpoint_service_allowed_principal", { type: endpoints, who: "principal_arn", action: connects }],
]);

interface Unread {
  /** The CloudFormation type, or one in its manner. */
  readonly type: string;
  /** The arguments that say whom or what it is about. */
  readonly about: readonly string[];
  /** Without them it lets in nobody. */
  readonly isOptional?: boolean;
}

/** Of Terraform, what lets somebody in by what nobody reads here, and the arguments that tell whom or what it is about; none: all of it. */
const unread = new Map<string, Unread>([
  ["aws_ami_launch_permission", { type: "AWS::EC2::Image", about: ["account_id", "group", "organization_arn"] }],
  ["aws_lakeformation_permissions", { type: "AWS::LakeFormation::PrincipalPermissions", about: [] }],
  ["aws_organizations_delegated_administrator", { type: "AWS::Organizations::Account", about: ["account_id"] }],
  ["aws_db_cluster_snapshot", { type: "AWS::RDS::DBClusterSnapshot", about: ["shared_accounts"], isOptional: true }],
  ["aws_db_snapshot", { type: "AWS::RDS::DBSnapshot", about: ["shared_accounts"], isOptional: true }],
  ["aws_db_snapshot_copy", { type: "AWS::RDS::DBSnapshot", about: ["shared_accounts"], isOptional: true }],
  ["aws_ram_principal_association", { type: "AWS::RAM::ResourceShare", about: ["principal"] }],
  ["aws_ram_resource_association", { type: "AWS::RAM::ResourceShare", about: ["resource_arn"] }],
  ["aws_redshift_endpoint_authorization", { type: "AWS::Redshift::EndpointAuthorization", about: ["account"] }],
  ["aws_snapshot_create_volume_permission", { type: "AWS::EC2::Snapshot", about: ["account_id"] }],
  ["aws_ssoadmin_application_assignment", { type: "AWS::SSO::ApplicationAssignment", about: ["principal_id"] }],
]);

export function sharedInTemplate({ id: label, type, properties }: TemplateResource): readonly Door[] {
  const at = (name: string) => valueAt(properties, name);
  // What is allowed is decided by managed permissions of RAM, which nobody reads here.
  if (type === "AWS::RAM::ResourceShare")
    return ["Principals", "ResourceArns", "PermissionArns"].flatMap((name) => unreadDoors(label, type, at(name)));
  const kind = permissions.get(type);
  return kind ? doorsOf(label, kind, at(kind.who), at("Action")) : [];
}

/** @param whole the resource itself @param at the value of an argument */
export function sharedInTerraform(
  label: string,
  type: string,
  whole: ValueNode,
  at: (name: string) => ValueNode | undefined,
): readonly Door[] {
  const kind = permissions.get(type);
  if (kind) return doorsOf(label, kind, at(kind.who), at("action"));
  const other = unread.get(type);
  if (!other) return [];
  const given = other.about.map(at).filter((node) => node !== undefined);
  return (given.length > 0 || other.isOptional ? given : [whole]).flatMap((node) =>
    unreadDoors(label, other.type, node),
  );
}

function unreadDoors(label: string, resourceType: string, value: ValueNode | undefined): readonly Door[] {
  return leavesOf(value).map(({ node }) => ({ label, resourceType, policyType: "resource", node, root: null }));
}

/** @param said the action, where the resource says it */
function doorsOf(
  label: string,
  { type: resourceType, action }: Shared,
  who: ValueNode | undefined,
  said: ValueNode | undefined,
): readonly Door[] {
  return leavesOf(who).map(({ node, conditional }): Door => {
    const at = startOf(node.span);
    const may: ValueNode | undefined = action === null ? said : stringNode(at, action);
    const isKnown = !conditional && (node.kind === "string" || node.kind === "template");
    return { label, resourceType, policyType: "resource", node, root: isKnown ? rootOf(node, may) : null };
  });
}

function rootOf(principal: ValueNode, action: ValueNode | undefined): ObjectNode | null {
  return permissionPolicy(
    {
      action,
      principal,
      sourceArn: undefined,
      sourceAccount: undefined,
      organization: undefined,
      condition: undefined,
      hasOther: false,
    },
    principal.span,
  );
}
