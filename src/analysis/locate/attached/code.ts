/** Managed policies that code attaches: AWS CDK's by name and by ARN, what its resources are given, and the calls of the SDKs. */
import { calleeOf, childOf, type SyntaxNode } from "../../source/syntax-tree";
import type { CodeValues } from "../code/values";
import { attachedIn, type AttachedPolicy } from "./attached";

/** Properties that are nothing but a list of policies to attach. */
const lists = /^(?:managedPolicyArns|managed_policy_arns)$/;
const ofService = /^(?:iamM|m)anagedPolicies$/;
/** What a call that attaches is given: `AttachRolePolicyCommand`, `attach_role_policy`, `RolePolicyAttachment`. */
const arn = /^(?:policyArn|PolicyArn|policy_arn|managedPolicyArn|managed_policy_arn|ManagedPolicyArn)$/;
const attaches = /attach/i;
const detaches = /detach/i;

export function attachedInCode(values: CodeValues): AttachedPolicy[] {
  const inputs = new Set<SyntaxNode>();
  return values.file.tree.nodes.flatMap((node) => {
    switch (node.type) {
      case "call_expression":
      case "new_expression":
      case "call":
        return ofCall(node, values, inputs);
      case "pair":
      case "keyword_argument":
        return ofProperty(node, values);
      default:
        return [];
    }
  });
}

function calleeName(call: SyntaxNode, { file }: CodeValues): string {
  const callee = calleeOf(call);
  return callee ? file.ownName(callee) : "";
}

/** @param inputs objects that were read for another call */
function ofCall(call: SyntaxNode, values: CodeValues, inputs: Set<SyntaxNode>): AttachedPolicy[] {
  const callee = calleeName(call, values);
  switch (callee) {
    case "fromAwsManagedPolicyName":
    case "from_aws_managed_policy_name":
      return given(call, 0, "managed_policy_name", "path", values);
    case "fromManagedPolicyArn":
    case "from_managed_policy_arn":
      return given(call, 2, "managed_policy_arn", "arn", values);
    default:
      return attaches.test(callee) && !detaches.test(callee) ? ofNamedInput(call, values, inputs) : [];
  }
}

/** `iam.attachRolePolicy(params)`: what is written out in the call is seen by its properties. */
function ofNamedInput(call: SyntaxNode, values: CodeValues, inputs: Set<SyntaxNode>): AttachedPolicy[] {
  const { file } = values;
  return file.argumentsOf(call).flatMap((argument) => {
    const { base, path } = file.resolve(argument);
    if (base === file.language.unwrap(argument) || path.length > 0 || inputs.has(base)) return [];
    inputs.add(base);
    return (file.entries(base) ?? []).flatMap(({ key, value }) =>
      key !== null && arn.test(key) ? attachedIn(values.value(value), "arn") : [],
    );
  });
}

function given(
  call: SyntaxNode,
  position: number,
  name: string,
  by: AttachedPolicy["by"],
  values: CodeValues,
): AttachedPolicy[] {
  const all = values.file.argumentsOf(call);
  const named = all.find((one) => one.type === "keyword_argument" && keyOf(one, values) === name);
  const value = named ? childOf(named, "value") : all.filter((one) => one.type !== "keyword_argument")[position];
  return value ? attachedIn(values.value(value), by) : [];
}

function keyOf(entry: SyntaxNode, { file }: CodeValues): string {
  const key = childOf(entry, "key") ?? childOf(entry, "name");
  return key ? file.text(key).replace(/^["']|["']$/g, "") : "";
}

function ofProperty(entry: SyntaxNode, values: CodeValues): AttachedPolicy[] {
  const value = childOf(entry, "value");
  const key = keyOf(entry, values);
  // Of a service of the Serverless Framework, or a set of permissions; in other constructs no ARNs stand there.
  if (value && ofService.test(key))
    return attachedIn(values.value(value), "arn").filter(({ node }) => textOf(node).startsWith("arn:"));
  if (!value || !(lists.test(key) || (arn.test(key) && isAttached(entry, values)))) return [];
  return attachedIn(values.value(value), "arn");
}

function textOf(node: AttachedPolicy["node"]): string {
  const [first] = node.kind === "string" ? [node.value] : node.parts;
  return typeof first === "string" ? first : "";
}

/** Whether an entry stands in the arguments of a call that attaches. */
function isAttached(entry: SyntaxNode, values: CodeValues): boolean {
  const list = entry.type === "pair" ? entry.parent?.parent : entry.parent;
  const call = list && /^(?:arguments|argument_list)$/.test(list.type) ? list.parent : null;
  const callee = call ? calleeName(call, values) : "";
  return attaches.test(callee) && !detaches.test(callee);
}
