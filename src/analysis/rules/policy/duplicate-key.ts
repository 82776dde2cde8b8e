import type { ValueNode } from '../../value';
import type { PolicyReport, PolicyRule } from '../rule';

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
  const seen = new Set<string>();
  for (const { key, keySpan, value } of node.entries) {
    const here = [...path, key];
    if (seen.has(key) && key !== '...') {
      yield { at: keySpan, path: here, message: `"${key}" stands twice in this object and only one of them counts, so that the policy may not do what it seems to. Keep one.` };
    }
    seen.add(key);
    yield* duplicates(value, here);
  }
}

export default rule;
