/** The calls of local modules on one side that give roles, users and groups their names. */
import type { Holder } from "../../analysis/change/subject";
import { mayCallModules, withCalledNames } from "../../analysis/change/terraform/called-names";
import { formOf } from "../../analysis/source/forms";
import { type SideDocument, sourceOf } from "./documents";

/** The holders of a side with the names that its calls give them. */
export async function namedByCalls(
  holders: readonly Holder[],
  sides: readonly SideDocument[],
): Promise<readonly Holder[]> {
  const isOpen = holders.some(({ identity }) => identity?.name?.includes("${var.") === true);
  const callers = sides.filter(
    (side) => isOpen && side.call === undefined && formOf(side.source) === "hcl" && mayCallModules(side.source.text),
  );
  const documents = await Promise.all(
    callers.map(async (side) => ({ scope: side.document.scope, source: await sourceOf(side) })),
  );
  return withCalledNames(holders, documents);
}
