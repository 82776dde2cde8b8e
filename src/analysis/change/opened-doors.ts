/** What doors let in, as policies: settings of resources that open them to others. */
import type { Door } from "../locate/attached/door";
import type { Links } from "../locate/attached/links";
import type { Place } from "../policy/model";
import { readPolicy } from "../policy/read";
import type { ObjectNode, ValueNode } from "../value";
import { type Branch, withinBranches } from "./deployments";
import type { Meanings } from "./names";
import type { ChangedDocument, ReadPolicy } from "./subject";
import { unreadPolicy } from "./unread-policies";

/**
 * What doors let in, as policies.
 * @param filled a value with the defaults that the change gives another value
 * @param meant what a value is written with stands for
 * @param around the branches that a value stands in
 * @param named what the name of a policy that nobody can read stands for
 */
export function openedIn(
  { doors }: Links,
  document: ChangedDocument,
  filled: (node: ObjectNode) => ValueNode,
  meant: (node: ValueNode) => Meanings,
  around: (node: ValueNode) => readonly Branch[],
  named = meant,
): readonly ReadPolicy[] {
  const unreadIn = (one: ReadPolicy, { node, isFollowed, isDocument }: Door): ReadPolicy => {
    const branches = around(node);
    if (isDocument) return { ...one, branches, meanings: () => named(node) };
    return branches.length === 0 && !isFollowed ? one : { ...one, branches, meanings: () => meant(node) };
  };
  return doors.map((door) => {
    const { label, resourceType, policyType, node, root, isGrant, conditional = false } = door;
    const place: Place = { policyType, resourceType, label, isGrant };
    const branches = conditional ? around(node) : [];
    const said = root && conditional === branches.length > 0 ? filled(root) : null;
    const policy = said?.kind === "object" ? readPolicy(said, place) : null;
    // What allows nothing means nothing else.
    const isEmpty = policy?.statements.length === 0;
    return policy && said
      ? {
          ...withinBranches(policy, branches),
          document,
          at: node.span,
          meanings: () => (isEmpty ? new Map() : meant(said)),
        }
      : unreadIn(unreadPolicy(node, place, document), door);
  });
}
