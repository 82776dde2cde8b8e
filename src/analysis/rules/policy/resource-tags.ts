/** Conditions on the tags of resources, where an action never evaluates them. */
import type { Action, Catalog, Service } from "../../../catalog/catalog";
import type { PolicyPath } from "../../finding";
import { oncePer } from "../../memo";
import type { Item, ListElement, Policy, Statement } from "../../policy/model";
import type { Span } from "../../text";
import type { PolicyFix, PolicyReport, PolicyRule } from "../rule";
import { actionPattern } from "../support/actions";
import { type AnalyzerRule, analyzerRule } from "../support/analyzer-rule";
import { type ConditionUse, conditionUses } from "../support/condition-uses";
import { safeFix } from "../support/fixes";
import { writable } from "../support/structure";

const resourceTag = /^aws:resourcetag\//i;
const requestTag = /^aws:(requesttag|tagkeys)\b/i;

/**
 * The actions of a service to which the tags of a resource mean nothing: none of their resource types has any. Those
 * that take tags in the request are not among them: what they make has tags from the start.
 */
const actionsWithoutTags = oncePer((service: Service): readonly Action[] => {
  const tagged = new Set(
    service.resourceTypes
      .filter((type) => type.conditionKeys.some((key) => resourceTag.test(key)))
      .map((type) => type.name),
  );
  const knows = ({ conditionKeys, resourceTypes }: Action): boolean =>
    conditionKeys.some((key) => requestTag.test(key) || resourceTag.test(key)) ||
    resourceTypes.some((one) => tagged.has(one.name) || one.conditionKeys.some((key) => resourceTag.test(key)));
  return service.actions.filter((action) => !knows(action));
});

/** Whether some action that the item names ignores the tags of resources. */
function namesUnaware(item: Item, catalog: Catalog): boolean {
  if (item.value === null) return false;
  const [prefix, name] = item.value.split(":");
  const service = name === undefined ? undefined : catalog.service(prefix!);
  if (!service) return false;
  const actions = actionsWithoutTags(service);
  if (!/[*?]/.test(name!)) return actions.some((action) => action.name.toLowerCase() === name!.toLowerCase());
  return actions.some(
    (action) => actionPattern(item).matches(`${service.prefix}:${action.name}`.toLowerCase()) === true,
  );
}

/** Whether a pattern also means actions that know the tags of their resources. */
function namesAware(item: Item, catalog: Catalog): boolean {
  const [prefix, name] = item.value!.split(":");
  if (!/[*?]/.test(name!)) return false;
  const service = catalog.service(prefix!)!;
  const without = new Set(actionsWithoutTags(service));
  return service.actions.some(
    (action) =>
      !without.has(action) && actionPattern(item).matches(`${service.prefix}:${action.name}`.toLowerCase()) === true,
  );
}

/** The first key of a statement that compares the tags of a resource; whether one exists is another question. */
function* tagUses(uses: readonly ConditionUse[]): Iterable<ConditionUse> {
  for (const use of uses)
    if (resourceTag.test(use.key.name) && use.info.type !== "Null" && !use.operator.ifExists) yield use;
}

function resourceTagRule(
  about: AnalyzerRule,
  effect: Statement["effect"],
  find: (use: ConditionUse, catalog: Catalog, policy: Policy) => PolicyReport | null,
): PolicyRule {
  return analyzerRule(
    { ...about, links: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/access_tags.html"] },
    function* check(policy, { catalog }) {
      const seen = new Set<Statement>();
      for (const use of tagUses(conditionUses(policy, catalog))) {
        // A negated comparison also holds where there is no tag.
        if (use.statement.effect !== effect || use.info.negated || seen.has(use.statement)) continue;
        const report = find(use, catalog, policy);
        if (!report) continue;
        seen.add(use.statement);
        yield report;
      }
    },
  );
}

/** One finding at the key, with the actions that do not heed it. */
function namedActions(
  consequence: string,
): (use: ConditionUse, catalog: Catalog, policy: Policy) => PolicyReport | null {
  return (use, catalog, policy) => {
    const {
      statement: { action, effect },
      key,
    } = use;
    const items = action?.items.filter((item) => namesUnaware(item, catalog)) ?? [];
    if (items.length === 0) return null;
    const names = items.map((item) => `\`${item.value}\``);
    const listed = names.length > 3 ? `${names.slice(0, 3).join(", ")} and ${names.length - 3} more` : names.join(", ");
    return {
      at: key.entry.keySpan,
      path: key.path,
      message: items.some((item) => namesAware(item, catalog))
        ? `Some actions of ${listed} do not know \`${key.name}\`: ${consequence.replace(/\bit\b/g, "them").replace("its", "their")}`
        : `A request for ${listed} has no \`${key.name}\`: ${consequence}`,
      related: items.map((item) => ({
        at: item.node.span,
        path: item.path,
        message: "This action does not know the tags of a resource.",
      })),
      fixes: () => [
        ...(effect === "Deny" && !items.some((item) => namesAware(item, catalog))
          ? deniedAnyway(policy, use, action!, items)
          : []),
        ...withoutItems(action!, items),
      ],
    };
  };
}

/** What is to be denied whatever its tags, in a statement without them. */
function deniedAnyway(
  policy: Policy,
  { statement, condition, block, key }: ConditionUse,
  action: ListElement,
  unheeded: readonly Item[],
): readonly PolicyFix[] {
  const list = policy.statementEntry?.value;
  const { resource, node } = statement;
  const alone = condition.blocks.length === 1 && condition.complete && block.keys.length === 1;
  if (!alone || !resource || list?.kind !== "array" || !action.complete) return [];
  if (unheeded.length === action.items.length)
    return [safeFix(`Deny it without ${key.name}`, { kind: "removeEntry", from: node, entry: condition.entry })];
  const resources = writable(resource.entry.value);
  const { array } = action;
  if (resources === undefined || !array || unheeded.some((item) => !array.items.includes(item.node))) return [];
  const actions = unheeded.map((item) => item.value!);
  return [
    safeFix(
      `Deny ${actions.join(", ")} in a statement of its own, whatever the tags`,
      ...unheeded.map((item) => ({ kind: "removeItem" as const, from: array, item: item.node })),
      {
        kind: "addItem",
        to: list,
        value: { Effect: "Deny", Action: actions.length === 1 ? actions[0]! : actions, Resource: resources },
      },
    ),
  ];
}

function withoutItems({ array, items }: ListElement, unheeded: readonly Item[]): readonly PolicyFix[] {
  if (
    !array ||
    unheeded.length >= items.length ||
    unheeded.some((item) => /[*?]/.test(item.value!) || !array.items.includes(item.node))
  )
    return [];
  return [
    {
      title: "Remove the actions that do not know tags",
      kind: "suggestion",
      changes: unheeded.map((item) => ({ kind: "removeItem", from: array, item: item.node })),
    },
  ];
}

function placeOf({ entry, path }: ListElement): { at: Span; path: PolicyPath } {
  return { at: entry.keySpan, path };
}

function allButSome(consequence: string): (use: ConditionUse) => PolicyReport | null {
  return ({ statement: { notAction }, key }) =>
    notAction === null
      ? null
      : {
          at: key.entry.keySpan,
          path: key.path,
          message: `\`NotAction\` also means actions whose requests have no \`${key.name}\`: ${consequence}`,
          related: [
            {
              ...placeOf(notAction),
              message: "Among all but these are actions that do not know the tags of a resource.",
            },
          ],
        };
}

const avoidDeny =
  '{\n  "Effect": "Deny",\n  "Action": "s3:ListAllMyBuckets",\n  "Resource": "*",\n  "Condition": { "StringEquals": { "aws:ResourceTag/stage": "production" } }\n}';
const preferDeny =
  '{\n  "Effect": "Deny",\n  "Action": "ec2:TerminateInstances",\n  "Resource": "*",\n  "Condition": { "StringEquals": { "aws:ResourceTag/stage": "production" } }\n}';
const flip = (text: string): string => text.replace('"Deny"', '"Allow"');
const notAction = (text: string): string => text.replace('"Action": "s3:ListAllMyBuckets"', '"NotAction": "iam:*"');

const why =
  "Many actions never evaluate the tags of a resource. A condition on `aws:ResourceTag` never holds for them, and the statement does not apply.";

export default [
  resourceTagRule(
    {
      code: "ALLOW_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE",
      name: "allow-with-unsupported-tag",
      kind: "SUGGESTION",
      title: "Allow by tags that the action does not know",
      why: `${why} What seems to be allowed is not.`,
      avoid: flip(avoidDeny),
      prefer: flip(preferDeny),
    },
    "Allow",
    namedActions("this statement does not allow it. Allow it in a statement without the tag, or remove it."),
  ),
  resourceTagRule(
    {
      code: "DENY_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE",
      name: "deny-with-unsupported-tag",
      kind: "SECURITY_WARNING",
      title: "Deny by tags that the action does not know",
      why: `${why} What seems to be denied may be allowed elsewhere.`,
      avoid: avoidDeny,
      prefer: preferDeny,
    },
    "Deny",
    namedActions("this statement does not deny it. Deny it without the tag, or by its resources."),
  ),
  resourceTagRule(
    {
      code: "ALLOW_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE",
      name: "allow-not-action-with-unsupported-tag",
      kind: "SUGGESTION",
      title: "Allow with NotAction by tags",
      why: `${why} With \`NotAction\` there are always such actions.`,
      avoid: notAction(flip(avoidDeny)),
      prefer: flip(preferDeny),
    },
    "Allow",
    allButSome("they are not allowed by this statement. Name the actions that are meant with `Action`."),
  ),
  resourceTagRule(
    {
      code: "DENY_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE",
      name: "deny-not-action-with-unsupported-tag",
      kind: "SECURITY_WARNING",
      title: "Deny with NotAction by tags",
      why: `${why} With \`NotAction\` there are always such actions, and they are not denied.`,
      avoid: notAction(avoidDeny),
      prefer: preferDeny,
    },
    "Deny",
    allButSome("they are not denied by this statement. Name the actions that are meant with `Action`."),
  ),
];
