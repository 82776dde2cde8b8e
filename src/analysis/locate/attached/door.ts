/** What lets somebody in without a policy that says so: a URL, an ACL, a list of callers. */
import type { PolicyType } from "../../policy/model";
import { listNode, stringNode } from "../../source/made-values";
import { startOf } from "../../text";
import type { ObjectNode, ValueNode } from "../../value";
import { permissionPolicy } from "../permission";

export interface Door {
  readonly label: string;
  /** The CloudFormation type of what it stands in. */
  readonly resourceType: string;
  readonly policyType: PolicyType;
  /** What opens it. */
  readonly node: ValueNode;
  /** The policy that allows as much; null: nobody knows here what is allowed. */
  readonly root: ObjectNode | null;
  /** What it stands for in another file, which nobody reads by itself, says as much as itself. */
  readonly isFollowed?: boolean | undefined;
  /** It is a policy that nobody can read: what its names stand for says as much as itself. */
  readonly isDocument?: boolean;
  /** It gives access that no policy says. */
  readonly isGrant?: boolean;
  /** It is there in the branches of a template alone that it stands in. */
  readonly conditional?: boolean;
}

/** The policy that lets everybody do something. @param node what opens it */
export function publicRoot(node: ValueNode, actions: readonly string[]): ObjectNode | null {
  const at = startOf(node.span);
  const items = actions.map((value): ValueNode => stringNode(at, value));
  const everybody = stringNode(at, "*");
  return permitted(everybody, items.length === 1 ? items[0]! : listNode(at, items), node, false);
}

export function permitted(
  principal: ValueNode,
  action: ValueNode,
  { span }: ValueNode,
  hasOther: boolean,
): ObjectNode | null {
  const none = { sourceArn: undefined, sourceAccount: undefined, organization: undefined, condition: undefined };
  return permissionPolicy({ ...none, action, principal, hasOther }, span);
}
