/** How a statement is mended whose actions do not meet its resources. */
import type { Catalog } from "../../../catalog/catalog";
import { say } from "../../../wording/sentence";
import type { Change, NewValue } from "../../locate/located";
import type { Item, ListElement, Policy } from "../../policy/model";
import type { PolicyFix } from "../rule";
import { suggestion } from "./fixes";
import { closestForm, NamedResources, type Reach, type Unmet } from "./reach";
import { writable } from "./structure";

type Ending = (text: string) => string | null;

const append =
  (ending: string): Ending =>
  (text) =>
    /[/:*]$/.test(text) ? null : `${text}${ending}`;

/** What is often forgotten at the end of an ARN, or stands there too much: the objects of a bucket, the streams of a log group. */
function endingsFor(form: string): readonly Ending[] {
  const separator = form.at(form.lastIndexOf("${") - 1);
  return [
    ...(separator === ":" ? [append(":*"), append("/*")] : [append("/*"), append(":*")]),
    (text) => (text.endsWith("/") ? `${text}*` : null),
    (text) => (/[/:]\*$/.test(text) ? text.slice(0, -2) : null),
    (text) => (text.endsWith("/") ? text.slice(0, -1) : null),
  ];
}

/** The statement's ARNs with another ending, with which all of its unmet actions that have resource types meet them; null where there is none. */
export function meantResources({ unmet, resource }: Reach, catalog: Catalog): readonly string[] | null {
  const scopable = unmet.filter(hasTypes);
  const form = scopable[0] ? closestForm(scopable[0], resource.items) : null;
  if (form === null) return null;
  for (const ending of endingsFor(form)) {
    const texts = resource.items.map(({ value }) => (value === null ? null : ending(value)));
    if (texts.some((text) => text === null)) continue;
    const named = NamedResources.of(
      resource.items.map((item, at): Item => ({ ...item, value: texts[at]!, parts: [texts[at]!] })),
      catalog,
    );
    if (named && scopable.every(({ actions }) => actions.some((action) => named.meet(action))))
      return texts as string[];
  }
  return null;
}

/** Suggestions, as they make something allowed or denied that is not now. */
export function reachFixes(reach: Reach, policy: Policy, catalog: Catalog): readonly PolicyFix[] {
  const { action, unmet, resource } = reach;
  if (!action.complete || unmet.some(({ item }) => item.conditional)) return [];
  const whole = unmet.length === action.items.length;
  const [scopable, unlimited] = [unmet.filter(hasTypes), unmet.filter((one) => !hasTypes(one))];
  if (whole && scopable.length === 0)
    return [
      suggestion(say`Write * as the resource`, {
        kind: "replace",
        node: resource.entry.value,
        value: resource.array ? ["*"] : "*",
      }),
    ];
  const meant = meantResources(reach, catalog);
  if (scopable.length > 0 && !meant) return [];
  const named = meant ?? [];
  const kept = whole ? [] : resource.items.map(({ value }) => value);
  if (named.length > 0 && kept.includes(null)) return [];
  const all = [...(kept as string[]), ...named.filter((text) => !kept.includes(text))];
  const changes: readonly Change[] = named.length === 0 ? [] : writtenAs(all, whole, resource);
  const split = unlimited.length === 0 ? [] : splitOff(unlimited, reach, policy);
  if (!split) return [];
  const names = named.length === 1 ? named[0]! : say`the ARNs of what they work on`;
  const titles = [
    ...(named.length === 0 ? [] : [whole ? say`Write ${names}` : say`Add ${names}`]),
    ...(split.length === 0
      ? []
      : [
          reach.statement.effect === "Deny"
            ? say`Deny on * in a statement of its own what cannot be limited`
            : say`Allow on * in a statement of its own what cannot be limited`,
        ]),
  ];
  const [first = "", second] = titles;
  return [
    { title: second ? say`${first}, and ${second}` : first, kind: "suggestion", changes: [...changes, ...split] },
  ];
}

/** A list stays one, and of its items only what is new is written. */
function writtenAs(
  texts: readonly string[],
  inPlace: boolean,
  { array, entry, items }: ListElement,
): readonly Change[] {
  if (!array || items.some(({ node }) => !array.items.includes(node)))
    return [{ kind: "replace", node: entry.value, value: texts.length === 1 ? texts[0]! : texts }];
  if (inPlace && texts.length === items.length)
    return texts.flatMap((value, at): Change[] =>
      value === items[at]!.value ? [] : [{ kind: "replace", node: items[at]!.node, value }],
    );
  return inPlace
    ? [{ kind: "replace", node: entry.value, value: texts }]
    : texts.slice(items.length).map((value): Change => ({ kind: "addItem", to: array, value }));
}

/** Moves actions into a statement on `*`; null where that cannot be written. */
function splitOff(unmet: readonly Unmet[], { statement, action }: Reach, policy: Policy): readonly Change[] | null {
  const list = policy.statementEntry?.value;
  const { array } = action;
  if (list?.kind !== "array" || !array || unmet.some(({ item }) => !array.items.includes(item.node))) return null;
  if (statement.conditional || statement.principal || statement.notPrincipal) return null;
  const condition = statement.condition ? writable(statement.condition.entry.value) : null;
  if (condition === undefined) return null;
  const actions = unmet.map(({ item }) => item.value!);
  const value: Readonly<Record<string, NewValue>> = {
    Effect: statement.effect!,
    Action: actions.length === 1 ? actions[0]! : actions,
    Resource: "*",
    ...(condition === null ? {} : { Condition: condition }),
  };
  return [
    ...unmet.map(({ item }): Change => ({ kind: "removeItem", from: array, item: item.node })),
    { kind: "addItem", to: list, value },
  ];
}

function hasTypes({ actions }: Unmet): boolean {
  return actions.some(({ types }) => types.length > 0);
}
