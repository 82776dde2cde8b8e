import type { Catalog } from "../../../catalog/catalog";
import type { Policy } from "../../policy/model";
import type { PolicyContext } from "../rule";

/** What rules look at of a policy that stands in no document. */
export function alone(
  policy: Policy,
  catalog: Catalog,
  trustedAccounts: ReadonlySet<string> = new Set(),
): PolicyContext {
  return { catalog, policies: [policy], declared: [], syntaxErrors: new Map(), trustedAccounts };
}
