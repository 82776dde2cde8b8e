import type { ValueNode } from "../../value";
import type { Change } from "../located";

/** What a change is made in. */
export function changedNode(change: Change): ValueNode {
  return "to" in change
    ? change.to
    : "from" in change
      ? change.from
      : "node" in change
        ? change.node
        : change.entry.value;
}
