/** Who may use a role of a CloudFormation template. */
import type { TemplateResource } from "../locate/cloudformation";
import { childrenOf, entryOf, type TextPart, valueAt, type ValueNode } from "../value";

export const attachingProperty: { readonly [type: string]: string | undefined } = {
  "AWS::IAM::Policy": "Roles",
  "AWS::IAM::ManagedPolicy": "Roles",
  "AWS::IAM::RolePolicy": "RoleName",
};

/** Whether a value, or something in it, names a resource of the template, or an attribute of it. */
export function refersTo(node: ValueNode | undefined, id: string): boolean {
  return hasInside(
    node,
    (one) => one.kind === "template" && one.parts.some((part) => typeof part !== "string" && isNameOf(part.name, id)),
  );
}

/** Whether a value, or something in it, is so; what aliases share is looked at once. */
function hasInside(node: ValueNode | undefined, isSo: (node: ValueNode) => boolean): boolean {
  const open: ValueNode[] = node ? [node] : [];
  const seen = new Set<ValueNode>();
  while (open.length > 0) {
    const one = open.pop()!;
    if (seen.has(one)) continue;
    seen.add(one);
    if (isSo(one)) return true;
    open.push(...childrenOf(one));
  }
  return false;
}

function isNameOf(name: string, id: string): boolean {
  return name === id || name.startsWith(`${id}.`);
}

const functionTypes = new Set(["AWS::Lambda::Function", "AWS::Serverless::Function"]);

export const taskType = "AWS::ECS::TaskDefinition";

/** Whether a trust policy lets nobody but AWS Lambda assume its role. */
export function trustsOnlyLambda(trust: ValueNode): boolean {
  return trustsOnly(trust, /^(?:edge)?lambda\.amazonaws\.com$/);
}

function trustsOnly(trust: ValueNode, service: RegExp): boolean {
  return (
    textsIn(trust).every((text) => !/\.amazonaws\.com|^arn:|^\d{12}$|\*/.test(text) || service.test(text)) &&
    !hasKey(trust, /^(?:AWS|Federated|NotPrincipal)$/)
  );
}

/** Whether something else than functions and tasks, or another service than theirs, uses a role of the template. */
export function hasOtherUsers(
  roleId: string,
  { root, resources }: { readonly root: ValueNode; readonly resources: readonly TemplateResource[] },
): boolean {
  const role = resources.find(({ id }) => id === roleId);
  const trust = role && entryOf(role.properties, "AssumeRolePolicyDocument")?.value;
  const isOfTasks = resources.some(
    ({ type, properties }) => type === taskType && refersTo(entryOf(properties, "TaskRoleArn")?.value, roleId),
  );
  const service = isOfTasks ? /^ecs-tasks\.amazonaws\.com$/ : /^(?:edge)?lambda\.amazonaws\.com$/;
  if (role && !(trust && trustsOnly(trust, service))) return true;
  if (refersTo(valueAt(root, "Outputs"), roleId)) return true;
  const name = role && entryOf(role.properties, "RoleName")?.value;
  const written = name?.kind === "string" ? name.value : null;
  return resources.some(({ id, type, properties }) =>
    properties.entries.some(
      ({ key, value }) =>
        id !== roleId &&
        !(functionTypes.has(type) && key === "Role" && isOnly(value, roleId)) &&
        !(type === taskType && key === "TaskRoleArn" && isOnly(value, roleId)) &&
        !(attachingProperty[type] === key) &&
        (refersTo(value, roleId) || (written !== null && namesRole(value, written))),
    ),
  );
}

/** Whether a value is the ARN of this role, and of no other in any deployment. */
function isOnly(node: ValueNode, roleId: string): boolean {
  return node.kind === "template" && node.parts.length === 1 && isNameOf(nameOf(node.parts[0]), roleId);
}

function nameOf(part: TextPart | undefined): string {
  return part === undefined || typeof part === "string" ? "" : part.name;
}

/** Whether a text in a value is the ARN of a role of this name: in it, the account and the path may be left open. */
function namesRole(node: ValueNode, name: string): boolean {
  return hasInside(node, (one) => {
    if (one.kind !== "string" && one.kind !== "template") return false;
    const parts = one.kind === "string" ? [one.value] : one.parts;
    const text = parts.map((part) => (typeof part === "string" ? part : "")).join("");
    return text.startsWith("arn:") && text.includes(":role/") && text.endsWith(`/${name}`);
  });
}

function hasKey(node: ValueNode, key: RegExp): boolean {
  return hasInside(node, (one) => one.kind === "object" && one.entries.some((entry) => key.test(entry.key)));
}

/** Whether a trust policy has an action. */
export function namesAction(trust: ValueNode, action: string): boolean {
  return textsIn(trust).some((text) => text.toLowerCase() === action.toLowerCase());
}

/** The texts in a value; one that is not known is `*`. */
function textsIn(node: ValueNode): readonly string[] {
  if (node.kind === "string") return [node.value];
  if (node.kind === "template" || (node.kind === "unknown" && node.alternatives.length === 0)) return ["*"];
  return childrenOf(node).flatMap(textsIn);
}
