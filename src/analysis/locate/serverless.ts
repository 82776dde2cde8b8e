/** Serverless Framework: statements without a document around them. */
import type { Place } from "../policy/model";
import { entryOf, type ValueNode } from "../value";
import type { PlacedValue } from "./cloudformation";

/** The statements that `serverless.yml` gives to its roles and its API. */
export function placedInServerless(root: ValueNode): PlacedValue[] {
  const provider = at(root, "provider");
  if (!provider || !at(root, "service")) return [];
  const found: PlacedValue[] = [];
  const add = (value: ValueNode | undefined, place: Place): void => {
    if (value?.kind === "array") found.push({ value, place, statements: true, mayBeOther: false });
  };
  const role: Place = {
    policyType: "identity",
    resourceType: "AWS::IAM::Role",
    label: "provider",
    principal: "provider",
  };
  add(at(provider, "iam", "role", "statements"), role);
  add(at(provider, "iamRoleStatements"), role);
  const api: Place = { policyType: "resource", resourceType: "AWS::ApiGateway::RestApi", label: "provider" };
  add(at(provider, "apiGateway", "resourcePolicy"), api);
  add(at(provider, "resourcePolicy"), api);
  const functions = at(root, "functions");
  if (functions?.kind === "object") {
    for (const { key, value } of functions.entries)
      add(at(value, "iamRoleStatements"), { ...role, label: key, principal: key });
  }
  return found;
}

function at(node: ValueNode | undefined, ...path: readonly string[]): ValueNode | undefined {
  return path.reduce<ValueNode | undefined>(
    (here, key) => (here?.kind === "object" ? entryOf(here, key)?.value : undefined),
    node,
  );
}
