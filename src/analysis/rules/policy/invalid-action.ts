/** Actions that the service does not have. */
import type { Catalog, Retired, Service } from "../../../catalog/catalog";
import { andOf, orOf, quoted, say, type Sentence, together } from "../../../wording/sentence";
import { actionsOfOperation } from "../../knowledge/api-names";
import { isInGuides } from "../../knowledge/documented-actions";
import type { Change } from "../../locate/located";
import type { Policy } from "../../policy/model";
import type { PolicyFix, PolicyRule } from "../rule";
import {
  doubtfulActions,
  goneSince,
  isAmongActions,
  isInFlux,
  isWildcardPrefix,
  type NamedAction,
  namedActions,
  namesSomeAction,
  removal,
  retiredFixes,
  wentLately,
} from "../support/actions";
import { suggestion } from "../support/fixes";
import { accessAnalyzerPage, serviceReference } from "../support/links";
import { actionsNamed, meantBy, namesOf } from "../support/near-actions";

const invalidAction: PolicyRule = {
  kind: "policy",
  id: "policy/invalid-action",
  title: "Action that does not exist",
  severity: "error",
  confidence: "high",
  recommendation: "least-privilege",
  accessAnalyzer: "INVALID_ACTION",
  documentation: {
    why: "IAM accepts an action that does not exist and then never matches it: an Allow grants nothing, and a Deny protects from nothing. Names of API operations and of SDK methods are not always names of actions.",
    avoid: {
      language: "json",
      code: '{ "Effect": "Allow", "Action": "s3:HeadObject", "Resource": "arn:aws:s3:::invoices/*" }',
    },
    prefer: {
      language: "json",
      code: '{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::invoices/*" }',
    },
    links: [accessAnalyzerPage("error", "invalid-action"), serviceReference],
  },
  *check(policy, { catalog }) {
    for (const action of doubtfulActions(policy, catalog)) {
      const { item, prefix, name } = action;
      const { span } = item.node;
      if (prefix === null) {
        if (item.value === null) continue;
        if (policy.place.isList) continue;
        const meant = actionsNamed(item.value, catalog);
        yield {
          at: span,
          path: item.path,
          message: say`\`${item.value}\` is not an action: it lacks the prefix of its service, so this policy is rejected. Write ${meant.length > 0 ? orOf(quoted(meant)) : "`service:Action`"}.`,
          fixes: () => replacements(action, meant),
        };
        continue;
      }
      const service = isWildcardPrefix(prefix) ? undefined : catalog.service(prefix);
      if (!service || namesSomeAction(name, service)) continue;
      const written = name.map((part) => (typeof part === "string" ? part : "")).join("");
      if (isInGuides(prefix, written)) continue;
      const retired = service.retiredAction(written);
      if (retired ? wentLately("action", retired, catalog) : isUnsure(written, service, catalog)) continue;
      const meant = item.value === null ? [] : meantBy(written, service, catalog);
      if (policy.place.isList && !isAmongActions(policy, catalog) && !isSlip(action, meant, policy)) continue;
      const all = actionsOfOperation(service.prefix, written);
      yield {
        at: span,
        path: item.path,
        message: messageFor(action, service, written, meant, retired ?? null),
        fixes: () => {
          if (meant.length === 0 && isOneOfMany(action, policy, catalog)) return [];
          return all.length > 1 && meant.length === all.length
            ? allInPlace(action, meant)
            : replacements(action, meant);
        },
      };
    }
  },
};

const shortestSlip = 6;

/** Whether what looks like an action, and stands alone, can be nothing but a misspelt one. */
function isSlip({ item }: NamedAction, meant: readonly string[], policy: Policy): boolean {
  const name = item.value?.split(":")[1] ?? "";
  return namedActions(policy).length === 1 && meant.length > 0 && name.length >= shortestSlip;
}

/** Nobody misnames many actions of one service: rather the reference does not have them yet. */
const many = 3;

/** Whether a policy has many names of the service that it does not know. */
function isOneOfMany({ prefix }: NamedAction, policy: Policy, catalog: Catalog): boolean {
  const service = prefix === null ? undefined : catalog.service(prefix);
  if (!service) return false;
  const unknown = namedActions(policy).filter(
    (one) => one.prefix === prefix && !one.isAny && !namesSomeAction(one.name, service),
  );
  return unknown.length >= many;
}

const retiredAction: PolicyRule = {
  kind: "policy",
  id: "policy/retired-action",
  title: "Action that left the service reference",
  severity: "info",
  confidence: "medium",
  recommendation: "least-privilege",
  accessAnalyzer: null,
  documentation: {
    why: "AWS takes actions back when it renames or retires a feature. Policies that name them stay valid for a while, but what they allow may be gone or may go by another name.",
    avoid: { language: "json", code: '"Action": "securityagent:StartPentestExecution"' },
    prefer: { language: "json", code: '"Action": "securityagent:StartPentestJob"' },
    links: [serviceReference],
  },
  *check(policy, { catalog }) {
    for (const action of doubtfulActions(policy, catalog)) {
      const { item, prefix, name } = action;
      if (prefix === null || item.value === null || isWildcardPrefix(prefix)) continue;
      const service = catalog.service(prefix);
      if (!service || namesSomeAction(name, service)) continue;
      const written = String(name[0] ?? "");
      const retired = service.retiredAction(written);
      if (retired ? !wentLately("action", retired, catalog) : !isUnsure(written, service, catalog)) continue;
      yield {
        at: item.node.span,
        path: item.path,
        message: retired
          ? say`\`${item.value}\` is no longer in AWS's service reference (${goneSince(retired)}), so it may grant nothing. Verify that it still works, or replace it with the action that took its place.`
          : say`\`${item.value}\` is not in AWS's service reference, and ${service.name} renamed many actions lately, so it may grant nothing. Verify that it still works, or replace it with the action that took its place.`,
        fixes: () => retiredFixes(action, item.value!),
      };
    }
  },
};

export default [invalidAction, retiredAction];

/** Whether an unknown name may be one of many that AWS took back lately; a plain misspelling is none. */
function isUnsure(written: string, service: Service, catalog: Catalog): boolean {
  return isInFlux(service, catalog) && namesOf(service).closest(written).length === 0;
}

function messageFor(
  { item, element }: NamedAction,
  service: Service,
  written: string,
  meant: readonly string[],
  retired: Retired | null,
): Sentence {
  const text = item.value ?? `${service.prefix}:${written}…`;
  const what =
    /[*?]/.test(written) || item.value === null
      ? say`\`${text}\` matches no action of ${service.name}`
      : say`\`${text}\` is not an action of ${service.name}`;
  const effect = element.name === "Action" ? say`it has no effect` : say`it excludes nothing`;
  if (retired)
    return say`${what} any more (${goneSince(retired)}): ${effect}. Remove it, or replace it with the action that took its place.`;
  const granted = actionsOfOperation(service.prefix, written);
  if (granted.length > 0) {
    const all = andOf(quoted(granted));
    return granted.length > 1
      ? say`${what} but an operation of its API, which ${all} grant: ${effect}. Write ${all}.`
      : say`${what} but an operation of its API, which ${all} grants: ${effect}. Write ${all}.`;
  }
  return together(
    say`${what}: ${effect}.`,
    meant.length > 0
      ? say`Did you mean ${orOf(quoted(meant))}?`
      : say`Look the name up in the service reference, or remove it.`,
  );
}

/** An operation that needs several actions has all of them in its place. */
function allInPlace(action: NamedAction, meant: readonly string[]): readonly PolicyFix[] {
  const { item, element } = action;
  const written = new Set(element.items.map((one) => one.value?.toLowerCase()));
  const missing = meant.filter((name) => !written.has(name.toLowerCase()));
  const { array, entry } = element;
  if (missing.length < meant.length || (array && !array.items.includes(item.node))) return replacements(action, meant);
  const [first, ...others] = missing;
  return [
    {
      title: say`Replace with ${missing.join(", ")}`,
      kind: "suggestion",
      changes: array
        ? [
            { kind: "replace", node: item.node, value: first! },
            ...others.map((value): Change => ({ kind: "addItem", to: array, value })),
          ]
        : [{ kind: "replace", node: entry.value, value: missing }],
    },
  ];
}

/** What it should have been may allow more than nothing: a suggestion. What allows nothing, and denies nothing, can go without a change. */
function replacements(action: NamedAction, meant: readonly string[]): readonly PolicyFix[] {
  const { item, element } = action;
  const removed = removal(action);
  const written = new Set(element.items.map((one) => one.value?.toLowerCase()));
  const fixes = meant.map((name): PolicyFix =>
    removed && written.has(name.toLowerCase())
      ? { title: say`Remove it: ${name} is in the list already`, kind: "safe", changes: [removed] }
      : suggestion(say`Replace with ${name}`, { kind: "replace", node: item.node, value: name }),
  );
  return removed
    ? [
        ...fixes,
        { title: item.value === null ? say`Remove it` : say`Remove ${item.value}`, kind: "safe", changes: [removed] },
      ]
    : fixes;
}
