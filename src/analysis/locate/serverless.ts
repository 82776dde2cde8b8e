/** Serverless Framework: statements without a document around them. */
import type { Place } from "../policy/model";
import { valueAt, type ValueNode } from "../value";
import { leavesOf } from "./attached/leaves";
import { extendedRole, statementsOfService } from "./attached/serverless-roles";
import type { PlacedValue } from "./cloudformation";
import { ofSelf } from "./serverless-variables";

/** The statements that `serverless.yml` gives to its roles and its API. */
export function placedInServerless(root: ValueNode): PlacedValue[] {
  const provider = valueAt(root, "provider");
  if (!provider || !valueAt(root, "service")) return [];
  const found: PlacedValue[] = [];
  const add = (written: ValueNode | undefined, place: Place): void => {
    const value = ofSelf(written, root);
    const isOpen = value?.kind === "unknown" && value.variable !== undefined;
    if (value?.kind === "array" || isOpen) found.push({ value, place, statements: true, mayBeOther: false });
  };
  const role: Place = {
    policyType: "identity",
    resourceType: "AWS::IAM::Role",
    label: "provider",
    principal: "provider",
  };
  const extended = extendedRole(root, "Policies");
  if (!extended) add(statementsOfService(root), role);
  for (const { node } of leavesOf(extended)) {
    const value = ofSelf(valueAt(node, "PolicyDocument"), root);
    if (value?.kind === "object") found.push({ value, place: role, statements: false, mayBeOther: false });
  }
  const api: Place = { policyType: "resource", resourceType: "AWS::ApiGateway::RestApi", label: "provider" };
  add(valueAt(provider, "apiGateway", "resourcePolicy"), api);
  add(valueAt(provider, "resourcePolicy"), api);
  const functions = valueAt(root, "functions");
  if (functions?.kind === "object") {
    for (const { key, value } of functions.entries)
      add(valueAt(value, "iamRoleStatements"), { ...role, label: key, principal: key });
  }
  return found;
}
