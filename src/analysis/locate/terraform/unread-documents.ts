/** Policies that a resource of Terraform is given and that nobody can read here: variables, templates that are not there, texts that break off. */
import type { Place } from "../../policy/model";
import type { ValueNode } from "../../value";
import type { Door } from "../attached/door";
import type { LocatedPolicy } from "../located";

/** Whether a text may give a resource a policy; the test is cheap. */
export function mayGivePolicy(text: string): boolean {
  return /"aws_\w/.test(text) && /(?:polic(?:y|ies)|_policy_document|\bcontent)\s{0,40}=/.test(text);
}

/** Texts that are no policy at all, as `{}`. */
const nothing = /^\s{0,20}(?:\{\s{0,20}\}\s{0,20})?$/;

/**
 * The door that such a policy is; null where it has been read, is none, or attachments tell of it.
 * @param read the policies that have been found in it
 */
export function unreadDocument(
  node: ValueNode,
  { policyType, resourceType, label }: Place,
  read: readonly LocatedPolicy[] = [],
): Door | null {
  if (policyType === undefined || resourceType === undefined || label === undefined) return null;
  if (policyType === "boundary" || (policyType === "identity" && resourceType.startsWith("AWS::IAM::"))) return null;
  const isRead = read.length > 0 && !read.some(({ unread }) => unread);
  const isNone =
    node.kind === "null" ||
    node.kind === "boolean" ||
    node.kind === "number" ||
    (node.kind === "string" && nothing.test(node.value));
  return isRead || isNone ? null : { label, resourceType, policyType, node, root: null, isDocument: true };
}
