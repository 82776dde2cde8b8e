/** Terraform in its JSON syntax: what attaches policies, and documents, of which a diff tells no more than that nobody knows what they allow. */
import { entryOf, type ObjectNode, valueAt, type ValueNode } from "../../value";
import { attachedIn, type AttachedPolicy, type BoundHolder } from "../attached/attached";
import type { Door } from "../attached/door";
import { type Links, noLinks } from "../attached/links";
import { attachingArguments } from "../attached/terraform";
import { policyArguments } from "./resources";

/** Whether a file is one of Terraform in JSON. */
export function isTerraformJson(name: string): boolean {
  return /\.(?:tf|tofu)\.json$/i.test(name);
}

interface JsonBlock {
  readonly type: string;
  readonly address: string;
  readonly body: ObjectNode;
}

/** One object, or several in a list (developer.hashicorp.com: "JSON Configuration Syntax"). */
function objectsIn(node: ValueNode | undefined): readonly ObjectNode[] {
  const all = node?.kind === "array" ? node.items : node ? [node] : [];
  return all.flatMap((one) => (one.kind === "object" ? [one] : []));
}

function blocksIn(root: ValueNode): readonly JsonBlock[] {
  return (["resource", "data"] as const).flatMap((kind) =>
    objectsIn(root)
      .flatMap((one) => objectsIn(valueAt(one, kind)))
      .flatMap(({ entries }) => entries)
      .flatMap(({ key: type, value }) =>
        objectsIn(value)
          .flatMap(({ entries }) => entries)
          .flatMap(({ key, value: of }) => {
            const address = `${kind === "data" ? "data." : ""}${type}.${key}`;
            return objectsIn(of).map((body): JsonBlock => ({ type, address, body }));
          }),
      ),
  );
}

const ofAws = /^arn:[\w-]{1,20}:iam::aws:policy\//;
const documents = "aws_iam_policy_document";
const attaching =
  /^aws_(?:iam_(?:\w{1,12}_)?policy_attachment|iam_\w{1,12}_policy_attachments_exclusive|ssoadmin_\w{1,40}_attachment)$/;

/** The managed policies of AWS that are attached. */
export function attachedInJson(root: ValueNode): readonly AttachedPolicy[] {
  return blocksIn(root).flatMap(({ type, address, body }) =>
    isRepeated(body)
      ? []
      : policiesOf(type, body).flatMap((node) =>
          isOfAws(node) ? attachedIn(node, "arn", { to: holderOf(type, address, body) }) : [],
        ),
  );
}

function policiesOf(type: string, body: ObjectNode): readonly ValueNode[] {
  return (attachingArguments[type] ?? []).flatMap((name) => {
    const value = entryOf(body, name)?.value;
    return value?.kind === "array" ? value.items : value ? [value] : [];
  });
}

function isOfAws(node: ValueNode): boolean {
  return node.kind === "string" && ofAws.test(node.value);
}

function isRepeated(body: ObjectNode): boolean {
  return ["count", "for_each"].some((name) => entryOf(body, name));
}

/** Whom an attachment names; what has the policies itself goes by its address. */
function holderOf(type: string, address: string, body: ObjectNode): string {
  if (!attaching.test(type)) return address;
  const named = ["role", "role_name", "user", "user_name", "group", "group_name"].flatMap(
    (name) => entryOf(body, name)?.value ?? [],
  );
  const [only] = named.flatMap((one) => (one.kind === "string" ? [one.value] : []));
  return /^\$\{([\w.-]{1,200}?)(?:\.(?:name|id))?\}$/.exec(only ?? "")?.[1] ?? only ?? address;
}

/** The roles and users with a permissions boundary. */
export function boundInJson(root: ValueNode): readonly BoundHolder[] {
  return blocksIn(root).flatMap(({ type, address, body }) => {
    const boundary = /^aws_iam_(?:role|user)$/.test(type) ? entryOf(body, "permissions_boundary")?.value : undefined;
    return boundary && boundary.kind !== "null" ? [{ holder: address, boundary }] : [];
  });
}

/** What lets somebody in, or gives somebody something, other than by a policy. */
const letsIn =
  /^aws_(?:(?:lambda(?:_layer_version)?|cloudwatch_event)_permission|kms_grant|lambda_function_url|cognito_identity_pool|eks_access_\w{1,40}|ssoadmin_(?:account|application)_assignment|iam_(?:user_)?group_membership|ami_launch_permission|lakeformation_permissions|ram_(?:principal|resource)_association|signer_signing_profile_permission|snapshot_create_volume_permission|vpc_endpoint_service(?:_allowed_principal)?)$/;
const ofPublic = /^(?:public|authenticated)|^\$\{/;
/** Arguments of a module that may allow somebody something. */
const ofAccess = /^(?!\w{0,60}boundar)\w{0,60}(?:polic(?:y|ies)|principal|trust|assume|statement|permission|actions)/;

/** What is attached and stands elsewhere, or is there several times, documents, and what of policies and access is only named. */
export function linksInJson(root: ValueNode): Links {
  const doors = blocksIn(root).flatMap(({ type, address, body }): readonly Door[] => {
    const open = policiesOf(type, body).some((one) => isRepeated(body) || !isOfAws(one));
    if (type === documents || open || letsIn.test(type)) return [unread(address, body)];
    const acl = /^aws_s3_bucket(?:_acl)?$/.test(type) ? entryOf(body, "acl")?.value : undefined;
    if (acl?.kind === "string" && ofPublic.test(acl.value)) return [unread(address, acl)];
    return (policyArguments[type] ?? []).flatMap(({ path, policyType, resourceType }) =>
      valuesAt(body, path.split(".")).flatMap((node): readonly Door[] =>
        node.kind === "string" && node.value.startsWith("${")
          ? [
              {
                ...unread(address, node),
                policyType: policyType === "organizations" ? "scp" : policyType,
                resourceType,
              },
            ]
          : [],
      ),
    );
  });
  const calls = objectsIn(root)
    .flatMap((one) => objectsIn(valueAt(one, "module")))
    .flatMap(({ entries }) => entries);
  const given = calls.flatMap(({ key: name, value }) =>
    objectsIn(value)
      .flatMap(({ entries }) => entries)
      .flatMap(({ key, value: node }) => (ofAccess.test(key) ? [unread(`module.${name}`, node)] : [])),
  );
  return { ...noLinks, doors: [...doors, ...given] };
}

function valuesAt(node: ValueNode | undefined, [name, ...rest]: readonly string[]): readonly ValueNode[] {
  if (name === undefined) return node ? [node] : [];
  return objectsIn(node).flatMap((one) => valuesAt(valueAt(one, name), rest));
}

function unread(label: string, node: ValueNode): Door {
  return { label, resourceType: documents, policyType: "identity", node, root: null };
}
