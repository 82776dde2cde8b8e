/** The resources of templates that ARNs name by their texts as well. */
import { mayNameByText, namedByText } from "../../analysis/change/template/named-by-text";
import { groupBy } from "../../analysis/group-by";
import { formOf } from "../../analysis/source/forms";
import { type SideDocument, sourceOf } from "./documents";

/** By the scope of a template, the resources that ARNs name by their texts as well. */
export async function resourcesByText(
  before: readonly SideDocument[],
  after: readonly SideDocument[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const found = new Map<string, ReadonlySet<string>>();
  const sides = groupBy([...before, ...after], ({ document }) => document.scope);
  for (const [scope, [one, other]] of sides) {
    const isTemplate = [one, other].some((side) => side && mayNameByText(side.source.text));
    if (!one || !isTemplate || !/^(?:json|yaml)$/.test(formOf(one.source))) continue;
    found.set(scope, namedByText(await sourceOf(one, false), other ? await sourceOf(other, false) : null));
  }
  return found;
}
