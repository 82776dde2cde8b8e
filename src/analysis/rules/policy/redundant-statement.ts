import type { PolicyRule } from '../rule';
import type { ConditionElement, Item, ListElement, PrincipalElement, Statement } from '../../policy/model';
import { accessAnalyzerPage, elementPage } from '../support/links';

const rule: PolicyRule = {
  kind: 'policy',
  id: 'policy/redundant-statement',
  title: 'Statement that says what another one says',
  severity: 'hint',
  confidence: 'high',
  recommendation: 'least-privilege',
  accessAnalyzer: 'REDUNDANT_STATEMENT',
  unnecessary: true,
  documentation: {
    why: 'Two statements that say the same drift apart: whoever takes a permission out of one believes it gone, and the other still grants it.',
    avoid: { language: 'json', code: '[\n  { "Sid": "Read", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" },\n  { "Sid": "AlsoRead", "Effect": "Allow", "Action": ["s3:GetObject"], "Resource": ["*"] }\n]' },
    prefer: { language: 'json', code: '{ "Sid": "Read", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }' },
    links: [accessAnalyzerPage('suggestion', 'redundant-statement'), elementPage('statement')],
  },
  *check({ statements, statementEntry }) {
    if (statements.length < 2) return;
    const first = new Map<string, Statement>();
    for (const statement of statements) {
      const key = meaningOf(statement);
      if (key === null) continue;
      const earlier = first.get(key);
      if (!earlier) {
        first.set(key, statement);
        continue;
      }
      const list = statementEntry?.value;
      yield {
        at: statement.node.span,
        path: statement.path,
        message: 'Another statement says the same, so changing this one alone changes nothing. Remove one of them.',
        related: [{ at: earlier.node.entries[0]?.keySpan ?? earlier.node.span, path: earlier.path, message: 'This statement says the same.' }],
        fixes: () => (list?.kind === 'array' && list.items.includes(statement.node)
          ? [{ title: 'Remove the redundant statement', kind: 'safe', changes: [{ kind: 'removeItem', from: list, item: statement.node }] }]
          : []),
      };
    }
  },
};

export default rule;

/** Equal for statements that mean the same; null where something is left open, or stands in one branch of a template. */
function meaningOf(statement: Statement): string | null {
  if (!statement.complete || statement.conditional || statement.effect === null) return null;
  const parts: unknown[] = [statement.effect];
  for (const [element, ignoreCase] of [[statement.action, true], [statement.notAction, true], [statement.resource, false], [statement.notResource, false]] as const) {
    const meaning = listMeaning(element, ignoreCase);
    if (meaning === null) return null;
    parts.push(meaning);
  }
  for (const element of [statement.principal, statement.notPrincipal]) {
    const meaning = principalMeaning(element);
    if (meaning === null) return null;
    parts.push(meaning);
  }
  const condition = conditionMeaning(statement.condition);
  return condition === null ? null : JSON.stringify([...parts, condition]);
}

/** Sorted values; null where one is not known. */
function valuesOf(items: readonly Item[], complete: boolean, ignoreCase: boolean): readonly string[] | null {
  if (!complete || items.some(item => item.value === null || item.conditional)) return null;
  return [...new Set(items.map(item => (ignoreCase ? item.value!.toLowerCase() : item.value!)))].sort();
}

function listMeaning(element: ListElement | null, ignoreCase: boolean): readonly string[] | null {
  return element ? valuesOf(element.items, element.complete, ignoreCase) : [];
}

function principalMeaning(element: PrincipalElement | null): unknown {
  if (!element) return [];
  if (!element.complete) return null;
  if (element.bare) return element.bare.value;
  const groups = element.groups.map(group => [group.type, valuesOf(group.items, group.complete, false)] as const);
  return groups.some(([, values]) => values === null) ? null : groups.sort(([a], [b]) => (a < b ? -1 : 1));
}

function conditionMeaning(condition: ConditionElement | null): unknown {
  if (!condition) return [];
  if (!condition.complete) return null;
  const all: unknown[] = [];
  for (const { operator, keys, complete } of condition.blocks) {
    if (!complete) return null;
    for (const key of keys) {
      const values = valuesOf(key.items, key.complete, false);
      if (values === null) return null;
      all.push([operator.toLowerCase(), key.name.toLowerCase(), values]);
    }
  }
  return all.map(one => JSON.stringify(one)).sort();
}
