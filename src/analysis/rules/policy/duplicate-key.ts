import type { NewValue } from '../../locate/located';
import { openKey, type ObjectEntry, type ObjectNode, type ValueNode } from '../../value';
import type { PolicyFix, PolicyReport, PolicyRule } from '../rule';
import { writable } from '../support/structure';

const rule: PolicyRule = {
  kind: 'policy',
  id: 'policy/duplicate-key',
  title: 'Key that stands twice',
  severity: 'error',
  confidence: 'high',
  recommendation: 'least-privilege',
  accessAnalyzer: null,
  documentation: {
    why: 'Only one of two equal keys in an object counts, and IAM refuses some of them: a condition or an effect that a reader relies on may not apply at all.',
    avoid: { language: 'json', code: '{ "Effect": "Deny", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }' },
    prefer: { language: 'json', code: '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }' },
    links: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html'],
  },
  *check(policy): Iterable<PolicyReport> {
    yield* duplicates(policy.node, []);
  },
};

function* duplicates(node: ValueNode, path: readonly (string | number)[]): Iterable<PolicyReport> {
  if (node.kind === 'array') for (const [index, item] of node.items.entries()) yield* duplicates(item, [...path, index]);
  if (node.kind !== 'object') return;
  const seen = new Map<string, ObjectEntry>();
  for (const entry of node.entries) {
    const { key, keySpan, value } = entry;
    const here = [...path, key];
    const first = seen.get(key);
    if (first && key !== openKey) {
      yield {
        at: keySpan,
        path: here,
        message: `"${key}" stands twice in this object and only one of them counts, so that the policy may not do what it seems to. Keep one.`,
        related: [{ at: first.keySpan, message: 'It stands here first.' }],
        fixes: () => [...joined(node, first, entry), ...[entry, first].map((one, index) => ({ title: `Remove the ${index === 0 ? 'second' : 'first'} ${key}`, kind: 'suggestion' as const, changes: [{ kind: 'removeEntry' as const, from: node, entry: one }] }))],
      };
    }
    if (!first) seen.set(key, entry);
    yield* duplicates(value, here);
  }
}

/** What the two say together, where that is plain: objects without a key in common. */
function joined(node: ObjectNode, first: ObjectEntry, second: ObjectEntry): readonly PolicyFix[] {
  const to = first.value;
  const { value } = second;
  if (to.kind !== 'object' || value.kind !== 'object' || value.entries.some(({ key }) => to.entries.some(one => one.key === key))) return [];
  const added = value.entries.map(({ key, value: one }) => ({ key, value: writable(one) }));
  if (added.some(one => one.value === undefined)) return [];
  return [{
    title: `Join them in one ${first.key}`,
    kind: 'suggestion',
    changes: [{ kind: 'removeEntry', from: node, entry: second }, ...added.map(one => ({ kind: 'addEntry' as const, to, key: one.key, value: one.value as NewValue }))],
  }];
}

export default rule;
