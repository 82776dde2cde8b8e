/** Managed policies that CloudFormation, SAM, the Serverless Framework and a Terraform plan attach. */
import { tableOf } from "../../table";
import { entryOf, type ObjectNode, valueAt, type ValueNode } from "../../value";
import type { TemplateResource } from "../cloudformation";
import { type AttachedBy, attachedIn, type AttachedPolicy } from "./attached";
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

const inServerless: readonly (readonly string[])[] = [
  ["provider", "iam", "role", "managedPolicies"],
  ["provider", "iamManagedPolicies"],
];

export function attachedInServerless(root: ValueNode): AttachedPolicy[] {
  if (!valueAt(root, "service")) return [];
  const functions = valueAt(root, "functions");
  const ofFunctions = functions?.kind === "object" ? functions.entries : [];
  return [
    ...inServerless.flatMap((path) => attachedIn(valueAt(root, ...path), "arn", { to: "provider" })),
    ...ofFunctions.flatMap(({ key, value }) => attachedIn(valueAt(value, "iamManagedPolicies"), "arn", { to: key })),
  ];
}

/** @param values what a resource of this type will have, @param to its address, or what it attaches to */
export function attachedInPlan(type: string, values: ObjectNode, to: string): AttachedPolicy[] {
  return (attachingArguments[type] ?? []).flatMap((name) => attachedIn(entryOf(values, name)?.value, "arn", { to }));
}
