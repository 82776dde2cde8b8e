/** What lets somebody in without a policy that says so: a URL, an ACL, a list of callers. */
import type { ObjectNode, ValueNode } from "../../value";

export interface Door {
  readonly label: string;
  /** The CloudFormation type of what it stands in. */
  readonly resourceType: string;
  readonly policyType: "resource" | "identity";
  /** What opens it. */
  readonly node: ValueNode;
  /** The policy that allows as much; null: nobody knows here what is allowed. */
  readonly root: ObjectNode | null;
}
