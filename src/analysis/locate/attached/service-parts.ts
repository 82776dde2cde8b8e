/** Files that a service of the Serverless Framework takes a part of itself from, as services of that part alone: `${file(…)}`. */
import { unknown } from "../../source/intrinsics";
import { objectOf, stringNode } from "../../source/made-values";
import { startOf } from "../../text";
import { textAt, valueAt, type ValueNode } from "../../value";

const ofRole = ["statements", "managedPolicies", "permissionsBoundary", "permissionBoundary"];
const ofProvider = ["iam", "iamRoleStatements", "iamManagedPolicies", "rolePermissionsBoundary", "role"];
const ofFunction = ["iamRoleStatements", "iamManagedPolicies", "iamPermissionsBoundary", "role", "url"];

/** The value itself where it is a service, or no part of one. */
export function serviceOfPart(root: ValueNode): ValueNode {
  if (root.kind !== "object" || valueAt(root, "service") || valueAt(root, "Resources") || valueAt(root, "Type"))
    return root;
  const { span } = root;
  const made = (key: string, value: ValueNode): ValueNode => objectOf(span, { [key]: value });
  const has = (node: ValueNode, names: readonly string[]): boolean => names.some((name) => valueAt(node, name));
  const aws = stringNode(span, "aws");
  const service = (parts: Readonly<Record<string, ValueNode>>): ValueNode =>
    objectOf(span, { service: stringNode(span, ""), ...parts });
  const inRole = (role: ValueNode): ValueNode =>
    service({ provider: objectOf(span, { name: aws, iam: made("role", role) }) });
  if (valueAt(root, "stateMachines")) return service({ stepFunctions: root });
  if (textAt(root, "name") === "aws" && has(root, ofProvider))
    // Whatever they are called, the functions have its role.
    return service({ provider: root, functions: made("functions", objectOf(span, {})) });
  const role = valueAt(root, "role");
  if (role?.kind === "object" && has(role, ofRole)) return inRole(role);
  if (valueAt(root, "managedPolicies")) return inRole(root);
  const values = root.entries.map(({ value }) => value);
  if (values.length > 0 && values.every((one) => valueAt(one, "definition", "States")))
    return service({ stepFunctions: made("stateMachines", root) });
  if (valueAt(root, "definition", "States"))
    return service({ stepFunctions: made("stateMachines", made(textAt(root, "name") ?? "stateMachine", root)) });
  const areFunctions =
    values.length > 0 &&
    values.every((one) => one.kind === "object" && (textAt(one, "handler") !== null || valueAt(one, "image"))) &&
    values.some((one) => has(one, ofFunction));
  if (!areFunctions) return root;
  // Nobody knows here which role those have that name none, and which plugins there are.
  const open = unknown(startOf(span));
  return service({ provider: objectOf(span, { name: aws, role: open }), plugins: open, functions: root });
}
