/** Which statements of a trust policy let somebody assume the role. */
import type { Statement } from "../../policy/model";

/** They go with an action that assumes the role, and give nothing by themselves. */
const companions = new Set(["sts:tagsession", "sts:setsourceidentity", "sts:setcontext"]);

/** Whether a statement names more than what goes with assuming a role: `sts:TagSession` alone assumes nothing. */
export function givesSessions({ action }: Statement): boolean {
  return action === null || !action.complete || action.items.some(({ value }) => !isCompanion(value));
}

function isCompanion(value: string | null): boolean {
  return value !== null && companions.has(value.toLowerCase());
}
