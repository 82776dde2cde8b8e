/** Fixes that take something out of a policy. */
import { say } from "../../../wording/sentence";
import type { FixKind } from "../../finding";
import type { Policy, Statement } from "../../policy/model";
import type { PolicyFix } from "../rule";

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
      title: sid?.value ? say`Remove the statement ${sid.value}` : say`Remove the statement`,
      kind,
      changes: [{ kind: "removeItem", from: list, item: node }],
    },
  ];
}
