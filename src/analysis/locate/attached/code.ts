/** Managed policies that code attaches: AWS CDK's by name and by ARN, what its resources are given, and the calls of the SDKs. */
import { trailing } from "../../scan";
import { childOf, type SyntaxNode } from "../../source/syntax-tree";
import type { CodeValues } from "../code/values";
import { attachedIn, type AttachedPolicy } from "./attached";

/** Properties that are nothing but a list of policies to attach. */
const lists = /^(?:managedPolicyArns|managed_policy_arns)$/;
/** What a call that attaches is given: `AttachRolePolicyCommand`, `attach_role_policy`, `RolePolicyAttachment`. */
const arn = /^(?:policyArn|PolicyArn|policy_arn|managedPolicyArn|managed_policy_arn|ManagedPolicyArn)$/;
const attaches = /attach/i;
const detaches = /detach/i;

export function attachedInCode(values: CodeValues): AttachedPolicy[] {
  return values.file.tree.nodes.flatMap((node) => {
    switch (node.type) {
      case "call_expression":
      case "new_expression":
      case "call":
        return ofCall(node, values);
      case "pair":
      case "keyword_argument":
        return ofProperty(node, values);
      default:
        return [];
    }
  });
}

function calleeOf(call: SyntaxNode, { file }: CodeValues): string {
  const callee = childOf(call, "constructor") ?? childOf(call, "function");
  return callee ? trailing(file.name(callee), /\w/) : "";
}

function ofCall(call: SyntaxNode, values: CodeValues): AttachedPolicy[] {
  switch (calleeOf(call, values)) {
    case "fromAwsManagedPolicyName":
    case "from_aws_managed_policy_name":
      return given(call, 0, "managed_policy_name", "path", values);
    case "fromManagedPolicyArn":
    case "from_managed_policy_arn":
      return given(call, 2, "managed_policy_arn", "arn", values);
    default:
      return [];
  }
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
  if (!value || !(lists.test(key) || (arn.test(key) && isAttached(entry, values)))) return [];
  return attachedIn(values.value(value), "arn");
}

/** Whether an entry stands in the arguments of a call that attaches. */
function isAttached(entry: SyntaxNode, values: CodeValues): boolean {
  const list = entry.type === "pair" ? entry.parent?.parent : entry.parent;
  const call = list && /^(?:arguments|argument_list)$/.test(list.type) ? list.parent : null;
  const callee = call ? calleeOf(call, values) : "";
  return attaches.test(callee) && !detaches.test(callee);
}
