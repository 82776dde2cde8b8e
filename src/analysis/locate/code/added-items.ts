/** Lists as they are once everything has been added to them. */
import { unknown } from "../../source/intrinsics";
import { listNode } from "../../source/made-values";
import type { SyntaxNode } from "../../source/syntax-tree";
import { spanOf } from "../../text";
import type { ValueNode } from "../../value";
import { type Appended, summedTo } from "./appended";
import type { CodeValues } from "./values";

/** What is added; what may be added in a branch is there in some deployments. */
export function addedItems(values: CodeValues, appended: readonly Appended[]): readonly ValueNode[] {
  return appended.flatMap(({ item, isList, within }) => {
    const value = values.value(item);
    const items = !isList ? [value] : value.kind === "array" ? value.items : [unknown(spanOf(item))];
    return within ? items.map((one) => unknown({ start: within.start, end: item.end }, [one, null])) : items;
  });
}

/** The list that `actions` is after `actions += ["s3:PutObject"]`; null for anything else. */
export function summed(values: CodeValues, reference: SyntaxNode): ValueNode | null {
  const sum = summedTo(values.file, reference);
  const own = sum && values.value(sum.list);
  if (own?.kind !== "array") return null;
  const list = listNode(own.span, [...own.items, ...addedItems(values, sum!.appended)]);
  values.foreign.add(list);
  return list;
}
