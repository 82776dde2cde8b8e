/** What a service of the Serverless Framework keeps in `custom` counts where it is taken: by itself it is a policy of nobody. */
import { leavesOf } from "../../locate/attached/leaves";
import { contains, type Span } from "../../text";
import { entryOf, type ObjectNode, valueAt, type ValueNode } from "../../value";

/** Where values are kept. What a plugin is told, by its name, may be a policy that it makes, and is none of them. */
export function keptIn(root: ValueNode | null): readonly Span[] {
  if (root?.kind !== "object" || !entryOf(root, "service") || !entryOf(root, "provider")) return [];
  const plugins = leavesOf(entryOf(root, "plugins")?.value).map(({ node }) =>
    node.kind === "string" ? node.value.toLowerCase() : "",
  );
  const custom = valueAt(root, "custom");
  return (custom?.kind === "object" ? custom.entries : [])
    .filter(({ key }) => !plugins.some((name) => name.includes(key.toLowerCase())))
    .map(({ value }) => value.span);
}

/** Whether a policy, or all of the statements that were put together to one, are kept. */
export function isKeptIn(kept: readonly Span[], policy: ObjectNode): boolean {
  const isKept = ({ span }: ValueNode) => kept.some((one) => contains(one, span));
  const statements = leavesOf(entryOf(policy, "Statement")?.value);
  return isKept(policy) || (statements.length > 0 && statements.every(({ node }) => isKept(node)));
}
