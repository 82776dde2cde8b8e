/** The objects that a policy is made of, for rules about what stands in them. */
import type { PolicyPath } from "../../finding";
import type { NewValue } from "../../locate/located";
import { oncePer } from "../../memo";
import { isOpen, isOpenEntry } from "../../policy/elements";
import type { Policy } from "../../policy/model";
import type { Span } from "../../text";
import { entryOf, type ObjectEntry, type ObjectNode, type ValueNode } from "../../value";

export interface StatementObject {
  readonly node: ObjectNode;
  readonly path: PolicyPath;
}

/** Every statement once: a template that chooses between elements makes several statements of one object. Made once for a policy. */
export const statementObjects = oncePer((policy: Policy): readonly StatementObject[] => {
  const objects = new Map<ObjectNode, StatementObject>();
  for (const statement of policy.statements) objects.set(statement.node, statement);
  return [...objects.values()];
});

/** Whether none of these elements stands in the object, nor may be left open by the template. */
export function lacks(node: ObjectNode, ...names: readonly string[]): boolean {
  for (const name of names) if (entryOf(node, name)) return false;
  return !isOpen(node);
}

/** Where to point at an object as a whole: the key that it begins with. */
export function headOf(node: ObjectNode): Span {
  return node.entries[0]?.keySpan ?? node.span;
}

/** The entries that the document tells of: no spreads, no macros. */
export function writtenEntries(node: ObjectNode): readonly ObjectEntry[] {
  return isOpen(node) ? node.entries.filter((entry) => !isOpenEntry(entry)) : node.entries;
}

/** The value as it would be written anew; undefined where some of it is left open. */
export function writable(node: ValueNode): NewValue | undefined {
  switch (node.kind) {
    case "string":
    case "number":
    case "boolean":
      return node.value;
    case "null":
      return null;
    case "array": {
      const items = node.items.map(writable);
      return items.some((item) => item === undefined) ? undefined : (items as NewValue[]);
    }
    case "object": {
      const entries = node.entries.map(({ key, value }) => [key, writable(value)] as const);
      return isOpen(node) || entries.some(([, value]) => value === undefined)
        ? undefined
        : (Object.fromEntries(entries) as Record<string, NewValue>);
    }
    default:
      return undefined;
  }
}
