/** Fixes that take something out of a policy. */
import type { FixKind } from "../../finding";
import type { Item, ListElement, Policy, Statement } from "../../policy/model";
import type { PolicyFix } from "../rule";
import { removal } from "./actions";

/** The statement taken out of the list in which others stand. */
export function withoutStatement(
  { statementEntry }: Policy,
  { node, sid }: Pick<Statement, "node" | "sid">,
  kind: FixKind = "suggestion",
): readonly PolicyFix[] {
  const list = statementEntry?.value;
  if (list?.kind !== "array" || list.items.length < 2 || !list.items.includes(node)) return [];
  return [
    {
      title: sid?.value ? `Remove the statement ${sid.value}` : "Remove the statement",
      kind,
      changes: [{ kind: "removeItem", from: list, item: node }],
    },
  ];
}

/** The actions, each named by itself, taken out of the statement; the statement with them where nothing else is in it. */
export function withoutActions(
  policy: Policy,
  statement: Statement,
  element: ListElement,
  items: readonly Item[],
): readonly PolicyFix[] {
  if (items.length === 0 || items.some(({ value }) => value === null || /[*?]/.test(value))) return [];
  if (items.length === element.items.length) return withoutStatement(policy, statement);
  const changes = items.map((item) => removal({ item, element }));
  const title = items.length === 1 ? `Remove ${items[0]!.value}` : `Remove these ${items.length} actions`;
  return changes.every((change) => change !== null) ? [{ title, kind: "suggestion", changes }] : [];
}
