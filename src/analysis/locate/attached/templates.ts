/** Managed policies that CloudFormation, SAM, the Serverless Framework and a Terraform plan attach. */
import { tableOf } from "../../table";
import { entryOf, type ObjectNode, valueAt, type ValueNode } from "../../value";
import type { TemplateResource } from "../cloudformation";
import { filledFromSelf } from "../serverless-variables";
import { type AttachedBy, attachedIn, type AttachedPolicy, type BoundHolder } from "./attached";
import { managedOfService } from "./serverless-roles";
import { attachingArguments } from "./terraform";

interface Property {
  readonly name: string;
  readonly by: AttachedBy;
}

const arns: Property = { name: "ManagedPolicyArns", by: "arn" };
/** SAM takes names, ARNs, its own policy templates and statements in one list. */
const ofSam: Property = { name: "Policies", by: "name" };

const properties: { readonly [type: string]: Property | undefined } = tableOf({
  "AWS::IAM::Role": arns,
  "AWS::IAM::User": arns,
  "AWS::IAM::Group": arns,
  "AWS::SSO::PermissionSet": { name: "ManagedPolicies", by: "arn" },
  "AWS::Serverless::Function": ofSam,
  "AWS::Serverless::StateMachine": ofSam,
});

export function attachedInTemplate(resources: readonly TemplateResource[]): AttachedPolicy[] {
  return resources.flatMap(({ id, type, properties: given }) => {
    const property = properties[type];
    return property ? attachedIn(entryOf(given, property.name)?.value, property.by, { to: id }) : [];
  });
}

const holders = new Set([
  "AWS::IAM::Role",
  "AWS::IAM::User",
  "AWS::SSO::PermissionSet",
  "AWS::Serverless::Function",
  "AWS::Serverless::StateMachine",
]);

/** @param root the whole template */
export function boundInTemplate(resources: readonly TemplateResource[], root: ValueNode): BoundHolder[] {
  const ofFunctions = valueAt(root, "Globals", "Function", "PermissionsBoundary");
  return resources.flatMap(({ id, type, properties: given }) => {
    const said = holders.has(type) ? entryOf(given, "PermissionsBoundary")?.value : undefined;
    const own = type === "AWS::SSO::PermissionSet" ? (valueAt(said, "ManagedPolicyArn") ?? said) : said;
    const boundary = own ?? (type === "AWS::Serverless::Function" ? ofFunctions : undefined);
    return boundary ? [{ holder: id, boundary }] : [];
  });
}

export function attachedInServerless(root: ValueNode): AttachedPolicy[] {
  return managedInServerless(root).flatMap(({ holder, value }) => attachedIn(value, "arn", { to: holder }));
}

/** What names the managed policies of the roles of a service. */
export function managedInServerless(
  root: ValueNode,
): readonly { readonly holder: string; readonly value: ValueNode }[] {
  if (!valueAt(root, "service")) return [];
  const functions = valueAt(root, "functions");
  const ofFunctions = functions?.kind === "object" ? functions.entries : [];
  return [
    { holder: "provider", value: managedOfService(root) },
    ...ofFunctions.map(({ key, value }) => ({ holder: key, value: valueAt(value, "iamManagedPolicies") })),
  ].flatMap(({ holder, value }) => (value ? [{ holder, value: filledFromSelf(value, root) }] : []));
}

/** The roles that policies name are named by their names, not by their addresses. */
export function boundInPlan(values: ObjectNode, address: string): BoundHolder[] {
  const boundary = entryOf(values, "permissions_boundary")?.value;
  if (boundary?.kind !== "string" || boundary.value === "") return [];
  const name = entryOf(values, "name")?.value;
  return [address, ...(name?.kind === "string" ? [name.value] : [])].map((holder) => ({ holder, boundary }));
}

/** @param values what a resource of this type will have, @param to its address, or what it attaches to */
export function attachedInPlan(type: string, values: ObjectNode, to: string): AttachedPolicy[] {
  return (attachingArguments[type] ?? []).flatMap((name) => attachedIn(entryOf(values, name)?.value, "arn", { to }));
}
