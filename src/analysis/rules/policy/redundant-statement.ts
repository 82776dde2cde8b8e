import type { ConditionElement, Item, ListElement, PrincipalElement, Statement } from "../../policy/model";
import type { PolicyRule } from "../rule";
import { safeFix } from "../support/fixes";
import { accessAnalyzerPage, elementPage } from "../support/links";

const rule: PolicyRule = {
  kind: "policy",
  id: "policy/redundant-statement",
  title: "Statement that says what another one says",
  severity: "hint",
  confidence: "high",
  recommendation: "least-privilege",
  accessAnalyzer: "REDUNDANT_STATEMENT",
  unnecessary: true,
  documentation: {
    why: "Two statements that say the same drift apart: whoever takes a permission out of one believes it gone, and the other still grants it.",
    avoid: {
      language: "json",
      code: '[\n  { "Sid": "Read", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" },\n  { "Sid": "AlsoRead", "Effect": "Allow", "Action": ["s3:GetObject"], "Resource": ["*"] }\n]',
    },
    prefer: {
      language: "json",
      code: '{ "Sid": "Read", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }',
    },
    links: [accessAnalyzerPage("suggestion", "redundant-statement"), elementPage("statement")],
  },
  *check({ statements, statementEntry }) {
    if (statements.length < 2) return;
    const seen = new Map<string, Alike>();
    for (const statement of statements) {
      const key = roughMeaning(statement);
      if (key === null) continue;
      const alike = seen.get(key);
      if (!alike) {
        seen.set(key, { first: statement, byMeaning: null });
        continue;
      }
      const earlier = sameIn(alike, statement);
      if (!earlier) continue;
      const list = statementEntry?.value;
      yield {
        at: statement.node.span,
        path: statement.path,
        message: "Another statement says the same, so changing this one alone changes nothing. Remove one of them.",
        related: [
          {
            at: earlier.node.entries[0]?.keySpan ?? earlier.node.span,
            path: earlier.path,
            message: "This statement says the same.",
          },
        ],
        fixes: () =>
          list?.kind === "array" && list.items.includes(statement.node)
            ? [safeFix("Remove the redundant statement", { kind: "removeItem", from: list, item: statement.node })]
            : [],
      };
    }
  },
};

export default rule;

/** Statements of which little needs to be read to tell them from the others. */
interface Alike {
  readonly first: Statement;
  /** Made when there is a second one. */
  byMeaning: Map<string, Statement> | null;
}

function sameIn(alike: Alike, statement: Statement): Statement | undefined {
  if (!alike.byMeaning) {
    alike.byMeaning = new Map();
    const meaning = meaningOf(alike.first);
    if (meaning !== null) alike.byMeaning.set(meaning, alike.first);
  }
  const meaning = meaningOf(statement);
  if (meaning === null) return undefined;
  const earlier = alike.byMeaning.get(meaning);
  if (!earlier) alike.byMeaning.set(meaning, statement);
  return earlier;
}

/** Equal for statements that mean the same, and for some others; null where it is plain that nothing can be told. */
function roughMeaning({
  effect,
  complete,
  conditional,
  action,
  notAction,
  resource,
  notResource,
}: Statement): string | null {
  if (!complete || conditional || effect === null) return null;
  const [actions, resources] = [action ?? notAction, resource ?? notResource];
  // What is missing, or misspelt, is the mistake.
  if (!actions) return null;
  return `${effect} ${least(actions?.items, true)} ${least(resources?.items, false)}`;
}

function least(items: readonly Item[] | undefined, ignoreCase: boolean): string {
  let found: string | null = null;
  for (const { value } of items ?? []) {
    if (value === null) continue;
    const text = ignoreCase ? value.toLowerCase() : value;
    if (found === null || text < found) found = text;
  }
  return found ?? "";
}

/** Equal for statements that mean the same; null where something is left open, or stands in one branch of a template. */
function meaningOf(statement: Statement): string | null {
  if (!statement.complete || statement.conditional || statement.effect === null) return null;
  const parts: unknown[] = [statement.effect];
  for (const [element, ignoreCase] of [
    [statement.action, true],
    [statement.notAction, true],
    [statement.resource, false],
    [statement.notResource, false],
  ] as const) {
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
  if (!complete || items.some((item) => item.value === null || item.conditional)) return null;
  return [...new Set(items.map((item) => (ignoreCase ? item.value!.toLowerCase() : item.value!)))].sort();
}

function listMeaning(element: ListElement | null, ignoreCase: boolean): readonly string[] | null {
  return element ? valuesOf(element.items, element.complete, ignoreCase) : [];
}

function principalMeaning(element: PrincipalElement | null): unknown {
  if (!element) return [];
  if (!element.complete) return null;
  if (element.bare) return element.bare.value;
  const groups = element.groups.map((group) => [group.type, valuesOf(group.items, group.complete, false)] as const);
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
  return all.map((one) => JSON.stringify(one)).sort();
}
