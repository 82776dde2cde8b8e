/** The objects that a policy is made of, for rules about what stands in them. */
import type { PolicyPath } from '../../finding';
import { isOpen } from '../../policy/elements';
import type { Policy } from '../../policy/model';
import type { Span } from '../../text';
import { entryOf, openKey, type ObjectEntry, type ObjectNode } from '../../value';

export interface StatementObject {
  readonly node: ObjectNode;
  readonly path: PolicyPath;
}

/** Every statement once: a template that chooses between elements makes several statements of one object. */
export function statementObjects(policy: Policy): readonly StatementObject[] {
  const objects = new Map<ObjectNode, StatementObject>();
  for (const { node, path } of policy.statements) objects.set(node, { node, path });
  return [...objects.values()];
}

/** Whether none of these elements stands in the object, nor may be left open by the template. */
export function lacks(node: ObjectNode, ...names: readonly string[]): boolean {
  return !isOpen(node) && !names.some(name => entryOf(node, name));
}

/** Where to point at an object as a whole: the key that it begins with. */
export function headOf(node: ObjectNode): Span {
  return node.entries[0]?.keySpan ?? node.span;
}

/** The entries that the document tells of: no spreads, no macros. */
export function writtenEntries(node: ObjectNode): readonly ObjectEntry[] {
  return node.entries.filter(entry => entry.key !== openKey && !entry.key.startsWith('Fn::'));
}
