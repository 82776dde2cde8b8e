/** A request that shows what a change newly allows. */
import type { Catalog } from "../../catalog/catalog";
import type { Grant } from "../policy/compare";
import { actionsOfPattern } from "../policy/pattern-actions";
import type { Request } from "../policy/request";
import type { Subject } from "./subject";

/** The account of documentation (AWS: "Example account IDs"). */
const account = "111122223333";

export function witnessOf(
  { actions, notActions, resources, notResources, statement }: Grant,
  { kind, name }: Subject,
  catalog: Catalog,
): Request {
  const [pattern = "*"] = notActions ? [] : actions;
  const action = actionsOfPattern(pattern, catalog)?.[0] ?? pattern;
  const [resource = "*"] = notResources ? [] : resources;
  return {
    principal: kind === "identity" ? `arn:aws:iam::${account}:role/${name}` : principalIn(statement),
    action,
    resource: resource === "*" ? resource : resource.replaceAll("*", "example"),
    resourceAccount: account,
    context: {},
  };
}

function principalIn({ principal }: Grant["statement"]): string {
  const item = principal?.bare ?? principal?.groups[0]?.items[0];
  return item?.value ?? "*";
}
